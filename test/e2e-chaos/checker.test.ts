import { describe, expect, it } from 'vitest';
import { check, type Evidence } from './check.ts';

type Row<K extends keyof Evidence> = Evidence[K] extends readonly (infer R)[] ? R : never;

const item = (id: string, delivery: 'gate' | 'compose'): Row<'items'> => ({
  proposalId: id,
  delivery,
  draftId: delivery === 'compose' ? `draft-${id}` : '',
  texts: { approve: `text ${id}`, approve_edited: `text ${id}, edited` },
});
const attempt = (proposalId: string, more: Partial<Row<'attempts'>> = {}): Row<'attempts'> => ({
  proposalId,
  action: 'approve',
  said: 'saved',
  undo: null,
  ...more,
});
const decision = (proposalId: string, action = 'approve'): Row<'decisions'> => ({
  id: `decision-${proposalId}`,
  proposalId,
  action,
  accepted: true,
  standing: true,
});
const clearance = (id: string): Row<'clearances'> => ({
  id: `clearance-${id}`,
  proposalId: id,
  decisionId: `decision-${id}`,
  state: 'redeemed',
  redeemedAt: 1_000,
});
const dispatch = (id: string, state: string): Row<'dispatches'> => ({
  id: `dispatch-${id}`,
  proposalId: id,
  clearanceId: `clearance-${id}`,
  state,
  handedOverAt: 1_000,
  finishedAt: 2_000,
});
const mail = (id: string, text = `text ${id}`): Row<'mails'> => ({
  messageId: `<clearance-${id}@seller.example>`,
  text,
});

/** g, e: sent by the gate, e edited; c: by the page; u, v: unknown; r: rejected; z: undone; x: told as a conflict. */
const clean = (): Evidence => ({
  items: [
    ...['g', 'e', 'u', 'r', 'z', 'x'].map((id) => item(id, 'gate')),
    ...['c', 'v'].map((id) => item(id, 'compose')),
  ],
  attempts: [
    ...['g', 'e', 'u', 'c', 'v'].map((id) => attempt(id)),
    attempt('r', { action: 'reject' }),
    attempt('z', { undo: 'undone' }),
    attempt('x'),
    attempt('x', { action: 'reject', said: 'nothing' }),
    attempt('g', { said: 'not-saved' }),
  ],
  proposals: [
    ...['g', 'e', 'c'].map((id) => ({ id, state: 'executed' })),
    ...['u', 'v'].map((id) => ({ id, state: 'unknown' })),
    { id: 'r', state: 'rejected' },
    { id: 'z', state: 'pending' },
    { id: 'x', state: 'pending' },
  ],
  decisions: [
    ...['g', 'u', 'c', 'v'].map((id) => decision(id)),
    decision('e', 'approve_edited'),
    decision('r', 'reject'),
  ],
  clearances: ['g', 'e', 'u', 'c', 'v'].map(clearance),
  dispatches: [
    ...['g', 'e', 'c'].map((id) => dispatch(id, 'executed')),
    ...['u', 'v'].map((id) => dispatch(id, 'unknown')),
  ],
  mails: [mail('g'), mail('e', 'text e, edited')],
  sent: [
    { draftId: 'draft-c', text: 'text c' },
    { draftId: 'draft-v', text: 'text v' },
  ],
  browser: {
    outbox: [
      { decisionId: 'decision-x', proposalId: 'x', action: 'approve', state: 'conflict' },
      { decisionId: 'decision-g', proposalId: 'g', action: 'approve', state: 'accepted' },
    ],
    redemptions: [{ proposalId: 'c', state: 'reported' }],
    reports: 0,
  },
  faults: [
    { what: 'gate', from: 1_100, to: 1_120 },
    { what: 'browser', from: 1_500, to: 1_600 },
  ],
  surprises: [],
});

const without = <T extends { proposalId: string }>(list: readonly T[], id: string): T[] =>
  list.filter(({ proposalId }) => proposalId !== id);
const becomes = (run: Evidence, id: string, state: string): void => {
  run.proposals = run.proposals.map((row) => (row.id === id ? { id, state } : row));
};

