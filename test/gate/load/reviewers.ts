import { ProblemError } from '../../../src/client/problem-error.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import type { Role } from '../../../src/core/schema/people.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { Reviewer } from '../../support/reviewer.ts';
import type { Random } from '../chaos/random.ts';
import { digestsOf } from '../surface/compose.ts';
import type { History } from './history.ts';
import { bodyOf, textOf } from './material.ts';
import { answered, pause, type Surprised } from './persist.ts';
import type { Reader } from './reader.ts';

export type Told = Pick<History, 'decisions' | 'devices' | 'pauses' | 'suppressed'>;
type Acting = {
  reviewer: Reviewer;
  person: { role: Role; mailboxes: readonly string[] };
  reader: Reader;
  chance: Random;
  told: Told;
  surprised: Surprised;
  ended(): boolean;
  everyMs: number;
};

/** A reviewer decides, looks, suppresses and sends at random until `ended`. */
export async function actAsReviewer(at: Acting): Promise<void> {
  const { chance, reader } = at;
  const sent = new Set<string>();
  while (!at.ended()) {
    const items = [...reader.held.values()];
    const mine = items.find(
      ({ state, clearance }) =>
        state === 'approved' && clearance?.state === 'open' && !sent.has(clearance.id),
    );
    // Others' drafts are tried as well: seldom, since they only come back.
    const foreign = chance.next() < 0.1;
    const open = items.filter(
      (each) =>
        (each.state === 'pending' || each.state === 'recalled') && (foreign || isOwn(at, each)),
    );
    const item = chance.pick(open);
    const draw = chance.next();
    if (mine?.clearance) {
      sent.add(mine.clearance.id);
      await send(at, mine, mine.clearance.id);
    } else if (item && draw < 0.8) await decide(at, item);
    else if (item && draw < 0.93) {
      const body = { proposalId: item.proposalId };
      const refusals = mayGo(at, item) ? ['not-found'] : [];
      const call = () => at.reviewer.call('lease', { body });
      await answered('a lease', call, { surprised: at.surprised, refusals });
    } else if (item?.content.kind === 'email.draft') await suppress(at, item);
    await pause(at.everyMs * (0.5 + chance.next()));
  }
}

/** Whether this person's device may send it, or the gate does. */
const isOwn = ({ person }: Pick<Acting, 'person'>, { content }: ReviewItem): boolean =>
  content.kind !== 'email.draft' ||
  content.delivery === 'gate' ||
  person.mailboxes.includes(content.from.email);

/** A record's next revision may go its own way, where no rep sees it. */
const mayGo = ({ person }: Pick<Acting, 'person'>, { kind }: ReviewItem): boolean =>
  person.role === 'rep' && kind === 'contact.enrich';

/** What may come back where somebody was faster, or the proposal moved; all else is a surprise. */
function conflictsOf(at: Acting, item: ReviewItem): string[] {
  const faster = ['superseded', 'already_decided', 'withdrawn', 'expired'];
  const gone = mayGo(at, item) ? ['not_found'] : [];
  return [...faster, ...gone, ...(isOwn(at, item) ? [] : ['not_yours'])];
}

/** Signed once, and sent until it is answered. */
async function decide(at: Acting, item: ReviewItem) {
  const { reviewer, chance, told, surprised } = at;
  const { content } = item;
  const draw = chance.next();
  let text = content.kind === 'email.draft' ? textOf(content) : '';
  let change: Partial<Decision> = {};
  if (draw < 0.15) {
    text = '';
    change = { action: 'reject', reason: { code: 'tone' } };
  } else if (content.kind === 'email.draft') {
    let leaves = content;
    if (draw < 0.35) {
      text = `${text} Edited.`;
      leaves = { ...content, body: bodyOf(text) };
      change = { action: 'approve_edited', content: leaves, reason: { code: 'formatting' } };
    }
    if (content.delivery === 'compose') change = { ...change, ...(await digestsOf(leaves)) };
  }
  const decision = await reviewer.decision(item, change);
  const { id: decisionId, proposalId, revision, action } = decision;
  if (action === 'escalate') throw new Error('nothing is escalated here');
  const row: History['decisions'][number] = {
    decisionId,
    proposalId,
    revision,
    action,
    text,
    answer: null,
  };
  told.decisions.push(row);
  const signed = await reviewer.sign(decision);
  const answer = await answered(`decision ${decisionId}`, () => reviewer.decide([signed]), {
    surprised,
  });
  if (answer instanceof ProblemError) return;
  row.answer = answer[0]?.status ?? null;
  const conflict = answer[0]?.conflict;
  if (conflict && !conflictsOf(at, item).includes(conflict))
    surprised(`decision ${decisionId}: ${JSON.stringify(answer[0])}`);
  if (!conflict && !isOwn(at, item) && action !== 'reject')
    surprised(`decision ${decisionId}: approved what leaves from another's mailbox`);
}

