import { type ConductPolicy, DEFAULT_CONDUCT } from '../../core/conduct/policy.ts';
import type { ConductAnswer } from '../../protocol/suppressions.ts';
import { type ConductStore, Refusal } from '../dispatch/ports.ts';
import { codeOf, constraintOf, type Db, type Query } from './db.ts';
import { iso } from './rows.ts';

/** The newest version; version 0 where nobody has written one. */
export async function conductPolicy(q: Query, workspaceId: string): Promise<ConductAnswer> {
  const [row] = await q<{ version: number; policy: ConductPolicy; by_whom: string; at: Date }>(
    `select version, policy, by_whom, at from conduct_policies where workspace_id = $1
     order by version desc limit 1`,
    [workspaceId],
  );
  if (!row) return { version: 0, policy: DEFAULT_CONDUCT };
  return { version: row.version, policy: row.policy, by: row.by_whom, at: iso(row.at) };
}

const MOVED = 'The policy was changed in between; read it again.';

/** Writes the next version and lets what waited by the old one be tried again. */
export async function putConductPolicy(
  db: Db,
  { workspaceId, policy, basedOn, by }: Parameters<ConductStore['putPolicy']>[0],
): Promise<ConductAnswer> {
  const put = async (q: Query): Promise<ConductAnswer> => {
    const { version } = await conductPolicy(q, workspaceId);
    if (basedOn !== undefined && basedOn !== version) throw new Refusal('version-conflict', MOVED);
    await knownZone(q, policy.timeZone, '/policy/timeZone');
    await q(
      `insert into conduct_policies (workspace_id, version, policy, by_whom) values ($1, $2, $3, $4)`,
      [workspaceId, version + 1, JSON.stringify(policy), by],
    );
    await q(
      `update dispatches set not_before = null
       where workspace_id = $1 and state = 'queued' and not_before is not null`,
      [workspaceId],
    );
    return conductPolicy(q, workspaceId);
  };
  try {
    return await db.tx({ workspaceId, actor: by }, put);
  } catch (error) {
    if (constraintOf(error) === 'conduct_policies_pkey')
      throw new Refusal('version-conflict', MOVED);
    throw error;
  }
}

/** @throws Refusal invalid-request for a zone that a redemption could not compute with */
export async function knownZone(q: Query, zone: string, path: string): Promise<void> {
  try {
    await q('select now() at time zone $1', [zone]);
  } catch (error) {
    if (codeOf(error) !== '22023') throw error;
    throw new Refusal('invalid-request', 'The request is not valid.', [
      { path, message: 'not a time zone of the database' },
    ]);
  }
}
