import type { Executor } from '../../core/schema/clearance.ts';
import { type ClearanceStore, type RedeemInput, Refusal } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { iso } from './rows.ts';

type Row = {
  proposal_id: string;
  revision: number;
  workflow_id: string;
  executor: Executor;
  content_digest: string;
  compose_digest: string | null;
  tail_digest: string | null;
  state: 'open' | 'redeemed' | 'void';
  over: boolean;
  redeemed_at: Date | null;
  void_reason: string | null;
};
type Claim = { clearanceId: string; dispatchId: string; redeemedAt: string };

/** Clearances and their one redemption. */
export function clearanceStore(db: Db): ClearanceStore {
  return {
    async get({ workspaceId, clearanceId }) {
      const [row] = await db.in(workspaceId)<{
        id: string;
        jws: string;
        state: Row['state'];
        executor: string;
      }>('select id, jws, state, executor from clearances where workspace_id = $1 and id = $2', [
        workspaceId,
        clearanceId,
      ]);
      return row ?? null;
    },
    async redeem(input) {
      const actor = input.claimedBy ? `gate:${input.claimedBy}` : input.executor;
      const scope = { workspaceId: input.workspaceId, actor };
      // One statement where nothing speaks against it; otherwise the long way, which says what does.
      const claim =
        (await redeemWhole(db, { input, actor })) ?? (await db.tx(scope, (q) => redeem(q, input)));
      db.moved(input.workspaceId);
      return claim;
    },
  };
}

async function redeemWhole(
  db: Db,
  { input, actor }: { input: RedeemInput; actor: string },
): Promise<Claim | null> {
  const [row] = await db.in(input.workspaceId)<{
    redeemed_at: Date | null;
    dispatch_id: string | null;
  }>('select * from redeem_whole($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    input.workspaceId,
    actor,
    input.clearanceId,
    input.executor,
    input.contentDigest,
    input.composeDigest ?? null,
    input.tailDigest ?? null,
    input.dispatchId ?? null,
    input.claimedBy ?? null,
  ]);
  if (!row?.redeemed_at || row.dispatch_id === null) return null;
  const { clearanceId } = input;
  return { clearanceId, dispatchId: row.dispatch_id, redeemedAt: iso(row.redeemed_at) };
}

async function redeem(q: Query, input: RedeemInput): Promise<Claim> {
  const { workspaceId, clearanceId } = input;
  const ref = [workspaceId, clearanceId];
  // Locks in order: workflow (shared: a pause waits for us or we for it), proposal, clearance.
  const [workflow] = await q<{ state: string }>(
    `select w.state from workflows w join clearances c
       on c.workspace_id = w.workspace_id and c.workflow_id = w.id
     where c.workspace_id = $1 and c.id = $2 for share of w`,
    ref,
  );
  if (!workflow) throw new Refusal('not-found', 'There is no such clearance in this workspace.');
  const [proposal] = await q<{ state: string; revision: number }>(
    `select p.state, p.revision from proposals p join clearances c
       on c.workspace_id = p.workspace_id and c.proposal_id = p.id
     where c.workspace_id = $1 and c.id = $2 for update of p`,
    ref,
  );
  const [row] = await q<Row>(
    `select proposal_id, revision, workflow_id, executor, content_digest, compose_digest,
       tail_digest, state, expires_at <= now() as over, redeemed_at, void_reason
     from clearances where workspace_id = $1 and id = $2 for update`,
    ref,
  );
  if (!row || !proposal) throw new Error('a clearance lost its proposal');
  checkCovers(row, input);
  if (row.state === 'void') {
    throw new Refusal(
      'clearance-void',
      `The clearance is void: ${row.void_reason ?? 'withdrawn'}.`,
    );
  }
  const [dispatch] = await q<{ id: string; state: string }>(
    `select id, state from dispatches where workspace_id = $1 and clearance_id = $2 for update`,
    ref,
  );
  // A gate process that died before handing anything over left its redemption to the next one.
  const again = row.state === 'redeemed' && dispatch?.state === 'queued' && !!input.claimedBy;
  if (row.state === 'redeemed' && !again) {
    throw new Refusal('clearance-redeemed', 'The clearance was redeemed before.');
  }
  if (row.over) throw new Refusal('clearance-expired', 'The clearance has expired.');
  if (workflow.state !== 'running') {
    throw new Refusal('workflow-paused', 'The workflow is paused; nothing starts now.');
  }
  if (
    proposal.state !== (again ? 'dispatching' : 'approved') ||
    proposal.revision !== row.revision
  ) {
    throw new Refusal('clearance-void', `The proposal is ${proposal.state}, not approved.`);
  }
  return claim(q, { input, row, dispatch, again });
}

function checkCovers(row: Row, input: RedeemInput): void {
  if (row.executor !== input.executor) {
    throw new Refusal('wrong-executor', `The clearance names ${row.executor}.`);
  }
  // What a compose showed says nothing about a mail that the gate itself builds from the content.
  const composeSame =
    row.executor.startsWith('gate:') ||
    (row.compose_digest === (input.composeDigest ?? null) &&
      (row.tail_digest === null || row.tail_digest === (input.tailDigest ?? null)));
  const same = row.content_digest === input.contentDigest && composeSame;
  if (!same) throw new Refusal('digest-mismatch', 'The content is not the one that was approved.');
}

async function claim(
  q: Query,
  work: {
    input: RedeemInput;
    row: Row;
    dispatch: { id: string; state: string } | undefined;
    again: boolean;
  },
): Promise<Claim> {
  const { input, row, dispatch, again } = work;
  const { workspaceId, clearanceId } = input;
  let redeemedAt = row.redeemed_at;
  if (!again) {
    const [redeemed] = await q<{ redeemed_at: Date }>(
      `update clearances set state = 'redeemed', redeemed_at = now()
       where workspace_id = $1 and id = $2 returning redeemed_at`,
      [workspaceId, clearanceId],
    );
    redeemedAt = redeemed?.redeemed_at ?? null;
  }
  const dispatchId = dispatch?.id ?? input.dispatchId;
  if (dispatchId === undefined || redeemedAt === null) {
    throw new Error('a redemption for a device needs a dispatch id');
  }
  if (dispatch) {
    await q(
      `update dispatches set state = 'claimed', claimed_by = $3, claimed_at = now()
       where workspace_id = $1 and id = $2`,
      [workspaceId, dispatchId, input.claimedBy ?? null],
    );
  } else {
    await q(
      `insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
         content_digest, state, claimed_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'claimed', now())`,
      [
        workspaceId,
        dispatchId,
        row.proposal_id,
        row.workflow_id,
        clearanceId,
        row.executor,
        row.content_digest,
      ],
    );
  }
  await q("update proposals set state = 'dispatching' where workspace_id = $1 and id = $2", [
    workspaceId,
    row.proposal_id,
  ]);
  return { clearanceId, dispatchId, redeemedAt: iso(redeemedAt) };
}
