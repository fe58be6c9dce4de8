import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposureOf, type Ran } from '../../../src/core/lanes/exposure.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
const ran = (minute: number, change: Partial<Ran> = {}): Ran => ({
  ...{ proposalId: `p${minute}`, at: at(minute), out: true, inclusion: 0.25, drawn: false },
  ...{ account: `a${minute}`, template: '', audit: null, reported: null },
  ...change,
});
const audited = (minute: number, defect: boolean): Partial<Ran> => ({
  ...{ drawn: true, audit: { defect, at: at(minute + 1000) } },
});

describe('what left through a lane', () => {
  it('of nothing is nothing, and nothing is estimated before the first audit', () => {
    expect(exposureOf([], 0.01)).toMatchObject({ ran: 0, out: 0, rate: null, about: null });
    expect(exposureOf([ran(1), ran(2)], 0.01)).toMatchObject({ out: 2, rate: null, since: null });
  });

  it('counts what audits say for all of it: worked by hand', () => {
    // 80 left, 20 of them audited at 1 in 4, two defective: 8 of 80
    const all = Array.from({ length: 80 }, (_, n) =>
      ran(n, n % 4 === 0 ? audited(n, n === 8 || n === 40) : {}),
    );
    const found = exposureOf(all, null);
    expect(found.about?.count).toBeCloseTo(8, 9);
    expect(found).toMatchObject({ out: 80, audited: 20, waiting: 0, since: null });
    expect(found.defects.map(({ proposalId }) => proposalId)).toEqual(['p40', 'p8']);
    expect(found.about?.low).toBeGreaterThanOrEqual(2);
    expect(found.about?.high).toBeGreaterThan(8);
  });

  it('names a reported one, audited or not, and leaves out what never left', () => {
    const all = [
      ran(1, { reported: 'complaint' }),
      ran(2, { ...audited(2, true), out: false }),
      ran(3, { drawn: true }),
      ran(4, audited(4, false)),
    ];
    expect(exposureOf(all, 0.01)).toMatchObject({
      ...{ ran: 4, out: 3, audited: 1, waiting: 1 },
      defects: [{ proposalId: 'p1', foundBy: 'complaint' }],
      // the audits say none; one is known all the same
      about: { count: 1 },
    });
  });

  it('says about when it began: where the audits were still good before', () => {
    const all = Array.from({ length: 120 }, (_, n) => ran(n, audited(n, n >= 90 && n % 2 === 0)));
    const since = Date.parse(exposureOf(all, 0.02).since ?? '');
    expect(since).toBeGreaterThan(Date.parse(at(84)));
    expect(since).toBeLessThanOrEqual(Date.parse(at(92)));
  });

  it('is never less than what is known, nor more than what left', () => {
    const one = fc.record({
      out: fc.boolean(),
      drawn: fc.boolean(),
      defect: fc.boolean(),
      reported: fc.constantFrom(null, 'complaint' as const, 'report' as const),
      inclusion: fc.constantFrom(0.1, 0.5, 1),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 50 }), (list) => {
        const all = list.map(({ out, drawn, defect, reported, inclusion }, n) =>
          ran(n, { ...(drawn ? audited(n, defect) : {}), out, reported, inclusion }),
        );
        const { about, defects, out, ran: count } = exposureOf(all, 0.05);
        expect(out).toBeLessThanOrEqual(count);
        if (about === null) return;
        for (const value of [about.low, about.count, about.high]) {
          expect(value).toBeGreaterThanOrEqual(defects.length);
          expect(value).toBeLessThanOrEqual(out + 1e-9);
        }
      }),
    );
  });
});
