import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecisionAnswer } from '../../src/core/schema/decision.ts';
import {
  answered,
  hides,
  keyLost,
  LATE_MS,
  type OutboxRow,
  release,
  unanswered,
} from '../../src/store/outbox-states.ts';

const ID = '00000000-0000-4000-8000-000000000001';

const row = (change: Partial<OutboxRow> = {}): OutboxRow => ({
  decisionId: ID,
  proposalId: ID,
  revision: 1,
  state: 'saved',
  decision: {
    ...{ v: 1, id: ID, workspaceId: ID, proposalId: ID, revision: 1, action: 'approve' },
    contentDigest: 'a'.repeat(64),
    attention: { activeMs: 0, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 },
    decidedAt: '2026-11-22T12:00:00.000Z',
  },
  jws: 'a.b.c',
  ...{ savedAt: 1_000, undoMs: 10_000, releaseAt: 11_000, attempts: 0 },
  ...change,
});
const said = (status: DecisionAnswer['status'], conflict?: DecisionAnswer['conflict']) => ({
  ...{ id: ID, status },
  ...(conflict === undefined ? {} : { conflict }),
});

test('nothing is let out inside its undo window', () => {
  expect(release(row(), 10_999)).toMatchObject({ state: 'saved', releaseAt: 11_000 });
  expect(release(row(), 11_000).state).toBe('sending');
});

test('more than ten minutes late it is asked for again', () => {
  expect(release(row(), 11_000 + LATE_MS).state).toBe('sending');
  expect(release(row(), 11_001 + LATE_MS).state).toBe('needs-confirming');
});

test('a clock that was set back starts the window anew, once', () => {
  const back = release(row({ savedAt: 5_000_000, releaseAt: 5_010_000 }), 1_000);
  expect(back).toMatchObject({ state: 'saved', savedAt: 1_000, releaseAt: 11_000 });
  expect(release(back, 5_000)).toBe(back);
  expect(release(back, 11_000).state).toBe('sending');
});

test('a late duplicate with the first conflict stays a conflict; without, it was accepted', () => {
  const sending = row({ state: 'sending' });
  expect(answered(sending, said('duplicate'), 5).state).toBe('accepted');
  expect(answered(sending, said('duplicate', 'superseded'), 5).state).toBe('conflict');
  expect(answered(sending, said('conflict', 'expired'), 5)).toMatchObject({
    state: 'conflict',
    settledAt: 5,
    answer: { conflict: 'expired' },
  });
});

test('a lost key takes the signature along', () => {
  const lost = keyLost(row({ state: 'sending' }));
  expect(lost.state).toBe('needs-confirming');
  expect(lost).not.toHaveProperty('jws');
});

type Event = { run: (row: OutboxRow) => OutboxRow; by: 'clock' | 'gate' | 'loss' };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.nat(2_000_000).map((now): Event => ({ by: 'clock', run: (one) => release(one, now) })),
  fc
    .constantFrom(...(['accepted', 'duplicate', 'conflict'] as const))
    .map((status): Event => ({ by: 'gate', run: (one) => answered(one, said(status), 9) })),
  fc.constant<Event>({ by: 'loss', run: keyLost }),
  fc.constant<Event>({ by: 'loss', run: unanswered }),
);

test('whatever comes in whatever order, only the gate ends it, once, and the decision never changes', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let now = row();
      for (const { run, by } of events) {
        const after = run(now);
        expect(after.decision).toEqual(now.decision);
        const ended = now.state === 'accepted' || now.state === 'conflict';
        if (ended) expect(after.state).toBe(now.state);
        if (!ended && (after.state === 'accepted' || after.state === 'conflict')) {
          expect(by).toBe('gate');
          expect(now.state).toBe('sending');
        }
        if (after.state === 'sending') expect(after.jws).toBe('a.b.c');
        now = after;
      }
    }),
  );
});

test('a decision hides its own revision only, while it stands', () => {
  expect(hides(row(), 1)).toBe(true);
  expect(hides(row(), 2)).toBe(false);
  expect(hides(row({ state: 'accepted' }), 1)).toBe(true);
  expect(hides(row({ state: 'conflict' }), 1)).toBe(false);
  expect(hides(row({ state: 'needs-confirming' }), 1)).toBe(false);
});
