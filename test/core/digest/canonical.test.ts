import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CanonicalError, canonical } from '../../../src/core/digest/canonical.ts';
import { sha256Hex } from '../../../src/core/digest/sha256.ts';

describe('canonical JSON refuses, naming the place', () => {
  it.each([
    [{ a: [1, Number.NaN] } as unknown, '/a/1'],
    [{ a: { b: Number.POSITIVE_INFINITY } }, '/a/b'],
    [{ a: '\ud800' }, '/a'],
    [{ a: () => 1 }, '/a'],
    [[1n], '/0'],
  ])('case %#', (value, path) => {
    expect(() => canonical(value)).toThrow(CanonicalError);
    expect(() => canonical(value)).toThrow(path);
  });
});

describe('canonical JSON (RFC 8785)', () => {
  it("equals the RFC's own example, section 3.2.3", () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonical(value)))).toHaveLength(7);
    const order = [...canonical(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1]);
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it("writes numbers as the RFC's appendix B does", () => {
    const numbers = [
      Number('333333333.33333329'),
      1e30,
      4.5,
      2e-3,
      0.000000000000000000000000001,
      -0,
    ];
    expect(canonical(numbers)).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
  });

  it('does not depend on member order and parses back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonical(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonical(reversed(value))).toBe(text);
      }),
    );
  });
});

describe('sha256Hex', () => {
  it('gives the published digest of "abc" (FIPS 180-2, B.1)', async () => {
    expect(await sha256Hex('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