const REFUSED = [
  'clearance-redeemed',
  'clearance-void',
  'workflow-paused',
  'suppressed',
  'clearance-expired',
];

/** Redeems at Send as the extension does, now and then twice or with another text, and reports. */
async function send({ reviewer, chance, told, surprised }: Acting, item: ReviewItem, id: string) {
  const { content, clearance } = item;
  if (content.kind !== 'email.draft' || !clearance) return;
  const decided = told.decisions.find(({ decisionId }) => decisionId === item.decision?.id);
  if (!decided) return;
  const leaves = { ...content, body: bodyOf(decided.text) };
  const digests = { contentDigest: clearance.contentDigest, ...(await digestsOf(leaves)) };
  if (chance.next() < 0.2) {
    const other = { ...digests, composeDigest: 'f'.repeat(64) };
    const refusals = [...REFUSED, 'digest-mismatch'];
    const answer = await answered('another text', () => reviewer.redeem(id, other), {
      surprised,
      refusals,
    });
    if (!(answer instanceof ProblemError)) told.devices.wrongly.push(id);
  }
  const redeem = () =>
    answered(`redemption ${id}`, () => reviewer.redeem(id, digests), {
      surprised,
      refusals: REFUSED,
    });
  const answers = await Promise.all(chance.next() < 0.2 ? [redeem(), redeem()] : [redeem()]);
  for (const answer of answers) {
    if (answer instanceof ProblemError) continue;
    const { dispatchId } = answer;
    told.devices.redeemed.push({ clearanceId: id, dispatchId });
    const draw = chance.next();
    const outcome = draw < 0.8 ? 'executed' : draw < 0.9 ? 'recalled' : 'not_executed';
    const call = () => reviewer.result(dispatchId, { outcome });
    const report = await answered(`result ${dispatchId}`, call, { surprised });
    if (!(report instanceof ProblemError))
      told.devices.reported.push({ dispatchId, outcome, state: report.state });
  }
}

async function suppress({ reviewer, told, surprised }: Acting, item: ReviewItem) {
  if (item.content.kind !== 'email.draft') return;
  const address = item.content.to[0]?.email ?? '';
  const body = { scope: 'address', value: address, reason: 'manual' } as const;
  const answer = await answered('a suppression', () => reviewer.call('suppress', { body }), {
    surprised,
  });
  if (!(answer instanceof ProblemError)) told.suppressed.push({ address, from: Date.now() });
}

/** A manager stops its own workflow now and then, for a moment. */
export async function actAsBrake(
  at: Omit<Acting, 'reader' | 'person'> & { workflowId: string },
): Promise<void> {
  const { reviewer, chance, told, surprised, workflowId: id } = at;
  const request = { id, body: { reason: 'the load test looks' } };
  while (!at.ended()) {
    await pause(3000 + chance.below(5000));
    const paused = await answered('a pause', () => reviewer.call('pause', request), { surprised });
    const from = Date.now();
    if (paused instanceof ProblemError) continue;
    await pause(500 + chance.below(2000));
    told.pauses.push({ workflowId: id, from, to: Date.now() });
    await answered('a resume', () => reviewer.call('resume', request), { surprised });
  }
}
