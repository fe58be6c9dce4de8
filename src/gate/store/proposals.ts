import type { Flag } from '../../core/schema/claim.ts';
import type { ProposalState, Trigger } from '../../core/schema/proposal.ts';
import type { Lane } from '../../core/schema/workflow.ts';
import {
  type ProposalStore,
  Refusal,
  RoutedByOld,
  type RoutedRevision,
  type SubmittedProposal,
} from '../dispatch/ports.ts';
import { REVISABLE } from '../dispatch/states.ts';
import { bindingStore } from './bindings.ts';
import { insertCanary } from './canaries.ts';
import { voidClearance, writeClearance } from './clearance-rows.ts';
import { codeOf, type Db, type Query } from './db.ts';
import { expireDue } from './expiry.ts';
import { NOT_OPEN, passLane } from './lane-pass.ts';
import { leaseStore } from './leases.ts';
import { cloneSubject, currentRevision, decisionReport } from './proposal-reads.ts';
import { queueOf } from './queues.ts';
import {
  accountsOf,
  bringsBytes,
  insertAttachments,
  insertProposal,
  insertRevision,
  lockProposal,
} from './revisions.ts';
import { trackRecord } from './track-record.ts';

type Locked = {
  id: string;
  revision: number;
  state: ProposalState;
  workflow_id: string;
  submission_digest: string;
  seen: string;
};
type AnswerRow = {
  revision: number;
  state: ProposalState;
  lane: Lane;
  trigger: Trigger;
  content_digest: string;
  flags: Flag[];
};

/** Proposals and their revisions. */
export function proposalStore(db: Db): ProposalStore {
  const after = (revision: RoutedRevision) => {
    db.moved(revision.workspaceId);
    if (revision.policyClearance?.dispatchId) db.wake(queueOf(revision.policyClearance.claims.aud));
  };
  return {
    async submit(revision) {
      const scope = {
        workspaceId: revision.workspaceId,
        actor: `agent:${revision.agentId}`,
      };
      // One statement is its own transaction; more only when there is more to write or to explain.
      const whole =
        !revision.policyClearance &&
        revision.canary === undefined &&
        !bringsBytes(revision.content);
      const written = whole
        ? newOf(
            await insertProposal(db.in(revision.workspaceId), revision).catch(unlessClosed),
            revision,
          )
        : null;
      const answer =
        written ??
        (await db
          .tx(scope, (q) => (whole ? again(q, revision) : submit(q, revision)))
          .catch(unlessClosed));
      if (answer.created) after(revision);
      return answer;
    },
    async revise(revision) {
      const scope = {
        workspaceId: revision.workspaceId,
        actor: `agent:${revision.agentId}`,
      };
      const answer = await db.tx(scope, (q) => revise(q, revision)).catch(unlessClosed);
      after(revision);
      return answer;
    },
    async withdraw({ workspaceId, agentId, proposalId }) {
      const result = await db.tx({ workspaceId, actor: `agent:${agentId}` }, async (q) => {
        const [row] = await q<{ state: ProposalState }>(
          `select state from proposals
           where workspace_id = $1 and id = $2 and agent_id = $3 for update`,
          [workspaceId, proposalId, agentId],
        );
        if (!row) return null;
        if (!['pending', 'escalated', 'approved', 'recalled'].includes(row.state)) return row;
        await voidClearance(q, {
          workspaceId,
          proposalId,
          reason: 'the agent withdrew it',
        });
        await q("update proposals set state = 'withdrawn' where workspace_id = $1 and id = $2", [
          workspaceId,
          proposalId,
        ]);
        return { state: 'withdrawn' as const };
      });
      db.moved(workspaceId);
      return result;
    },
    current: (input) => currentRevision(db.in(input.workspaceId), input),
    cloneSubject: (input) => cloneSubject(db.in(input.workspaceId), input),
    report: (input) => decisionReport(db.in(input.workspaceId), input),
    trackRecord: (input) => trackRecord(db.in(input.workspaceId), input),
    expireDue: () => expireDue(db),
    ...bindingStore(db),
    ...leaseStore(db),
  };
}

/** SQLSTATE of 0024_reports.sql. */
const RETIRED = 'CS024';

/** The lane closed, or the template was retired, since the policy was read: routed again by the new one. */
const unlessClosed = (error: unknown): never => {
  if (codeOf(error) === NOT_OPEN) throw new RoutedByOld('the lane is not open any more');
  if (codeOf(error) === RETIRED) throw new RoutedByOld('its template was retired meanwhile');
  throw error;
};

async function submit(q: Query, revision: RoutedRevision): Promise<SubmittedProposal> {
  if (revision.policyClearance) await openLane(q, revision);
  const { workspaceId, content, proposalId } = revision;
  const answer = newOf(await insertProposal(q, revision), revision);
  if (!answer) return again(q, revision);
  await insertAttachments(q, { workspaceId, content });
  if (revision.canary) await insertCanary(q, revision, revision.canary);
  return { ...answer, state: await clearByPolicy(q, { revision, proposalId, number: 1 }) };
}

/** The answer to a new proposal; null when there is one of its name. @throws RoutedByOld */
function newOf(
  { current, created }: { current: boolean; created: boolean },
  revision: RoutedRevision,
): SubmittedProposal | null {
  if (!current) throw new RoutedByOld('the workflow is not the one that was read');
  if (!created) return null;
  const { proposalId, lane, trigger, contentDigest, flags } = revision;
  const start = { revision: 1, state: 'pending' as const, created: true };
  return { proposalId, lane, trigger, contentDigest, flags, ...start };
}

