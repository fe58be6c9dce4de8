import type { Estimate, Measure, MetricsAnswer } from '../../core/schema/metrics.ts';
import { shownTime } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import type { Figure } from './FigureCard.tsx';
import { headOf } from './heads.ts';
import { overTime, type Point } from './over-time.ts';
import { estimateText, plainName, type Unit } from './words.ts';

type Line = { measure: Measure; name: PlainKey };
type Trend = {
  id: string;
  title: PlainKey;
  means: PlainKey;
  lines: readonly Line[];
  unit: Unit;
  marks?: readonly { value: number; words?: PlainKey }[];
};

export const TRENDS: readonly Trend[] = [
  {
    id: 'override',
    title: 'dashboard_override',
    means: 'dashboard_override_means',
    lines: [
      { measure: 'override', name: 'dashboard_line_all' },
      { measure: 'override-human', name: 'dashboard_line_human' },
    ],
    unit: 'share',
  },
  {
    id: 'reading',
    title: 'dashboard_reading',
    means: 'dashboard_reading_means',
    lines: [{ measure: 'read', name: 'dashboard_line_deliberate' }],
    unit: 'share',
    marks: [{ value: 0.5, words: 'dashboard_mark_half' }],
  },
  {
    id: 'reached',
    title: 'dashboard_reached',
    means: 'dashboard_reached_means',
    lines: [{ measure: 'reached', name: 'dashboard_line_reached' }],
    unit: 'share',
    marks: [{ value: 0.05 }, { value: 0.1, words: 'dashboard_mark_5_10' }],
  },
  {
    id: 'waiting',
    title: 'dashboard_waiting',
    means: 'dashboard_waiting_means',
    lines: [
      { measure: 'wait-median', name: 'dashboard_line_half' },
      { measure: 'wait-90', name: 'dashboard_line_nine_in_ten' },
    ],
    unit: 'hours',
  },
  {
    id: 'decisions',
    title: 'dashboard_decisions',
    means: 'dashboard_decisions_means',
    lines: [{ measure: 'decisions', name: 'dashboard_line_decisions' }],
    unit: 'count',
  },
  {
    id: 'found-first',
    title: 'dashboard_found_first',
    means: 'dashboard_found_first_means',
    lines: [{ measure: 'found-first', name: 'dashboard_line_found_first' }],
    unit: 'share',
  },
  {
    id: 'caught',
    title: 'dashboard_caught',
    means: 'dashboard_caught_means',
    lines: [
      { measure: 'catch-unflagged', name: 'dashboard_line_reading' },
      { measure: 'catch-flagged', name: 'dashboard_line_flagged' },
    ],
    unit: 'share',
  },
  {
    id: 'alerts',
    title: 'dashboard_alerts',
    means: 'dashboard_alerts_means',
    lines: [{ measure: 'alert-precision', name: 'dashboard_line_worth' }],
    unit: 'share',
    marks: [{ value: 0.2, words: 'dashboard_mark_one_in_five' }],
  },
];
const DAY = { dateStyle: 'medium', timeZone: 'UTC' } as const;

/** Alerts and planted defects are told apart by workflow only. */
export const BY_WORKFLOW = new Set(['caught', 'alerts']);

/** Names of groups, told apart where two have the same. */
export const nameOf = (answer: MetricsAnswer): ((group: string) => string) => {
  const seen = new Map<string, number>();
  const names = new Map(
    answer.groups.map(({ id, name, workflowId }) => {
      const plain = plainName(name) || t('dashboard_all');
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

export function trendOf(trend: Trend, answer: MetricsAnswer): Figure {
  const { id, unit, marks } = trend;
  const lines = trend.lines.map(({ measure, name }) => ({ measure, name: t(name) }));
  const told = { title: t(trend.title), means: t(trend.means) };
  const name = nameOf(answer);
  const days = answer.weeks.map((week) => shownTime(`${week}T00:00:00Z`, DAY));
  const points: Point[] = [];
  const rows: (string | number)[][] = [];
  for (const { measure, name: line } of lines) {
    for (const series of answer.series) {
      if (series.measure !== measure) continue;
      const group = name(series.group);
      const all = scaled(series.total, unit);
      if (all.value !== null) rows.push(rowOf(group, line, t('dashboard_line_all'), all));
      for (const [nth, week] of answer.weeks.entries()) {
        const found = series.weeks[nth];
        if (!found) continue;
        const estimate = scaled(found, unit);
        if (estimate.value === null) continue;
        const { value, low, high } = estimate;
        const said = t('dashboard_said_week', {
          ...{ group, line, week: days[nth] ?? week, value: estimateText(estimate, unit) },
        });
        points.push({ ...{ group, line, week, value, low, high, said } });
        rows.push(rowOf(group, line, week, estimate));
      }
    }
  }
  const shown = answer.groups.map(({ id }) => name(id));
  const groups = shown.filter((group) => points.some((point) => point.group === group));
  return {
    ...{ id, ...told },
    ...(points.length === 0 ? { empty: t('dashboard_nothing_these_weeks') } : {}),
    table: { head: headOf('of', 'what', 'week', 'value', 'low', 'high', 'n'), rows },
    draw: (width) =>
      overTime(width, t('dashboard_by_week', told), {
        ...{ points, groups, unit, weeks: answer.weeks },
        lines: lines.map((line) => line.name),
        ...(marks
          ? { marks: marks.map(({ value, words }) => ({ value, words: words ? t(words) : '' })) }
          : {}),
      }),
  };
}

const rowOf = (group: string, line: string, week: string, { n, value, low, high }: Estimate) => [
  ...[group, line, week, value ?? '', low ?? '', high ?? '', n],
];
