import { describe, expect, it } from 'vitest';
import { holds, promiseKept, type Scene, tally } from './policies/months.ts';

const seen = (scene: Scene, runs: number) =>
  tally(
    scene,
    Array.from({ length: runs }, (_, run) => promiseKept(scene, run + 1)),
  );

// Small; `npm run simulate -- policies` is the whole of it.
describe('what a tried policy promises of the next month', () => {
  it.each([
    ['decided', 60],
    ['audited', 60],
    ['lanes', 12],
  ] as const)('%s: is broken no more often than one time in twenty', (scene, runs) => {
    const { people, rate, count } = seen(scene, runs);
    expect([people, rate, count].map(holds)).toEqual([true, true, true]);
    expect(people.asked).toBe(runs);
    if (scene !== 'lanes') expect(rate.asked).toBeGreaterThan(runs / 2);
  });

  it('is worth something: the bound is near the truth, and a month of twice the defects breaks it', () => {
    const { rate, meanBound } = seen('drifting', 60);
    expect(rate.broken / rate.asked).toBeGreaterThan(0.2);
    expect(meanBound).toBeLessThan(0.2);
  });
});
