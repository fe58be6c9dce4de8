import { scaleOf } from './scale.ts';

/** One figure, and how far from it the truth may be as far as so many runs can tell. */
export type Mark = { at: number; low?: number; high?: number; of?: string };

/**
 * Rows of figures beside the limits that they have to keep: one for each case that was simulated, each
 * with its marks. `of` names a mark's series, told apart by shape as well as colour.
 */
export type Plot = {
  title: string;
  /** shares are written in per cent */
  unit: 'share' | 'number';
  log?: boolean;
  rows: { name: string; marks: Mark[] }[];
  limits: { at: number; says: string }[];
};

const WIDTH = 860;
const NAMES = 300;
const RIGHT = 24;
const ROW = 22;
const HEAD = 18;

/** As a picture, with its title for who can't see it; nothing that is not finite is drawn. */
export function svgOf({ title, unit, log = false, rows, limits }: Plot): string {
  const values = [
    ...rows.flatMap(({ marks }) =>
      marks.flatMap(({ at, low, high }) => [at, low ?? at, high ?? at]),
    ),
    ...limits.map(({ at }) => at),
  ].filter((value) => Number.isFinite(value) && (!log || value > 0));
  if (values.length === 0) return '';
  const series = [...new Set(rows.flatMap(({ marks }) => marks.flatMap(({ of }) => of ?? [])))];
  const scale = scaleOf(values, { from: NAMES, to: WIDTH - RIGHT, log });
  const x = (value: number): string =>
    Math.min(WIDTH - RIGHT / 2, Math.max(NAMES, scale.at(value))).toFixed(1);
  const top = HEAD * (1 + limits.length);
  const bottom = top + rows.length * ROW;
  const height = bottom + 24 + (series.length > 0 ? HEAD : 0);
  const parts = [
    ...scale.ticks.flatMap((tick) => [
      `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${top}" y2="${bottom}"/>`,
      text(x(tick), bottom + 14, { words: shown(tick, unit), anchor: 'middle' }),
    ]),
    ...limits.flatMap(({ at, says }, nth) => {
      const near = scale.at(at) > (NAMES + WIDTH) / 2;
      const y = HEAD * (1 + nth);
      return [
        `<line class="limit" x1="${x(at)}" x2="${x(at)}" y1="${y}" y2="${bottom}"/>`,
        text((Number(x(at)) + (near ? -5 : 5)).toFixed(1), y, {
          words: says,
          anchor: near ? 'end' : 'start',
        }),
      ];
    }),
    ...rows.flatMap(({ name, marks }, nth) => {
      const y = top + (nth + 0.5) * ROW;
      return [
        text('0', y + 4, { words: name, anchor: 'start' }),
        ...marks.flatMap((mark) => drawn(mark, { y, x, log, nth: series.indexOf(mark.of ?? '') })),
      ];
    }),
    ...series.map((name, nth) => {
      const left = NAMES + nth * 135;
      return `${shape(left, bottom + 32, nth)}${text(`${left + 10}`, bottom + 36, { words: name, anchor: 'start' })}`;
    }),
  ];
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">${parts.join('')}</svg>`;
}

function drawn(
  { at, low, high }: Mark,
  { y, x, log, nth }: { y: number; x: (v: number) => string; log: boolean; nth: number },
): string[] {
  const fits = (value: number): boolean => Number.isFinite(value) && (!log || value > 0);
  if (!fits(at)) return [];
  const [from, to] = [low ?? at, high ?? at];
  const bar =
    low === undefined || !fits(from) || !fits(to)
      ? ''
      : `<line class="of-${Math.max(0, nth)}" x1="${x(from)}" x2="${x(to)}" y1="${y}" y2="${y}"/>`;
  return [`${bar}${shape(Number(x(at)), y, Math.max(0, nth))}`];
}

/** A circle, a square, a diamond, a triangle. */
function shape(cx: number, cy: number, nth: number): string {
  const look = `class="of-${nth}"`;
  switch (nth % 4) {
    case 0:
      return `<circle ${look} cx="${cx}" cy="${cy}" r="4"/>`;
    case 1:
      return `<rect ${look} x="${cx - 4}" y="${cy - 4}" width="8" height="8"/>`;
    case 2:
      return `<path ${look} d="M${cx} ${cy - 5}l5 5l-5 5l-5-5z"/>`;
    default:
      return `<path ${look} d="M${cx} ${cy - 5}l5 9h-10z"/>`;
  }
}

const shown = (value: number, unit: Plot['unit']): string =>
  unit === 'share'
    ? `${Number((value * 100).toPrecision(6))} %`
    : value.toLocaleString('en', { maximumFractionDigits: 3 });

const text = (
  x: string,
  y: number,
  { words, anchor }: { words: string; anchor: 'start' | 'middle' | 'end' },
): string => `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(words)}</text>`;

export const escaped = (words: string): string =>
  words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
