import { rowAt, sentencesOfRow } from '../../core/repair/sentence.ts';
import { type Conflict, conflictsIn } from '../../core/repair/values.ts';
import { Evidence } from '../../ui/Evidence.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { type ItemFinding, onSameWords } from './findings.ts';
import { isMail } from './plan.ts';
import type { Session } from './session.ts';

type Props = { session: Session; finding: ItemFinding; now: number };

/** The finding that is looked at: what the text says beside what its evidence says; of a contradiction, the two values. */
export function Compared({ session, finding, now }: Props) {
  const { model } = session;
  const item = model.view.value?.item;
  const at = finding.span;
  const text = at ? model.texts.value[at.field] : '';
  const quotes = finding.evidence.map(({ quote }) => quote);
  const conflicts = at ? conflictsIn(text, at, quotes) : [];
  const about = {
    company: item?.context?.company,
    domain: item && isMail(item) ? item.content.to[0]?.email.split('@')[1] : undefined,
  };
  return (
    <div class="compared">
      {conflicts.map((one) => (
        <Values key={one.start} conflict={one} source={finding.evidence[one.quote]?.source ?? ''} />
      ))}
      <div class="sides">
        <section aria-label={t('review_what_text_says')}>
          <h3 class="minor">{t('review_text_says')}</h3>
          {at ? (
            <Sentence text={text} at={at} status={finding.status} />
          ) : (
            <NoWords {...{ finding }} />
          )}
        </section>
        <section aria-label={t('review_what_evidence_says')}>
          <h3 class="minor">{t('review_evidence_says')}</h3>
          {finding.evidence.length === 0 ? <p class="muted">{t('review_there_none')}</p> : null}
          {finding.evidence.map((evidence, index) => (
            <Evidence key={index} {...{ evidence, now, about }} />
          ))}
        </section>
      </div>
      <SameWords {...{ session, finding }} />
      {at && finding.status !== 'supported' ? (
        <p class="muted">
          {tx('review_key_mends', {
            key: <KeyHint keyName={model.bindings.value.strike} />,
          })}
        </p>
      ) : null}
    </div>
  );
}

function Values({ conflict, source }: { conflict: Conflict; source: string }) {
  return (
    <dl class="values">
      <div>
        <dt>{t('review_in_text')}</dt>
        <dd>
          <Visible text={conflict.said} />
        </dd>
      </div>
      <div>
        <dt>{tx('review_in_source', { source: <Visible text={source} /> })}</dt>
        <dd>
          <Visible text={conflict.known} />
        </dd>
      </div>
    </dl>
  );
}

/** What else is about these words: their line in the text is the gravest one's, so the others are named here. */
function SameWords({ session, finding }: Pick<Props, 'session' | 'finding'>) {
  const others = onSameWords(finding, session.model.findings.value);
  if (others.length === 0) return null;
  return (
    <section aria-label={t('review_also_on_words')}>
      <h3 class="minor">{t('review_also_on_words')}</h3>
      <ul class="same-words">
        {others.map(({ id, status, kind, message }) => (
          <li key={id}>
            <button
              type="button"
              class="finding-head"
              onClick={(event) => {
                if (event.isTrusted) session.walk(id);
              }}
            >
              <span class={`finding-kind mark ${status}`}>{kind}</span> <Visible text={message} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sentence(props: { text: string; at: { start: number; end: number }; status: string }) {
  const { text, at, status } = props;
  const row = rowAt(text, at);
  const own = sentencesOfRow(text, row).find(
    ({ start, end }) => start <= at.start && at.end <= end,
  );
  const { start, end } = own ?? row;
  return (
    <blockquote dir="auto">
      <Visible text={text.slice(start, at.start)} />
      <mark class={`mark ${status}`}>
        <Visible text={text.slice(at.start, at.end)} />
      </mark>
      <Visible text={text.slice(at.end, end)} />
    </blockquote>
  );
}

function NoWords({ finding }: { finding: ItemFinding }) {
  return (
    <p class="muted">
      {finding.gone
        ? tx('review_no_longer', { quote: <Visible text={finding.quote ?? ''} /> })
        : t('review_about_whole_not_about_single')}
    </p>
  );
}
