import type { Decision, DecisionAction, DecisionConflict } from '../../core/schema/decision.ts';
import type { Decider, DecisionTarget } from '../dispatch/ports.ts';
import { DECIDABLE } from '../dispatch/states.ts';
import { mayReview } from './visible.ts';

export type Conflict = { code: DecisionConflict; detail: string };

/** A decision as it was answered before. */
export type Earlier = {
  proposal_id: string;
  revision: number;
  action: DecisionAction;
  content_digest: string;
  status: 'accepted' | 'conflict';
  conflict: DecisionConflict | null;
  detail: string | null;
};

const DID = {
  approve: 'approved',
  approve_edited: 'edited and approved',
  reject: 'rejected',
  escalate: 'escalated',
} as const;

const NOT_HERE = 'This proposal is not in one of your mailboxes.';

/** Why this decision cannot win, with a sentence for the person who made it; null when it can. */
export function conflictOf(input: {
  identity: Decider;
  decision: Decision;
  target: DecisionTarget;
}): Conflict | null {
  const { identity, decision, target } = input;
  const { whose = { may: mayReview(identity, target), message: NOT_HERE } } = target;
  if (decision.workspaceId !== identity.workspaceId || !whose.may) {
    return { code: 'not_yours', detail: whose.message };
  }
  if (target.state === 'withdrawn') {
    const why = target.withdrawn;
    const detail = why ? `This was withdrawn. ${why}` : 'The agent withdrew this proposal.';
    return { code: 'withdrawn', detail };
  }
  if (decision.revision < target.revision) {
    return {
      code: 'superseded',
      detail: `The agent sent revision ${target.revision}; you decided on ${decision.revision}.`,
    };
  }
  if (decision.revision > target.revision) {
    return {
      code: 'invalid',
      detail: `There is no revision ${decision.revision} yet.`,
    };
  }
  return byState(input) ?? byContent(decision, target);
}

function byState(input: {
  identity: Decider;
  decision: Decision;
  target: DecisionTarget;
}): Conflict | null {
  const { identity, decision, target } = input;
  if (target.state === 'expired' || (target.over === true && DECIDABLE.has(target.state))) {
    return {
      code: 'expired',
      detail: 'This proposal expired before the decision arrived.',
    };
  }
  if (!DECIDABLE.has(target.state)) {
    return { code: 'already_decided', detail: standing(identity, target) };
  }
  if (target.state === 'escalated') {
    if (decision.action === 'escalate') {
      const detail = target.returned
        ? 'This was escalated already, and nobody answered: it is decided here.'
        : 'This was escalated already.';
      return { code: 'already_decided', detail };
    }
    // Whoever answers for the tier, or stands in, is who it was escalated to.
    if (identity.reviewer.role === 'rep' && !target.whose?.named && !target.returned) {
      return {
        code: 'not_yours',
        detail: 'This was escalated; a manager decides it.',
      };
    }
  }
  return null;
}

/** Whose decision stands and what it was; of the person's own, where they made it. */
function standing(identity: Decider, { winner, state }: DecisionTarget): string {
  if (!winner) return `This is ${state} already.`;
  if (winner.reviewerId !== identity.reviewer.id)
    return `${winner.by} has ${DID[winner.action]} this already.`;
  const elsewhere = winner.deviceId !== (identity.deviceId ?? null);
  const where = winner.deviceId === null ? ', in Slack' : ', on another of your devices';
  return `You have ${DID[winner.action]} this already${elsewhere ? where : ''}.`;
}

function byContent(decision: Decision, target: DecisionTarget): Conflict | null {
  const approves = decision.action === 'approve' || decision.action === 'approve_edited';
  if (!approves || decision.content) return null;
  if (decision.contentDigest === target.content_digest) return null;
  return {
    code: 'digest_mismatch',
    detail: 'The approved text is not the text of this revision.',
  };
}
