import type { FieldValue } from '../../../core/schema/content.ts';
import type { FieldFacts } from '../../../core/schema/facts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Difference } from '../../../ui/Difference.tsx';
import { ageWords } from '../../../ui/Evidence.tsx';
import { EvidenceLink } from '../../../ui/EvidenceLink.tsx';
import { tx } from '../../../ui/tx.ts';
import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
import { isSame, type Work } from './draft.ts';
import { setValue } from './drafting.ts';
import { Field, type Kind, RecordLine, Row, Rows, Was } from './pieces.tsx';
import { valueWords } from './words.ts';

type Changing = Extract<Work, { kind: 'record.update' | 'contact.enrich' }>;
type Change = Changing['changes'][number];

/** Field by field: what it holds, who set that, what it would hold, and what other sources say. */
export function Changes(on: Kind<Changing>) {
  const { was, now, draft, session, item } = on;
  const record = was.kind === 'record.update' ? was.record : was.contact;
  const kept = was.changes.map((_, at) => at).filter((at) => !draft.struck.includes(at));
  return (
    <>
      <dl class="facts">
        <dt>{was.kind === 'record.update' ? t('review_record') : t('review_contact')}</dt>
        <dd>
          <RecordLine record={record} />
        </dd>
      </dl>
      <Rows label={t('review_fields_would_change')}>
        {was.changes.map((proposed, at) => (
          <Row
            key={at}
            {...{ session, item, at }}
            name={proposed.field}
            struck={draft.struck.includes(at)}
          >
            <OneChange
              on={on}
              at={at}
              was={proposed}
              now={now.changes[kept.indexOf(at)] ?? proposed}
            />
          </Row>
        ))}
      </Rows>
    </>
  );
}

/** Units above which a difference may leave some of it out. */
const LONG = 100;
/** Values of this many characters are read faster whole than in pieces. */
const SHORT = 80;

function OneChange(props: { on: Kind<Changing>; at: number; was: Change; now: Change }) {
  const { on, at, was, now } = props;
  const facts = on.item.context?.fields?.find(({ field }) => field === was.field);
  const open = on.editing && !on.draft.struck.includes(at);
  return (
    <>
      <p class="row-name">
        <Visible text={was.field} />
      </p>
      {open ? (
        <>
          <p>
            <span class="muted">{t('review_now')}: </span>
            <Visible text={valueWords(was.before)} />
          </p>
          <Field
            {...{ on }}
            path={`changes.${at}.after`}
            instead={`changes.${at}.pick`}
            label={tx('review_new_value', { field: <Visible text={was.field} /> })}
            value={String(now.after ?? '')}
            type={typeOf(was.after ?? was.before)}
          />
        </>
      ) : (
        <>
          {/* A difference leaves out what is far from any change: a long value stands there whole as well. */}
          {valueWords(now.after).length > LONG ? (
            <p class="work-text" dir="auto">
              <Visible text={valueWords(now.after)} />
            </p>
          ) : null}
          <BeforeAfter
            before={valueWords(was.before)}
            after={valueWords(now.after)}
            label={t('review_before_after', { field: was.field })}
          />
        </>
      )}
      {isSame(was.after, now.after) ? null : (
        <Was>
          <Visible text={valueWords(was.after)} />
        </Was>
      )}
      {facts ? <Origin facts={facts} at={on.at} /> : null}
      {facts?.alternatives?.length ? <Sources {...props} facts={facts} /> : null}
    </>
  );
}

/** Short values whole, one after the other; of long ones, word by word, what differs. */
function BeforeAfter(props: { before: string; after: string; label: string }) {
  const { before, after, label } = props;
  if (Math.max(before.length, after.length) > SHORT || before === after)
    return <Difference {...props} />;
  return (
    <article class="difference" aria-label={label}>
      <del>
        <span class="unseen"> {t('ui_removed')} </span>
        <Visible text={before} />
      </del>
      {' → '}
      <ins>
        <span class="unseen"> {t('ui_added')} </span>
        <Visible text={after} />
      </ins>
    </article>
  );
}

const typeOf = (value: FieldValue): 'area' | 'text' | 'number' | 'yes-no' => {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'yes-no';
  return typeof value === 'string' && value.length > 60 ? 'area' : 'text';
};

/** Who set the value before, and where the new one was read. */
function Origin({ facts, at }: { facts: FieldFacts; at: number }) {
  const { changedBy, changedAt, source, observedAt, url } = facts;
  return (
    <>
      {changedBy || changedAt ? (
        <p class="muted">
          {changedBy
            ? tx('review_last_changed_by', { by: <Visible text={changedBy} /> })
            : t('review_last_changed')}
          {changedAt ? `, ${ageWords(changedAt, at)}` : ''}
        </p>
      ) : null}
      {source ? (
        <p class="muted">
          {tx('review_read_in', { source: <Visible text={source} /> })}, {ageWords(observedAt, at)}
          {url ? (
            <>
              {', '}
              <EvidenceLink url={url} source={source} />
            </>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

/** The proposed value and those of other sources: one of them is taken. */
function Sources(props: {
  on: Kind<Changing>;
  at: number;
  was: Change;
  now: Change;
  facts: FieldFacts;
}) {
  const { on, at, was, now, facts } = props;
  const path = `changes.${at}.pick`;
  const choices = [
    {
      value: was.after,
      source: facts.source ?? t('review_agent'),
      observedAt: facts.observedAt,
      pick: null,
    },
    ...(facts.alternatives ?? []).map((one, index) => ({ ...one, pick: String(index) })),
  ];
  return (
    <fieldset class="sources" aria-label={t('review_sources', { field: was.field })}>
      {choices.map(({ value, source, observedAt, pick }, index) => (
        <div class="source" key={index}>
          <span>
            <Visible text={valueWords(value)} />{' '}
            <span class="muted">
              <Visible text={source} />, {ageWords(observedAt, on.at)}
            </span>
          </span>
          <Button
            look="quiet"
            name="use"
            pressed={isSame(value, now.after)}
            onPress={() => setValue(on, path, pick, `changes.${at}.after`)}
          >
            {t('review_use')}
            <span class="unseen">
              {' '}
              <Visible text={valueWords(value)} />
            </span>
          </Button>
        </div>
      ))}
    </fieldset>
  );
}
