import { describe, expect, it } from 'vitest';
import { watch } from './antipatterns/simulate.ts';
import { CASES, HEALTHY } from './antipatterns/world.ts';

const seeds = [1, 2, 3];

// Small; `npm run simulate -- antipatterns` is the whole of it.
describe('simulated workspaces', () => {
  it.each(CASES)('$pattern, $name: found where it is, and nothing else', ({ pattern, has }) => {
    for (const seed of seeds)
      expect(Object.keys(watch({ ...HEALTHY, ...has }, seed))).toEqual([pattern]);
  });

  it('healthy ones have none', () => {
    for (const seed of seeds) expect(watch(HEALTHY, seed)).toEqual({});
  });

  it('the same seed gives the same', () => {
    const truth = { ...HEALTHY, caught: 0.4 };
    expect(watch(truth, 5)).toEqual(watch(truth, 5));
  });
});
