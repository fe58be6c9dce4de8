import { tx } from '../../../ui/tx.ts';
import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
import type { Work } from './draft.ts';
import { Field, type Kind, RecordLine, Row, Rows, Was, When } from './pieces.tsx';
import { Text } from './Text.tsx';
import { CHANNEL_WORDS } from './words.ts';

type Enroll = Extract<Work, { kind: 'sequence.enroll' }>;
type Step = Enroll['steps'][number];

/** Who would get what and when, what keeps them out, and where else they are enrolled. */
export function Sequence(on: Kind<Enroll>) {
  const { was, now, draft, session, item } = on;
  const kept = was.steps.map((_, at) => at).filter((at) => !draft.struck.includes(at));
  return (
    <>
      <dl class="facts">
        <dt>{t('review_contact')}</dt>
        <dd>
          <RecordLine record={was.contact} />
        </dd>
        {was.email ? (
          <>
            <dt>{t('kind_email')}</dt>
            <dd>
              <Visible text={was.email} />
            </dd>
          </>
        ) : null}
        <dt>{t('review_sequence')}</dt>
        <dd>
          <Visible text={was.sequence.name} />{' '}
          <span class="muted">
            <Visible
              text={t('review_version', { version: was.sequence.version, id: was.sequence.id })}
            />
          </span>
        </dd>
      </dl>
      <Standing on={on} />
      {was.steps.length === 0 ? (
        <p class="note">{t('review_all_steps_system_has_stored')}</p>
      ) : (
        <Rows label={t('review_steps')}>
          {was.steps.map((step, at) => (
            <Row
              key={at}
              {...{ session, item, at }}
              name={`step ${at + 1}`}
              struck={draft.struck.includes(at)}
            >
              <OneStep on={on} at={at} was={step} now={now.steps[kept.indexOf(at)] ?? step} />
            </Row>
          ))}
        </Rows>
      )}
    </>
  );
}

/** Rules that keep people out, and other sequences: what the agent knows of both. */
function Standing({ on }: { on: Kind<Enroll> }) {
  const facts = on.item.context?.sequence;
  const out = facts?.exclusions?.filter(({ excludes }) => excludes) ?? [];
  const met = facts?.exclusions?.filter(({ excludes }) => !excludes) ?? [];
  return (
    <dl class="facts">
      <dt>{t('review_exclusions')}</dt>
      <dd>
        {out.map(({ rule, detail }, index) => (
          <p key={index} class="against">
            {tx('review_keeps_them_out', {
              rule: <Visible text={rule} />,
              detail: detail ? (
                <>
                  {' ('}
                  <Visible text={detail} />
                  {')'}
                </>
              ) : null,
            })}
          </p>
        ))}
        {met.map(({ rule }, index) => (
          <p key={index} class="muted">
            {tx('review_does_not_apply', { rule: <Visible text={rule} /> })}
          </p>
        ))}
        {facts?.exclusions ? null : <p class="muted">{t('review_agent_names_none')}</p>}
      </dd>
      <dt>{t('review_also')}</dt>
      <dd>
        {facts?.enrolled?.map(({ name, owner, since }, index) => (
          <p key={index} class="against">
            <Visible text={name} />
            {owner ? (
              <>
                {', '}
                {tx('review_of_owner', { owner: <Visible text={owner} /> })}
              </>
            ) : null}
            {since ? (
              <>
                {', '}
                {tx('review_since', { since: <When iso={since} /> })}
              </>
            ) : null}
          </p>
        ))}
        {facts?.enrolled?.length ? null : (
          <p class="muted">
            {facts?.enrolled ? t('review_no_other_sequence') : t('review_agent_does_not_say')}
          </p>
        )}
      </dd>
    </dl>
  );
}

function OneStep({ on, at, was, now }: { on: Kind<Enroll>; at: number; was: Step; now: Step }) {
  const path = `steps.${at}`;
  const open = on.editing && !on.draft.struck.includes(at);
  const number = t('review_of_step', { n: at + 1 });
  if (open) {
    return (
      <>
        <p class="row-name">
          {at + 1}. {t(CHANNEL_WORDS[was.channel])}
        </p>
        <Field
          {...{ on }}
          path={`${path}.at`}
          label={t('review_time_of', { step: number })}
          value={now.at}
          type="time"
        />
        {now.subject === undefined ? null : (
          <Field
            {...{ on }}
            path={`${path}.subject`}
            label={t('review_subject_of', { step: number })}
            value={now.subject}
            max={998}
          />
        )}
        {now.body === undefined ? null : (
          <Field
            {...{ on }}
            path={`${path}.body`}
            label={t('review_text_of', { step: number })}
            value={now.body}
            type="area"
            max={50_000}
          />
        )}
      </>
    );
  }
  return (
    <>
      <p class="row-name">
        {at + 1}. {t(CHANNEL_WORDS[was.channel])}, <When iso={now.at} />
      </p>
      {was.at === now.at ? null : (
        <Was>
          <When iso={was.at} />
        </Was>
      )}
      {now.subject === undefined ? null : (
        <Text
          label={t('review_subject_of', { step: number })}
          was={was.subject ?? ''}
          now={now.subject}
          strong
        />
      )}
      {now.body === undefined ? null : (
        <Text label={t('review_text_of', { step: number })} was={was.body ?? ''} now={now.body} />
      )}
    </>
  );
}
