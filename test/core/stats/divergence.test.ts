import { describe, expect, it } from 'vitest';
import { divergence, lordenDelay } from '../../../src/core/stats/divergence.ts';

describe('divergence', () => {
  // T. M. Cover, J. A. Thomas, Elements of Information Theory, 2nd ed., example 2.3.1, in bits
  it.each([
    [1 / 2, 1 / 4, 0.2075],
    [1 / 4, 1 / 2, 0.1887],
  ])('of %d from %d is the published one', (p, q, bits) => {
    expect(divergence(p, q) / Math.LN2).toBeCloseTo(bits, 4);
  });

  it.each([
    [-0.1, 0.5],
    [0.5, 1.1],
    [Number.NaN, 0.5],
  ])('refuses %d and %d', (p, q) => {
    expect(() => divergence(p, q)).toThrow(RangeError);
  });

  it('is infinite where what happens was impossible, and 0 from itself', () => {
    expect(divergence(0.5, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(divergence(0, 0.5)).toBeCloseTo(Math.LN2, 12);
    expect(divergence(0.3, 0.3)).toBe(0);
  });

  it("gives Lorden's delay", () => {
    expect(lordenDelay(10_000, 0.1, 0.05)).toBeCloseTo(Math.log(10_000) / divergence(0.1, 0.05), 9);
  });
});
