/** What one run left behind. All times in milliseconds since the epoch. */
export type Evidence = {
  items: {
    proposalId: string;
    delivery: 'gate' | 'compose';
    draftId: string;
    /** the mail's text by the decision that lets it leave, blanks made one */
    texts: { approve: string; approve_edited: string };
  }[];
  /** every decision key that was pressed, and what the panel said of it */
  attempts: {
    proposalId: string;
    action: 'approve' | 'reject';
    /** its own word: "saved", "not saved", or nothing, as when browser or worker died over it */
    said: 'saved' | 'not-saved' | 'nothing';
    /** what it said when it was to be undone; null where nobody tried */
    undo: 'undone' | 'too-late' | 'nothing' | null;
  }[];
  proposals: { id: string; state: string }[];
  decisions: {
    id: string;
    proposalId: string;
    action: string;
    /** accepted by the gate, as against a conflict that was told */
    accepted: boolean;
    /** false: taken back since, as after a send that did not happen */
    standing: boolean;
  }[];
  clearances: {
    id: string;
    proposalId: string;
    decisionId: string | null;
    state: string;
    redeemedAt: number | null;
  }[];
  dispatches: {
    id: string;
    proposalId: string;
    clearanceId: string;
    state: string;
    handedOverAt: number | null;
    finishedAt: number | null;
  }[];
  /** what reached the SMTP server */
  mails: readonly { messageId: string; text: string }[];
  /** what the mail page's server has sent, or holds to be sent */
  sent: readonly { draftId: string; text: string }[];
  /** what the extension still holds */
  browser: {
    outbox: { decisionId: string; proposalId: string; action: string; state: string }[];
    redemptions: { proposalId: string; state: string }[];
    reports: number;
  };
  /** from the signal until what it hit was surely gone or back */
  faults: { what: string; from: number; to: number }[];
  /** answers that nobody should get, steps that no one could take */
  surprises: string[];
};

/** Every rule that this run broke, a sentence each; empty when it kept all. */
export function check(run: Evidence): string[] {
  return [
    ...run.surprises,
    ...checkWords(run),
    ...checkEnds(run),
    ...checkMails(run),
    ...checkSent(run),
    ...checkBrowser(run),
  ];
}

const isApproval = (action: string): boolean => action.startsWith('approve');
const kindOf = (action: string): 'approve' | 'reject' =>
  isApproval(action) ? 'approve' : 'reject';

/** What the panel said against what the gate holds: nothing lost, nothing undone, nothing invented. */
function checkWords({ items, attempts, decisions, browser }: Evidence): string[] {
  return items.flatMap(({ proposalId }) =>
    (['approve', 'reject'] as const).flatMap((kind) => {
      const mine = (each: { proposalId: string; action: string }): boolean =>
        each.proposalId === proposalId && kindOf(each.action) === kind;
      const pressed = attempts.filter(mine);
      const kept = pressed.filter(({ said, undo }) => said === 'saved' && undo === null);
      const late = pressed.filter(({ undo }) => undo === 'too-late');
      const possible = pressed.filter(
        ({ said, undo }) => said !== 'not-saved' && undo !== 'undone',
      );
      const atGate = decisions.filter(mine).map(({ id }) => id);
      const shown = browser.outbox
        .filter((row) => mine(row) && ['conflict', 'needs-confirming'].includes(row.state))
        .map(({ decisionId }) => decisionId);
      const known = new Set([...atGate, ...shown]).size;
      const about = `proposal ${proposalId}: ${kind}`;
      const found: string[] = [];
      if (known < kept.length + late.length)
        found.push(
          `${about} was said to be saved ${kept.length + late.length} times, ${known} known`,
        );
      if (atGate.length > possible.length)
        found.push(`${about} is at the gate ${atGate.length} times, made ${possible.length} times`);
      return found;
    }),
  );
}

const leftOf = (run: Evidence, item: Evidence['items'][number]): number =>
  mailsOf(run, item.proposalId).length + sentOf(run, item.draftId).length;

function checkEnds(run: Evidence): string[] {
  const states = new Map(run.proposals.map(({ id, state }) => [id, state]));
  return run.items.flatMap((item) => {
    const { proposalId, delivery } = item;
    const state = states.get(proposalId) ?? 'missing';
    const left = leftOf(run, item);
    const about = `proposal ${proposalId} (${delivery}) is ${state}`;
    const own = run.decisions.filter((row) => row.proposalId === proposalId && row.accepted);
    const found: string[] = [];
    if (state === 'executed') {
      if (left !== 1) found.push(`${about} with ${left} mails`);
    } else if (state === 'unknown') {
      if (left > 1) found.push(`${about} with ${left} mails`);
      if (!wasCut(run, item)) found.push(`${about}, and nothing was killed at that moment`);
    } else if (state === 'rejected' || state === 'pending') {
      if (left > 0) found.push(`${about} with ${left} mails`);
      const decided = own.some(({ standing }) => standing);
      if (state === 'pending' && decided) found.push(`${about} with a decision that stands`);
      if (state === 'rejected' && !own.some(({ action }) => action === 'reject'))
        found.push(`${about}, and nobody rejected it`);
    } else found.push(`${about}: it never ended`);
    const ends = run.dispatches.filter(
      (row) => row.proposalId === proposalId && ['executed', 'unknown'].includes(row.state),
    );
    if (ends.length > 1) found.push(`${about}, dispatched ${ends.length} times`);
    return found;
  });
}

