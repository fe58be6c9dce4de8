import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Period } from '../../../src/core/lanes/evidence.ts';
import {
  closed,
  LaneState,
  type LaneSubject,
  laneFor,
  learn,
  newLane,
} from '../../../src/core/lanes/lane.ts';
import { RiskPolicy } from '../../../src/core/lanes/policy.ts';
import { correction, Noticing } from '../../../src/core/lanes/sensitivity.ts';
import { decideLane, LaneVerdict } from '../../../src/core/lanes/verdict.ts';

const SUBJECT: LaneSubject = { model: 'm', modelVersion: '7', prompt: 'p1' };
const policy: RiskPolicy = {
  tier: 'auto',
  alpha: 0.01,
  delta: 0.05,
  grid: [0.99, 0.95, 0.9, 0],
  firstLabels: 500,
  chooseAt: 1000,
  noticedOnly: true,
};
const informed = { informative: true, why: 'AUROC 0.90 (0.85 to 0.95)' };
const AT = '2026-11-28T10:00:00Z';

/** Everything looked at: right ones and defects of each band. */
const day = (...bands: readonly (readonly [right: number, defects: number])[]): Period =>
  bands.map(([right, defects], band) => ({ band, inclusion: 1, unseen: 0, right, defects }));
const decide = (state: LaneState, given: Partial<Parameters<typeof decideLane>[2]> = {}) =>
  decideLane(state, policy, { noticing: null, information: informed, ...given });

describe('the policy of a lane', () => {
  it.each([
    ['too few first labels', { firstLabels: 299 }, 'ln(1/delta)/alpha'],
    ['a first look before them', { chooseAt: 400 }, 'chooseAt is at least firstLabels'],
    ['a constrained tier without limits', { tier: 'constrained' }, 'limits of its own'],
    ['an alpha of 0', { alpha: 0 }, ''],
  ])('refuses %s', (_, change, says) => {
    const parsed = RiskPolicy.safeParse({ ...policy, ...change });
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toContain(says);
  });

  it('takes 300 labels at α = 1 %, δ = 5 %, and a constrained tier inside its limits', () => {
    expect(RiskPolicy.safeParse({ ...policy, firstLabels: 300 }).success).toBe(true);
    const constrained = { ...policy, tier: 'constrained', alpha: 0.03, limits: { dailyCap: 50 } };
    expect(RiskPolicy.safeParse(constrained).success).toBe(true);
  });
});

