import { canonical } from '../../core/digest/canonical.ts';
import { reaches } from '../../core/review/reaches.ts';
import { signOffOf } from '../../core/review/sign-off.ts';
import type { Content } from '../../core/schema/content.ts';
import {
  Decision,
  type DecisionAnswer,
  type DecisionConflict,
} from '../../core/schema/decision.ts';
import { approvedContent, composeMatches } from './approved-content.ts';
import { type Batches, batchesOf, whyAlone } from './batch.ts';
import { barOf } from './channel-bar.ts';
import { executorOf, signClearance } from './clear.ts';
import type { UseCaseDeps } from './deps.ts';
import { disclosureFault } from './disclosure.ts';
import type {
  CurrentRevision,
  Decider,
  DecisionTarget,
  LookTarget,
  NewClearance,
  ReviewerIdentity,
} from './ports.ts';
import { textsOf } from './spans.ts';

const STATE_AFTER = {
  approve: 'approved',
  approve_edited: 'approved',
  reject: 'rejected',
  escalate: 'escalated',
} as const;

const conflict = (id: string, code: DecisionConflict, detail: string): DecisionAnswer => ({
  id,
  status: 'conflict',
  conflict: code,
  detail,
});

/** Rows of one request that are worked on side by side: they share the database's group commit. */
const AT_ONCE = 6;

/**
 * Records signed decisions; an answer each, in their order. Rows on one proposal are taken in their
 * order, others side by side. A row that is bad is answered as a conflict and never fails the
 * others; only a failing database rejects, and then nothing is lost, since each row is its own
 * transaction and idempotent.
 */
export async function decide(
  deps: UseCaseDeps,
  identity: ReviewerIdentity,
  rows: readonly string[],
): Promise<DecisionAnswer[]> {
  const answers: DecisionAnswer[] = [];
  const byProposal = new Map<string, number[]>();
  for (const [index, jws] of rows.entries()) {
    const proposal = claimed(jws, 'proposalId');
    const group = byProposal.get(proposal);
    if (group) group.push(index);
    else byProposal.set(proposal, [index]);
  }
  const groups = [...byProposal.values()];
  const batches = batchesOf(rows.map(payloadOf));
  const work = async (): Promise<void> => {
    for (let group = groups.shift(); group; group = groups.shift()) {
      for (const index of group) {
        answers[index] = await decideOne(deps, { identity, batches }, rows[index] ?? '');
      }
    }
  };
  const done = await Promise.allSettled(
    Array.from({ length: Math.min(AT_ONCE, groups.length) }, work),
  );
  const failed = done.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  return answers;
}

async function decideOne(
  deps: UseCaseDeps,
  { identity, batches }: { identity: ReviewerIdentity; batches: Batches },
  jws: string,
): Promise<DecisionAnswer> {
  const payload = await deps.verifyDecision({ jws, jwk: identity.jwk, jkt: identity.jkt });
  if (payload === null)
    return conflict(
      claimed(jws, 'id'),
      'bad_signature',
      'The signature is not that of this device.',
    );
  const decision = readDecision(payload);
  if (!decision)
    return conflict(
      claimed(jws, 'id'),
      'invalid',
      'The decision is not in the signed canonical form.',
    );
  if (decision.channel === 'slack')
    return conflict(decision.id, 'invalid', 'What is decided in Slack comes from Slack.');
  return judge(deps, { identity, decision, proof: { jws }, batches });
}

/**
 * Records a decision that no device signed: `attested` is what the channel signed instead, and who
 * decides is whoever the gate knows behind it. All that holds for signed ones holds here.
 */
export function decideAttested(
  deps: UseCaseDeps,
  by: { identity: Decider; decision: Decision; attested: string },
): Promise<DecisionAnswer> {
  const { identity, decision, attested } = by;
  return judge(deps, { identity, decision, proof: { attested }, batches: new Map() });
}

type Proof = { jws: string } | { attested: string };

