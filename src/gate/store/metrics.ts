import { type MetricsAnswer, ToldBy } from '../../protocol/metrics.ts';
import type { MetricStore } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { apartOf, keyed, outcomesOf, signalsOf } from './metric-apart.ts';
import {
  agreement,
  backlog,
  catchSeries,
  detection,
  type Over,
  precisionSeries,
} from './metric-asides.ts';
import { emptyGroup, type Group, type Sum } from './metric-gather.ts';
import { readSums } from './metric-read.ts';
import { rollMetrics } from './metric-roll.ts';
import { seriesOf, total } from './metric-series.ts';
import { dateOf, mondayOf, WEEK_MS } from './metric-spans.ts';
import { reliabilityOf } from './metric-worth.ts';

/** More than these small pictures of one thing nobody compares. */
const GROUPS = 12;

/** M1 to M10: what is over comes from metric_sums and metric_spreads, the rest is counted when it is asked for. */
export function metricStore(db: Db): MetricStore {
  return {
    read: (input) => read(db, input),
    roll: (input) => rollMetrics(db, input),
  };
}

async function read(db: Db, input: Parameters<MetricStore['read']>[0]): Promise<MetricsAnswer> {
  const { workspaceId } = input;
  // A span that is counted meanwhile would be missed or counted twice.
  return db.tx({ workspaceId, actor: 'gate:metrics', reading: true }, async (q) => {
    // Compiling so long a statement takes longer than running it as it is.
    await q("select set_config('jit', 'off', true)");
    return answerOf(q, input);
  });
}

async function answerOf(
  q: Query,
  input: Parameters<MetricStore['read']>[0],
): Promise<MetricsAnswer> {
  const { workspaceId, by, now } = input;
  const workflowId = input.workflowId ?? null;
  const from = mondayOf(now) - (input.weeks - 1) * WEEK_MS;
  const weeks = Array.from({ length: input.weeks }, (_, nth) => dateOf(from + nth * WEEK_MS));
  const ref = { workspaceId, workflowId, from: new Date(from) };
  const { sums, groups, causes } = await readSums(q, { workspaceId, workflowId, from, now, by });
  const names = await namesOf(q, workspaceId);

  const busy = [...groups]
    .map(([id, group]) => ({ id, group, size: sizeOf(group) }))
    .filter(({ id, size }) => by === 'all' || (id !== '' && size > 0))
    .sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
  const shown =
    by === 'all' ? [{ id: '', group: groups.get('') ?? emptyGroup() }] : busy.slice(0, GROUPS);

  const over: Over = { groups: shown.map(({ id }) => id), weeks, split: by === 'workflow' };
  const told = by === 'all' || by === 'workflow';
  const asides = told ? [...(await precisionSeries(q, ref, over)), ...catchSeries(sums, over)] : [];
  return {
    at: new Date(now).toISOString(),
    ...{ weeks, by },
    groups: shown.map(({ id }) => groupOf(id, by, names)),
    others: Math.max(0, busy.length - GROUPS) * Number(by !== 'all'),
    series: [...shown.flatMap(({ id, group }) => seriesOf(id, group, weeks)), ...asides],
    found: { ...foundOf(sums), by: toldBy(sums) },
    detection: detection(causes),
    reasons: reasonsOf(sums),
    backlog: await backlog(q, ref, paceOf(sums, by === 'workflow')),
    agreement: await agreement(q, ref),
    outcomes: outcomesOf(sums),
    signals: signalsOf(sums),
    ...(by === 'all'
      ? {}
      : { apart: await apartOf(q, ref, { by, groups: over.groups, sums, causes }) }),
    reliability: shown.map(({ id, group }) => ({ group: id, ...reliabilityOf(group) })),
  };
}

const sizeOf = ({ sums }: Group): number =>
  total(
    sums.filter(({ measure }) => measure === 'reached' || measure === 'human'),
    'n',
  );

async function namesOf(q: Query, workspaceId: string): Promise<Map<string, string>> {
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

/** M1: who told first of each that had left and was wrong, most first. */
const toldBy = (sums: readonly Sum[]): MetricsAnswer['found']['by'] =>
  [...keyed(sums, 'told')]
    .map(([who, { n }]) => ({ who: ToldBy.parse(who), n }))
    .sort((a, b) => b.n - a.n || (a.who < b.who ? -1 : 1));

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
