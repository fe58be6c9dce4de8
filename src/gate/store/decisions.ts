import { contentDigest } from '../../core/digest/content.ts';
import type { Decision, DecisionAnswer } from '../../core/schema/decision.ts';
import type { Decider, DecisionStore, DecisionTarget } from '../dispatch/ports.ts';
import { voidClearance, writeClearance } from './clearance-rows.ts';
import { concurring } from './concurrences.ts';
import { codeOf, constraintOf, type Db, type Query } from './db.ts';
import { BECOMES, decideWhole, decisionRow } from './decide-whole.ts';
import { type Conflict, conflictOf, type Earlier } from './decision-rules.ts';
import { lookGround } from './look-items.ts';
import { ownershipOf } from './ownership-facts.ts';
import { decisionGround } from './proposal-reads.ts';
import { queueOf, sendWebhook, WEBHOOK_QUEUE } from './queues.ts';
import { insertAttachments, lockProposal } from './revisions.ts';
import { iso, present } from './rows.ts';

type Recording = Parameters<DecisionStore['record']>[0];
/** People's signed decisions: one wins per revision, the others come back as conflicts. */
export function decisionStore(db: Db): DecisionStore {
  return {
    async answered({ workspaceId, decisionId }) {
      const earlier = await earlierAnswer(db.in(workspaceId), {
        workspaceId,
        decisionId,
      });
      return earlier ? answerFrom(decisionId, earlier) : null;
    },
    async ground({ workspaceId, decisionId, proposalId }) {
      const { earlier, ...rest } = await decisionGround(db.in(workspaceId), {
        workspaceId,
        decisionId,
        proposalId,
      });
      if (earlier) return { ...rest, look: null, answered: answerFrom(decisionId, earlier) };
      if (rest.current) return { ...rest, look: null, answered: null };
      const looked = await lookGround(db.in(workspaceId), { workspaceId, id: proposalId });
      return { look: null, ...rest, ...looked, answered: null };
    },
    async record(input) {
      const { identity, decision } = input;
      if (decision.content && (await contentDigest(decision.content)) !== decision.contentDigest) {
        return conflict(decision, {
          code: 'digest_mismatch',
          detail: 'The signed digest is not that of the text that came with it.',
        });
      }
      const scope = {
        workspaceId: identity.workspaceId,
        actor: `reviewer:${identity.reviewer.id}`,
      };
      try {
        if (await decideWhole(db, { input, actor: scope.actor }).catch(unlessOwned)) {
          db.moved(identity.workspaceId);
          return { id: decision.id, status: 'accepted' };
        }
      } catch (error) {
        return tooMany(decision, error);
      }
      let called = false;
      const run = (asked: Recording) =>
        db.tx(scope, (q) =>
          record(q, asked, () => {
            called = true;
          }),
        );
      // Two transactions with one decision id meet at the primary key; the second then reads it. A
      // policy that names other people since it was read is read again, and says who may.
      const { target: _stale, ...anew } = input;
      const answer = await run(input).catch((error) => {
        if (constraintOf(error) === 'decisions_pkey') return run(input);
        if (codeOf(error) === NOT_THEIRS) return run(anew);
        return tooMany(decision, error);
      });
      if (answer.status === 'accepted') {
        db.moved(identity.workspaceId);
        if (input.clearance?.dispatchId) db.wake(queueOf(input.clearance.claims.aud));
        if (called) db.wake(WEBHOOK_QUEUE);
      }
      return answer;
    },
  };
}

/** SQLSTATE of 0013_levers.sql: the batch holds as many as the policy lets one press decide. */
const BATCH_FULL = 'CS013';
function tooMany(decision: Decision, error: unknown): DecisionAnswer {
  if (codeOf(error) !== BATCH_FULL || !(error instanceof Error)) throw error;
  return conflict(decision, { code: 'not_clones', detail: error.message });
}

/** SQLSTATE of 0008_ownership.sql: another person decides. */
const NOT_THEIRS = 'CS008';
const unlessOwned = (error: unknown): false => {
  if (codeOf(error) === NOT_THEIRS) return false;
  throw error;
};