/** A violation, planted into the clean run, and what the checker must say of it. */
const PLANTED: [name: string, plant: (run: Evidence) => void, says: RegExp][] = [
  [
    'a decision called saved that is nowhere',
    (run) => {
      run.browser.outbox = [];
    },
    /x: approve was said to be saved 1 times, 0 known/,
  ],
  [
    'a rejection called saved that is nowhere',
    (run) => {
      run.decisions = without(run.decisions, 'r');
    },
    /r: reject was said to be saved 1 times, 0 known/,
  ],
  [
    'two approvals called saved of which one is known',
    (run) => void run.attempts.push(attempt('c')),
    /c: approve was said to be saved 2 times, 1 known/,
  ],
  [
    'an undo that was called too late, and the decision is gone',
    (run) => {
      run.attempts = [...without(run.attempts, 'z'), attempt('z', { undo: 'too-late' })];
    },
    /z: approve was said to be saved 1 times, 0 known/,
  ],
  [
    'an undone decision that reached the gate',
    (run) => void run.decisions.push(decision('z')),
    /z: approve is at the gate 1 times, made 0 times/,
  ],
  [
    'a decision called not saved that reached the gate',
    (run) => void run.decisions.push({ ...decision('g'), id: 'another' }),
    /g: approve is at the gate 2 times, made 1 times/,
  ],
  [
    'a decision that nobody made',
    (run) => void run.decisions.push({ ...decision('r'), id: 'another' }),
    /r: approve is at the gate 1 times, made 0 times/,
  ],
  [
    'an executed one without a mail',
    (run) => {
      run.mails = run.mails.slice(1);
    },
    /g \(gate\) is executed with 0 mails/,
  ],
  [
    'an executed one that the page did not send',
    (run) => {
      run.sent = run.sent.slice(1);
    },
    /c \(compose\) is executed with 0 mails/,
  ],
  [
    'a page that sent twice',
    (run) => {
      run.sent = [...run.sent, { draftId: 'draft-c', text: 'text c' }];
    },
    /the page sent draft-c more than once/,
  ],
  [
    'an unknown one that the page sent twice',
    (run) => {
      run.sent = [...run.sent, { draftId: 'draft-v', text: 'text v' }];
    },
    /v \(compose\) is unknown with 2 mails/,
  ],
  [
    'a mail that arrived twice',
    (run) => {
      run.mails = [...run.mails, mail('g')];
    },
    /arrived twice/,
  ],
  [
    'a page and a gate that both sent',
    (run) => {
      run.mails = [...run.mails, mail('c')];
    },
    /the gate sent .*, which was the page's to send/,
  ],
  [
    'an unknown of the gate with only a browser killed',
    (run) => {
      run.faults = run.faults.filter(({ what }) => what === 'browser');
    },
    /u \(gate\) is unknown, and nothing was killed/,
  ],
  [
    'an unknown of the page with only a gate killed',
    (run) => {
      run.faults = run.faults.filter(({ what }) => what === 'gate');
    },
    /v \(compose\) is unknown, and nothing was killed/,
  ],
  [
    'an unknown whose kill came before the redemption',
    (run) => {
      run.faults = [{ what: 'browser', from: 900, to: 990 }, ...run.faults.slice(0, 1)];
    },
    /v \(compose\) is unknown, and nothing was killed/,
  ],
  [
    'a rejected one that left',
    (run) => {
      run.clearances.push(clearance('r'));
      run.mails = [...run.mails, mail('r')];
    },
    /r \(gate\) is rejected with 1 mails/,
  ],
  [
    'an undone one that left',
    (run) => {
      run.clearances.push(clearance('z'));
      run.mails = [...run.mails, mail('z')];
    },
    /z \(gate\) is pending with 1 mails/,
  ],
  [
    'an open one whose decision stands',
    (run) => becomes(run, 'g', 'pending'),
    /g \(gate\) is pending with a decision that stands/,
  ],
  [
    'an approval that never ended',
    (run) => becomes(run, 'c', 'approved'),
    /c \(compose\) is approved: it never ended/,
  ],
  ['a failure', (run) => becomes(run, 'g', 'failed'), /g \(gate\) is failed: it never ended/],
  [
    'a rejection by nobody',
    (run) => becomes(run, 'x', 'rejected'),
    /x \(gate\) is rejected, and nobody rejected it/,
  ],
  [
    'two dispatches that both ended',
    (run) => void run.dispatches.push({ ...dispatch('g', 'executed'), id: 'another' }),
    /dispatched 2 times/,
  ],
  [
    'a mail under a clearance that nobody redeemed',
    (run) => {
      run.clearances = run.clearances.map((row) =>
        row.proposalId === 'g' ? { ...row, state: 'open', redeemedAt: null } : row,
      );
    },
    /clearance-g@.* left without a redeemed clearance/,
  ],
  [
    'a mail that names no clearance',
    (run) => {
      run.mails = [...run.mails, mail('stranger')];
    },
    /clearance-stranger.* left without a redeemed clearance/,
  ],
  [
    'a mail without an approval',
    (run) => {
      run.decisions = [...without(run.decisions, 'g'), decision('g', 'reject')];
    },
    /clearance-g@.* left without an approval/,
  ],
  [
    'a mail with another text',
    (run) => {
      run.mails = [mail('g', 'text g!'), ...run.mails.slice(1)];
    },
    /clearance-g@.* is not the text that was approved/,
  ],
  [
    'a page that sent the text before the edit',
    (run) => {
      run.decisions = [...without(run.decisions, 'c'), decision('c', 'approve_edited')];
    },
    /draft-c is not the text that was approved/,
  ],
  [
    'a page that sent what was never cleared',
    (run) => {
      run.dispatches = without(run.dispatches, 'c');
    },
    /draft-c left without a redeemed clearance/,
  ],
  [
    'a page that sent what nobody proposed',
    (run) => {
      run.sent = [...run.sent, { draftId: 'draft-own', text: 'anything' }];
    },
    /the page sent draft-own, which nobody proposed/,
  ],
  [
    "a page that sent what is the gate's",
    (run) => {
      const [first] = run.items;
      if (first) first.draftId = 'draft-g';
      run.sent = [...run.sent, { draftId: 'draft-g', text: 'text g' }];
    },
    /which is the gate's to send/,
  ],
  [
    'a decision that never left the browser',
    (run) => {
      run.browser.outbox = run.browser.outbox.map((row) => ({ ...row, state: 'sending' }));
    },
    /decision-g is still sending/,
  ],
  [
    'a send that was never reported',
    (run) => {
      run.browser.redemptions = [{ proposalId: 'v', state: 'released' }];
    },
    /the redemption for v is still released/,
  ],
  [
    'a report that never left',
    (run) => {
      run.browser.reports = 1;
    },
    /1 reports never left the browser/,
  ],
  [
    'an answer that nobody should get',
    (run) => void run.surprises.push('proposal 3: 500'),
    /proposal 3: 500/,
  ],
];

describe('the checker', () => {
  it('finds nothing in a run that kept the rules', () => {
    expect(check(clean())).toEqual([]);
  });

  it.each(PLANTED)('finds %s', (_, plant, says) => {
    const run = clean();
    plant(run);
    expect(check(run).join('\n')).toMatch(says);
  });
});
