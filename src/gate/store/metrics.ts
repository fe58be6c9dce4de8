import { newcombe } from '../../core/stats/newcombe.ts';
import type { MetricsAnswer } from '../../protocol/metrics.ts';
import type { MetricStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import {
  agreement,
  backlog,
  catchSeries,
  detection,
  type Over,
  precisionSeries,
} from './metric-asides.ts';
import { toldBy } from './metric-found.ts';
import { readCells, type Sum } from './metric-read.ts';
import { dateOf, mondayOf, rollMetrics, WEEK_MS } from './metric-roll.ts';
import { type Part, rateOf, reliabilityOf, seriesOf, total } from './metric-series.ts';

/** More than these small pictures of one thing nobody compares. */
const GROUPS = 12;

/** M1 to M10: what is over comes from metric_cells, the rest is counted when it is asked for. */
export function metricStore(db: Db): MetricStore {
  return {
    read: (input) => read(db, input),
    roll: (input) => rollMetrics(db, input),
  };
}

async function read(db: Db, input: Parameters<MetricStore['read']>[0]): Promise<MetricsAnswer> {
  const { workspaceId, by, now } = input;
  const q = db.in(workspaceId);
  const workflowId = input.workflowId ?? null;
  const from = mondayOf(now) - (input.weeks - 1) * WEEK_MS;
  const weeks = Array.from({ length: input.weeks }, (_, nth) => dateOf(from + nth * WEEK_MS));
  const ref = { workspaceId, workflowId, from: new Date(from) };
  const { sums, clusters } = await db.tx({ workspaceId, actor: 'gate:metrics' }, async (tx) => {
    // Compiling so long a statement takes longer than running it as it is.
    await tx("select set_config('jit', 'off', true)");
    return readCells(tx, { workspaceId, workflowId, from, now, by });
  });
  const names = await namesOf(q, workspaceId);

  const parts = new Map<string, { sums: Sum[]; clusters: typeof clusters }>();
  const partOf = (grp: string) => {
    const known = parts.get(grp) ?? { sums: [], clusters: [] };
    parts.set(grp, known);
    return known;
  };
  for (const sum of sums) partOf(sum.grp).sums.push(sum);
  for (const one of clusters) partOf(one.grp).clusters.push(one);
  const busy = [...parts]
    .map(([id, part]) => ({ id, part, size: sizeOf(part) }))
    .filter(({ id, size }) => by === 'all' || (id !== '' && size > 0))
    .sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
  const shown = by === 'all' ? [{ id: '', part: partOf('') }] : busy.slice(0, GROUPS);

  const over: Over = { groups: shown.map(({ id }) => id), weeks, split: by === 'workflow' };
  const told = by === 'all' || by === 'workflow';
  const asides = told
    ? [...(await precisionSeries(q, ref, over)), ...(await catchSeries(q, ref, over))]
    : [];
  return {
    at: new Date(now).toISOString(),
    ...{ weeks, by },
    groups: shown.map(({ id }) => groupOf(id, by, names)),
    others: Math.max(0, busy.length - GROUPS) * Number(by !== 'all'),
    series: [...shown.flatMap(({ id, part }) => seriesOf(id, part, weeks)), ...asides],
    found: { ...foundOf(sums), by: await toldBy(q, ref) },
    detection: await detection(q, ref),
    reasons: reasonsOf(sums),
    backlog: await backlog(q, ref, paceOf(sums, by === 'workflow')),
    agreement: await agreement(q, ref),
    outcomes: outcomesOf(sums),
    signals: signalsOf(sums),
    reliability: shown.map(({ id, part }) => ({ group: id, bins: reliabilityOf(part) })),
  };
}

const sizeOf = ({ sums }: Part): number =>
  total(
    sums.filter(({ measure }) => measure === 'reached' || measure === 'human'),
    'n',
  );

async function namesOf(q: ReturnType<Db['in']>, workspaceId: string): Promise<Map<string, string>> {
  const rows = await q<{ id: string; name: string }>(
    'select id, name from workflows where workspace_id = $1',
    [workspaceId],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function groupOf(
  id: string,
  by: MetricsAnswer['by'],
  names: ReadonlyMap<string, string>,
): MetricsAnswer['groups'][number] {
  if (by === 'workflow') return { id, name: names.get(id) ?? id, workflowId: id };
  if (by !== 'template') return { id, name: id };
  const [workflowId = '', template = ''] = id.split('\u001f');
  return { id, name: template === '' ? 'no template' : template, workflowId };
}

function keyed(sums: readonly Sum[], measure: string): Map<string, { n: number; hits: number }> {
  const found = new Map<string, { n: number; hits: number }>();
  for (const sum of sums) {
    if (sum.measure !== measure) continue;
    const known = found.get(sum.key) ?? { n: 0, hits: 0 };
    found.set(sum.key, { n: known.n + sum.n, hits: known.hits + sum.hits });
  }
  return found;
}

function foundOf(sums: readonly Sum[]): MetricsAnswer['found'] {
  const found = keyed(sums, 'found');
  const of = (key: string): number => found.get(key)?.n ?? 0;
  return {
    person: of('person'),
    audit: of('audit'),
    outside: of('outside'),
    bypass: of('bypass'),
  };
}

const reasonsOf = (sums: readonly Sum[]): MetricsAnswer['reasons'] =>
  [...keyed(sums, 'reason')]
    .map(([code, { n }]) => ({ code, n }))
    .sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1));

/** Hours of active reading that a decision has taken on average: of the workflow, where that is known. */
function paceOf(sums: readonly Sum[], split: boolean): (workflowId: string) => number | null {
  const active = sums.filter(({ measure }) => measure === 'active');
  return (workflowId) => {
    const own = split ? active.filter(({ grp }) => grp === workflowId) : [];
    const some = total(own, 'n') > 0 ? own : active;
    const n = total(some, 'n');
    return n === 0 ? null : total(some, 'total') / n / 3_600_000;
  };
}

const ARMS = ['approve', 'approve_edited', 'nobody', 'by-hand'] as const;
const OUTCOMES = ['reply', 'positive', 'meeting', 'conversion'] as const;

function outcomesOf(sums: readonly Sum[]): MetricsAnswer['outcomes'] {
  const found = keyed(sums, 'outcome');
  return OUTCOMES.flatMap((outcome) => {
    const hand = found.get(`by-hand:${outcome}`);
    return ARMS.flatMap((arm) => {
      const count = found.get(`${arm}:${outcome}`);
      if (!count || count.n === 0) return [];
      const less = hand && arm !== 'by-hand' ? newcombe(count, hand) : null;
      return [{ arm, outcome, hits: count.hits, ...rateOf(count.hits, count.n), less }];
    });
  });
}

const signalsOf = (sums: readonly Sum[]): MetricsAnswer['signals'] =>
  [...keyed(sums, 'signal')]
    .map(([type, { n, hits }]) => ({ type, hits, ...rateOf(hits, n) }))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || (a.type < b.type ? -1 : 1));
