import { shownIn } from '../../ui/locale.ts';
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
  const unit = isByWeek(days) ? 'week' : 'day';
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
        <span>{bins[0] ? dayWords(bins[0].from, shownIn()) : ''}</span>
        <span>{bins.length > 1 ? dayWords(bins.at(-1)?.from ?? '', shownIn()) : ''}</span>
      </div>
      <figcaption class="muted">
        {`Share read before deciding, by ${unit} (UTC); the thin line is where it lies with 95 % confidence, the dashed line one half.`}
      </figcaption>
      <details>
        <summary>As a table</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section class="wide plot-table" tabIndex={0} aria-label={`Reading by ${unit}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{unit === 'week' ? 'Week from' : 'Day'}</th>
                <th scope="col" class="number">
                  Decided
                </th>
                <th scope="col" class="number">
                  Read
                </th>
                <th scope="col" class="number">
                  Share
                </th>
                <th scope="col" class="number">
                  95 % interval
                </th>
              </tr>
            </thead>
            <tbody>
              {bins.toReversed().map((bin) => (
                <tr key={bin.from}>
                  <th scope="row">{dayWords(bin.from, shownIn())}</th>
                  <td class="number">{bin.decisions}</td>
                  <td class="number">{bin.deliberate}</td>
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
