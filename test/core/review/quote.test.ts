import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lineTotal,
  type PriceQuote,
  quoteFault,
  quoteTotal,
} from '../../../src/core/review/quote.ts';

type Line = PriceQuote['lines'][number];
const line = (minor: number, quantity: number, discount = 0): Line => ({
  item: 'Seat',
  quantity,
  unitPrice: { minor, currency: 'EUR' },
  discount,
});
const quote = (lines: Line[], minor: number, currency = 'EUR'): PriceQuote => ({
  kind: 'price.quote',
  deal: { system: 'HubSpot', object: 'deal', id: '7' },
  lines,
  total: { minor, currency },
  validUntil: '2030-01-01T00:00:00Z',
});

describe('a quote is at fault', () => {
  it('with a total that is one minor unit off', () => {
    expect(quoteFault(quote([line(36_000, 25, 20)], 720_001))).toContain('add up');
    expect(quoteFault(quote([line(36_000, 25, 20)], 719_999))).toContain('add up');
    expect(quoteFault(quote([line(36_000, 25, 20)], 720_000))).toBeNull();
  });

  it('with a line in another currency, whatever its figures', () => {
    expect(quoteFault(quote([line(100, 1)], 100, 'USD'))).toContain('EUR');
  });
});

describe('totals in minor units', () => {
  it.each([
    ['0.1 + 0.2 is not 0.3 in binary, but is here', line(3, 0.1), 0n],
    ['a third of a cent goes down', line(1, 0.333), 0n],
    ['half a cent goes up', line(1, 0.5), 1n],
    ['half a cent that is owed goes down', line(-1, 0.5), -1n],
    ['a discount with decimals', line(10_000, 1, 12.345), 8766n],
    ['one that binary cannot say: 1.005 of 100', line(100, 1.005), 101n],
    ['nothing is left of all off', line(99_999, 7, 100), 0n],
    ['more than a double can count', line(9_007_199_254_740_991, 1000), 9_007_199_254_740_991_000n],
    ['as little as a number can be', line(1, 5e-324), 0n],
  ])('%s', (_, one, total) => {
    expect(lineTotal(one)).toBe(total);
  });

  it('are exact: whole quantities and percents come to what integers come to', () => {
    const minor = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(
        minor,
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 0, max: 100 }),
        (unit, count, off) => {
          const exact = BigInt(unit) * BigInt(count) * BigInt(100 - off);
          const distance = lineTotal(line(unit, count, off)) * 100n - exact;
          expect(distance <= 50n && distance >= -50n).toBe(true);
          if (exact % 100n === 0n) expect(distance).toBe(0n);
        },
      ),
    );
  });

  it('are the sum of lines that are each rounded by themselves, in any order', () => {
    const some = fc.array(
      fc.record({
        minor: fc.integer({ min: 0, max: 1e9 }),
        quantity: fc.double({ min: 0.001, max: 1e4, noNaN: true }),
        discount: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(some, (rows) => {
        const lines = rows.map(({ minor, quantity, discount }) => line(minor, quantity, discount));
        expect(quoteTotal(lines)).toBe(quoteTotal([...lines].reverse()));
        const near = rows.reduce(
          (sum, r) => sum + r.minor * r.quantity * (1 - r.discount / 100),
          0,
        );
        expect(Math.abs(Number(quoteTotal(lines)) - near)).toBeLessThan(rows.length + near * 1e-9);
      }),
    );
  });
});
