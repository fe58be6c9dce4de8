import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeliberate, saturation } from '../../../src/core/attention/deliberate.ts';
import { expectedMs } from '../../../src/core/attention/reading.ts';
import type { Attention } from '../../../src/core/schema/decision.ts';
import { PERSONAS, simulate } from './personas.ts';

const attention = (change: Partial<Attention> = {}): Attention => ({
  activeMs: 0,
  unseenWords: 119,
  flagsSeen: true,
  evidenceOpened: 0,
  ...change,
});

describe('a decision is', () => {
  it('not deliberate below three tenths of the reading time, or with a high flag off screen', () => {
    // 119 words are half a minute at 238 a minute.
    expect(expectedMs(119)).toBe(30_000);
    expect(isDeliberate({ attention: attention({ activeMs: 8999 }), action: 'approve' })).toBe(
      false,
    );
    expect(isDeliberate({ attention: attention({ activeMs: 9000 }), action: 'approve' })).toBe(
      true,
    );
    const unseen = attention({ activeMs: 60_000, flagsSeen: false });
    expect(isDeliberate({ attention: unseen, action: 'approve' })).toBe(false);
  });

  it('deliberate at any speed where it ends in what only a reader does', () => {
    const quick = attention({ activeMs: 2000 });
    const judged = (rest: object) => isDeliberate({ attention: quick, action: 'reject', ...rest });
    expect(judged({ reason: { code: 'wrong_fact' } })).toBe(true);
    expect(judged({ reason: { code: 'other', note: 'He has left the company.' } })).toBe(true);
    expect(judged({ reason: { code: 'other' } })).toBe(false);
    expect(judged({})).toBe(false);
    expect(judged({ action: 'approve_edited', wordsChanged: 4, reason: { code: 'tone' } })).toBe(
      true,
    );
    expect(
      judged({ action: 'approve_edited', wordsChanged: 4, reason: { code: 'formatting' } }),
    ).toBe(false);
    expect(judged({ action: 'approve_edited', wordsChanged: 0 })).toBe(false);
    const opened = attention({ contradictionOpened: true });
    expect(isDeliberate({ attention: opened, action: 'approve' })).toBe(true);
  });

  it('no less deliberate for more time, or for fewer unseen words', () => {
    fc.assert(
      fc.property(
        fc.nat(60_000),
        fc.nat(60_000),
        fc.nat(500),
        fc.nat(500),
        (a, more, words, fewer) => {
          const before = isDeliberate({
            attention: attention({ activeMs: a, unseenWords: words }),
            action: 'approve',
          });
          const after = isDeliberate({
            attention: attention({ activeMs: a + more, unseenWords: Math.max(0, words - fewer) }),
            action: 'approve',
          });
          return !before || after;
        },
      ),
    );
  });

  it('counted as M4 with its interval', () => {
    expect(saturation(0, 0)).toEqual({ share: 0, interval: { low: 0, high: 1 } });
    expect(saturation(8, 10).share).toBe(0.8);
  });
});

describe('over seeds, the meter and the rule', () => {
  it('tell readers and experts from skimmers and idle panels, and accuse next to none', () => {
    const { balanced, rates } = simulate({ seeds: 5, decisions: 200 });
    expect(balanced).toBeGreaterThanOrEqual(0.9);
    expect(Object.keys(rates).sort()).toEqual(Object.keys(PERSONAS).sort());
    expect(1 - rates.reader).toBeLessThanOrEqual(0.02);
    expect(1 - rates.expert).toBeLessThanOrEqual(0.02);
  });
});
