import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterPress,
  type BatchState,
  FRESH_BATCHES,
  sizeOf,
} from '../../../src/core/attention/batch-size.ts';
import { fatigueOf, isBlindShare } from '../../../src/core/attention/fatigue.ts';
import {
  PAUSE_MS,
  pauseDue,
  pressed,
  putOff,
  type ReviewSession,
  sessionAt,
  takePause,
  undone,
} from '../../../src/core/attention/session.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';

const MOST = 20;

/** A person who reads with probability `p`: sizes after each press, and how often they changed. */
function simulate(p: number, presses: number, seed: number, from: BatchState = FRESH_BATCHES) {
  const random = seededRandom(seed);
  const sizes: number[] = [];
  let state = from;
  let changes = 0;
  for (let n = 0; n < presses; n += 1) {
    const before = sizeOf(state, MOST);
    state = afterPress(state, random() < p, MOST);
    const now = sizeOf(state, MOST);
    if (now !== before) changes += 1;
    sizes.push(now);
  }
  return { state, sizes, changes };
}
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed + 1);

describe('the size of batches', () => {
  it('never falls for who reads nineteen of twenty, over 200 people and 500 presses each', () => {
    const fallen = SEEDS.filter((seed) => Math.min(...simulate(0.95, 500, seed).sizes) < MOST);
    expect(fallen.length).toBeLessThanOrEqual(2);
  });

  it('falls to one at a time within 40 presses of who reads one of ten', () => {
    const down = SEEDS.filter((seed) => simulate(0.1, 40, seed).sizes.includes(1));
    expect(down.length).toBeGreaterThanOrEqual(190);
  });

  it('comes back to the policy’s own with reading: within 60 presses for nearly all, 100 for all', () => {
    const presses = SEEDS.map((seed) => {
      const { state } = simulate(0, 40, seed);
      expect(sizeOf(state, MOST)).toBe(1);
      return simulate(0.95, 200, seed, state).sizes.indexOf(MOST);
    });
    expect(presses.every((n) => n >= 0 && n < 100)).toBe(true);
    expect(presses.filter((n) => n < 60).length).toBeGreaterThanOrEqual(190);
  });

  it('does not flap for who reads about half: a change in 20 presses on average at the most', () => {
    const changes = SEEDS.reduce((sum, seed) => sum + simulate(0.5, 400, seed).changes, 0);
    expect(changes / (SEEDS.length * 400)).toBeLessThan(1 / 20);
  });

  it('stays from one to the policy’s size, whatever is pressed and whatever the policy says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ read: fc.boolean(), most: fc.integer({ min: 1, max: 200 }) })),
        (presses) => {
          let state = FRESH_BATCHES;
          for (const { read, most } of presses) {
            state = afterPress(state, read, most);
            expect(sizeOf(state, most)).toBeGreaterThanOrEqual(1);
            expect(sizeOf(state, most)).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });
});

const MINUTE = 60_000;
const press = (at: number, change: object = {}) => ({
  ...{ at, decisions: 1, deliberate: 1, activeMs: 5000, batchSize: MOST },
  ...change,
});
const worked = (minutes: number): ReviewSession => {
  let session: ReviewSession | undefined;
  for (let at = 0; at <= minutes; at += 1) session = pressed(session, press(at * MINUTE));
  return session ?? sessionAt(undefined, 0);
};

describe('a session', () => {
  it('offers a pause at the policy’s length and not before', () => {
    expect(pauseDue(worked(59), 60)).toBe(false);
    expect(pauseDue(worked(60), 60)).toBe(true);
  });

  it('is not made of single decisions far apart', () => {
    let session: ReviewSession | undefined;
    for (let at = 0; at < 40; at += 1) session = pressed(session, press(at * 15 * MINUTE));
    expect(session?.workedMs).toBe(0);
    expect(session?.decisions).toBe(1);
  });

  it('asks again a while after "not now"', () => {
    const off = putOff(worked(60));
    expect(pauseDue(off, 60)).toBe(false);
    let later = off;
    for (let at = 61; at <= 75; at += 1) later = pressed(later, press(at * MINUTE));
    expect(pauseDue(later, 60)).toBe(true);
  });

  it('begins anew after the pause, and keeps the size of batches', () => {
    let session = worked(60);
    for (let n = 0; n < 4; n += 1)
      session = pressed(session, press(60 * MINUTE, { deliberate: 0 }));
    const paused = takePause(session, 60 * MINUTE);
    const after = sessionAt(paused, 60 * MINUTE + PAUSE_MS);
    expect(after).toMatchObject({ workedMs: 0, decisions: 0, pausedUntil: 0 });
    expect(after.batches).toEqual(session.batches);
  });

  it('goes on where somebody decides in the pause', () => {
    const paused = takePause(worked(60), 60 * MINUTE);
    const on = pressed(paused, press(61 * MINUTE));
    expect(on.pausedUntil).toBe(0);
    expect(pauseDue(on, 60)).toBe(true);
  });

  it('begins anew where the clock was set back', () => {
    expect(pressed(worked(30), press(-MINUTE))).toMatchObject({ workedMs: 0, decisions: 1 });
  });

  it('counts a batch once for its size and each row among the decisions; undone rows no more', () => {
    const session = pressed(undefined, press(0, { decisions: 20, deliberate: 3 }));
    expect(session).toMatchObject({ decisions: 20, deliberate: 3, batches: { since: [false] } });
    expect(undone(session, { decisions: 30, deliberate: 3 })).toMatchObject({
      decisions: 0,
      deliberate: 0,
    });
  });
});

describe('what a policy leaves out', () => {
  it('starts with an hour, batches of twenty, nothing blind', () => {
    expect(fatigueOf({})).toMatchObject({ sessionMinutes: 60, batchSize: 20, blindShare: 0 });
    expect(fatigueOf({ fatigue: { batchSize: 5 } })).toMatchObject({
      sessionMinutes: 60,
      batchSize: 5,
    });
  });

  it('makes blind only high risk, by the share', () => {
    const fatigue = { blindShare: 0.25 };
    expect(isBlindShare({ fatigue }, { tier: 'high', drawn: 0.249 })).toBe(true);
    expect(isBlindShare({ fatigue }, { tier: 'high', drawn: 0.25 })).toBe(false);
    expect(isBlindShare({ fatigue }, { tier: 'medium', drawn: 0 })).toBe(false);
    expect(isBlindShare({}, { tier: 'high', drawn: 0 })).toBe(false);
  });
});
