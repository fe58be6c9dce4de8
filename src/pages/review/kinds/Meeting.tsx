import { Visible } from '../../../ui/Visible.tsx';
import type { Work } from './draft.ts';
import { Field, type Kind, Row, Rows, Was, When } from './pieces.tsx';
import { Edit, Marked } from './Text.tsx';

type Meeting = Extract<Work, { kind: 'meeting.schedule' }>;

/** When, with whom, in whose calendar, and what already stands there. */
export function MeetingSchedule(on: Kind<Meeting>) {
  const { was, now, draft, session, item } = on;
  const minutes = Math.round((Date.parse(now.end) - Date.parse(now.start)) / 60_000);
  const { signOff } = item;
  return (
    <>
      <dl class="facts">
        <dt>Calendar</dt>
        <dd class={signOff?.mine === false ? 'against' : undefined}>
          <Visible text={was.calendar} />{' '}
          <span class="muted">{signOff ? (signOff.mine ? 'your own' : 'not yours') : ''}</span>
        </dd>
        {on.editing ? null : (
          <>
            <dt>Title</dt>
            <dd>
              <Marked session={session} field="subject" text={now.title} label="Title" />
              {was.title === now.title ? null : (
                <Was>
                  <Visible text={was.title} />
                </Was>
              )}
            </dd>
            <dt>From</dt>
            <dd>
              <When iso={now.start} />
              {was.start === now.start ? null : (
                <Was>
                  <When iso={was.start} />
                </Was>
              )}
            </dd>
            <dt>To</dt>
            <dd>
              <When iso={now.end} />{' '}
              <span class="muted">{minutes > 0 ? `${minutes} minutes` : 'before it begins'}</span>
              {was.end === now.end ? null : (
                <Was>
                  <When iso={was.end} />
                </Was>
              )}
            </dd>
          </>
        )}
        <dt>Taken</dt>
        <dd>
          <Taken on={on} />
        </dd>
      </dl>
      {on.editing ? (
        <>
          <Field {...{ on }} path="title" label="Title" value={now.title} max={500} />
          <Field {...{ on }} path="start" label="From" value={now.start} type="time" />
          <Field {...{ on }} path="end" label="To" value={now.end} type="time" />
          <Field {...{ on }} path="agenda" label="Agenda" value={now.agenda ?? ''} type="area" />
        </>
      ) : null}
      <Rows label="Attendees">
        {was.attendees.map((attendee, at) => (
          <Row
            key={at}
            {...{ session, item, at }}
            name={attendee}
            struck={draft.struck.includes(at)}
          >
            <p>
              <Visible text={attendee} />
            </p>
          </Row>
        ))}
      </Rows>
      {on.editing || (now.agenda === undefined && was.agenda === undefined) ? null : (
        <>
          <h2 class="minor">Agenda</h2>
          <Marked session={session} field="body" text={now.agenda ?? ''} label="Agenda" />
          <Edit label="Agenda" was={was.agenda ?? ''} now={now.agenda ?? ''} />
        </>
      )}
    </>
  );
}

/** What the calendar holds at that time, as the agent saw it; after an edit, at the new time. */
function Taken({ on }: { on: Kind<Meeting> }) {
  const busy = on.item.context?.busy;
  if (!busy) return <p class="muted">The agent does not say.</p>;
  const clashes = busy.filter(
    ({ start, end }) =>
      Date.parse(start) < Date.parse(on.now.end) && Date.parse(end) > Date.parse(on.now.start),
  );
  if (clashes.length === 0) return <p class="muted">Nothing else at that time.</p>;
  return (
    <>
      {clashes.map(({ start, end, title }, index) => (
        <p key={index} class="against">
          {title ? (
            <>
              <Visible text={title} />
              {', '}
            </>
          ) : null}
          <When iso={start} /> – <When iso={end} />
        </p>
      ))}
    </>
  );
}
