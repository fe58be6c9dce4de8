import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
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
        <dt>{t('review_calendar')}</dt>
        <dd class={signOff?.mine === false ? 'against' : undefined}>
          <Visible text={was.calendar} />{' '}
          <span class="muted">
            {signOff ? (signOff.mine ? t('review_your_own') : t('review_not_yours')) : ''}
          </span>
        </dd>
        {on.editing ? null : (
          <>
            <dt>{t('review_title')}</dt>
            <dd>
              <Marked
                session={session}
                field="subject"
                text={now.title}
                label={t('review_title')}
              />
              {was.title === now.title ? null : (
                <Was>
                  <Visible text={was.title} />
                </Was>
              )}
            </dd>
            <dt>{t('review_start')}</dt>
            <dd>
              <When iso={now.start} />
              {was.start === now.start ? null : (
                <Was>
                  <When iso={was.start} />
                </Was>
              )}
            </dd>
            <dt>{t('review_end')}</dt>
            <dd>
              <When iso={now.end} />{' '}
              <span class="muted">
                {minutes > 0 ? t('review_minutes', { minutes }) : t('review_before_begins')}
              </span>
              {was.end === now.end ? null : (
                <Was>
                  <When iso={was.end} />
                </Was>
              )}
            </dd>
          </>
        )}
        <dt>{t('review_taken')}</dt>
        <dd>
          <Taken on={on} />
        </dd>
      </dl>
      {on.editing ? (
        <>
          <Field {...{ on }} path="title" label={t('review_title')} value={now.title} max={500} />
          <Field {...{ on }} path="start" label={t('review_start')} value={now.start} type="time" />
          <Field {...{ on }} path="end" label={t('review_end')} value={now.end} type="time" />
          <Field
            {...{ on }}
            path="agenda"
            label={t('review_agenda')}
            value={now.agenda ?? ''}
            type="area"
          />
        </>
      ) : null}
      <Rows label={t('review_attendees')}>
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
          <h2 class="minor">{t('review_agenda')}</h2>
          <Marked
            session={session}
            field="body"
            text={now.agenda ?? ''}
            label={t('review_agenda')}
          />
          <Edit label={t('review_agenda')} was={was.agenda ?? ''} now={now.agenda ?? ''} />
        </>
      )}
    </>
  );
}

/** What the calendar holds at that time, as the agent saw it; after an edit, at the new time. */
function Taken({ on }: { on: Kind<Meeting> }) {
  const busy = on.item.context?.busy;
  if (!busy) return <p class="muted">{t('review_agent_does_not_say')}</p>;
  const clashes = busy.filter(
    ({ start, end }) =>
      Date.parse(start) < Date.parse(on.now.end) && Date.parse(end) > Date.parse(on.now.start),
  );
  if (clashes.length === 0) return <p class="muted">{t('review_nothing_else_time')}</p>;
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
