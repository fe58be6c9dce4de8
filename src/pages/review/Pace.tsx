import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { shownTime } from '../../ui/locale.ts';
import { t } from '../../words/t.ts';
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
    <section class="pace" aria-label={t('review_your_session')}>
      {pace.pausedUntil > now ? (
        <Banner tone="info" icon="later" title={t('review_pause')}>
          <p>
            {t('review_until_nothing_lost_meanwhile_deciding', {
              time: shownTime(pace.pausedUntil, { hour: '2-digit', minute: '2-digit' }),
            })}
          </p>
        </Banner>
      ) : pace.pauseDue ? (
        <Banner tone="info" icon="later" title={t('review_time_pause')}>
          <p>
            {t('review_time_for_pause_why', {
              minutes,
              length: sessionMinutes,
            })}
          </p>
          <div class="row">
            <Button
              icon="later"
              name="pause"
              keyName={model.bindings.value.pause}
              onPress={() => session.press('pause')}
            >
              {t('review_pause')}
            </Button>
            <Button look="quiet" name="pause-later" onPress={() => session.pace('later')}>
              {t('review_not_now')}
            </Button>
          </div>
        </Banner>
      ) : null}
      {decisions > 0 ? (
        <p class="muted" title={t('review_your_eyes_only_totals_each')}>
          {[
            t('review_minutes_of', { minutes, length: sessionMinutes }),
            t('review_decided', { decisions }),
            t('review_read', { deliberate }),
            ...(hourly === null ? [] : [t('review_hourly', { hourly })]),
            ...(batchSize === null ? [] : [t('review_clones_for_now', { n: batchSize })]),
          ].join(' · ')}
        </p>
      ) : null}
    </section>
  );
}
