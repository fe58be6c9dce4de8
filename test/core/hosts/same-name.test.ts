import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameName } from '../../../src/core/hosts/same-name.ts';

describe('two names', () => {
  it.each([
    ['Yuki Tanaka', 'Yuki Tanaka, Kaede Foods'],
    ['  NADIA   Farouk ', 'Nadia Farouk'],
    ['Zoë Ångström', 'Zoe\u0308 A\u030angström'],
    ['田中 由紀', '田中 由紀（Kaede）'],
    ['Orchard Labs', 'Orchard Labs – renewal'],
  ])('%s and %s are one', (one, other) => {
    expect(sameName(one, other)).toBe(true);
    expect(sameName(other, one)).toBe(true);
  });

  it.each([
    ['Nadia Farouk', 'Nadia Faroukova'],
    ['Nadia Farouk', 'Oleg Petrenko'],
    ['Farouk', 'Nadia Farouk'],
    ['', ''],
    ['', 'Nadia Farouk'],
    ['—', '!!'],
  ])('%s and %s are two', (one, other) => {
    expect(sameName(one, other)).toBe(false);
    expect(sameName(other, one)).toBe(false);
  });

  it('are one or two whichever comes first, and each name is one with itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(sameName(a, b)).toBe(sameName(b, a));
        expect(sameName(a, a)).toBe(/[\p{L}\p{N}]/u.test(a.normalize('NFKC').toLowerCase()));
      }),
    );
  });
});
