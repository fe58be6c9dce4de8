import { listed } from '../../ui/locale.ts';
import { t } from '../../words/t.ts';
import { percent } from './words.ts';

type Point = { week: string; all: { rate: number; low: number; high: number } | null };

const [WIDTH, HEIGHT, EDGE] = [120, 36, 3];

/**
 * Rates week by week with their intervals as a band; a week that nobody looked at is a gap. The scale ends
 * at 100 % and begins at the lowest limit, in whole tenths; numbers are beside it, in a table.
 */
export function Sparkline({ points, label }: { points: readonly Point[]; label: string }) {
  const known = points.flatMap(({ all }, place) => (all ? [{ ...all, place }] : []));
  const floor = Math.floor(Math.min(1, ...known.map(({ low }) => low)) * 10) / 10;
  const span = Math.max(0.1, 1 - floor);
  const x = (place: number): number =>
    points.length < 2 ? WIDTH / 2 : EDGE + (place / (points.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (rate: number): number => EDGE + ((1 - rate) / span) * (HEIGHT - 2 * EDGE);
  const at = (place: number, rate: number): string =>
    `${x(place).toFixed(1)},${y(rate).toFixed(1)}`;
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={t('findings_sparkline', {
        ...{
          label,
          rates: listed(known.map(({ rate }) => percent(rate))) || t('findings_nothing_yet'),
        },
      })}
    >
      {runsOf(known).map((run) => {
        const [first] = run;
        if (!first) return null;
        if (run.length === 1)
          return (
            <line
              key={first.place}
              class="band-line"
              x1={x(first.place)}
              x2={x(first.place)}
              y1={y(first.low)}
              y2={y(first.high)}
            />
          );
        const upper = run.map(({ place, high }) => at(place, high));
        const lower = run.map(({ place, low }) => at(place, low)).reverse();
        return (
          <g key={first.place}>
            <polygon class="band" points={[...upper, ...lower].join(' ')} />
            <polyline
              class="rate"
              points={run.map(({ place, rate }) => at(place, rate)).join(' ')}
            />
          </g>
        );
      })}
      {known.map(({ place, rate }) => (
        <circle key={place} class="dot" cx={x(place)} cy={y(rate)} r="2" />
      ))}
    </svg>
  );
}

/** Weeks that follow each other, without the gaps. */
function runsOf<T extends { place: number }>(known: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const point of known) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.place === point.place - 1) run.push(point);
    else runs.push([point]);
  }
  return runs;
}
