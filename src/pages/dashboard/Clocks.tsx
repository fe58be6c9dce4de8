import type { BrakeEvidence } from '../../messages/metrics.ts';
import { duration } from '../../ui/estimate-words.ts';
import { shownNumber } from '../../ui/locale.ts';
import { t, tn } from '../../words/t.ts';
import { percent } from './words.ts';

const DAY = 86_400;

/** The clock of damage beside the clock of detection, of one brake at its own pace (A3). */
export function Clocks({ evidence }: { evidence: BrakeEvidence }) {
  const { reach, side } = evidence;
  if (!reach) return null;
  const { rate, perDay, detectionDays, damageDays } = reach;
  const takes = tn('dashboard_clock_sends', reach.mean, {
    mean: shownNumber(reach.mean),
    nine: shownNumber(reach.ninetieth),
  });
  if (detectionDays === undefined || damageDays === undefined)
    return <p>{t('dashboard_clocks_no_pace', { rate: percent(rate), takes })}</p>;
  const between = Math.max(1, Math.round(detectionDays / damageDays));
  return (
    <>
      <p>
        {tn('dashboard_clocks_assumed', Math.round(perDay), {
          ...{ rate: percent(rate), pace: shownNumber(perDay, { maximumSignificantDigits: 2 }) },
        })}
      </p>
      <dl class="facts">
        <dt>{t('dashboard_clock_damage')}</dt>
        <dd>
          {t(side === 'ceiling' ? 'dashboard_clock_one_more' : 'dashboard_clock_one_missing', {
            span: duration(damageDays * DAY),
          })}
        </dd>
        <dt>{t('dashboard_clock_detection')}</dt>
        <dd>{t('dashboard_clock_trips', { span: duration(detectionDays * DAY), takes })}</dd>
      </dl>
      <p>{tn('dashboard_clocks_between', between, { exposed: shownNumber(reach.exposed) })}</p>
    </>
  );
}
