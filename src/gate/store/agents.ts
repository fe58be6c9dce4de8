import type { AgentScope, AgentWithKeys } from '../../protocol/agents.ts';
import type { AgentIdentity, AgentStore, KeyLimits } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { iso, present } from './rows.ts';

/** A key's last use is written this seldom by one process, in milliseconds. */
const USED_MS = 60_000;
const KEPT = 5_000;

type KeyRow = {
  key_id: string;
  scopes: AgentScope[];
  workflows: string[] | null;
  per_second: number | null;
  burst: number | null;
};

/** Whose key this is; also written down, lazily, when it was last used. */
export function keyFinder(db: Db): AgentStore['byKeyHash'] {
  const written = new Map<string, number>();
  const used = (workspaceId: string, keyId: string): void => {
    const now = performance.now();
    if (now - (written.get(keyId) ?? -USED_MS) < USED_MS) return;
    written.delete(keyId);
    written.set(keyId, now);
    const [oldest] = written.keys();
    if (written.size > KEPT && oldest !== undefined) written.delete(oldest);
    // Nobody waits for it, and another process may be at the same row.
    db.in(workspaceId)(
      `with lazily as materialized (select set_config('synchronous_commit', 'off', true))
       update agent_keys set last_used_at = now() from lazily where workspace_id = $1 and id = $2
         and (last_used_at is null or last_used_at < now() - interval '30 s')`,
      [workspaceId, keyId],
    ).catch(() => written.delete(keyId));
  };
  return async (keyHash) => {
    const [row] = await db.outside<
      KeyRow & { workspace_id: string; agent_id: string; name: string }
    >(
      `select k.* from enter_by_key($1) as e (workspace_id), lateral (
         select g.workspace_id, g.agent_id, a.name, g.id as key_id, g.scopes, g.workflows,
           g.per_second, g.burst
         from agent_keys g join agents a on a.workspace_id = g.workspace_id and a.id = g.agent_id
         where g.workspace_id = e.workspace_id and g.key_hash = $1 and g.revoked_at is null
           and (g.expires_at is null or g.expires_at > now()) and a.revoked_at is null
         offset 0) k`,
      [keyHash],
    );
    if (!row) return null;
    used(row.workspace_id, row.key_id);
    const identity: AgentIdentity = {
      workspaceId: row.workspace_id,
      agentId: row.agent_id,
      agentName: row.name,
      key: {
        id: row.key_id,
        scopes: row.scopes,
        ...present({
          workflows: row.workflows,
          perSecond: row.per_second,
          burst: row.burst,
        }),
      },
    };
    return identity;
  };
}

const limitsOf = ({ scopes, workflows, perSecond, burst }: KeyLimits): unknown[] => [
  scopes ?? null,
  workflows ?? null,
  perSecond ?? null,
  burst ?? null,
];

