import type { ReviewItem } from '../core/schema/proposal.ts';
import type { Payload, Reply } from '../messages/channel.ts';
import type { ContentToWorker, SendRefusal } from '../messages/content-to-worker.ts';
import type { ProblemCode } from '../protocol/problem.ts';
import type { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { getMeta, type Pairing } from '../store/meta.ts';
import { localDecision } from '../store/outbox.ts';
import type { OutboxRow } from '../store/outbox-states.ts';
import { endRedemption, putRedemption } from '../store/redemptions.ts';
import { t } from '../words/t.ts';
import type { Gate } from './gate/client.ts';
import { GateProblem, NotPaired, Revoked } from './gate/problems.ts';

type Asked = Payload<ContentToWorker, 'send.redeem'>;
type Told = Reply<ContentToWorker, 'send.redeem'>;

const no = (refusal: SendRefusal, detail: string): Told => ({
  released: false,
  refusal,
  detail,
});

/** How long a send waits for the gate to answer the approval it follows, in milliseconds. */
const SETTLE_MS = 10_000;

export type RedeemInput = {
  db: Store;
  gate: Gate;
  now: () => number;
  online: () => boolean;
  /** resolves when the gate has answered the decisions on this proposal, or the time is up */
  settled: (proposalId: string, ms: number) => Promise<void>;
  /** clearances that are being asked for now, so that nobody takes them for forsaken */
  asking: Set<string>;
};

/**
 * May exactly this compose leave now? Asks the gate once, after writing down that it asks. A lost
 * answer is `unknown`: the page doesn't fire, the loop finds out later what the gate holds, and the
 * person may press Send again, where only the gate can say yes, and only once.
 */
export async function redeem(input: RedeemInput, account: string, asked: Asked): Promise<Told> {
  const { db } = input;
  const pairing = await getMeta(db, 'pairing');
  if (pairing === undefined) return no('not-approved', t('background_browser_not_paired_gate'));
  await input.settled(asked.proposalId, SETTLE_MS);
  const row = await itemRow(db, asked.proposalId);
  if (row === undefined || row.account !== account) {
    return no('not-approved', t('background_draft_not_your_queue'));
  }
  const local = await localDecision(db, asked.proposalId);
  const stop = standing(row.item, local, pairing) ?? differing(row.item, local, asked);
  if (stop !== null) return stop;
  const { clearance } = row.item;
  if (clearance === undefined) return no('not-approved', t('background_there_no_clearance'));
  if (!input.online()) return no('offline', t('background_there_no_network_nothing_sent'));
  if (input.asking.has(clearance.id)) {
    return no('unknown', t('background_gate_being_asked_about_already'));
  }
  input.asking.add(clearance.id);
  try {
    const before = await db.redemptions.get(clearance.id);
    if (before?.state === 'released' || before?.state === 'reported') {
      return no('already-sent', t('background_released_sending_from_here_before'));
    }
    return await ask(input, { clearance, asked });
  } finally {
    input.asking.delete(clearance.id);
  }
}

/** What the item's own state and the outbox say against it, or null. */
function standing(item: ReviewItem, local: OutboxRow | undefined, pairing: Pairing): Told | null {
  if (item.content.kind !== 'email.draft') return no('not-approved', t('background_not_mail'));
  if (item.content.delivery === 'gate') {
    return no('gate-sends', t('background_gate_sends_mail_itself_once'));
  }
  if (item.state === 'executed') return no('already-sent', t('background_sent_already'));
  if (item.state === 'unknown') return no('unknown', t('background_whether_sent_not_known'));
  if (local?.state === 'saved') {
    return no('not-approved', t('background_your_approval_can_still_undone'));
  }
  if (local?.state === 'sending') {
    return no('offline', t('background_gate_has_not_answered_your'));
  }
  if (local?.state === 'needs-confirming')
    return no('not-approved', t('background_confirm_your_decision_again'));
  const { clearance } = item;
  if (clearance?.state === 'redeemed') {
    return no('already-sent', t('background_clearance_used_already_approve_anew'));
  }
  if (clearance?.state !== 'open') return no('not-approved', t('background_has_no_open_clearance'));
  if (clearance.executor !== `gmail-compose:${pairing.deviceId}`) {
    return no('not-approved', t('background_approved_sending_from_another_device'));
  }
  return null;
}

/** What is in the compose against what was approved, or null. The gate compares again. */
function differing(item: ReviewItem, local: OutboxRow | undefined, asked: Asked): Told | null {
  const { clearance } = item;
  if (clearance?.composeDigest !== asked.composeDigest) {
    return no('changed', t('background_mail_differs_from_one_approved'));
  }
  // The feed doesn't carry the tail's digest; the approval was made here, so it is in the outbox.
  const approved = local?.decision.contentDigest === clearance?.contentDigest ? local : undefined;
  const tail = approved?.decision.tailDigest;
  if (tail !== undefined && tail !== asked.tailDigest) {
    return no('changed', t('background_signature_quoted_text_differs_from'));
  }
  return null;
}

async function ask(
  input: RedeemInput,
  { clearance, asked }: { clearance: NonNullable<ReviewItem['clearance']>; asked: Asked },
): Promise<Told> {
  const { db, gate, now } = input;
  const { proposalId, composeDigest, tailDigest } = asked;
  const row = { clearanceId: clearance.id, proposalId, at: now() };
  await putRedemption(db, { ...row, state: 'asked' });
  try {
    const { dispatchId } = await gate.call('redeem', {
      params: { id: clearance.id },
      body: {
        contentDigest: clearance.contentDigest,
        composeDigest,
        tailDigest,
      },
    });
    await putRedemption(db, { ...row, state: 'released', dispatchId });
    return { released: true, dispatchId };
  } catch (error) {
    const refusal = refusalOf(error);
    // Only a redemption of ours can have used it up, and no page has fired on one: the yes was lost.
    if (refusal === null || refusal === 'already-sent') {
      await putRedemption(db, { ...row, state: 'lost' });
      return no('unknown', t('background_gates_answer_lost_nothing_sent'));
    }
    await endRedemption(db, clearance.id);
    return no(refusal, error instanceof Error ? error.message : '');
  }
}

const REFUSALS: Partial<Record<ProblemCode, SendRefusal>> = {
  'clearance-expired': 'expired',
  'clearance-redeemed': 'already-sent',
  'clearance-void': 'not-approved',
  'clearance-invalid': 'not-approved',
  'wrong-executor': 'not-approved',
  'not-open': 'not-approved',
  'not-found': 'not-approved',
  'digest-mismatch': 'changed',
  'workflow-paused': 'paused',
  'rate-limited': 'offline',
  unauthenticated: 'offline',
  'use-dpop-nonce': 'offline',
  forbidden: 'not-approved',
  'invalid-request': 'not-approved',
};

/** Why the gate said no; null where it may have said yes and we don't know. */
export function refusalOf(error: unknown): SendRefusal | null {
  if (error instanceof NotPaired || error instanceof Revoked) return 'not-approved';
  if (!(error instanceof GateProblem)) return null;
  if (error.code !== null && REFUSALS[error.code] !== undefined)
    return REFUSALS[error.code] ?? null;
  // A failed gate may have failed after its commit; any other no is a no.
  return error.status >= 500 ? null : 'not-approved';
}
