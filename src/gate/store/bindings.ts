import type { Binding } from '../../core/schema/proposal.ts';
import { type ProposalStore, Refusal } from '../dispatch/ports.ts';
import { constraintOf, type Db, type Query } from './db.ts';
import { iso, present } from './rows.ts';

export type BindingRow = {
  host: Binding['host'];
  account: string;
  draft_id: string;
  thread_id: string | null;
  bound_at: Date;
};
export const bindingOf = (row: BindingRow): Binding => ({
  host: row.host,
  account: row.account,
  draftId: row.draft_id,
  boundAt: iso(row.bound_at),
  ...present({ threadId: row.thread_id }),
});

type BindInput = Parameters<ProposalStore['bind']>[0];

/** Which compose a proposal lives in. */
export function bindingStore(db: Db): Pick<ProposalStore, 'bind' | 'unbind'> {
  return {
    async bind(input) {
      const scope = {
        workspaceId: input.workspaceId,
        actor: `device:${input.deviceId}`,
      };
      const binding = await db.tx(scope, (q) => bind(q, input)).catch(asConflict);
      db.moved(input.workspaceId);
      return binding;
    },
    async unbind({ workspaceId, proposalId }) {
      const released = await db.tx({ workspaceId, actor: 'device' }, async (q) => {
        const rows = await release(q, { workspaceId, proposalId });
        if (rows > 0) await touch(q, { workspaceId, proposalId });
        return rows > 0;
      });
      if (released) db.moved(workspaceId);
      return released;
    },
  };
}

async function bind(q: Query, input: BindInput): Promise<Binding> {
  const { workspaceId, proposalId } = input;
  const [proposal] = await q<{ revision: number; state: string }>(
    'select revision, state from proposals where workspace_id = $1 and id = $2 for update',
    [workspaceId, proposalId],
  );
  if (!proposal) throw new Refusal('not-found', 'There is no such proposal in this workspace.');
  if (proposal.revision !== input.revision) {
    throw new Refusal('not-open', `Revision ${input.revision} was superseded.`);
  }
  if (['withdrawn', 'expired', 'rejected'].includes(proposal.state)) {
    throw new Refusal('not-open', `The proposal is ${proposal.state}.`);
  }
  const account = input.account.toLowerCase();
  const [same] = await q<BindingRow>(
    `select host, account, draft_id, thread_id, bound_at from bindings
     where workspace_id = $1 and proposal_id = $2 and account = $3 and draft_id = $4
       and released_at is null`,
    [workspaceId, proposalId, account, input.draftId],
  );
  if (same) return bindingOf(same);
  // A saved draft gets a new id now and then: the binding moves with it.
  await release(q, { workspaceId, proposalId });
  const [row] = await q<BindingRow>(
    `insert into bindings
       (workspace_id, proposal_id, revision, host, account, draft_id, thread_id, device_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning host, account, draft_id, thread_id, bound_at`,
    [
      workspaceId,
      proposalId,
      input.revision,
      input.host,
      account,
      input.draftId,
      input.threadId ?? null,
      input.deviceId,
    ],
  );
  if (!row) throw new Error('an insert gave no row');
  await touch(q, { workspaceId, proposalId });
  return bindingOf(row);
}

function asConflict(error: unknown): never {
  if (constraintOf(error) === 'one_proposal_a_compose') {
    throw new Refusal('binding-conflict', 'That compose is bound to another proposal.');
  }
  throw error;
}

const release = async (
  q: Query,
  ref: { workspaceId: string; proposalId: string },
): Promise<number> =>
  (
    await q(
      `update bindings set released_at = now()
       where workspace_id = $1 and proposal_id = $2 and released_at is null returning id`,
      [ref.workspaceId, ref.proposalId],
    )
  ).length;

/** Moves the proposal in the feed without changing it. */
export const touch = (q: Query, ref: { workspaceId: string; proposalId: string }) =>
  q('update proposals set revision = revision where workspace_id = $1 and id = $2', [
    ref.workspaceId,
    ref.proposalId,
  ]);
