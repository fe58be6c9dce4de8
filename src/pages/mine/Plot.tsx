import { shownNumber } from '../../ui/locale.ts';
import { t } from '../../words/t.ts';
import { type Bin, isByWeek } from './figures.ts';
import { dayWords, percent, range } from './words.ts';

const HEIGHT = 120;
/** units a bin, of which the bar is the middle */
const STEP = 20;
const y = (share: number): number => HEIGHT - share * HEIGHT;

/**
 * How much was read, by day or week: a bar for the share, a line for its 95 % interval. The same figures
 * stand in the table below it, which is what a screen reader gets.
 */
export function Plot({ bins, days }: { bins: readonly Bin[]; days: number }) {
  const byWeek = isByWeek(days);
  const label = t(byWeek ? 'mine_reading_by_week' : 'mine_reading_by_day');
  const width = Math.max(bins.length, 7) * STEP;
  return (
    <figure class="plot">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        class="plot-area"
      >
        <line class="plot-half" x1="0" x2={width} y1={y(0.5)} y2={y(0.5)} />
        {bins.map(({ from, share, low, high }, at) => {
          const middle = at * STEP + STEP / 2;
          return (
            <g key={from}>
              <rect
                class="plot-bar"
                x={middle - 6}
                width="12"
                y={y(share)}
                height={share * HEIGHT}
              />
              <line class="plot-range" x1={middle} x2={middle} y1={y(high)} y2={y(low)} />
            </g>
          );
        })}
      </svg>
      <div class="plot-ends muted" aria-hidden="true">
        <span>{bins[0] ? dayWords(bins[0].from) : ''}</span>
        <span>{bins.length > 1 ? dayWords(bins.at(-1)?.from ?? '') : ''}</span>
      </div>
      <figcaption class="muted">{t(byWeek ? 'mine_plot_by_week' : 'mine_plot_by_day')}</figcaption>
      <details>
        <summary>{t('mine_as_table')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section class="wide plot-table" tabIndex={0} aria-label={label}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t(byWeek ? 'mine_week_from' : 'mine_day')}</th>
                <th scope="col" class="number">
                  {t('mine_decided')}
                </th>
                <th scope="col" class="number">
                  {t('mine_read_head')}
                </th>
                <th scope="col" class="number">
                  {t('mine_share')}
                </th>
                <th scope="col" class="number">
                  {t('mine_interval')}
                </th>
              </tr>
            </thead>
            <tbody>
              {bins.toReversed().map((bin) => (
                <tr key={bin.from}>
                  <th scope="row">{dayWords(bin.from)}</th>
                  <td class="number">{shownNumber(bin.decisions)}</td>
                  <td class="number">{shownNumber(bin.deliberate)}</td>
                  <td class="number">{percent(bin.share)}</td>
                  <td class="number">{range(bin)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}
