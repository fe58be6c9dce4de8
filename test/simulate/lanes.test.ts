import { describe, expect, it } from 'vitest';
import { clopperPearsonLower } from '../../src/core/stats/clopper-pearson.ts';
import { seededRandom } from '../../src/core/stats/random.ts';
import { deploy, type Outcome } from './lanes/deployment.ts';
import { EVENTS, SETTING } from './lanes/simulate.ts';
import { delays, Watch } from './lanes/watch.ts';
import { drawWorld, oracle, risks, type Scores, toPeople } from './lanes/world.ts';

const { policy } = SETTING;
const SHORT = { ...SETTING, days: 90 };

function run(kind: Scores, seed: number, event = -1): { easy: boolean; outcome: Outcome } {
  const random = seededRandom(seed);
  const world = drawWorld(kind, policy.grid, policy.alpha, random);
  const sensitivity = 0.6 + 0.35 * random();
  const happens = EVENTS[event]?.event;
  const outcome = deploy(SHORT, world, {
    ...{ sensitivity, random },
    ...(happens === undefined ? {} : { event: happens }),
  });
  return { easy: toPeople(world, oracle(world, policy.alpha)) <= 0.08, outcome };
}
const seeds = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

// Small; `npm run simulate -- lanes` is the whole of it.
describe('simulated lanes', () => {
  it('worlds are what they say: the oracle’s rate is at most α, the next threshold’s is above', () => {
    for (const seed of seeds(20)) {
      const world = drawWorld('honest', policy.grid, policy.alpha, seededRandom(seed));
      const index = oracle(world, policy.alpha);
      const risk = risks(world);
      if (index !== null) expect(risk[index]).toBeLessThanOrEqual(policy.alpha);
      if (index !== null && index < risk.length - 1)
        expect(risk[index + 1]).toBeGreaterThan(policy.alpha);
      expect(world.share.reduce((sum, some) => sum + some, 0)).toBeCloseTo(1, 9);
    }
  });

  it('the same seed gives the same deployment', () => {
    expect(run('honest', 4)).toEqual(run('honest', 4));
  });

  it.each(['honest', 'over-confident', 'constant', 'just above α'] as const)(
    '%s: what runs exceeds α in no more deployments than δ allows',
    (kind) => {
      const violated = seeds(12).filter((seed) => run(kind, seed).outcome.violated).length;
      expect(clopperPearsonLower(violated, 12, 0.025)).toBeLessThanOrEqual(policy.delta);
    },
  );

  it('honest scores earn a lane where an oracle would have one', () => {
    const easy = seeds(20)
      .map((seed) => run('honest', seed))
      .filter((one) => one.easy);
    expect(easy.length).toBeGreaterThan(3);
    for (const { outcome } of easy) expect(outcome.openedAt).toBeLessThan(11_000);
  });

  it('a new version closes at once, a drift is noticed and what went out is counted', () => {
    for (const seed of seeds(20)
      .filter((one) => run('honest', one).easy)
      .slice(0, 3)) {
      const version = run('honest', seed, 0).outcome;
      expect(version.event).toMatchObject({ days: 0, escaped: 0 });
      const drift = run('honest', seed, 3).outcome;
      expect(drift.event?.ratio).toBeCloseTo(5, 6);
      expect(drift.event?.escaped).toBeGreaterThan(0);
      expect(drift.missed).toBe(false);
    }
  });

  it('the detector is quicker the worse it gets, and quiet on the line', () => {
    const [twice, five] = delays(0.01, 1000, [2, 5], 1);
    expect(five?.mean).toBeLessThan((twice?.mean ?? 0) / 3);
    const random = seededRandom(3);
    let watch = new Watch(0.01, 1000);
    let trips = 0;
    for (let audits = 0; audits < 20_000; audits += 1) {
      if (!watch.see(random() < 0.01)) continue;
      trips += 1;
      watch = new Watch(0.01, 1000);
    }
    // one in 1,000 audits is stated: 20, and three standard errors
    expect(trips).toBeLessThanOrEqual(33);
  });
});
