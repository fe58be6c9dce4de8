import type { Suppression } from '../../core/schema/suppression.ts';
import type { ConductStore, NewSuppression } from '../dispatch/ports.ts';
import { lockPending, withdrawForbidden } from './conduct-withdraw.ts';
import type { Db, Query } from './db.ts';
import { WEBHOOK_QUEUE } from './queues.ts';
import { iso, present } from './rows.ts';

type Row = Omit<Suppression, 'since' | 'until' | 'note' | 'by'> & {
  note: string | null;
  since: Date;
  until: Date | null;
  by_whom: string;
};
const COLUMNS = 's.id, s.scope, s.value, s.reason, s.source, s.note, s.since, s.until, s.by_whom';
const suppressionOf = ({ by_whom, since, until, note, ...row }: Row): Suppression => ({
  ...row,
  since: iso(since),
  ...present({ until: until && iso(until), note }),
  by: by_whom,
});

type Suppressing = Parameters<ConductStore['suppress']>[0];
type Suppressed = Awaited<ReturnType<ConductStore['suppress']>>;

/** The suppression list. */
export function suppressionStore(
  db: Db,
): Pick<ConductStore, 'suppressions' | 'suppress' | 'unsuppress'> {
  return {
    suppressions: ({ workspaceId, after, limit, holdsFor }) =>
      db.tx({ workspaceId, actor: 'gate:list' }, async (q) => {
        const rows = await q<Row>(
          `select ${COLUMNS} from suppressions s
           where s.workspace_id = $1 and ($2::uuid is null or s.id > $2)
             and ($3::text[] is null or s.scope <> 'domain' and s.value = any ($3)
               or s.scope = 'domain' and s.value = any ($4))
           order by s.id limit $5`,
          [workspaceId, after ?? null, holdsFor?.keys ?? null, holdsFor?.domains ?? null, limit],
        );
        return rows.map(suppressionOf);
      }),
    async suppress(input) {
      const scope = { workspaceId: input.workspaceId, actor: input.by };
      const done = await db.tx(scope, (q) => suppressIn(q, input));
      const late = await withdrawLate(db, input);
      afterWithdrawals(db, input.workspaceId);
      return { ...done, withdrawn: [...done.withdrawn, ...late] };
    },
    unsuppress: ({ workspaceId, id, by }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        const rows = await q(
          'delete from suppressions where workspace_id = $1 and id = $2 returning id',
          [workspaceId, id],
        );
        return rows.length > 0;
      }),
  };
}

/** Feed and callbacks, after a commit that may have withdrawn something. */
export function afterWithdrawals(db: Db, workspaceId: string): void {
  db.moved(workspaceId);
  db.wake(WEBHOOK_QUEUE);
}

/**
 * What was proposed while the entries were being written saw neither them nor their lock. No
 * redemption of it would succeed; this only takes it out of people's queues.
 */
export const withdrawLate = (db: Db, { workspaceId, entries, by }: Suppressing) =>
  db.tx({ workspaceId, actor: by }, async (q) => {
    const proposalIds = await lockPending(q, { workspaceId, entries });
    return withdrawForbidden(q, { workspaceId, proposalIds });
  });

/** Adds or prolongs entries and withdraws what they forbid, in the caller's transaction. */
export async function suppressIn(q: Query, input: Suppressing): Promise<Suppressed> {
  const { workspaceId, by } = input;
  const entries = once(input.entries);
  if (entries.length === 0) return { entries: [], withdrawn: [] };
  const proposalIds = await lockPending(q, { workspaceId, entries });
  await q('select conduct_lock($1, $2, null)', [workspaceId, locksOf(entries)]);
  const rows = await q<Row & { added: boolean }>(
    `insert into suppressions as s
       (workspace_id, id, scope, value, reason, source, note, since, until, by_whom)
     select $1, e.id, e.scope, e.value, e.reason, coalesce(e.source, $3), e.note,
       coalesce(e.since, now()), e.until, $3
     from jsonb_to_recordset($2) as e (id uuid, scope text, value text, reason text, source text,
       note text, since timestamptz, until timestamptz)
     on conflict (workspace_id, scope, value, reason) do update set
       since = least(s.since, excluded.since), note = coalesce(excluded.note, s.note),
       until = case when s.until is null or excluded.until is null then null
         else greatest(s.until, excluded.until) end
     returning ${COLUMNS}, s.xmax = 0 as added`,
    [workspaceId, JSON.stringify(entries), by],
  );
  return {
    entries: rows.map(({ added, ...row }) => ({ suppression: suppressionOf(row), added })),
    withdrawn: await withdrawForbidden(q, { workspaceId, proposalIds }),
  };
}

/** More locks than this for one list are not to be had; then the workspace's redemptions wait. */
const MANY = 200;

function locksOf(entries: NewSuppression[]): string[] {
  if (entries.length > MANY) return ['w:'];
  return entries.flatMap(({ scope, value }) => {
    if (scope === 'domain') return [`d:${value}`];
    return scope === 'address' ? [`p:${value}`] : [`p:${value}`, `a:${value}`];
  });
}

/** One row an entry, in one order for everybody; the one that lasts longer stays. */
function once(entries: readonly NewSuppression[]): NewSuppression[] {
  const found = new Map<string, NewSuppression>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.scope, entry.value, entry.reason]);
    const other = found.get(key);
    const lasts = !other || (other.until !== undefined && (entry.until ?? '~') > other.until);
    if (lasts) found.set(key, entry);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
