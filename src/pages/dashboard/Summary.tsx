import type { Estimate, Measure, MetricsAnswer } from '../../core/schema/metrics.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { numbered, t } from '../../words/t.ts';
import { estimateApart, hours, type Unit } from './words.ts';

type Row = { code: string; name: string; value: string; said: string };

const ROWS: readonly { code: string; name: PlainKey; measure: Measure; unit: Unit }[] = [
  { code: 'M1', name: 'dashboard_sum_found_first', measure: 'found-first', unit: 'share' },
  { code: 'M2', name: 'dashboard_sum_alerts', measure: 'alert-precision', unit: 'share' },
  { code: 'M4', name: 'dashboard_sum_read', measure: 'read', unit: 'share' },
  { code: 'M5', name: 'dashboard_sum_override', measure: 'override', unit: 'share' },
  { code: 'M6', name: 'dashboard_sum_wait', measure: 'wait-median', unit: 'hours' },
  { code: 'M10', name: 'dashboard_sum_reached', measure: 'reached', unit: 'share' },
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
    rowOf({ code: 'M3', name: 'dashboard_sum_detection' }, detection, 'hours'),
    ...rows.slice(2, 5),
    {
      ...{ code: t('dashboard_sum_backlog_code'), name: t('dashboard_sum_backlog') },
      value: numbered(items),
      said: items === 0 ? '' : timeOf(known ? takes : null),
    },
    rowOf(
      { code: 'M7', name: 'dashboard_sum_agreement' },
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

const timeOf = (takes: number | null): string =>
  takes === null
    ? t('dashboard_sum_pace_unknown')
    : t('dashboard_of_review', { time: hours(takes) });

const inHours = ({ n, value, low, high }: Estimate): Estimate => {
  const by = (seconds: number | null) => (seconds === null ? null : seconds / 3600);
  return { n, value: by(value), low: by(low), high: by(high) };
};

function rowOf(
  { code, name }: { code: string; name: PlainKey },
  estimate: Estimate | undefined,
  unit: Unit,
): Row {
  const of = { code, name: t(name) };
  if (!estimate || estimate.value === null)
    return { ...of, value: '–', said: t('dashboard_value_none') };
  const { value, rest } = estimateApart(estimate, unit);
  return { ...of, value, said: rest };
}
