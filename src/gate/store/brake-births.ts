import { randomUUID } from 'node:crypto';
import { grantFor, type Live, splitBudget } from '../../core/brakes/budget.ts';
import type { BrakeEvent } from '../../core/brakes/event.ts';
import type { BrakeLine } from '../../core/brakes/line.ts';
import { linesFor, type Watches } from '../../core/brakes/lines-for.ts';
import { type Grant, newBrake } from '../../core/brakes/state.ts';
import type { Kind } from '../../core/schema/kind.ts';
import { type BrakeRow, liveBrakes } from './brake-rows.ts';
import type { Query } from './db.ts';

/** Without a send for so long a scope is not used any more; longer than its windows. */
const UNUSED = "interval '100 days'";

export type Budget = { every: number; weights: Record<Watches, number> };
/** What a brake is told besides signals, by its id. */
export type Splits = Map<string, BrakeEvent>;

type Scope = {
  id: string;
  watches: Watches;
  name: string;
  workflows: string[];
  sends: string;
  first_at: Date;
  kinds: Kind[];
  lines: BrakeLine[] | null;
  counted: boolean;
  before: boolean;
  unused: boolean;
};

/**
 * Brakes that should live and don't are born, those that shouldn't and do are retired, and then the
 * budget is split anew. Under the budget's lock.
 * @param scopes only these; all where null
 */
export async function settleBrakes(
  q: Query,
  work: { workspaceId: string; scopes: readonly string[] | null; budget: Budget; now: number },
): Promise<{ brakes: BrakeRow[]; splits: Splits }> {
  const { workspaceId, scopes, budget, now } = work;
  const found = await scopesOf(q, { workspaceId, scopes });
  const live = await liveBrakes(q, { workspaceId, scopes });
  const wanted = found.flatMap((scope) =>
    scope.unused
      ? []
      : linesOf(scope).map((line) => ({ scope, line, name: nameOf(scope.id, line) })),
  );
  const names = new Set(wanted.map(({ name }) => name));
  const there = new Set(live.map(({ scopeId, line }) => nameOf(scopeId, line)));
  const ends = live.filter(({ scopeId, line }) => !names.has(nameOf(scopeId, line)));
  const births = wanted.filter(({ name }) => !there.has(name));
  if (ends.length > 0)
    await q('update brakes set retired_at = now() where workspace_id = $1 and id = any ($2)', [
      workspaceId,
      ends.map(({ id }) => id),
    ]);
  const born = births.map(({ scope, line }): BrakeRow & { bornAt: number } => {
    // Only the first ones of a scope know its sends from the start.
    const bornAfter = scope.before || line.counted === 'by-day' ? Number(scope.sends) : 0;
    const bornAt = bornAfter === 0 ? scope.first_at.getTime() : now;
    const granted = grantFor(line, budget.every);
    return {
      ...{ id: randomUUID(), scopeId: scope.id, watches: scope.watches, name: scope.name },
      ...{ workflows: scope.workflows, line, bornAfter, bornAt, granted, events: 0 },
      state: newBrake(line, granted, bornAt),
    };
  });
  const staying = live.filter(({ scopeId, line }) => names.has(nameOf(scopeId, line)));
  if (ends.length === 0 && born.length === 0) return { brakes: staying, splits: new Map() };

  const others = scopes === null ? [] : await othersThan(q, { workspaceId, scopes });
  const grants = splitBudget(
    budget.every,
    [...staying, ...others, ...born].map((brake) => liveOf(brake, budget)),
  );
  for (const brake of born) {
    const granted = grants.get(brake.id) ?? brake.granted;
    Object.assign(brake, { granted, state: newBrake(brake.line, granted, brake.bornAt) });
  }
  await insertBrakes(q, { workspaceId, born });
  const older = [...staying, ...others];
  return {
    brakes: [...older, ...born],
    splits: await regrant(q, { workspaceId, brakes: older, grants, now }),
  };
}

const othersThan = async (
  q: Query,
  { workspaceId, scopes }: { workspaceId: string; scopes: readonly string[] },
): Promise<BrakeRow[]> =>
  (await liveBrakes(q, { workspaceId, scopes: null })).filter(
    ({ scopeId }) => !scopes.includes(scopeId),
  );

/** A new split, as events; only for brakes whose part it changes. */
export async function regrant(
  q: Query,
  work: {
    workspaceId: string;
    brakes: readonly BrakeRow[];
    grants: ReadonlyMap<string, Grant>;
    now: number;
  },
): Promise<Splits> {
  const splits: Splits = new Map();
  const changed: { id: string; granted: Grant }[] = [];
  for (const brake of work.brakes) {
    const grant = work.grants.get(brake.id);
    if (!grant || grant.every === brake.granted.every) continue;
    splits.set(brake.id, { type: 'split', at: work.now, grant });
    changed.push({ id: brake.id, granted: grant });
    brake.granted = grant;
  }
  if (changed.length > 0)
    await q(
      `update brakes b set granted = c.granted
       from jsonb_to_recordset($2) as c (id uuid, granted jsonb)
       where b.workspace_id = $1 and b.id = c.id`,
      [work.workspaceId, JSON.stringify(changed)],
    );
  return splits;
}

export const liveOf = (brake: BrakeRow, { weights }: Budget): Live => ({
  id: brake.id,
  line: brake.line,
  of: brake.watches,
  weight: weights[brake.watches],
});

const nameOf = (scopeId: string, line: BrakeLine): string => `${scopeId} ${keyOf(line)}`;

/** As the database compares two lines: by what they hold, in whatever order. */
const keyOf = (line: BrakeLine): string =>
  JSON.stringify(
    Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
        : value,
  );

const linesOf = ({ watches, kinds, lines, counted }: Scope): BrakeLine[] =>
  linesFor(watches, { kinds, brakes: lines ?? undefined }, counted);

const scopesOf = (
  q: Query,
  { workspaceId, scopes }: { workspaceId: string; scopes: readonly string[] | null },
): Promise<Scope[]> =>
  q<Scope>(
    `select s.id, s.watches, s.name, s.workflows, s.sends, s.first_at,
       coalesce(w.kinds, '{}') as kinds, w.policy -> 'brakes' as lines,
       exists (select from brake_days d where d.workspace_id = s.workspace_id
         and s.watches = 'domain' and d.sender = s.name) as counted,
       exists (select from brakes b where b.workspace_id = s.workspace_id
         and b.scope_id = s.id) as before,
       s.last_at < now() - ${UNUSED} as unused
     from brake_scopes s
     left join workflows w on w.workspace_id = s.workspace_id and w.id = s.workflow_id
     where s.workspace_id = $1 and ($2::uuid[] is null or s.id = any ($2))
     order by s.first_at, s.id`,
    [workspaceId, scopes],
  );

async function insertBrakes(
  q: Query,
  { workspaceId, born }: { workspaceId: string; born: readonly (BrakeRow & { bornAt: number })[] },
): Promise<void> {
  if (born.length === 0) return;
  await q(
    `insert into brakes (workspace_id, id, scope_id, line, born_at, born_after, born_grant, granted, state)
     select $1, n.id, n."scopeId", n.line, to_timestamp(n."bornAt" / 1000.0), n."bornAfter",
       n.granted, n.granted, n.state
     from jsonb_to_recordset($2) as n (id uuid, "scopeId" uuid, line jsonb, "bornAt" bigint,
       "bornAfter" bigint, granted jsonb, state jsonb)`,
    [workspaceId, JSON.stringify(born)],
  );
}
