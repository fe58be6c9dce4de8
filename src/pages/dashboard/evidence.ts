import * as Plot from '@observablehq/plot';
import type { BrakeEvidence } from '../../messages/metrics.ts';
import { shownNumber } from '../../ui/locale.ts';
import { t } from '../../words/t.ts';
import { CLEAR, drawn } from './drawn.ts';
import { lineWords, percent } from './words.ts';

/** A rate that settles, the line that it is held against, and the sends that had the event. */
export function evidenceOverTime(
  width: number,
  label: string,
  { points, line, side }: Pick<BrakeEvidence, 'points' | 'line' | 'side'>,
): Element {
  const rates = points.map((point) => ({ ...point, rate: point.events / point.sends }));
  const settled = rates.slice(Math.min(20, Math.floor(rates.length / 2)));
  const most = Math.max(line * 1.6, ...settled.map(({ rate }) => rate), rates.at(-1)?.high ?? 0);
  const top = Math.min(1, most * 1.08);
  const shown = rates.map(({ sends, rate, low, high, event, events }) => ({
    ...{ sends, event, rate: Math.min(top, rate) },
    ...{ low: Math.min(top, low), high: Math.min(top, high) },
    said: t('dashboard_after_sends', { sends, events, rate: percent(rate) }),
  }));
  return drawn(label, {
    width,
    height: 200,
    ...{ marginLeft: 44, marginRight: 16, marginTop: 16, marginBottom: 36 },
    x: {
      label: t('dashboard_sends'),
      ticks: Math.max(2, Math.floor(width / 110)),
      tickFormat: (sends: number) => shownNumber(sends),
    },
    y: { domain: [0, top], label: null, ticks: 4, tickFormat: percent, grid: true },
    marks: [
      Plot.areaY(shown, {
        x: 'sends',
        y1: 'low',
        y2: 'high',
        fill: 'var(--accent)',
        fillOpacity: 0.14,
        ...{ stroke: 'var(--accent)', strokeOpacity: CLEAR, strokeWidth: 0.75 },
      }),
      Plot.ruleY([line], { stroke: 'var(--warn)', strokeDasharray: '4 3', strokeWidth: 1.5 }),
      Plot.text([lineWords({ side, line })], {
        ...{ y: line, frameAnchor: 'right', textAnchor: 'end' },
        ...{ dx: -4, dy: -6, fill: 'var(--warn)' },
      }),
      Plot.line(shown, { x: 'sends', y: 'rate', stroke: 'var(--accent)', strokeWidth: 1.75 }),
      Plot.ruleX(
        shown.filter(({ event }) => event),
        { x: 'sends', y1: 0, y2: top * 0.04, stroke: 'var(--text)', title: 'said' },
      ),
      Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
    ],
  });
}
