import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Session } from './session.ts';

const MINUTE = 60_000;
/** Below it a pace an hour says nothing. */
const LEAST_MS = 5 * MINUTE;

/** The reviewer's own session: how long, how much, how much of it was read; and the pause. */
export function Pace({ session, now }: { session: Session; now: number }) {
  const { model } = session;
  const pace = model.pace.value;
  if (!pace || (pace.decisions === 0 && pace.pausedUntil <= now)) return null;
  const { workedMs, decisions, deliberate, sessionMinutes, batchSize } = pace;
  const minutes = Math.round(workedMs / MINUTE);
  const hourly = workedMs >= LEAST_MS ? Math.round((decisions / workedMs) * 60 * MINUTE) : null;
  return (
    <section class="pace" aria-label="Your session">
      {pace.pausedUntil > now ? (
        <Banner tone="info" icon="later" title="Pause">
          <p>
            {`Until ${new Date(pace.pausedUntil).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}. Nothing is lost meanwhile; deciding ends it.`}
          </p>
        </Banner>
      ) : pace.pauseDue ? (
        <Banner tone="info" icon="later" title="Time for a pause">
          <p>
            {`You have been at it for ${minutes} minutes; the policy’s length is ${sessionMinutes}. Reviewers find less after an hour or so at a stretch. Five minutes away begin a new session.`}
          </p>
          <div class="row">
            <Button
              icon="later"
              name="pause"
              keyName={model.bindings.value.pause}
              onPress={() => session.press('pause')}
            >
              Pause
            </Button>
            <Button look="quiet" name="pause-later" onPress={() => session.pace('later')}>
              Not now
            </Button>
          </div>
        </Banner>
      ) : null}
      {decisions > 0 ? (
        <p
          class="muted"
          title="For your eyes: only totals of each decision leave this browser. Read: in view long enough with every high flag seen, or ended in a specific reason, an edit or an opened contradiction."
        >
          {[
            `${minutes} of ${sessionMinutes} min`,
            `${decisions} decided`,
            `${deliberate} read`,
            ...(hourly === null ? [] : [`${hourly} an hour`]),
            ...(batchSize === null ? [] : [`clones by ${batchSize} for now`]),
          ].join(' · ')}
        </p>
      ) : null}
    </section>
  );
}
