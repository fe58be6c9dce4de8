import type { Estimate, Measure, MetricsAnswer } from '../../core/schema/metrics.ts';
import { estimateText, hours, type Unit } from './words.ts';

type Row = { code: string; name: string; value: string; said: string };

const ROWS: readonly { code: string; name: string; measure: Measure; unit: Unit }[] = [
  { code: 'M1', name: 'Found by a person first', measure: 'found-first', unit: 'share' },
  { code: 'M2', name: 'Alerts worth it', measure: 'alert-precision', unit: 'share' },
  { code: 'M4', name: 'Deliberate reviews', measure: 'read', unit: 'share' },
  { code: 'M5', name: 'Overridden, of all', measure: 'override', unit: 'share' },
  { code: 'M6', name: 'Time to review, half', measure: 'wait-median', unit: 'hours' },
  { code: 'M10', name: 'Reached a person', measure: 'reached', unit: 'share' },
];

/** The whole in a row of figures, each with its interval. */
export function Summary({ answer }: { answer: MetricsAnswer }) {
  return (
    <dl class="summary">
      {rowsOf(answer).map(({ code, name, value, said }) => (
        <div key={code}>
          <dt>
            {name} <span class="muted">{code}</span>
          </dt>
          <dd>
            <strong>{value}</strong>
            <span class="muted">{said}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function rowsOf(answer: MetricsAnswer): Row[] {
  const rows = ROWS.map(({ code, name, measure, unit }) => {
    const found = answer.series.find((one) => one.measure === measure && one.group === '')?.total;
    return rowOf({ code, name }, found && unit === 'hours' ? inHours(found) : found, unit);
  });
  const { agreement, detection, backlog } = answer;
  const items = backlog.reduce((sum, one) => sum + one.items, 0);
  const known = backlog.every(({ hours: takes }) => takes !== null);
  const takes = backlog.reduce((sum, one) => sum + (one.hours ?? 0), 0);
  const alpha = agreement.alpha;
  return [
    ...rows.slice(0, 2),
    rowOf({ code: 'M3', name: 'Time to detection, half' }, detection, 'hours'),
    ...rows.slice(2, 5),
    {
      ...{ code: 'Backlog', name: 'Waits for a person', value: String(items) },
      said: items === 0 ? '' : known ? `${hours(takes)} of review` : 'pace not known yet',
    },
    rowOf(
      { code: 'M7', name: 'Agreement, α' },
      alpha === null
        ? undefined
        : {
            ...{ n: agreement.items, value: alpha.value },
            ...{ low: alpha.interval?.low ?? null, high: alpha.interval?.high ?? null },
          },
      'agreement',
    ),
    ...rows.slice(5),
  ];
}

const inHours = ({ n, value, low, high }: Estimate): Estimate => {
  const by = (seconds: number | null) => (seconds === null ? null : seconds / 3600);
  return { n, value: by(value), low: by(low), high: by(high) };
};

function rowOf(
  of: { code: string; name: string },
  estimate: Estimate | undefined,
  unit: Unit,
): Row {
  if (!estimate || estimate.value === null) return { ...of, value: '–', said: 'nothing yet' };
  const text = estimateText(estimate, unit);
  const at = text.search(/ \(|, n = /);
  return at < 0
    ? { ...of, value: text, said: '' }
    : { ...of, value: text.slice(0, at), said: text.slice(at).replace(/^,? /, '') };
}
