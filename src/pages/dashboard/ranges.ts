import * as Plot from '@observablehq/plot';
import { CLEAR, drawn } from './drawn.ts';
import { inUnit, type Unit } from './words.ts';

/** A row of a list: a value with its interval, and what it is held against. */
export type Range = {
  name: string;
  group?: string;
  value: number;
  low: number;
  high: number;
  said: string;
  mark?: number;
  /** drawn apart: what the others are compared with, or what tripped */
  apart?: boolean;
};

/** Values with their intervals below each other; points differ by shape, not by colour alone. */
export function ranges(
  width: number,
  label: string,
  told: { rows: readonly Range[]; unit: Unit; from?: number },
): Element {
  const { rows, unit, from = 0 } = told;
  const most = Math.max(
    ...rows.flatMap(({ value, high, mark }) => [
      value,
      Math.min(high, 4 * value + 0.05),
      mark ?? 0,
    ]),
    from + 0.01,
  );
  const top = unit === 'share' || unit === 'agreement' ? Math.min(1, most * 1.06) : most * 1.06;
  const names = [...new Set(rows.map(({ name }) => name))];
  const grouped = rows.some(({ group }) => group !== undefined);
  const left = Math.min(220, Math.max(90, width * 0.34));
  const placed = rows.map((row) => ({
    ...row,
    low: Math.max(from, row.low),
    high: Math.min(top, row.high),
    value: Math.min(top, row.value),
  }));
  const at = { y: 'name', ...(grouped ? { fy: 'group' } : {}) } as const;
  return drawn(label, {
    width,
    height: Math.max(
      60,
      rows.length * 24 + (grouped ? new Set(rows.map(({ group }) => group)).size * 26 : 0) + 40,
    ),
    ...{ marginLeft: left, marginRight: 16, marginTop: 18, marginBottom: 30 },
    x: {
      domain: [from, top],
      label: null,
      ticks: Math.max(2, Math.floor((width - left) / 90)),
      tickFormat: (value: number) => inUnit(value, unit),
      grid: true,
    },
    y: { domain: names, label: null, axis: null, padding: 0.3 },
    fy: { axis: null, padding: 0.22 },
    marks: [
      Plot.text(placed, { ...at, ...namesIn(left) }),
      ...(grouped
        ? [
            Plot.text([...new Set(rows.map(({ group }) => group))], {
              fy: (group: string) => group,
              text: (group: string) => group,
              frameAnchor: 'top-left',
              textAnchor: 'start',
              dx: -left + 4,
              dy: -12,
              fontSize: 12,
              fontWeight: 600,
            }),
          ]
        : []),
      Plot.ruleY(placed, {
        ...at,
        x1: 'low',
        x2: 'high',
        stroke: (row: Range) => (row.apart ? 'var(--evidence)' : 'var(--accent)'),
        strokeWidth: 3,
        strokeOpacity: CLEAR,
      }),
      Plot.dot(placed, {
        ...at,
        x: 'value',
        r: 4,
        symbol: (row: Range) => (row.apart ? 'square' : 'circle'),
        fill: (row: Range) => (row.apart ? 'var(--evidence)' : 'var(--accent)'),
        title: 'said',
      }),
      Plot.tickX(
        placed.filter(({ mark }) => mark !== undefined),
        { ...at, x: 'mark', stroke: 'var(--warn)', strokeWidth: 2, strokeDasharray: '3 2' },
      ),
    ],
    symbol: { type: 'identity' },
    color: { type: 'identity' },
  });
}

/** How much of each there is. */
export function bars(
  width: number,
  label: string,
  rows: readonly { name: string; value: number; said: string }[],
): Element {
  const left = Math.min(220, Math.max(90, width * 0.34));
  return drawn(label, {
    width,
    height: Math.max(60, rows.length * 26 + 20),
    ...{ marginLeft: left, marginRight: Math.min(150, width * 0.3), marginTop: 6, marginBottom: 6 },
    x: { axis: null, domain: [0, Math.max(1, ...rows.map(({ value }) => value))] },
    y: { domain: rows.map(({ name }) => name), axis: null, padding: 0.25 },
    marks: [
      Plot.text(rows, { y: 'name', ...namesIn(left) }),
      Plot.barX(rows, { y: 'name', x: 'value', fill: 'var(--accent)', fillOpacity: CLEAR }),
      Plot.text(rows, {
        y: 'name',
        x: 'value',
        text: 'said',
        textAnchor: 'start',
        dx: 6,
        fontSize: 12,
      }),
    ],
  });
}

/** Names at the rows' beginning, in a margin of so many pixels. */
const namesIn = (left: number) =>
  ({
    text: 'name',
    frameAnchor: 'left',
    textAnchor: 'end',
    dx: -8,
    fontSize: 12,
    lineWidth: left / 15.5,
    textOverflow: 'ellipsis',
  }) as const;
