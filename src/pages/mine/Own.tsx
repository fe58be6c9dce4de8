import { useCallback } from 'preact/hooks';
import type { OwnReading } from '../../core/schema/own-reading.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { Banner } from '../../ui/Banner.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { shownNumber, shownTime } from '../../ui/locale.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Corrections } from './Corrections.tsx';
import { binsOf, totalsOf } from './figures.ts';
import { Plot } from './Plot.tsx';
import { percent, range, sharedWords, timeWords } from './words.ts';

/** One workspace's figures of this person, for so many days. */
export function Own(props: {
  ask: Ask;
  hear: Hear;
  space: string;
  days: number;
  now: () => number;
}) {
  const { ask, hear, space, days, now } = props;
  const get = useCallback(
    async () => ({ days, ...(await ask('own.reading', { space, days })) }),
    [ask, space, days],
  );
  const [answer] = useAnswer(get, hear);
  if (answer.state === 'loading') return <p class="muted">Loading…</p>;
  if (answer.state === 'failed')
    return (
      <EmptyState icon="offline" title="Your figures are not known now">
        <p>
          <Visible text={answer.why} /> Your decisions are kept; look again when the gate answers.
        </p>
      </EmptyState>
    );
  // While other days are asked for, what is shown is still of those that it was asked for.
  const { reading, at, stale, days: shown } = answer.value;
  return (
    <>
      {stale === undefined ? null : (
        <Banner tone="info" icon="offline" title="The gate cannot be reached">
          <p>{`These figures are of ${shownTime(at)}, ${ageWords(now() - at)}.`}</p>
        </Banner>
      )}
      <Figures reading={reading} days={shown} />
    </>
  );
}

function Figures({ reading, days }: { reading: OwnReading; days: number }) {
  const bins = binsOf(reading, days);
  const totals = totalsOf(reading);
  const { corrections, shared } = reading;
  return (
    <>
      <section class="card" aria-label="My pace">
        <h3>My pace</h3>
        {totals.decisions === 0 ? (
          <p class="muted">
            No decision on a review page in these days. Pace and reading are measured there, not in
            Slack and sheets.
          </p>
        ) : (
          <dl class="facts">
            <dt>Decided</dt>
            <dd>{shownNumber(totals.decisions)}</dd>
            {reading.median ? (
              <>
                <dt>Time in view</dt>
                <dd>{`${timeWords(reading.median.estimate)} for half of them${between(reading.median)}`}</dd>
              </>
            ) : null}
            {totals.perHour === null ? null : (
              <>
                <dt>Pace</dt>
                <dd>{`${shownNumber(totals.perHour, { maximumFractionDigits: 0 })} in an hour of looking`}</dd>
              </>
            )}
          </dl>
        )}
      </section>
      <section class="card" aria-label="My reading">
        <h3>My reading</h3>
        {totals.decisions === 0 ? (
          <p class="muted">Nothing to show yet.</p>
        ) : (
          <>
            <p>
              <strong>{percent(totals.deliberate / totals.decisions)}</strong>
              {` read before deciding (${totals.deliberate} of ${totals.decisions}; ${range(totals)} with 95 % confidence)`}
              {totals.words > 0
                ? `, ${shownNumber(totals.words)} words that were new to you.`
                : '.'}
            </p>
            <Plot bins={bins} days={days} />
            {totals.blind > 0 ? (
              <p>{`Of ${totals.blind} decided before the agent’s word was shown, you changed ${totals.changed}.`}</p>
            ) : null}
            <p class="muted">
              Read is: in view long enough with every high flag seen, or ended in a specific reason,
              an edit or an opened contradiction.
            </p>
          </>
        )}
      </section>
      <section class="card" aria-label="My catch rate">
        <h3>My catch rate</h3>
        <CatchRate reading={reading} />
      </section>
      <section class="card" aria-label="My corrections">
        <h3>My corrections</h3>
        {corrections ? (
          <Corrections corrections={corrections} />
        ) : (
          <p class="muted">This gate does not tell it yet.</p>
        )}
      </section>
      <section class="card" aria-label="What others see">
        <h3>What others see</h3>
        {shared ? (
          <>
            <ul class="shared">
              {shared.map((one) => (
                <li key={one.what}>
                  {sharedWords(one)}{' '}
                  {one.workflows ? <Visible text={one.workflows.join(', ')} /> : null}
                </li>
              ))}
            </ul>
            <p>
              Nothing else of this page is shown to anybody: not your pace, not your days, not what
              was on your screen.
            </p>
          </>
        ) : (
          <p class="muted">This gate does not tell it yet.</p>
        )}
      </section>
    </>
  );
}

function CatchRate({ reading: { caught } }: { reading: OwnReading }) {
  if (!caught)
    return (
      <p class="muted">
        No policy here has each person measured: planted defects count for the team, and yours are
        not told apart.
      </p>
    );
  const rows = [
    ['Not marked by our checks: caught by reading', caught.unflagged],
    ['Marked by our checks: caught with a flag to go by', caught.flagged],
  ] as const;
  return (
    <>
      <p>
        Some items are planted with a defect, and are never sent. You were told of each when you had
        decided it.
      </p>
      <ul class="shared">
        {rows.map(([label, of]) => (
          <li key={label}>
            {`${label}: `}
            {of.planted === 0
              ? 'none yet'
              : `${of.caught} of ${of.planted} (${range(of)} with 95 % confidence)`}
          </li>
        ))}
      </ul>
    </>
  );
}

const between = ({ low, high }: NonNullable<OwnReading['median']>): string =>
  low === null || high === null ? '' : ` (between ${timeWords(low)} and ${timeWords(high)})`;

/** "3 hours ago". */
function ageWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}