/** Agents' keys and people's devices, for who runs a workspace. */
export function agentStore(db: Db): AgentStore {
  return {
    byKeyHash: keyFinder(db),

    list: (workspaceId) => list(db, workspaceId),

    create: ({ workspaceId, id, name, keyHash, limits, by }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        // Its first key is written by a trigger, with every scope, and limited here.
        await q('insert into agents (workspace_id, id, name, key_hash) values ($1, $2, $3, $4)', [
          workspaceId,
          id,
          name,
          keyHash,
        ]);
        await q(
          `update agent_keys set scopes = coalesce($3, scopes), workflows = $4, per_second = $5,
             burst = $6 where workspace_id = $1 and id = $2`,
          [workspaceId, id, ...limitsOf(limits)],
        );
      }),

    rotate: ({ workspaceId, agentId, keyId, keyHash, overlapSeconds, limits, by }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        const agents = await q(
          `select id from agents where workspace_id = $1 and id = $2 and revoked_at is null
           for update`,
          [workspaceId, agentId],
        );
        if (agents.length === 0) return false;
        await q(
          `insert into agent_keys (workspace_id, id, agent_id, key_hash, scopes, workflows,
             per_second, burst)
           select $1, $3, $2, $4, coalesce($5, k.scopes, '{propose,signals,read}'),
             coalesce($6, k.workflows), coalesce($7, k.per_second), coalesce($8, k.burst)
           from (select 1) as one left join lateral (
             select * from agent_keys where workspace_id = $1 and agent_id = $2
             order by created_at desc, id desc limit 1) k on true`,
          [workspaceId, agentId, keyId, keyHash, ...limitsOf(limits)],
        );
        await q(
          `update agent_keys set expires_at = now() + make_interval(secs => $4)
           where workspace_id = $1 and agent_id = $2 and id <> $3 and revoked_at is null
             and (expires_at is null or expires_at > now() + make_interval(secs => $4))`,
          [workspaceId, agentId, keyId, overlapSeconds],
        );
        return true;
      }),

    revokeKey: ({ workspaceId, keyId, by }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        const rows = await q(
          `update agent_keys set revoked_at = now()
           where workspace_id = $1 and id = $2 and revoked_at is null returning id`,
          [workspaceId, keyId],
        );
        return rows.length > 0;
      }),

    revokeAgent: ({ workspaceId, agentId, by }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        const rows = await q(
          `update agents set revoked_at = now()
           where workspace_id = $1 and id = $2 and revoked_at is null returning id`,
          [workspaceId, agentId],
        );
        await q(
          `update agent_keys set revoked_at = now()
           where workspace_id = $1 and agent_id = $2 and revoked_at is null`,
          [workspaceId, agentId],
        );
        return rows.length > 0;
      }),

    async devices(workspaceId) {
      const rows = await db.in(workspaceId)<{
        id: string;
        name: string;
        created_at: Date;
        revoked_at: Date | null;
        reviewer: { id: string; name: string; email: string; role: 'rep' | 'manager' | 'admin' };
      }>(
        `select d.id, d.name, d.created_at, d.revoked_at, json_build_object('id', r.id,
           'name', r.name, 'email', r.email, 'role', r.role) as reviewer
         from devices d join reviewers r on r.workspace_id = d.workspace_id and r.id = d.reviewer_id
         where d.workspace_id = $1 order by d.revoked_at is not null, d.created_at desc limit 5000`,
        [workspaceId],
      );
      return rows.map(({ created_at, revoked_at, ...row }) => ({
        ...row,
        createdAt: iso(created_at),
        ...present({ revokedAt: revoked_at && iso(revoked_at) }),
      }));
    },

    revokeDevice: ({ workspaceId, deviceId, by, asAdmin }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        const rows = await q(
          `update devices d set revoked_at = now() from reviewers r
           where d.workspace_id = $1 and d.id = $2 and d.revoked_at is null
             and r.workspace_id = d.workspace_id and r.id = d.reviewer_id
             and ($3 or r.role <> 'admin') returning d.id`,
          [workspaceId, deviceId, asAdmin],
        );
        await q(
          `delete from tokens t using devices d where t.workspace_id = $1 and t.device_id = $2
             and d.workspace_id = $1 and d.id = $2 and d.revoked_at is not null`,
          [workspaceId, deviceId],
        );
        return rows.length > 0;
      }),
  };
}

async function list(db: Db, workspaceId: string): Promise<AgentWithKeys[]> {
  const rows = await db.in(workspaceId)<
    KeyRow & {
      id: string;
      name: string;
      agent_created: Date;
      agent_revoked: Date | null;
      created_at: Date;
      expires_at: Date | null;
      revoked_at: Date | null;
      last_used_at: Date | null;
    }
  >(
    `select a.id, a.name, a.created_at as agent_created, a.revoked_at as agent_revoked,
       k.id as key_id, k.scopes, k.workflows, k.per_second, k.burst, k.created_at, k.expires_at,
       k.revoked_at, k.last_used_at
     from agents a join agent_keys k on k.workspace_id = a.workspace_id and k.agent_id = a.id
     where a.workspace_id = $1 order by a.created_at, a.id, k.created_at desc, k.id desc`,
    [workspaceId],
  );
  const agents = new Map<string, AgentWithKeys>();
  for (const row of rows) {
    const agent = agents.get(row.id) ?? {
      id: row.id,
      name: row.name,
      createdAt: iso(row.agent_created),
      ...present({ revokedAt: row.agent_revoked && iso(row.agent_revoked) }),
      keys: [],
    };
    agents.set(row.id, agent);
    agent.keys.push({
      id: row.key_id,
      scopes: row.scopes,
      createdAt: iso(row.created_at),
      ...present({
        workflows: row.workflows,
        perSecond: row.per_second,
        burst: row.burst,
        expiresAt: row.expires_at && iso(row.expires_at),
        revokedAt: row.revoked_at && iso(row.revoked_at),
        lastUsedAt: row.last_used_at && iso(row.last_used_at),
      }),
    });
  }
  return [...agents.values()];
}
