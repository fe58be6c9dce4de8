import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, modifiedZ, outliers } from '../../../src/core/clones/outliers.ts';
import { cloneTable } from '../../../src/core/clones/table.ts';
import { BUYERS, draftFor } from './drafts.ts';

describe('the table of clones', () => {
  it('shows only what differs, in the order of the text', () => {
    const table = cloneTable(
      BUYERS.map((buyer) => draftFor(buyer)),
      [0.9, 0.9, 0.9, 0.9, 0.9],
    );
    expect(table.map(({ name }) => name)).toEqual(['recipient', 'company', 'first-name', 'sites']);
    expect(table[3]?.cells.map(({ value }) => value)).toEqual(['12', '9', '31', '4', '17']);
  });

  it('points out a recipient who stands twice', () => {
    const [first, second] = BUYERS;
    if (!first || !second) throw new Error('no buyers');
    const table = cloneTable([first, second, first].map((buyer) => draftFor(buyer)));
    expect(table[0]?.cells.map(({ odd }) => odd)).toEqual([
      'stands twice',
      undefined,
      'stands twice',
    ]);
  });
});

describe('outliers', () => {
  it('are numbers far from the rest, also when nearly all are the same', () => {
    expect(outliers(['10', '11', '9', '10', '12', '900'])[5]).toBe('far from the others');
    expect(outliers(['10', '10', '10', '10', '10', '1,200'])[5]).toBe('far from the others');
    expect(outliers(['10', '12', '14', '16', '18']).every((one) => one === null)).toBe(true);
  });

  it('are words written unlike the others, or of another length', () => {
    expect(outliers(['Ana', 'Tom', 'Luca', 'Jean', 'petra'])[4]).toBe('written unlike the others');
    expect(outliers(['Ana', 'Tom', 'Luca', 'Jean', 'Петра'])[4]).toBe('written unlike the others');
    expect(
      outliers(['Ana', 'Tom', 'Luca', 'Jean', 'Managing Director of the whole Group'])[4],
    ).toBe('much longer or shorter than the others');
    expect(outliers(['', 'Tom'])[0]).toBe('empty');
    const alike = [
      'Huber Logistik',
      'Nordfracht',
      'Kestrel Freight',
      'Moretti Spa',
      'Alpes Transit',
    ];
    expect(outliers(alike).every((one) => one === null)).toBe(true);
  });

  it('are scored as by hand, two wild ones among ten not hiding each other', () => {
    // 2.1 2.6 2.4 2.5 2.3 2.1 2.3 2.6 8.2 8.3: median 2.45, MAD 0.15, scores 25.9 and 26.3.
    const z = modifiedZ([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]);
    expect(z.at(-2)).toBeCloseTo(25.86, 1);
    expect(z.at(-1)).toBeCloseTo(26.31, 1);
    expect(Math.max(...z.slice(0, 8).map(Math.abs))).toBeLessThan(3.5);
  });

  it('move and scale with their data, and none is found where nothing differs', () => {
    const list = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        list,
        fc.integer({ min: -99, max: 99 }),
        fc.integer({ min: 1, max: 9 }),
        (xs, by, times) => {
          const before = modifiedZ(xs);
          const after = modifiedZ(xs.map((x) => x * times + by));
          for (const [at, z] of before.entries()) expect(after[at]).toBeCloseTo(z, 6);
          expect(modifiedZ(xs.map(() => by))).toEqual(xs.map(() => 0));
          expect(median(xs)).toBeCloseTo(median([...xs].reverse()), 9);
        },
      ),
    );
  });
});
