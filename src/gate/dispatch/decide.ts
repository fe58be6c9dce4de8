import { canonical } from '../../core/digest/canonical.ts';
import {
  Decision,
  type DecisionAnswer,
  type DecisionConflict,
} from '../../core/schema/decision.ts';
import { approvedContent, composeMatches } from './approved-content.ts';
import { executorOf, signClearance } from './clear.ts';
import type { UseCaseDeps } from './deps.ts';
import type { CurrentRevision, NewClearance, ReviewerIdentity } from './ports.ts';
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

/**
 * Records signed decisions, in their order, an answer each. A row that is bad is answered as a
 * conflict and never fails the others; only a failing database rejects, and then no row before
 * it is lost, since each is its own transaction and idempotent.
 */
export async function decide(
  deps: UseCaseDeps,
  identity: ReviewerIdentity,
  rows: readonly string[],
): Promise<DecisionAnswer[]> {
  const answers: DecisionAnswer[] = [];
  for (const jws of rows) answers.push(await decideOne(deps, identity, jws));
  return answers;
}

async function decideOne(
  deps: UseCaseDeps,
  identity: ReviewerIdentity,
  jws: string,
): Promise<DecisionAnswer> {
  const payload = await deps.verifyDecision({ jws, jwk: identity.jwk, jkt: identity.jkt });
  if (payload === null)
    return conflict(claimedId(jws), 'bad_signature', 'The signature is not that of this device.');
  const decision = readDecision(payload);
  if (!decision)
    return conflict(claimedId(jws), 'invalid', 'The decision is not in the signed canonical form.');
  const { workspaceId } = identity;
  if (decision.workspaceId !== workspaceId)
    return conflict(decision.id, 'not_found', 'The decision is for another workspace.');
  const earlier = await deps.store.decisions.answered({ workspaceId, decisionId: decision.id });
  if (earlier) return againOf(deps, { identity, decision, jws });
  const { proposalId } = decision;
  const current = await deps.store.proposals.current({ workspaceId, proposalId });
  if (!current) return conflict(decision.id, 'not_found', 'There is no such proposal.');
  if (decision.revision < current.revision)
    return conflict(decision.id, 'superseded', 'The agent has sent a newer revision.');
  if (decision.revision > current.revision)
    return conflict(decision.id, 'invalid', 'There is no such revision.');
  return settle(deps, { identity, decision, jws, current });
}

/**
 * A retry: recorded before, so the store only compares (another decision under a used id is not a
 * retry) and says what became of the first, also when a newer revision came in between.
 */
const againOf = (
  deps: UseCaseDeps,
  { identity, decision, jws }: Pick<Row, 'identity' | 'decision' | 'jws'>,
): Promise<DecisionAnswer> =>
  deps.store.decisions.record({
    identity,
    decision,
    jws,
    report: {
      proposalId: decision.proposalId,
      revision: decision.revision,
      state: STATE_AFTER[decision.action],
      decision: null,
    },
  });

type Row = {
  identity: ReviewerIdentity;
  decision: Decision;
  jws: string;
  current: CurrentRevision;
};

async function settle(deps: UseCaseDeps, row: Row): Promise<DecisionAnswer> {
  const { identity, decision, jws, current } = row;
  const { id, action, reason } = decision;
  const approves = action === 'approve' || action === 'approve_edited';
  const ready = approves ? await clearanceFor(deps, row) : { decision };
  if ('status' in ready) return ready;
  const { difference, clearance } = ready;
  return deps.store.decisions.record({
    identity,
    decision: ready.decision,
    jws,
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
  const executor = executorOf(content, identity.deviceId);
  if (!executor) return conflict(id, 'invalid', 'Nothing can execute this content.');
  if (content.kind === 'email.draft' && content.delivery === 'compose') {
    const { mailboxes } = identity.reviewer;
    if (!mailboxes.some((mailbox) => mailbox.toLowerCase() === content.from.email.toLowerCase()))
      return conflict(id, 'not_yours', 'The mail leaves from a mailbox that is not yours.');
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

/** The id that an unverified row claims, only to name the row in its answer; '' when it has none. */
function claimedId(jws: string): string {
  try {
    const body = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
    const id: unknown = (JSON.parse(body) as { id?: unknown } | null)?.id;
    return typeof id === 'string' && id.length <= 64 ? id : '';
  } catch {
    return '';
  }
}