/** The same submission again gets the same answer; another one under its name is a conflict. */
async function again(q: Query, revision: RoutedRevision): Promise<SubmittedProposal> {
  const { workspaceId, agentId, input } = revision;
  const [known] = await q<{ id: string; same: boolean }>(
    `select p.id, exists (select from revisions r where r.workspace_id = p.workspace_id
         and r.proposal_id = p.id and r.submission_digest = $4) as same
     from proposals p where p.workspace_id = $1 and p.agent_id = $2 and p.external_id = $3`,
    [workspaceId, agentId, input.externalId, revision.submissionDigest],
  );
  if (!known?.same) {
    throw new Refusal(
      'external-id-conflict',
      `externalId "${input.externalId}" was submitted with other content; PUT a revision instead.`,
    );
  }
  return answerOf(q, { workspaceId, proposalId: known.id });
}

async function answerOf(
  q: Query,
  input: { workspaceId: string; proposalId: string },
): Promise<SubmittedProposal> {
  const [row] = await q<AnswerRow>(
    `select p.revision, p.state, r.lane, r.trigger, r.content_digest, r.flags
     from proposals p join revisions r on r.workspace_id = p.workspace_id
       and r.proposal_id = p.id and r.revision = p.revision
     where p.workspace_id = $1 and p.id = $2`,
    [input.workspaceId, input.proposalId],
  );
  if (!row) throw new Refusal('not-found', 'There is no such proposal in this workspace.');
  return {
    proposalId: input.proposalId,
    revision: row.revision,
    state: row.state,
    lane: row.lane,
    trigger: row.trigger,
    contentDigest: row.content_digest,
    flags: row.flags,
    created: false,
  };
}

async function revise(q: Query, revision: RoutedRevision): Promise<SubmittedProposal> {
  const { workspaceId, agentId, proposalId, input } = revision;
  if (revision.policyClearance) await openLane(q, revision);
  await lockProposal(q, { workspaceId, proposalId });
  const [old] = await q<Locked>(
    `select p.id, p.revision, p.state, p.workflow_id, r.submission_digest, w.xmin::text as seen
     from proposals p join revisions r on r.workspace_id = p.workspace_id
       and r.proposal_id = p.id and r.revision = p.revision
     join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
     where p.workspace_id = $1 and p.id = $2 and p.agent_id = $3`,
    [workspaceId, proposalId, agentId],
  );
  if (!old) throw new Refusal('not-found', 'There is no such proposal of this agent.');
  if (old.submission_digest === revision.submissionDigest) {
    return answerOf(q, { workspaceId, proposalId });
  }
  if (!REVISABLE.has(old.state)) {
    throw new Refusal('not-open', `The proposal is ${old.state} and takes no revision.`);
  }
  if (old.workflow_id !== input.workflowId) {
    throw new Refusal('not-open', 'A revision stays in its workflow; submit a new proposal.');
  }
  const number = old.revision + 1;
  const signedFor = revision.policyClearance?.claims.revision ?? number;
  if (old.seen !== (revision.workflowSeen ?? old.seen) || signedFor !== number)
    throw new RoutedByOld('the workflow or the proposal is not the one that was read');
  await voidClearance(q, {
    workspaceId,
    proposalId,
    reason: 'a newer revision supersedes it',
  });
  await insertRevision(q, { revision, proposalId, number });
  await q(
    `update proposals set revision = $3, state = 'pending', lane = $4, expires_at = $6,
       accounts_before = array(select distinct unnest(accounts_before || accounts)), accounts = $5
     where workspace_id = $1 and id = $2`,
    [workspaceId, proposalId, number, revision.lane, accountsOf(revision), input.expiresAt ?? null],
  );
  // The compose goes on holding this proposal, with the text of the last revision: still guarded.
  await q(
    `update bindings set revision = $3
     where workspace_id = $1 and proposal_id = $2 and released_at is null`,
    [workspaceId, proposalId, number],
  );
  await clearByPolicy(q, { revision, proposalId, number });
  return { ...(await answerOf(q, { workspaceId, proposalId })), created: true };
}

/** First in the lock order: a lane can only be open while its workflow runs. @throws RoutedByOld */
async function openLane(q: Query, revision: RoutedRevision): Promise<void> {
  const [row] = await q<{ state: string; seen: string }>(
    `select w.state, w.xmin::text as seen from workflows w
     where w.workspace_id = $1 and w.id = $2 for share`,
    [revision.workspaceId, revision.input.workflowId],
  );
  if (row && row.seen !== (revision.workflowSeen ?? row.seen))
    throw new RoutedByOld('the workflow is not the one that was read');
  if (row?.state !== 'running') {
    throw new Refusal('workflow-paused', 'The workflow is paused; its open lane is closed.');
  }
}

async function clearByPolicy(
  q: Query,
  input: { revision: RoutedRevision; proposalId: string; number: number },
): Promise<ProposalState> {
  const { policyClearance, workspaceId } = input.revision;
  if (!policyClearance) return 'pending';
  const { claims } = policyClearance;
  if (claims.sub !== input.proposalId || claims.revision !== input.number) {
    throw new Error('a policy clearance was signed for another revision');
  }
  await passLane(q, input.revision, input.number);
  await writeClearance(q, { workspaceId, clearance: policyClearance });
  await q("update proposals set state = 'approved' where workspace_id = $1 and id = $2", [
    workspaceId,
    input.proposalId,
  ]);
  return 'approved';
}
