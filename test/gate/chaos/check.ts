import type { ReceivedMail } from '../../../src/demo/mailbox/sink.ts';

/** What one run left behind: what clients were told, what the database holds, what arrived. */
export type Evidence = {
  /** what the reviewers decided, and whether the gate ever said that it has it */
  decided: {
    decisionId: string;
    proposalId: string;
    action: 'approve' | 'approve_edited' | 'reject';
    /** text of the mail that may leave; '' for a rejection */
    text: string;
    acknowledged: boolean;
  }[];
  /** ids that the agent was told its proposals have */
  proposed: string[];
  proposals: { id: string; state: string; revision: number }[];
  decisions: { id: string; proposalId: string; action: string; accepted: boolean }[];
  clearances: { id: string; proposalId: string; decisionId: string | null; state: string }[];
  dispatches: {
    id: string;
    proposalId: string;
    clearanceId: string;
    state: string;
    handedOverAt: number | null;
    finishedAt: number | null;
  }[];
  mails: readonly Pick<ReceivedMail, 'messageId' | 'subject' | 'text'>[];
  /** the last state of each proposal that a client saw who followed the feed all along */
  followed: Map<string, string>;
  /** and one who starts over now */
  fresh: Map<string, string>;
  /** from the signal until what it killed was surely gone; milliseconds since the epoch, as all times here */
  kills: { what: string; from: number; to: number }[];
  /** answers that no client should get: 500s, refusals without Retry-After, hangs, a gate that ended */
  surprises: string[];
};

/** Every rule that this run broke, a sentence each; empty when it kept all. */
export function check(evidence: Evidence): string[] {
  return [
    ...evidence.surprises,
    ...checkDecisions(evidence),
    ...checkOutcomes(evidence),
    ...checkMails(evidence),
    ...checkFeed(evidence),
  ];
}

function checkDecisions({ decided, decisions, proposed, proposals }: Evidence): string[] {
  const kept = new Map(decisions.map((row) => [row.id, row]));
  const known = new Set(proposals.map(({ id }) => id));
  const lost = proposed.filter((id) => !known.has(id));
  return [
    ...lost.map((id) => `proposal ${id} was acknowledged and is lost`),
    ...decided.flatMap(({ decisionId, proposalId, action, acknowledged }) => {
      if (!acknowledged) return [`decision ${decisionId} was never answered`];
      const row = kept.get(decisionId);
      const same = row?.accepted && row.proposalId === proposalId && row.action === action;
      return same ? [] : [`decision ${decisionId} was acknowledged and is lost`];
    }),
  ];
}

/** How many mails each end of an approval allows. */
export const MAILS: Record<string, readonly number[]> = {
  executed: [1],
  unknown: [0, 1],
  refused: [0],
  failed: [0],
};

function checkOutcomes(evidence: Evidence): string[] {
  const { decided, proposals, dispatches, kills } = evidence;
  const states = new Map(proposals.map(({ id, state }) => [id, state]));
  return decided.flatMap(({ proposalId, action }) => {
    const about = `proposal ${proposalId} (${action})`;
    const mails = mailsOf(evidence, proposalId).length;
    const state = states.get(proposalId) ?? 'missing';
    const own = dispatches.filter((dispatch) => dispatch.proposalId === proposalId);
    if (action === 'reject') {
      if (state !== 'rejected') return [`${about} ended ${state}`];
      return mails + own.length > 0 ? [`${about} was dispatched, ${mails} mails`] : [];
    }
    const [dispatch] = own;
    if (own.length !== 1 || !dispatch) return [`${about} has ${own.length} dispatches`];
    const allowed = MAILS[dispatch.state];
    if (!allowed) return [`${about} never ended: ${state}, dispatch ${dispatch.state}`];
    const found: string[] = [];
    if (!allowed.includes(mails)) found.push(`${about} is ${dispatch.state} with ${mails} mails`);
    // Nothing here refuses or fails: the mail server is up, the workflow runs, no clearance is old.
    if (dispatch.state !== 'executed' && dispatch.state !== 'unknown')
      found.push(`${about} ended ${dispatch.state}`);
    if (state !== dispatch.state)
      found.push(`${about} is ${state}, its dispatch ${dispatch.state}`);
    if (dispatch.state === 'unknown' && !wasCut(dispatch, kills))
      found.push(`${about} is unknown, and nothing was killed while it was handed over`);
    return found;
  });
}

/** Whether something was killed or cut while it was handed over. */
export function wasCut(
  { handedOverAt, finishedAt }: Pick<Evidence['dispatches'][number], 'handedOverAt' | 'finishedAt'>,
  kills: Evidence['kills'],
): boolean {
  if (handedOverAt === null || finishedAt === null) return false;
  return kills.some(({ from, to }) => to >= handedOverAt && from <= finishedAt);
}

/** The clearance that a mail names: its Message-ID is made of it. */
export const clearanceOf = (messageId: string): string => /^<([^@]+)@/.exec(messageId)?.[1] ?? '';

function mailsOf({ mails, clearances }: Evidence, proposalId: string): Evidence['mails'] {
  const own = new Set(
    clearances.filter((row) => row.proposalId === proposalId).map(({ id }) => id),
  );
  return mails.filter(({ messageId }) => own.has(clearanceOf(messageId)));
}

/** Each mail left once, under a redeemed clearance, with the text that a person approved. */
export function checkMails({
  mails,
  clearances,
  decided,
  dispatches,
}: Pick<Evidence, 'mails' | 'clearances' | 'dispatches'> & {
  decided: readonly Pick<Evidence['decided'][number], 'decisionId' | 'action' | 'text'>[];
}): string[] {
  const byId = new Map(clearances.map((row) => [row.id, row]));
  const decisionOf = new Map(decided.map((row) => [row.decisionId, row]));
  const seen = new Set<string>();
  const found: string[] = [];
  for (const { messageId, subject, text } of mails) {
    if (seen.has(messageId)) found.push(`the mail ${messageId} arrived twice`);
    seen.add(messageId);
    const clearance = byId.get(clearanceOf(messageId));
    const decision = decisionOf.get(clearance?.decisionId ?? '');
    if (clearance?.state !== 'redeemed')
      found.push(`the mail ${messageId} (${subject}) left without a redeemed clearance`);
    else if (!decision || decision.action === 'reject')
      found.push(`the mail ${messageId} (${subject}) left without an approval`);
    else if (decision.text.trim() !== text.trim())
      found.push(`the mail ${messageId} (${subject}) is not the text that was approved`);
  }
  for (const { id, clearanceId, state } of dispatches) {
    const begun = !['queued', 'refused'].includes(state);
    if (begun && byId.get(clearanceId)?.state !== 'redeemed')
      found.push(`dispatch ${id} is ${state} without a redeemed clearance`);
  }
  return found;
}

/** Who followed the feed and who starts over have each proposal as it is. */
export function checkFeed({
  proposals,
  followed,
  fresh,
}: Pick<Evidence, 'proposals' | 'followed' | 'fresh'>): string[] {
  return proposals.flatMap(({ id, state, revision }) => {
    const found: string[] = [];
    const now = `${revision} ${state}`;
    for (const [name, feed] of [
      ['who followed it', followed],
      ['who starts over', fresh],
    ] as const) {
      const last = feed.get(id);
      if (last !== now) found.push(`the feed gave ${name} "${last}" for ${id}, which is "${now}"`);
    }
    return found;
  });
}