/** The long way: under the proposal's lock, with what else there is to write. */
async function record(q: Query, input: Recording, onCallback: () => void): Promise<DecisionAnswer> {
  const { identity, decision } = input;
  const { workspaceId } = identity;
  const earlier = await earlierAnswer(q, {
    workspaceId,
    decisionId: decision.id,
  });
  if (earlier) return sameAgain(decision, earlier);
  const { proposalId } = decision;
  const locked = await lockTarget(q, { workspaceId, proposalId });
  const owned =
    input.target?.guarded === false || !locked
      ? null
      : await ownershipOf(q, { identity, proposalId });
  const target = locked && { ...locked, ...owned };
  if (!target) {
    return conflict(decision, {
      code: 'not_found',
      detail: 'This proposal is not known here.',
    });
  }
  const anew = await ownOpenApproval(q, { identity, decision, target });
  const seen = anew ? asOpen(target) : target;
  const side = concurring({ identity, decision, target });
  const refused = conflictOf({ identity, decision, target: seen }) ?? side.refused;
  if (!refused && side.waits !== null) {
    await insertDecision(q, { input, target, refused, waits: true });
    return side.record(q);
  }
  if (anew && !refused) {
    await voidClearance(q, { workspaceId, proposalId, reason: 'decided anew' });
    await q(`update proposals set state = 'pending' where workspace_id = $1 and id = $2`, [
      workspaceId,
      proposalId,
    ]);
  }
  const receivedAt = await insertDecision(q, { input, target, refused });
  if (refused) return conflict(decision, refused);
  const approves = decision.action === 'approve' || decision.action === 'approve_edited';
  if (approves && input.clearance) {
    if (decision.content) await insertAttachments(q, { workspaceId, content: decision.content });
    await writeClearance(q, { workspaceId, clearance: input.clearance });
  }
  const state = BECOMES[decision.action];
  await q('update proposals set state = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    decision.proposalId,
    state,
  ]);
  if (target.callback_url !== null) {
    onCallback();
    await sendWebhook(q, {
      workspaceId,
      id: decision.id,
      url: target.callback_url,
      type: 'proposal.decided',
      data: {
        ...input.report,
        state,
        decision: input.report.decision && {
          ...input.report.decision,
          receivedAt,
        },
      },
    });
  }
  return { id: decision.id, status: 'accepted' };
}

const asOpen = ({ winner: _own, ...target }: DecisionTarget): DecisionTarget => ({
  ...target,
  state: 'pending',
});

/**
 * True where the reviewer's own approval still waits for their own device to send: they may give it
 * anew for what the compose holds now, or take it back. Under the proposal's lock, which a
 * redemption takes as well: one of the two comes first, and the other is refused.
 */
async function ownOpenApproval(
  q: Query,
  work: { identity: Decider; decision: Decision; target: DecisionTarget },
): Promise<boolean> {
  const { identity, decision, target } = work;
  if (target.state !== 'approved' || decision.action === 'escalate') return false;
  if (identity.deviceId === undefined) return false;
  const rows = await q(
    `select 1 from clearances c join decisions d
       on d.workspace_id = c.workspace_id and d.id = c.decision_id
     where c.workspace_id = $1 and c.proposal_id = $2 and c.state = 'open'
       and c.executor = $3 and d.reviewer_id = $4`,
    [
      identity.workspaceId,
      decision.proposalId,
      `gmail-compose:${identity.deviceId}`,
      identity.reviewer.id,
    ],
  );
  return rows.length > 0;
}

const earlierAnswer = async (
  q: Query,
  ref: { workspaceId: string; decisionId: string },
): Promise<Earlier | undefined> =>
  (
    await q<Earlier>(
      `select proposal_id, revision, action, content_digest, status, conflict, detail
       from decisions where workspace_id = $1 and id = $2`,
      [ref.workspaceId, ref.decisionId],
    )
  )[0];

const answerFrom = (id: string, earlier: Earlier): DecisionAnswer => ({
  id,
  status: earlier.status === 'accepted' ? 'duplicate' : 'conflict',
  ...present({ conflict: earlier.conflict, detail: earlier.detail }),
});

