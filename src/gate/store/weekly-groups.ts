import { segmentsOf } from '../../core/routing/earned.ts';
import { type Cell, type Clustered, clustered } from '../../core/stats/clustered.ts';
import type { Measure, Measured } from '../../core/weekly/compare.ts';
import type { WeeklyGroup } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { decidedCounts, sentCounts, type WeekCounts } from './weekly-counts.ts';

const DAY_MS = 86_400_000;
/** Groups of one answer; more templates than this are no longer read by a person. */
const MOST = 300;

/** What was counted of one workflow, template, model version and week. */
type Part = Pick<WeekCounts, 'last' | 'template'> & {
  workflowId: string;
  modelVersion: string;
  size: number;
  of: { [M in Measure]?: Cell[] };
};

/** Two weeks of decisions, and the two of sends before them, by template, segment and model version. */
export async function weeklyGroups(
  db: Db,
  { workspaceId, until }: { workspaceId: string; until: string },
): Promise<WeeklyGroup[]> {
  const before = (days: number) => new Date(Date.parse(until) - days * DAY_MS);
  const weeks = (to: number) => ({
    ...{ workspaceId, from: before(to + 14), middle: before(to + 7), to: before(to) },
  });
  // A manager waits for both, and neither needs what the other says.
  const [decided, sent, segments] = await Promise.all([
    decidedCounts(db, weeks(0)),
    sentCounts(db, weeks(7)),
    segmentsIn(db.in(workspaceId), workspaceId),
  ]);
  const numberOf = numbering();
  const parts = [
    ...decided.map((counts) => partOf(counts, numberOf, { override: counts.hits })),
    ...sent.map((counts) =>
      partOf(counts, numberOf, { reply: counts.replies, optOut: counts.opt_outs }),
    ),
  ];
  const groups = new Map<string, { group: Named; mine: Part[] }>();
  for (const part of parts)
    for (const group of groupsOf(part, segments.get(part.workflowId))) {
      const key = JSON.stringify([group.workflowId, group.by, group.name]);
      const known = groups.get(key) ?? { group, mine: [] };
      known.mine.push(part);
      groups.set(key, known);
    }
  const wholes = new Map<string, Measured>();
  const wholeOf = (workflowId: string): Measured => {
    const known = wholes.get(workflowId);
    if (known) return known;
    const made = measured(parts.filter((part) => part.workflowId === workflowId && !part.last));
    wholes.set(workflowId, made);
    return made;
  };
  return [...groups]
    .map(([key, { group, mine }]) => ({ key, group, mine, size: sizeOf(mine) }))
    .sort((a, b) => b.size - a.size || (a.key < b.key ? -1 : 1))
    .slice(0, MOST)
    .map(({ group, mine }) => ({
      ...group,
      now: measured(mine.filter(({ last }) => !last)),
      last: measured(mine.filter(({ last }) => last)),
      all: wholeOf(group.workflowId),
    }));
}

type Named = Pick<WeeklyGroup, 'workflowId' | 'by' | 'name'>;

function groupsOf({ workflowId, template, modelVersion }: Part, segments?: Segments): Named[] {
  const version: Named = { workflowId, by: 'model-version', name: modelVersion };
  if (template === null) return [version];
  const named = [...segmentsOf(template, segments)].filter((name) => name !== template);
  return [
    version,
    { workflowId, by: 'template', name: template },
    ...named.map((name): Named => ({ workflowId, by: 'segment', name })),
  ];
}

function partOf(
  { workflow_id, model_version, last, template, accounts, counts }: WeekCounts,
  numberOf: (name: string) => number,
  hits: { [M in Measure]?: number[] },
): Part {
  const names = accounts.map(numberOf);
  const within = template === null ? null : numberOf(template);
  const cells = (of: readonly number[]): Cell[] =>
    names.map((account, nth) => {
      // What has no template stands for itself among them.
      const template = within ?? account;
      return { account, template, n: counts[nth] ?? 0, hits: of[nth] ?? 0 };
    });
  return {
    ...{ workflowId: workflow_id, modelVersion: model_version, last, template },
    size: counts.reduce((sum, n) => sum + n, 0),
    of: Object.fromEntries(Object.entries(hits).map(([measure, of]) => [measure, cells(of)])),
  };
}

/** A number for each name, the same for the same. */
function numbering(): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    const known = numbers.get(name);
    if (known === undefined) numbers.set(name, numbers.size);
    return known ?? numbers.size - 1;
  };
}

const sizeOf = (parts: readonly Part[]): number => parts.reduce((sum, { size }) => sum + size, 0);

function measured(parts: readonly Part[]): Measured {
  const of = (measure: Measure): Clustered =>
    clustered(parts.flatMap((part) => part.of[measure] ?? []));
  return { override: of('override'), reply: of('reply'), optOut: of('optOut') };
}

type Segments = Record<string, string[]>;

async function segmentsIn(q: Query, workspaceId: string): Promise<Map<string, Segments>> {
  const rows = await q<{ id: string; segments: Segments | null }>(
    `select id, policy -> 'autonomy' -> 'segments' as segments from workflows
     where workspace_id = $1`,
    [workspaceId],
  );
  return new Map(rows.map(({ id, segments }) => [id, segments ?? {}]));
}