async function judge(
  deps: UseCaseDeps,
  work: { identity: Decider; decision: Decision; proof: Proof; batches: Batches },
): Promise<DecisionAnswer> {
  const { identity, decision, proof, batches } = work;
  const { workspaceId } = identity;
  if (decision.workspaceId !== workspaceId)
    return conflict(decision.id, 'not_found', 'The decision is for another workspace.');
  const { id: decisionId, proposalId } = decision;
  const ground = await deps.store.decisions.ground({ workspaceId, decisionId, proposalId });
  if (ground.answered) return againOf(deps, { identity, decision, proof });
  const { current, target } = ground;
  if (!current || !target) return conflict(decision.id, 'not_found', 'There is no such proposal.');
  if (decision.revision < current.revision)
    return conflict(decision.id, 'superseded', 'The agent has sent a newer revision.');
  if (decision.revision > current.revision)
    return conflict(decision.id, 'invalid', 'There is no such revision.');
  // Before looks as well: a channel has none of them, signed by a device or not.
  const barred = await barOf(deps, decision, current);
  if (barred) return conflict(decision.id, barred.conflict, barred.detail);
  if (ground.look) return lookOn(deps, { identity, decision, proof, current, target }, ground.look);
  const alone = decision.batch ? await whyAlone(deps, decision, batches) : null;
  if (alone !== null) return conflict(decision.id, 'not_clones', alone);
  return settle(deps, { identity, decision, proof, current, target });
}

/**
 * A look is decided as a proposal is, by whoever may see it and on the review pages alone, and nothing
 * is cleared by it.
 */
async function lookOn(deps: UseCaseDeps, row: Row, look: LookTarget): Promise<DecisionAnswer> {
  const { identity, decision, proof, current, target } = row;
  const { id, action } = decision;
  const { deviceId } = identity;
  if (!('jws' in proof) || deviceId === undefined || !reaches(identity.reviewer, target))
    return conflict(id, 'not_found', 'There is no such proposal.');
  if (decision.batch)
    return conflict(id, 'not_clones', 'This one is decided on its own, not with others.');
  if (action === 'approve' || action === 'approve_edited') {
    const settled = await approvedContent(decision, current);
    if ('conflict' in settled) return conflict(id, settled.conflict, settled.detail);
  }
  return deps.store.looks.decide({
    identity: { ...identity, deviceId },
    decision,
    jws: proof.jws,
    look,
  });
}

/**
 * A retry: recorded before, so the store only compares (another decision under a used id is not a
 * retry) and says what became of the first, also when a newer revision came in between.
 */
const againOf = (
  deps: UseCaseDeps,
  { identity, decision, proof }: Pick<Row, 'identity' | 'decision' | 'proof'>,
): Promise<DecisionAnswer> =>
  deps.store.decisions.record({
    identity,
    decision,
    ...proof,
    report: {
      proposalId: decision.proposalId,
      revision: decision.revision,
      state: STATE_AFTER[decision.action],
      decision: null,
    },
  });

type Row = {
  identity: Decider;
  decision: Decision;
  proof: Proof;
  current: CurrentRevision;
  target: DecisionTarget;
};

async function settle(deps: UseCaseDeps, row: Row): Promise<DecisionAnswer> {
  const { identity, decision, proof, current, target } = row;
  const { id, action, reason } = decision;
  const approves = action === 'approve' || action === 'approve_edited';
  const ready = approves ? await clearanceFor(deps, row) : { decision };
  if ('status' in ready) return ready;
  const { difference, clearance } = ready;
  return deps.store.decisions.record({
    identity,
    decision: ready.decision,
    ...proof,
    target,
    ...(difference === undefined ? {} : { difference }),
    ...(clearance ? { clearance } : {}),
    report: {
      proposalId: decision.proposalId,
      revision: current.revision,
      state: STATE_AFTER[action],
      decision: {
        id,
        action,
        ...(reason ? { reason } : {}),
        ...(difference === undefined ? {} : { difference }),
        receivedAt: new Date(deps.now()).toISOString(),
      },
    },
  });
}

type Ready = { decision: Decision; difference?: string; clearance?: NewClearance };

