import { Visible } from '../../../ui/Visible.tsx';
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
        <dt>Contact</dt>
        <dd>
          <RecordLine record={was.contact} />
        </dd>
        {was.email ? (
          <>
            <dt>Email</dt>
            <dd>
              <Visible text={was.email} />
            </dd>
          </>
        ) : null}
        <dt>Sequence</dt>
        <dd>
          <Visible text={was.sequence.name} />{' '}
          <span class="muted">
            <Visible text={`version ${was.sequence.version}, ${was.sequence.id}`} />
          </span>
        </dd>
      </dl>
      <Standing on={on} />
      {was.steps.length === 0 ? (
        <p class="note">All steps as the system has stored them. Nothing of them is shown here.</p>
      ) : (
        <Rows label="Steps">
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
      <dt>Exclusions</dt>
      <dd>
        {out.map(({ rule, detail }, index) => (
          <p key={index} class="against">
            Keeps them out: <Visible text={rule} />
            {detail ? (
              <>
                {' ('}
                <Visible text={detail} />
                {')'}
              </>
            ) : null}
          </p>
        ))}
        {met.map(({ rule }, index) => (
          <p key={index} class="muted">
            Does not apply: <Visible text={rule} />
          </p>
        ))}
        {facts?.exclusions ? null : <p class="muted">The agent names none.</p>}
      </dd>
      <dt>Also in</dt>
      <dd>
        {facts?.enrolled?.map(({ name, owner, since }, index) => (
          <p key={index} class="against">
            <Visible text={name} />
            {owner ? (
              <>
                {', of '}
                <Visible text={owner} />
              </>
            ) : null}
            {since ? (
              <>
                {', since '}
                <When iso={since} />
              </>
            ) : null}
          </p>
        ))}
        {facts?.enrolled?.length ? null : (
          <p class="muted">{facts?.enrolled ? 'No other sequence.' : 'The agent does not say.'}</p>
        )}
      </dd>
    </dl>
  );
}

function OneStep({ on, at, was, now }: { on: Kind<Enroll>; at: number; was: Step; now: Step }) {
  const path = `steps.${at}`;
  const open = on.editing && !on.draft.struck.includes(at);
  const number = `step ${at + 1}`;
  if (open) {
    return (
      <>
        <p class="row-name">
          {at + 1}. {CHANNEL_WORDS[was.channel]}
        </p>
        <Field
          {...{ on }}
          path={`${path}.at`}
          label={`Time of ${number}`}
          value={now.at}
          type="time"
        />
        {now.subject === undefined ? null : (
          <Field
            {...{ on }}
            path={`${path}.subject`}
            label={`Subject of ${number}`}
            value={now.subject}
            max={998}
          />
        )}
        {now.body === undefined ? null : (
          <Field
            {...{ on }}
            path={`${path}.body`}
            label={`Text of ${number}`}
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
        {at + 1}. {CHANNEL_WORDS[was.channel]}, <When iso={now.at} />
      </p>
      {was.at === now.at ? null : (
        <Was>
          <When iso={was.at} />
        </Was>
      )}
      {now.subject === undefined ? null : (
        <Text label={`Subject of ${number}`} was={was.subject ?? ''} now={now.subject} strong />
      )}
      {now.body === undefined ? null : (
        <Text label={`Text of ${number}`} was={was.body ?? ''} now={now.body} />
      )}
    </>
  );
}