/** A retry is the same decision; another one under a used id is not. */
function sameAgain(decision: Decision, earlier: Earlier): DecisionAnswer {
  const same =
    earlier.proposal_id === decision.proposalId &&
    earlier.revision === decision.revision &&
    earlier.action === decision.action &&
    earlier.content_digest === decision.contentDigest;
  if (same) return answerFrom(decision.id, earlier);
  return conflict(decision, {
    code: 'invalid',
    detail: 'Another decision was sent under this id before.',
  });
}

const conflict = (decision: Decision, { code, detail }: Conflict): DecisionAnswer => ({
  id: decision.id,
  status: 'conflict',
  conflict: code,
  detail,
});

async function lockTarget(
  q: Query,
  ref: { workspaceId: string; proposalId: string },
): Promise<DecisionTarget | undefined> {
  await lockProposal(q, ref);
  const rows = await q<DecisionTarget>(
    `select p.revision, p.state, p.lane, p.accounts, p.workflow_id, p.expires_at <= now() as over,
       r.content_digest, r.model_version, r.confidence, r.callback_url,
       p.state = 'escalated' and exists (select from escalation_returns e
         where e.workspace_id = p.workspace_id and e.proposal_id = p.id
           and e.revision = p.revision) as returned
     from proposals p join revisions r on r.workspace_id = p.workspace_id
       and r.proposal_id = p.id and r.revision = p.revision
     where p.workspace_id = $1 and p.id = $2`,
    [ref.workspaceId, ref.proposalId],
  );
  const target = rows[0];
  if (!target) return undefined;
  if (target.state === 'withdrawn') {
    const [why] = await q<{ detail: string }>(
      `select detail from withdrawals where workspace_id = $1 and proposal_id = $2
       order by at desc limit 1`,
      [ref.workspaceId, ref.proposalId],
    );
    return why ? { ...target, withdrawn: why.detail } : target;
  }
  const [winner] = await q<NonNullable<DecisionTarget['winner']>>(
    `select v.name as by, d.action, d.reviewer_id as "reviewerId", d.device_id as "deviceId"
     from decisions d
     join reviewers v on v.workspace_id = d.workspace_id and v.id = d.reviewer_id
     where d.workspace_id = $1 and d.proposal_id = $2 and d.revision = $3 and d.standing
     order by d.action = 'escalate' limit 1`,
    [ref.workspaceId, ref.proposalId, target.revision],
  );
  return winner ? { ...target, winner } : target;
}

async function insertDecision(
  q: Query,
  work: { input: Recording; target: DecisionTarget; refused: Conflict | null; waits?: boolean },
): Promise<string> {
  const { input, target, refused } = work;
  const [row] = await q<{ received_at: Date }>(
    `insert into decisions
       (workspace_id, id, proposal_id, revision, reviewer_id, device_id, action, content_digest,
        content, compose_digest, tail_digest, reason, difference, attention, jws, decided_at,
        channel, attested_sha256, workflow_id, model_version, confidence_bucket, first_look,
        deliberate, batch_id, status, conflict, detail, standing)
     select workspace_id, id, proposal_id, revision, reviewer_id, device_id, action, content_digest,
        content, compose_digest, tail_digest, reason, difference, attention, jws, decided_at,
        channel, attested_sha256, workflow_id, model_version, confidence_bucket, first_look,
        deliberate, batch_id, $2, $3, $4, $5
     from jsonb_populate_record(null::decisions, $1)
     returning received_at`,
    [
      JSON.stringify(decisionRow(input, target)),
      refused ? 'conflict' : 'accepted',
      refused?.code ?? null,
      refused?.detail ?? null,
      refused === null && !work.waits,
    ],
  );
  if (!row) throw new Error('an insert gave no row');
  if (input.attested !== undefined) {
    await q(
      'insert into slack_attestations (workspace_id, decision_id, attested) values ($1, $2, $3)',
      [input.identity.workspaceId, input.decision.id, input.attested],
    );
  }
  return iso(row.received_at);
}
