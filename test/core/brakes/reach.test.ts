import { describe, expect, it } from 'vitest';
import { grantFor } from '../../../src/core/brakes/budget.ts';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import { observeAll } from '../../../src/core/brakes/observe.ts';
import { reachOf } from '../../../src/core/brakes/reach.ts';
import { newBrake } from '../../../src/core/brakes/state.ts';
import { HOUR, MONDAY } from './stream.ts';

const REPLY: BrakeLine = {
  signal: 'reply',
  side: 'floor',
  line: 0.03,
  action: 'stop',
  window: { businessDays: 5 },
  counted: 'by-send',
};
const BOUNCE: BrakeLine = {
  ...REPLY,
  signal: 'bounce',
  side: 'ceiling',
  line: 0.05,
  window: { hours: 72 },
};

describe('what a brake can know', () => {
  it.each([
    [REPLY, 0.03],
    [REPLY, 0.2],
    [BOUNCE, 0.05],
    [BOUNCE, 1.1],
    [BOUNCE, Number.NaN],
  ])('is not asked on the safe side (%o, %d)', (line, rate) => {
    expect(() => reachOf(line, grantFor(line, 1000), { rate, perDay: 10 })).toThrow(RangeError);
  });

  it('of a reply floor of 3 % at a true 1.5 %: some 700 sends and a week (STATISTICS §1)', () => {
    const reach = reachOf(REPLY, grantFor(REPLY, 10_000), { rate: 0.015, perDay: 100 });
    expect(reach.mean).toBeGreaterThan(630);
    expect(reach.mean).toBeLessThan(800);
    expect(reach.ninetieth).toBeGreaterThan(reach.mean);
    expect(reach.exposed).toBe(reach.mean + 700);
  });

  it('begins at the sends below which nothing can trip it', () => {
    const grants = [grantFor(REPLY, 10_000), grantFor(BOUNCE, 10_000)] as const;
    const silence = reachOf(REPLY, grants[0], { rate: 0, perDay: 10 }).soonest;
    const tripped = (count: number): boolean => {
      const events = [
        { type: 'sent', at: MONDAY, count } as const,
        { type: 'clock', at: MONDAY + 200 * HOUR } as const,
      ];
      return observeAll(newBrake(REPLY, grants[0], MONDAY), events).state.trip !== null;
    };
    expect([tripped(silence - 1), tripped(silence)]).toEqual([false, true]);
    const bounces = reachOf(BOUNCE, grants[1], { rate: 1, perDay: 10 });
    expect(bounces).toMatchObject({ soonest: bounces.mean, ninetieth: bounces.mean });
  });
});
