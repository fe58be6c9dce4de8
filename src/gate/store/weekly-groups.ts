import { segmentsOf } from '../../core/routing/earned.ts';
import { clustered } from '../../core/stats/clustered.ts';
import type { Sampled } from '../../core/stats/horvitz-thompson.ts';
import type { Measured } from '../../core/weekly/compare.ts';
import type { WeeklyGroup } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { overrides } from './report-figures.ts';
import { type DecidedRow, decidedRows } from './report-rows.ts';

const DAY_MS = 86_400_000;
/** Days that a mail has to be answered until it is counted. */
const ANSWER_DAYS = 7;
/** Groups of one answer; more templates than this are no longer read by a person. */
const MOST = 300;

type SentRow = {
  workflow_id: string;
  template: string | null;
  model_version: string;
  account: string;
  reply: boolean;
  opt_out: boolean;
  last: boolean;
};

/** Mail that left in a period, and whether its seven days brought an answer, or a word to stop. */
const sentRows = (q: Query, at: { workspaceId: string; from: Date; middle: Date; to: Date }) =>
  q<SentRow>(
    `select p.workflow_id, r.review ->> 'template' as template, r.model_version,
       coalesce((select c.domain from recipients c where c.workspace_id = p.workspace_id
         and c.proposal_id = p.id order by c.person limit 1), p.id::text) as account,
       exists (select from signals s where s.workspace_id = d.workspace_id
         and s.proposal_id = d.proposal_id and s.type = 'reply'
         and coalesce(s.facts ->> 'replyType', '') not in ('opt-out', 'out-of-office', 'auto')
         and s.at < d.finished_at + make_interval(days => $5)) as reply,
       exists (select from signals s where s.workspace_id = d.workspace_id
         and s.proposal_id = d.proposal_id
         and (s.type = 'unsubscribe' or s.type = 'reply' and s.facts ->> 'replyType' = 'opt-out')
         and s.at < d.finished_at + make_interval(days => $5)) as opt_out,
       d.finished_at < $3 as last
     from dispatches d
     join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id
       and p.kind = 'email.draft'
     join clearances c on c.workspace_id = d.workspace_id and c.id = d.clearance_id
     join revisions r on r.workspace_id = c.workspace_id and r.proposal_id = c.proposal_id
       and r.revision = c.revision
     where d.workspace_id = $1 and d.state = 'executed'
       and d.created_at >= $2::timestamptz - interval '8 days' and d.created_at < $4
       and d.finished_at >= $2 and d.finished_at < $4`,
    [at.workspaceId, at.from, at.middle, at.to, ANSWER_DAYS],
  );

type Item = {
  workflowId: string;
  template: string | null;
  modelVersion: string;
  last: boolean;
  of: { [M in keyof Measured]?: Omit<Sampled, 'inclusion'> };
};

/** Two weeks of decisions, and the two of sends before them, by template, segment and model version. */
export async function weeklyGroups(
  q: Query,
  { workspaceId, until }: { workspaceId: string; until: string },
): Promise<WeeklyGroup[]> {
  const days = (count: number) => new Date(Date.parse(until) - count * DAY_MS);
  const iso = (count: number) => days(count).toISOString();
  const [thisWeek, lastWeek] = [
    await decidedRows(q, { workspaceId, from: iso(7), to: until }),
    await decidedRows(q, { workspaceId, from: iso(14), to: iso(7) }),
  ];
  const sent = await sentRows(q, { workspaceId, from: days(21), middle: days(14), to: days(7) });
  const segments = await segmentsIn(q, workspaceId);
  const items = [
    ...thisWeek.flatMap((row) => decidedItem(row, false)),
    ...lastWeek.flatMap((row) => decidedItem(row, true)),
    ...sent.map(sentItem),
  ];
  const groups = new Map<
    string,
    { group: Omit<WeeklyGroup, 'now' | 'last' | 'all'>; mine: Item[] }
  >();
  const into = (item: Item, by: WeeklyGroup['by'], name: string): void => {
    const { workflowId } = item;
    const key = JSON.stringify([workflowId, by, name]);
    const known = groups.get(key) ?? { group: { workflowId, by, name }, mine: [] };
    known.mine.push(item);
    groups.set(key, known);
  };
  for (const item of items) {
    const { workflowId, template, modelVersion } = item;
    into(item, 'model-version', modelVersion);
    if (template === null) continue;
    into(item, 'template', template);
    for (const name of segmentsOf(template, segments.get(workflowId)))
      if (name !== template) into(item, 'segment', name);
  }
  const wholes = new Map<string, Measured>();
  const wholeOf = (workflowId: string): Measured => {
    const known = wholes.get(workflowId);
    if (known) return known;
    const made = measured(items.filter((item) => item.workflowId === workflowId && !item.last));
    wholes.set(workflowId, made);
    return made;
  };
  return [...groups.values()]
    .sort((a, b) => b.mine.length - a.mine.length)
    .slice(0, MOST)
    .map(({ group, mine }) => ({
      ...group,
      now: measured(mine.filter(({ last }) => !last)),
      last: measured(mine.filter(({ last }) => last)),
      all: wholeOf(group.workflowId),
    }));
}

const measured = (items: readonly Item[]): Measured => ({
  override: clustered(items.flatMap(({ of }) => of.override ?? [])),
  reply: clustered(items.flatMap(({ of }) => of.reply ?? [])),
  optOut: clustered(items.flatMap(({ of }) => of.optOut ?? [])),
});

const sampled = (hit: boolean, row: { account: string; template: string | null }) => ({
  ...{ hit, account: row.account },
  template: row.template ?? row.account,
});

function decidedItem(row: DecidedRow, last: boolean): Item[] {
  if (row.action === 'escalate') return [];
  const { workflow_id: workflowId, template, model_version: modelVersion } = row;
  const of = { override: sampled(overrides(row), row) };
  return [{ workflowId, template, modelVersion, last, of }];
}

function sentItem(row: SentRow): Item {
  const { workflow_id: workflowId, template, model_version: modelVersion, last } = row;
  const of = { reply: sampled(row.reply, row), optOut: sampled(row.opt_out, row) };
  return { workflowId, template, modelVersion, last, of };
}

async function segmentsIn(q: Query, workspaceId: string) {
  const rows = await q<{ id: string; segments: Record<string, string[]> | null }>(
    `select id, policy -> 'autonomy' -> 'segments' as segments from workflows
     where workspace_id = $1`,
    [workspaceId],
  );
  return new Map(rows.map(({ id, segments }) => [id, segments ?? {}]));
}
