import { describe, expect, it } from 'vitest';
import { alertPrecision } from '../../../src/core/stats/alert-precision.ts';
import { catchRates } from '../../../src/core/stats/catch-rate.ts';

const planted = (caught: number, missed: number, flagged: boolean) => [
  ...Array.from({ length: caught }, () => ({ caught: true, flagged })),
  ...Array.from({ length: missed }, () => ({ caught: false, flagged })),
];

describe('catch rates of planted defects', () => {
  it('know nothing without one', () => {
    expect(catchRates([]).flagged).toEqual({ caught: 0, planted: 0, low: 0, high: 1, atMost: 1 });
  });

  // RESEARCH.md: exact intervals 9/10 → at least 55 %, 90/100 → 82 to 95 %
  // (Clopper, Pearson 1934; R's binom.test gives 0.5550 to 0.9975 and 0.8238 to 0.9510)
  it('obeying flags and reading apart, each with its exact interval', () => {
    const { flagged, unflagged } = catchRates([...planted(90, 10, true), ...planted(9, 1, false)]);
    expect(flagged).toMatchObject({ caught: 90, planted: 100 });
    expect(flagged.low).toBeCloseTo(0.8238, 4);
    expect(flagged.high).toBeCloseTo(0.951, 4);
    expect(unflagged.low).toBeCloseTo(0.555, 4);
    expect(unflagged.high).toBeCloseTo(0.9975, 4);
    expect(unflagged.atMost).toBe(catchRates(planted(9, 1, true)).flagged.atMost);
  });

  it('the anytime limit is the wider one: a rule looks every hour', () => {
    const { flagged } = catchRates(planted(4, 20, true));
    expect(flagged.atMost).toBeGreaterThan(flagged.high);
    expect(flagged.atMost).toBeLessThan(0.5);
  });
});

describe('alert precision', () => {
  it('refuses more actionable than acknowledged, and has none before the first', () => {
    expect(() => alertPrecision(3, 2)).toThrow(RangeError);
    expect(alertPrecision(0, 0)).toMatchObject({ precision: null, fatigue: 'no' });
  });

  it('below one in five is fatigue: likely at 1 of 8, surely at 10 of 100', () => {
    expect(alertPrecision(2, 10).fatigue).toBe('no');
    expect(alertPrecision(1, 8)).toMatchObject({ precision: 0.125, fatigue: 'likely' });
    expect(alertPrecision(10, 100)).toMatchObject({ precision: 0.1, fatigue: 'surely' });
  });
});
