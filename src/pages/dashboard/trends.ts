import type { Estimate, Measure, MetricsAnswer } from '../../core/schema/metrics.ts';
import type { Figure } from './FigureCard.tsx';
import { overTime, type Point } from './over-time.ts';
import { estimateText, plainName, type Unit } from './words.ts';

export const NONE = 'Nothing of these weeks yet.';

type Line = { measure: Measure; name: string };
type Trend = {
  id: string;
  title: string;
  means: string;
  lines: readonly Line[];
  unit: Unit;
  marks?: readonly { value: number; words: string }[];
};

export const TRENDS: readonly Trend[] = [
  {
    id: 'override',
    title: 'Overridden (M5)',
    means:
      'Solid: of all proposals, audits included, those that a person changed or rejected. Dashed: of the human lane alone, which rises while quality improves, because only hard items reach people.',
    lines: [
      { measure: 'override', name: 'all' },
      { measure: 'override-human', name: 'human lane' },
    ],
    unit: 'share',
  },
  {
    id: 'reading',
    title: 'Deliberate reviews (M4)',
    means: 'Decisions that somebody had read for, of all. Below half, reviewing is a ritual.',
    lines: [{ measure: 'read', name: 'deliberate' }],
    unit: 'share',
    marks: [{ value: 0.5, words: 'at least half' }],
  },
  {
    id: 'reached',
    title: 'Reached a person (M10)',
    means: 'Proposals that a person saw, of all. Their time is best spent between 5 and 10 %.',
    lines: [{ measure: 'reached', name: 'reached' }],
    unit: 'share',
    marks: [
      { value: 0.05, words: '' },
      { value: 0.1, words: '5 to 10 %' },
    ],
  },
  {
    id: 'waiting',
    title: 'Time to review (M6)',
    means:
      'From arrival to decision. Solid: half were decided by then; dashed: nine in ten. To within 5 %.',
    lines: [
      { measure: 'wait-median', name: 'half' },
      { measure: 'wait-90', name: '9 in 10' },
    ],
    unit: 'hours',
  },
  {
    id: 'decisions',
    title: 'Decisions a week',
    means: 'How much was decided by people. The last week is not over.',
    lines: [{ measure: 'decisions', name: 'decisions' }],
    unit: 'count',
  },
  {
    id: 'found-first',
    title: 'Found by a person first (M1)',
    means:
      'Of the defects that came to light, those that a reviewer or an audit found, and no buyer, report or bypass of the gate.',
    lines: [{ measure: 'found-first', name: 'found first' }],
    unit: 'share',
  },
  {
    id: 'caught',
    title: 'Planted defects caught',
    means:
      'Solid: those that our own checks don’t flag, so only reading finds them. Dashed: those they flag. Planted ones are never sent.',
    lines: [
      { measure: 'catch-unflagged', name: 'reading' },
      { measure: 'catch-flagged', name: 'flagged' },
    ],
    unit: 'share',
  },
  {
    id: 'alerts',
    title: 'Alerts that were worth it (M2)',
    means: 'Of those that somebody closed. Below one in five, people stop looking.',
    lines: [{ measure: 'alert-precision', name: 'worth it' }],
    unit: 'share',
    marks: [{ value: 0.2, words: 'one in five' }],
  },
];
/** Alerts and planted defects are told apart by workflow only. */
export const BY_WORKFLOW = new Set(['caught', 'alerts']);

/** Names of groups, told apart where two have the same. */
export const nameOf = (answer: MetricsAnswer): ((group: string) => string) => {
  const seen = new Map<string, number>();
  const names = new Map(
    answer.groups.map(({ id, name, workflowId }) => {
      const plain = plainName(name) || 'All';
      const twice = answer.groups.filter((other) => other.name === name).length > 1;
      const told = twice && workflowId ? `${plain} (${plainName(workflowId)})` : plain;
      const nth = seen.get(told) ?? 0;
      seen.set(told, nth + 1);
      return [id, nth === 0 ? told : `${told} ${nth + 1}`] as const;
    }),
  );
  return (group) => names.get(group) ?? plainName(group);
};

/** Waiting times come in seconds. */
const scaled = ({ n, value, low, high }: Estimate, unit: Unit): Estimate => {
  const by = (number: number | null) => (number === null ? null : number / 3600);
  return unit === 'hours'
    ? { n, value: by(value), low: by(low), high: by(high) }
    : { n, value, low, high };
};

export function trendOf({ lines, unit, marks, ...told }: Trend, answer: MetricsAnswer): Figure {
  const name = nameOf(answer);
  const points: Point[] = [];
  const rows: (string | number)[][] = [];
  for (const { measure, name: line } of lines) {
    for (const series of answer.series) {
      if (series.measure !== measure) continue;
      const group = name(series.group);
      const all = scaled(series.total, unit);
      if (all.value !== null) rows.push(rowOf(group, line, 'all', all));
      for (const [nth, week] of answer.weeks.entries()) {
        const found = series.weeks[nth];
        if (!found) continue;
        const estimate = scaled(found, unit);
        if (estimate.value === null) continue;
        const { value, low, high } = estimate;
        const said = `${group}, week of ${week}, ${line}: ${estimateText(estimate, unit)}`;
        points.push({ ...{ group, line, week, value, low, high, said } });
        rows.push(rowOf(group, line, week, estimate));
      }
    }
  }
  const shown = answer.groups.map(({ id }) => name(id));
  const groups = shown.filter((group) => points.some((point) => point.group === group));
  return {
    ...told,
    ...(points.length === 0 ? { empty: NONE } : {}),
    table: { head: ['of', 'what', 'week', 'value', 'low', 'high', 'n'], rows },
    draw: (width) =>
      overTime(width, `${told.title}, by week. ${told.means}`, {
        ...{ points, groups, unit, weeks: answer.weeks },
        lines: lines.map((line) => line.name),
        ...(marks ? { marks } : {}),
      }),
  };
}

const rowOf = (group: string, line: string, week: string, { n, value, low, high }: Estimate) => [
  ...[group, line, week, value ?? '', low ?? '', high ?? '', n],
];
