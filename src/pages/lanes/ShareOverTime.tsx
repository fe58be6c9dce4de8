import { WORTH } from '../../core/lanes/human-share.ts';
import type { LanesOf } from '../../messages/lanes.ts';
import { percent } from '../../ui/estimate-words.ts';
import { t } from '../../words/t.ts';
import { count, interval, weekDay } from './words.ts';

const [HEIGHT, STEP] = [120, 30];

/**
 * The share that people saw, week by week with its interval, over the band that is worth their time. The
 * same figures stand in the table below, which is what a screen reader gets.
 */
export function ShareOverTime({ weeks }: Pick<LanesOf, 'weeks'>) {
  const known = weeks.flatMap(({ week, reached }, at) => {
    const { value, low, high, n } = reached ?? { value: null, low: null, high: null, n: 0 };
    return value === null ? [] : [{ week, at, value, low: low ?? value, high: high ?? value, n }];
  });
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (known.length === 0 || !first || !last) return null;
  // Whole fifths, so that the band never fills the picture.
  const top = Math.min(1, Math.ceil(Math.max(0.2, ...known.map(({ high }) => high)) * 5) / 5);
  const y = (share: number): number => HEIGHT - (share / top) * HEIGHT;
  const x = (at: number): number => at * STEP + STEP / 2;
  const width = weeks.length * STEP;
  return (
    <figure class="lanes-plot">
      <div class="lanes-plot-frame" aria-hidden="true">
        <span class="lanes-plot-top muted">{percent(top)}</span>
        <svg aria-hidden="true" viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none">
          <rect
            class="lanes-band"
            x="0"
            width={width}
            y={y(WORTH.most)}
            height={y(WORTH.least) - y(WORTH.most)}
          />
          <line class="lanes-axis" x1="0" x2={width} y1={HEIGHT} y2={HEIGHT} />
          {known.map(({ week, at, value, low, high }) => (
            <g key={week}>
              <line class="lanes-range" x1={x(at)} x2={x(at)} y1={y(high)} y2={y(low)} />
              <line class="lanes-value" x1={x(at) - 9} x2={x(at) + 9} y1={y(value)} y2={y(value)} />
            </g>
          ))}
        </svg>
        <div class="lanes-plot-ends muted">
          <span>{weekDay(first.week)}</span>
          <span>{weekDay(last.week)}</span>
        </div>
      </div>
      <figcaption class="muted">{t('lanes_share_by_week_band')}</figcaption>
      <details>
        <summary>{t('lanes_as_table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('lanes_week_from')}</th>
              <th scope="col" class="number">
                {t('lanes_to_people')}
              </th>
              <th scope="col" class="number">
                {t('lanes_interval')}
              </th>
              <th scope="col" class="number">
                {t('lanes_proposals')}
              </th>
            </tr>
          </thead>
          <tbody>
            {known.toReversed().map((week) => (
              <tr key={week.week}>
                <th scope="row">{weekDay(week.week)}</th>
                <td class="number">{percent(week.value)}</td>
                <td class="number">{interval(week)}</td>
                <td class="number">{count(week.n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
