import { beforeEach, expect, test } from 'vitest';
import { Index } from '../../src/content/index.ts';
import { recipientsSum, subjectSum } from '../../src/core/digest/recipients-sum.ts';
import type { ThreadMails } from '../../src/hosts/host.ts';
import type { IndexEntry } from '../../src/messages/shared.ts';

const ANA = 'ana.ruiz@acme-robotics.example';
const SUBJECT = 'A look at your routing';
const entry = (n: number, change: Partial<IndexEntry> = {}): IndexEntry => ({
  proposalId: `00000000-0000-4000-8000-00000000000${n}`,
  ...{ revision: 1, state: 'executed', delivery: 'gate', account: 'mara@brightloop.example' },
  matchDigest: 'a'.repeat(64),
  ...{ recipientsSum: recipientsSum([ANA]), subjectSum: subjectSum(SUBJECT) },
  ...change,
});
const thread = (change: Partial<ThreadMails> = {}): ThreadMails => ({
  ...{ sent: [], subject: `Re: ${SUBJECT}`, people: ['mara@brightloop.example', ANA] },
  ...change,
});

let index: Index;
const holding = (...entries: IndexEntry[]) => index.set(entries, true, true);
beforeEach(() => {
  index = new Index();
});

test('a mail that is named after its draft is that one, once it has left', () => {
  holding(entry(1, { draftId: 'r-1' }), entry(2, { draftId: 'r-2', state: 'approved' }));
  expect(index.sentFrom('r-1')?.proposalId).toBe(entry(1).proposalId);
  expect(index.sentFrom('r-2')).toBeNull();
  expect(index.sentFrom('r-3')).toBeNull();
});

test('a thread that one mail of ours has left on is known by its id; with two nobody can say', () => {
  holding(entry(1, { threadId: '18f' }), entry(2, { threadId: '190' }));
  const other = thread({ subject: 'Something else' });
  expect(index.sentOn('18f', other)).toMatchObject({ entry: entry(1), matched: 'thread' });
  holding(entry(1, { threadId: '18f' }), entry(2, { threadId: '18f' }));
  expect(index.sentOn('18f', other)).toBeNull();
});

test('what fits only by subject and person is a guess, and none where two fit', () => {
  holding(entry(1));
  expect(index.sentOn('18f', thread())).toMatchObject({ entry: entry(1), matched: 'text' });
  expect(index.sentOn(undefined, thread({ subject: `AW: re:  ${SUBJECT}` }))).not.toBeNull();
  holding(entry(1), entry(2));
  expect(index.sentOn('18f', thread())).toBeNull();
});

test.each([
  ['of another subject', thread({ subject: 'A look at your prices' }), {}],
  ['without its person', thread({ people: ['bob@acme-robotics.example'] }), {}],
  ['while it has not left', thread(), { state: 'approved' as const }],
  ['of a row of before, which knows no subject', thread(), { subjectSum: undefined }],
])('none on a thread %s', (_, mails, change) => {
  holding(entry(1, change));
  expect(index.sentOn('18f', mails)).toBeNull();
});
