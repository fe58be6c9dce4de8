import * as Plot from '@observablehq/plot';
import { shownIn } from '../../ui/locale.ts';
import { CLEAR, columnsOf, drawn, facetName, placed } from './drawn.ts';
import { inUnit, type Unit } from './words.ts';

/** One point of a line: a week's figure in one of the small pictures. */
export type Point = {
  group: string;
  line: string;
  week: string;
  value: number;
  low: number | null;
  high: number | null;
  said: string;
};
export type OverTime = {
  points: readonly Point[];
  groups: readonly string[];
  lines: readonly string[];
  weeks: readonly string[];
  unit: Unit;
  /** what a figure is held against */
  marks?: readonly { value: number; words: string }[];
};

const LINES = [
  { stroke: 'var(--accent)', dash: 'none', symbol: 'circle' },
  { stroke: 'var(--evidence)', dash: '5 3', symbol: 'square' },
] as const;
const PANEL = 132;
/** Room for a line's name at its end, pixels. */
const NAMED = 76;

const dayOf = (week: string): Date => new Date(`${week}T00:00:00Z`);
/** Small pictures of one measure over weeks, one a group, all to one scale. */
export function overTime(width: number, label: string, told: OverTime): Element {
  const { points, groups, lines, unit, marks = [] } = told;
  const columns = columnsOf(width, groups.length);
  const place = placed(groups, columns);
  const top = topOf(
    points,
    marks.map(({ value }) => value),
    unit,
  );
  const dots = points.map((point) => ({
    ...point,
    ...place(point.group),
    ...{ x: dayOf(point.week), y: Math.min(top, point.value) },
    ...{
      low: Math.min(top, point.low ?? point.value),
      high: Math.min(top, point.high ?? point.value),
    },
  }));
  const day = new Intl.DateTimeFormat(shownIn(), {
    ...{ month: 'short', day: 'numeric', timeZone: 'UTC' },
  });
  const facet = { fx: 'fx', fy: 'fy' } as const;
  const all = groups.map((group) => ({ group, ...place(group) }));
  const several = groups.length > 1;
  const named = lines.length > 1 ? NAMED : 16;
  return drawn(label, {
    width,
    height: Math.ceil(groups.length / columns) * (PANEL + 28) + 40,
    ...{ marginLeft: 44, marginRight: named, marginTop: 20, marginBottom: 32 },
    x: {
      type: 'utc',
      label: null,
      domain: domainOf(told.weeks),
      ticks: Math.max(2, Math.floor(width / columns / 90)),
      tickFormat: (at: Date) => day.format(at),
    },
    y: {
      domain: [0, top],
      label: null,
      ticks: 4,
      tickFormat: (value: number) => inUnit(value, unit),
      grid: true,
    },
    // What stands at a line's end must not run into the next picture.
    fx: { axis: null, padding: Math.max(0.16, (named * columns) / (width - 44)) },
    fy: { axis: null, padding: 0.24 },
    marks: [
      ...lines.flatMap((line, nth) => {
        const { stroke, dash, symbol } = LINES[nth] ?? LINES[0];
        const mine = dots.filter((point) => point.line === line);
        return [
          Plot.areaY(mine, {
            x: 'x',
            y1: 'low',
            y2: 'high',
            fill: stroke,
            fillOpacity: 0.14,
            // where a band ends, and which is whose, also without its colour
            ...{ stroke, strokeOpacity: CLEAR, strokeWidth: 0.75, strokeDasharray: dash },
            ...facet,
          }),
          Plot.line(mine, {
            x: 'x',
            y: 'y',
            stroke,
            strokeWidth: 1.75,
            strokeDasharray: dash,
            ...facet,
          }),
          Plot.dot(mine, {
            x: 'x',
            y: 'y',
            r: 2.25,
            fill: stroke,
            symbol,
            title: 'said',
            ...facet,
          }),
          ...(lines.length > 1
            ? [
                Plot.text(
                  mine,
                  Plot.selectLast({
                    x: 'x',
                    y: 'y',
                    z: 'group',
                    text: () => line,
                    fill: stroke,
                    textAnchor: 'start',
                    dx: 6,
                    dy: nth === 0 ? -4 : 6,
                    lineWidth: 6,
                    ...facet,
                  }),
                ),
              ]
            : []),
        ];
      }),
      ...marks.flatMap(({ value, words }) => [
        Plot.ruleY([value], { stroke: 'var(--warn)', strokeDasharray: '2 3' }),
        Plot.text([words], {
          y: value,
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: 4,
          dy: -6,
          fill: 'var(--warn)',
        }),
      ]),
      ...(several
        ? [
            Plot.text(all, {
              ...facet,
              ...facetName(width / columns),
              dy: -15,
            }),
          ]
        : []),
      Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
    ],
  });
}

const domainOf = (weeks: readonly string[]): [Date, Date] => [
  dayOf(weeks[0] ?? '1970-01-01'),
  dayOf(weeks.at(-1) ?? '1970-01-08'),
];

/** High enough for what was found and most of its intervals: one week of two items says "up to 80 %". */
function topOf(points: readonly Point[], marks: readonly number[], unit: Unit): number {
  const highs = points.map(({ value, high }) => high ?? value).sort((a, b) => a - b);
  const most = highs[Math.floor((highs.length - 1) * 0.9)] ?? 0;
  const top =
    Math.max(...marks, ...points.map(({ value }) => value), most, unit === 'share' ? 0.02 : 0.1) *
    1.06;
  return unit === 'share' ? Math.min(1, top) : top;
}