/** True when a kill fell between handing over and recording. */
function wasCut(run: Evidence, { proposalId, delivery }: Evidence['items'][number]): boolean {
  const dispatch = run.dispatches.find(
    (row) => row.proposalId === proposalId && row.state === 'unknown',
  );
  const clearance = run.clearances.find(({ id }) => id === dispatch?.clearanceId);
  const from = delivery === 'gate' ? dispatch?.handedOverAt : clearance?.redeemedAt;
  const to = dispatch?.finishedAt;
  if (typeof from !== 'number' || typeof to !== 'number') return false;
  const by = delivery === 'gate' ? ['gate', 'database'] : ['browser', 'worker'];
  return run.faults.some((kill) => by.includes(kill.what) && kill.to >= from && kill.from <= to);
}

/** The clearance that a mail names: its Message-ID is made of it. */
const clearanceOf = (messageId: string): string => /^<([^@]+)@/.exec(messageId)?.[1] ?? '';

function mailsOf({ mails, clearances }: Evidence, proposalId: string): Evidence['mails'] {
  const own = new Set(
    clearances.filter((row) => row.proposalId === proposalId).map(({ id }) => id),
  );
  return mails.filter(({ messageId }) => own.has(clearanceOf(messageId)));
}

const sentOf = ({ sent }: Evidence, draftId: string): Evidence['sent'] =>
  draftId === '' ? [] : sent.filter((mail) => mail.draftId === draftId);

/** Why what left under this clearance must not have, or null. */
function wrongText(run: Evidence, clearanceId: string, text: string): string | null {
  const clearance = run.clearances.find(({ id }) => id === clearanceId);
  if (clearance?.state !== 'redeemed') return 'left without a redeemed clearance';
  const decision = run.decisions.find(({ id }) => id === clearance.decisionId);
  const item = run.items.find(({ proposalId }) => proposalId === clearance.proposalId);
  if (!item || !decision?.accepted || !isApproval(decision.action))
    return 'left without an approval';
  const approved = item.texts[decision.action === 'approve_edited' ? 'approve_edited' : 'approve'];
  return text === approved ? null : 'is not the text that was approved';
}

function checkMails(run: Evidence): string[] {
  const seen = new Set<string>();
  return run.mails.flatMap(({ messageId, text }) => {
    const found: string[] = [];
    if (seen.has(messageId)) found.push(`the mail ${messageId} arrived twice`);
    seen.add(messageId);
    const clearanceId = clearanceOf(messageId);
    const wrong = wrongText(run, clearanceId, text);
    if (wrong) found.push(`the mail ${messageId} ${wrong}`);
    const { proposalId } = run.clearances.find(({ id }) => id === clearanceId) ?? {};
    if (run.items.find((item) => item.proposalId === proposalId)?.delivery === 'compose')
      found.push(`the gate sent ${messageId}, which was the page's to send`);
    return found;
  });
}

function checkSent(run: Evidence): string[] {
  return run.sent.flatMap(({ draftId, text }) => {
    const item = run.items.find((each) => each.draftId === draftId);
    if (!item) return [`the page sent ${draftId}, which nobody proposed`];
    const found: string[] = [];
    if (item.delivery === 'gate')
      found.push(`the page sent ${draftId}, which is the gate's to send`);
    if (sentOf(run, draftId).length > 1) found.push(`the page sent ${draftId} more than once`);
    // One dispatch at most ends so; where none does, the mail had no permission.
    const dispatch = run.dispatches.find(
      (row) => row.proposalId === item.proposalId && ['executed', 'unknown'].includes(row.state),
    );
    const wrong = wrongText(run, dispatch?.clearanceId ?? '', text);
    if (wrong) found.push(`the page's ${draftId} ${wrong}`);
    return found;
  });
}

function checkBrowser({ browser }: Evidence): string[] {
  const { outbox, redemptions, reports } = browser;
  return [
    ...outbox.flatMap(({ decisionId, state }) =>
      state === 'saved' || state === 'sending' ? [`decision ${decisionId} is still ${state}`] : [],
    ),
    ...redemptions.flatMap(({ proposalId, state }) =>
      state === 'reported' ? [] : [`the redemption for ${proposalId} is still ${state}`],
    ),
    ...(reports > 0 ? [`${reports} reports never left the browser`] : []),
  ];
}
