import * as Plot from '@observablehq/plot';
import { rangeWords } from '../../ui/amount-words.ts';
import { shownNumber } from '../../ui/locale.ts';
import { t } from '../../words/t.ts';
import { CLEAR, columnsOf, drawn, facetName, placed } from './drawn.ts';
import { hundredths, percent } from './words.ts';

export type Bin = {
  group: string;
  says: number;
  right: number;
  low: number;
  high: number;
  n: number;
};

/** What was said beside what was right; on the diagonal, confidence is worth its word. */
export function reliabilityDiagram(
  width: number,
  label: string,
  { bins, groups }: { bins: readonly Bin[]; groups: readonly string[] },
): Element {
  const columns = columnsOf(width, groups.length);
  const side = Math.min(280, (width - 60) / columns);
  const place = placed(groups, columns);
  const dots = bins.map((bin) => ({
    ...bin,
    ...place(bin.group),
    said: t('dashboard_reliability_said', {
      ...{ says: hundredths(bin.says), right: percent(bin.right), n: bin.n },
      range: rangeWords(percent(bin.low), percent(bin.high)),
    }),
  }));
  const tickFormat = (share: number): string => shownNumber(share);
  const facet = { fx: 'fx', fy: 'fy' } as const;
  return drawn(label, {
    width: Math.min(width, side * columns + 80),
    height: Math.ceil(groups.length / columns) * (side * 0.9 + 30) + 44,
    ...{ marginLeft: 48, marginRight: 12, marginTop: 20, marginBottom: 36 },
    x: { domain: [0, 1], label: t('dashboard_head_says'), ticks: 5, tickFormat },
    y: { domain: [0, 1], label: t('dashboard_head_right'), ticks: 5, tickFormat, grid: true },
    fx: { axis: null, padding: 0.16 },
    fy: { axis: null, padding: 0.24 },
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'var(--line-strong)', strokeDasharray: '4 3' },
      ),
      Plot.ruleX(dots, {
        x: 'says',
        y1: 'low',
        y2: 'high',
        stroke: 'var(--accent)',
        strokeWidth: 2,
        strokeOpacity: CLEAR,
        ...facet,
      }),
      Plot.line(dots, { x: 'says', y: 'right', stroke: 'var(--accent)', ...facet }),
      Plot.dot(dots, {
        x: 'says',
        y: 'right',
        r: 3,
        fill: 'var(--accent)',
        title: 'said',
        ...facet,
      }),
      ...(groups.length > 1
        ? [
            Plot.text(
              groups.map((group) => ({ group, ...place(group) })),
              {
                ...facet,
                ...facetName(side),
                dy: -14,
              },
            ),
          ]
        : []),
    ],
  });
}
