import type { Workspace } from '../../core/schema/people.ts';
import type { PeopleStore } from '../dispatch/ports.ts';
import { keyFinder } from './agents.ts';
import type { Db } from './db.ts';
import { deviceStore } from './devices.ts';
import { type ReviewerRow, reviewerOf } from './identity-rows.ts';
import { iso, present } from './rows.ts';

/** Workspaces, agents, reviewers; devices and their tokens are in devices.ts. */
export function peopleStore(db: Db): PeopleStore {
  return {
    async createWorkspace({ id, name }) {
      const [row] = await db.in(id)<{ created_at: Date }>(
        `insert into workspaces (workspace_id, name) values ($1, $2)
         on conflict (workspace_id) do update set name = excluded.name returning created_at`,
        [id, name],
      );
      return { id, name, createdAt: iso(row?.created_at ?? new Date(0)) };
    },
    async listWorkspaces() {
      const ids = await db.due('select workspace_id from workspaces');
      const rows = await Promise.all(ids.map((id) => workspace(db, id)));
      return rows
        .flatMap((row) => row ?? [])
        .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
    },
    createAgent: ({ workspaceId, id, name, keyHash }) =>
      db.tx({ workspaceId, actor: 'cli' }, async (q) => {
        const [row] = await q<{ created_at: Date; revoked_at: Date | null }>(
          `insert into agents (workspace_id, id, name, key_hash) values ($1, $2, $3, $4)
           returning created_at, revoked_at`,
          [workspaceId, id, name, keyHash],
        );
        return {
          id,
          name,
          createdAt: iso(row?.created_at ?? new Date(0)),
          ...present({
            revokedAt: row?.revoked_at ? iso(row.revoked_at) : null,
          }),
        };
      }),
    revokeAgent: ({ workspaceId, id }) =>
      db.tx({ workspaceId, actor: 'cli' }, async (q) => {
        const rows = await q(
          `update agents set revoked_at = now()
           where workspace_id = $1 and id = $2 and revoked_at is null returning id`,
          [workspaceId, id],
        );
        return rows.length > 0;
      }),
    agentByKeyHash: keyFinder(db),
    upsertReviewer: ({ workspaceId, id, name, email, role, mailboxes }) =>
      db.tx({ workspaceId, actor: 'cli' }, async (q) => {
        const [row] = await q<ReviewerRow>(
          `insert into reviewers as r (workspace_id, id, name, email, role, mailboxes)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (workspace_id, email) do update
             set name = excluded.name, role = excluded.role, mailboxes = excluded.mailboxes,
               resync_xid = case when r.role is distinct from excluded.role
                   or r.mailboxes is distinct from excluded.mailboxes
                 then pg_current_xact_id() else r.resync_xid end
           returning id, name, email, role, mailboxes`,
          [
            workspaceId,
            id,
            name,
            email.toLowerCase(),
            role,
            mailboxes.map((box) => box.toLowerCase()),
          ],
        );
        if (!row) throw new Error('an upsert gave no row');
        return reviewerOf(row);
      }),
    async reviewerByEmail({ workspaceId, email }) {
      const [row] = await db.in(workspaceId)<ReviewerRow>(
        `select id, name, email, role, mailboxes from reviewers
         where workspace_id = $1 and email = $2`,
        [workspaceId, email.toLowerCase()],
      );
      return row ? reviewerOf(row) : null;
    },
    ...deviceStore(db),
  };
}

async function workspace(db: Db, id: string): Promise<Workspace | null> {
  const [row] = await db.in(id)<{ name: string; created_at: Date }>(
    'select name, created_at from workspaces where workspace_id = $1',
    [id],
  );
  return row ? { id, name: row.name, createdAt: iso(row.created_at) } : null;
}
