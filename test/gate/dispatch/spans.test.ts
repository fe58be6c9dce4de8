import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../src/gate/dispatch/difference.ts';
import { settleSpan } from '../../../src/gate/dispatch/spans.ts';

describe('settleSpan', () => {
  const body = 'ab ab ab';
  const at = (start: number, end: number, text: string) =>
    settleSpan({ field: 'body', start, end, text }, { body });

  it('keeps right offsets, and takes the nearest occurrence for wrong ones', () => {
    expect(at(3, 5, 'ab')).toMatchObject({ start: 3, end: 5 });
    expect(at(4, 6, 'ab')).toMatchObject({ start: 3, end: 5 });
    expect(at(99, 101, 'ab')).toMatchObject({ start: 6, end: 8 });
  });

  it('finds nothing that is not there, nor in a field that is not there', () => {
    expect(at(0, 2, 'zz')).toBeNull();
    expect(settleSpan({ field: 'subject', start: 0, end: 2, text: 'ab' }, { body })).toBeNull();
  });

  it('always yields offsets of exactly the text, for any offsets', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ minLength: 1 }),
        fc.string(),
        fc.nat(50),
        fc.nat(50),
        (a, text, b, start, end) => {
          const whole = a + text + b;
          const span = settleSpan({ field: 'body', start, end, text }, { body: whole });
          expect(whole.slice(span?.start, span?.end)).toBe(text);
        },
      ),
    );
  });
});

describe('difference', () => {
  it('is unified', () => {
    expect(difference('a\nb\n', 'a\nc\n')).toContain('-b\n+c');
  });

  it('of two long hostile texts is bounded, and still says both', () => {
    const rows = (mark: string) =>
      Array.from({ length: 20_000 }, (_, n) => `${mark}${n % 7}`).join('\n');
    const patch = difference(rows('a'), rows('b'));
    expect(patch).toContain('-a1');
    expect(patch).toContain('+b1');
  });
});