describe('a lane', () => {
  it('starts closed, says what it waits for, and is plain data', () => {
    const { verdict, state } = decide(newLane(SUBJECT, policy));
    expect(verdict).toMatchObject({
      open: false,
      threshold: null,
      reason: 'too_few_labels',
      wait: 1000,
    });
    expect(verdict.why).toBe('0 of 1000 labels that the first look needs');
    expect(LaneVerdict.parse(JSON.parse(JSON.stringify(verdict)))).toEqual(verdict);
    expect(LaneState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it('chooses the first threshold once, when the labels fixed in advance are there', () => {
    let state = learn(newLane(SUBJECT, policy), day([300, 0], [300, 0], [300, 0], [99, 0]));
    expect(state.first).toBeNull();
    state = learn(state, day([0, 0], [0, 0], [0, 0], [1, 0]));
    expect(state.first).toBe(1);
    // more labels at the top don't move it: each place it visited would have a δ of its own
    expect(learn(state, day([5000, 0], [0, 0], [0, 0], [0, 0])).first).toBe(1);
  });

  it('opens at the last threshold of the walk whose bound holds', () => {
    const state = learn(newLane(SUBJECT, policy), day([2000, 1], [2000, 4], [500, 30], [500, 200]));
    const { verdict } = decide(state);
    expect(verdict).toMatchObject({
      open: true,
      threshold: 0.95,
      reason: 'bound_holds',
      labels: 4005,
    });
    expect(verdict.noticedOnly).toBe(true);
    expect(verdict.bound).toBeLessThanOrEqual(0.01);
    expect(verdict.why).toMatch(
      /^confidence 0.95 or more runs: noticed defects at most 0\.\d+ %, 95 % sure/,
    );
  });

  it('never tests below a failure, however good what lies there', () => {
    const state = learn(newLane(SUBJECT, policy), day([400, 40], [400, 0], [90_000, 0], [9000, 0]));
    // the first look took the second threshold, which fails
    expect(state.first).toBe(1);
    expect(decide(state).verdict).toMatchObject({ open: false, reason: 'bound_fails' });
  });

  it('says how many more labels it takes, and when no wait will do', () => {
    const waiting = decide(
      learn(newLane(SUBJECT, policy), day([600, 1], [200, 0], [100, 0], [100, 0])),
    );
    expect(waiting.verdict.reason).toBe('bound_fails');
    expect(waiting.verdict.wait).toBeGreaterThan(100);
    const hopeless = decide(
      learn(newLane(SUBJECT, policy), day([600, 60], [200, 0], [100, 0], [100, 0])),
    );
    expect(hopeless.verdict.wait).toBeNull();
  });

  it('keeps a bound that held, and never walks back up by itself', () => {
    const opened = decide(
      learn(newLane(SUBJECT, policy), day([3000, 4], [0, 0], [0, 0], [0, 0])),
    ).state;
    const later = decide(learn(opened, day([400, 12], [0, 0], [0, 0], [0, 0])));
    expect(later.verdict.open).toBe(true);
    expect(later.verdict.bound).toBeLessThanOrEqual(0.01);
  });

  it('is all or nothing where confidence says nothing', () => {
    const blind = { informative: false, why: 'everything scores 0.92' };
    const some = learn(newLane(SUBJECT, policy), day([4000, 1], [4000, 4], [500, 60], [500, 200]));
    const { verdict } = decide(some, { information: blind });
    expect(verdict).toMatchObject({ open: false, reason: 'no_information' });
    expect(verdict.why).toContain('everything scores 0.92');
    const good = learn(newLane(SUBJECT, policy), day([0, 0], [0, 0], [4000, 4], [0, 0]));
    expect(decide(good, { information: blind }).verdict).toMatchObject({
      open: true,
      threshold: 0,
    });
  });

  it('closes on a breach, forgets what rested on a steady rate, and says so until it is earned again', () => {
    const open = decide(
      learn(newLane(SUBJECT, policy), day([3000, 4], [0, 0], [0, 0], [0, 0])),
    ).state;
    const shut = closed(open, { at: AT, by: 'detector', why: '31 of 400 audits failed' });
    expect(shut.evidence).toEqual([]);
    const { verdict } = decide(learn(shut, day([10, 0], [0, 0], [0, 0], [0, 0])));
    expect(verdict).toMatchObject({ open: false, reason: 'breach', wait: 990 });
    expect(verdict.why).toContain('31 of 400 audits failed');
    const again = decide(learn(shut, day([3000, 4], [0, 0], [0, 0], [0, 0])));
    expect(again.verdict.open).toBe(true);
  });

  it('another rule starts anew: an α chosen after a look at the labels would be no α', () => {
    const open = learn(newLane(SUBJECT, policy), day([3000, 15], [0, 0], [0, 0], [0, 0]));
    const softer = { ...policy, alpha: 0.02 };
    expect(laneFor(open, SUBJECT, softer).evidence).toEqual([]);
    const inputs = { noticing: null, information: informed };
    expect(() => decideLane(open, softer, inputs)).toThrow('kept under another rule');
  });

  it.each([['model'], ['modelVersion'], ['prompt']] as const)('a new %s starts closed', (what) => {
    const open = decide(
      learn(newLane(SUBJECT, policy), day([3000, 4], [0, 0], [0, 0], [0, 0])),
    ).state;
    expect(laneFor(open, SUBJECT, policy)).toBe(open);
    const fresh = laneFor(open, { ...SUBJECT, [what]: 'new' }, policy);
    expect(decide(fresh).verdict).toMatchObject({ open: false, reason: 'too_few_labels' });
  });

  it('opens by nothing but a bound that holds, whatever the labels', () => {
    const band = fc.tuple(fc.nat(3000), fc.nat(40));
    fc.assert(
      fc.property(fc.tuple(band, band, band, band), fc.boolean(), (bands, informative) => {
        const state = learn(newLane(SUBJECT, policy), day(...bands));
        const { verdict } = decide(state, { information: { informative, why: '' } });
        expect(LaneVerdict.safeParse(verdict).success).toBe(true);
        if (!verdict.open) return;
        const index = policy.grid.indexOf(verdict.threshold ?? -1);
        const inside = bands.slice(0, index + 1);
        const defects = inside.reduce((sum, [, bad]) => sum + bad, 0);
        const n = inside.reduce((sum, [right, bad]) => sum + right + bad, 0);
        expect(verdict.bound).toBeLessThanOrEqual(policy.alpha);
        expect(defects / n).toBeLessThan(policy.alpha);
        if (!informative) expect(verdict.threshold).toBe(0);
      }),
    );
  });
});

describe('what reviewers miss', () => {
  it('is refused where more were noticed than there were', () => {
    expect(Noticing.safeParse({ noticed: 3, there: 2 }).success).toBe(false);
  });

  it('lowers the line: R ≤ U/s, each at half of δ', () => {
    const found = correction(policy, { noticed: 160, there: 200 });
    expect(found.sensitivity).toBeGreaterThan(0.65);
    expect(found.sensitivity).toBeLessThan(0.8);
    expect(found.line).toBeCloseTo(0.01 * (found.sensitivity ?? 0), 12);
    expect(found.delta).toBe(0.025);
  });

  it('unmeasured, the bound is for noticed defects, or the lane stays closed', () => {
    const state = learn(newLane(SUBJECT, policy), day([3000, 4], [0, 0], [0, 0], [0, 0]));
    expect(decide(state).verdict).toMatchObject({
      open: true,
      noticedOnly: true,
      sensitivity: null,
    });
    const strict = { ...policy, noticedOnly: false };
    const { verdict } = decideLane(state, strict, { noticing: null, information: informed });
    expect(verdict).toMatchObject({ open: false, reason: 'sensitivity_unknown' });
  });

  it('measured badly, no lane opens: none of ten noticed allows everything', () => {
    const state = learn(newLane(SUBJECT, policy), day([30_000, 0], [0, 0], [0, 0], [0, 0]));
    const { verdict } = decide(state, { noticing: { noticed: 0, there: 10 } });
    expect(verdict).toMatchObject({ open: false, bound: 1, noticedOnly: false });
  });
});
