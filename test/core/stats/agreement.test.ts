import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairAgreement } from '../../../src/core/stats/agreement.ts';
import { cohenKappa, gwetAc1, type Pair } from '../../../src/core/stats/kappa.ts';
import { krippendorffAlpha } from '../../../src/core/stats/krippendorff.ts';

/** Pairs from a table of counts: yes/yes, yes/no, no/yes, no/no. */
const table = (...counts: [number, number, number, number]): Pair[] =>
  (
    [
      ['y', 'y'],
      ['y', 'n'],
      ['n', 'y'],
      ['n', 'n'],
    ] as const
  ).flatMap((pair, at) => Array<Pair>(counts[at] ?? 0).fill(pair));

describe('Krippendorff’s α', () => {
  it('is undefined without two ratings of a unit, and with one label throughout', () => {
    expect(krippendorffAlpha([])).toBeNaN();
    expect(krippendorffAlpha([['a'], ['b']])).toBeNaN();
    expect(
      krippendorffAlpha([
        ['a', 'a'],
        ['a', 'a'],
      ]),
    ).toBeNaN();
  });

  // Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), example C: four observers,
  // twelve units, missing data: 0.743
  it('is the published 0.743 for four observers with missing data', () => {
    const rows = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'];
    const units = Array.from({ length: 12 }, (_, unit) =>
      rows.map((row) => row[unit] ?? '.').filter((label) => label !== '.'),
    );
    expect(krippendorffAlpha(units)).toBeCloseTo(0.743, 3);
  });

  it('compares disagreement inside units with that between any two ratings (brute force over pairs)', () => {
    const unit = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const rated = units.filter((labels) => labels.length > 1);
        const all = rated.flat();
        let within = 0;
        for (const labels of rated)
          for (const [i, a] of labels.entries())
            for (const [j, b] of labels.entries())
              if (i !== j && a !== b) within += 1 / (labels.length - 1);
        let between = 0;
        for (const [i, a] of all.entries())
          for (const [j, b] of all.entries()) if (i !== j && a !== b) between += 1;
        const n = all.length;
        const expected = between === 0 ? Number.NaN : 1 - within / n / (between / (n * (n - 1)));
        const found = krippendorffAlpha(units);
        if (Number.isNaN(expected)) expect(found).toBeNaN();
        else expect(found).toBeCloseTo(expected, 10);
      }),
    );
  });
});

describe('κ and AC1', () => {
  it('are undefined without a pair; κ also with one label throughout', () => {
    expect(gwetAc1([], 2)).toBeNaN();
    expect(cohenKappa(table(5, 0, 0, 0))).toBeNaN();
    expect(gwetAc1(table(5, 0, 0, 0), 2)).toBe(1);
  });

  // the worked example in J. Sim, C. C. Wright, Physical Therapy 85 (2005) 257–268, table 1
  it('κ is the published 0.67 for 22, 2, 4, 11', () => {
    expect(cohenKappa(table(22, 2, 4, 11))).toBeCloseTo(0.67, 2);
  });

  // K. L. Gwet, "Kappa statistic is not satisfactory for assessing the extent of agreement between
  // raters" (2002), table 1: κ = −0.0234, AC1 = 0.9408
  it('κ is negative and AC1 0.94 where 118 of 125 are approved by both', () => {
    expect(cohenKappa(table(118, 5, 2, 0))).toBeCloseTo(-0.0234, 4);
    expect(gwetAc1(table(118, 5, 2, 0), 2)).toBeCloseTo(0.9408, 4);
  });

  it('18 % disagreement at 90 % approval: κ = 0, AC1 = 0.78', () => {
    expect(cohenKappa(table(81, 9, 9, 1))).toBeCloseTo(0, 12);
    expect(gwetAc1(table(81, 9, 9, 1), 2)).toBeCloseTo(0.78, 2);
  });
});

describe('agreement of blind second reviews', () => {
  it('says nothing without a pair', () => {
    expect(pairAgreement([], 2, { seed: 1 })).toEqual({
      ...{ items: 0, disagreement: null, alpha: null, kappa: null, ac1: null, baseRate: null },
    });
  });

  it('gives all four beside the base rate, the same for the same seed', () => {
    const found = pairAgreement(table(81, 9, 9, 1), 2, { seed: 7 });
    expect(found.disagreement?.share).toBeCloseTo(0.18, 12);
    expect(found.baseRate).toBeCloseTo(0.9, 12);
    expect(found.alpha?.value).toBeCloseTo(0.005, 3);
    expect(found.alpha?.interval?.low).toBeLessThan(0);
    expect(found.alpha?.interval?.high).toBeGreaterThan(0);
    expect(pairAgreement(table(81, 9, 9, 1), 2, { seed: 7 })).toEqual(found);
  });
});