async function clearanceFor(
  deps: UseCaseDeps,
  { identity, decision, current }: Row,
): Promise<Ready | DecisionAnswer> {
  const { id, composeDigest, tailDigest } = decision;
  const settled = await approvedContent(decision, current);
  if ('conflict' in settled) return conflict(id, settled.conflict, settled.detail);
  const { content } = settled;
  const undisclosed = disclosureFault(content, current.policy.disclosure);
  if (undisclosed !== null) return conflict(id, 'invalid', undisclosed);
  const { reviewer } = identity;
  const signOff = signOffOf(content, { policy: current.policy, reviewer });
  if (signOff?.mine === false) return conflict(id, 'not_yours', signOff.message);
  const { deviceId } = identity;
  const executor = executorOf(content, {
    systems: deps.systems,
    ...(deviceId === undefined ? {} : { deviceId }),
  });
  if (!executor) return conflict(id, 'invalid', 'Nothing can execute this content.');
  if (content.kind === 'email.draft') {
    const mine = isMailbox(reviewer.mailboxes, content.from.email);
    if (!mine && (content.delivery === 'compose' || sender(content) !== sender(current.content)))
      return conflict(id, 'not_yours', 'The mail leaves from a mailbox that is not yours.');
  }
  if (content.kind === 'email.draft' && content.delivery === 'compose') {
    if (!composeDigest || !tailDigest)
      return conflict(
        id,
        'invalid',
        'A mail sent from Gmail is approved with the digests of its compose.',
      );
    if (!(await composeMatches(content, composeDigest)))
      return conflict(id, 'digest_mismatch', 'The compose does not hold the approved mail.');
  }
  const clearance = await signClearance(deps, {
    executor,
    seconds: current.policy.clearanceSeconds,
    claims: {
      sub: current.proposalId,
      workspace: current.workspaceId,
      workflow: current.workflow.id,
      revision: current.revision,
      contentDigest: decision.contentDigest,
      ...(composeDigest ? { composeDigest } : {}),
      ...(tailDigest ? { tailDigest } : {}),
      decision: id,
      policyVersion: current.policy.version,
    },
  });
  const recorded: Decision = decision.content ? { ...decision, content } : decision;
  if (!settled.edited) return { decision: recorded, clearance };
  const difference = deps.difference(shown(current.content), shown(content));
  return { decision: recorded, clearance, difference };
}

const sender = (content: Content): string =>
  content.kind === 'email.draft' ? content.from.email.toLowerCase() : '';

const isMailbox = (mailboxes: readonly string[], address: string): boolean =>
  mailboxes.some((mailbox) => mailbox.toLowerCase() === address.toLowerCase());

/** The plain text that a difference is shown on: subject and body, or the fields of other kinds. */
function shown(content: CurrentRevision['content']): string {
  if (content.kind !== 'email.draft') return `${JSON.stringify(content, null, 2)}\n`;
  const { subject, body } = textsOf(content);
  const people = (name: string, list: typeof content.to): string =>
    list.length === 0 ? '' : `${name}: ${list.map(({ email }) => email).join(', ')}\n`;
  const files = content.attachments.map(({ name, size }) => `Attachment: ${name} (${size})\n`);
  return [
    `From: ${content.from.email}\n`,
    people('To', content.to),
    people('Cc', content.cc),
    people('Bcc', content.bcc),
    ...files,
    `Subject: ${subject ?? ''}\n\n${body ?? ''}\n`,
  ].join('');
}

/** The decision, when the payload is byte for byte the RFC 8785 form of one. */
function readDecision(payload: string): Decision | null {
  try {
    const parsed = Decision.safeParse(JSON.parse(payload));
    return parsed.success && canonical(parsed.data) === payload && !payload.includes('\\u0000')
      ? parsed.data
      : null;
  } catch {
    return null;
  }
}

/** What an unverified row claims, only to name it in its answer or keep it in order; '' without. */
function claimed(jws: string, name: 'id' | 'proposalId'): string {
  const payload = payloadOf(jws);
  const value = typeof payload === 'object' && payload !== null && Reflect.get(payload, name);
  return typeof value === 'string' && value.length <= 64 ? value : '';
}

function payloadOf(jws: string): unknown {
  try {
    return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
