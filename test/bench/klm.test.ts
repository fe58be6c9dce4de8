import { describe, expect, it } from 'vitest';
import { ARM_AFTER_MS, DEFAULT_KEYS } from '../../src/pages/review/keys.ts';
import { MIX, PRESSES, type Way } from '../e2e/mix.ts';
import { b11, onOurs, onPlain } from './b11-handling.ts';
import { clicksOf, keystrokesOf, OPERATORS, ops, secondsOf } from './klm.ts';
import { mixed } from './mix.ts';
import { ours, plain } from './surfaces.ts';

const WAYS = Object.keys(PRESSES) as Way[];
/** The paper's example is a skilled typist's. */
const SKILLED = { ...OPERATORS, K: 0.2 };

describe('the keystroke-level model', () => {
  // Card, Moran & Newell 1980: a word of five letters replaced, in two editors.
  it('gives the literature’s 8.4 s for the line editor and 6.2 s for the display editor', () => {
    const line = [
      { does: 'go to the line', ops: ops('MK') },
      { does: 'substitute', ops: ops('MK') },
      { does: 'the new word, ended', ops: ops('KKKKKMK') },
      { does: 'the old word, ended', ops: ops('KKKKKMK') },
      { does: 'end the command', ops: ops('K') },
    ];
    const display = [
      { does: 'point at the word and take it', ops: ops('HPK') },
      { does: 'replace', ops: ops('HMK') },
      { does: 'the new word, ended', ops: ops('KKKKKMK') },
    ];
    expect(secondsOf(line, SKILLED)).toBeCloseTo(8.4, 6);
    expect(secondsOf(display, SKILLED)).toBeCloseTo(6.2, 6);
    expect([keystrokesOf(line), keystrokesOf(display)]).toEqual([15, 8]);
  });

  it('counts the system’s time as far as nobody thinks meanwhile', () => {
    const wait = (responds: number, letters: string) =>
      secondsOf([
        { does: 'asked', ops: ops('K'), responds },
        { does: 'answered', ops: ops(letters) },
      ]);
    expect(wait(1, 'K')).toBeCloseTo(2 * OPERATORS.K + 1, 6);
    expect(wait(1, 'MK')).toBeCloseTo(wait(0, 'MK'), 6);
    expect(wait(2, 'MK')).toBeCloseTo(wait(0, 'MK') + 2 - OPERATORS.M, 6);
  });
});

describe('our surface as it is counted', () => {
  it('presses the keys of the shipped map, Shift for itself, and no more', () => {
    for (const way of WAYS) {
      const expected = PRESSES[way]
        .map((press) => {
          if (press === 'digit') return 1;
          if (typeof press !== 'object') return cost(DEFAULT_KEYS[press]);
          return press.typed === 'End' || press.typed === 'Escape'
            ? 1
            : [...press.typed].reduce((sum, key) => sum + cost(key), 0);
        })
        .reduce((sum, one) => sum + one, 0);
      expect([way, keystrokesOf(ours({ way, looks: 0 }))]).toEqual([way, expected]);
      expect(clicksOf(ours({ way, looks: 0 }))).toBe(0);
    }
    expect(keystrokesOf(ours({ way: 'approve', looks: 0 }))).toBe(1);
    expect(keystrokesOf(ours({ way: 'approve', looks: 3 }))).toBe(4);
  });

  it('is not decided before its keys are armed', () => {
    const steps = ours({ way: 'approve', looks: 0 });
    const hurried = secondsOf(steps, { ...OPERATORS, M: 0 });
    expect(hurried).toBeCloseTo(ARM_AFTER_MS / 1000 + OPERATORS.K, 6);
  });
});

describe('the plain queue as it is counted', () => {
  it('is worked with the mouse, and never thought about more often than ours', () => {
    for (const way of WAYS) {
      const [mine, theirs] = [ours({ way, looks: 1 }), plain({ way, looks: 1 })];
      const thoughts = (steps: typeof mine) =>
        steps.flatMap((step) => step.ops).filter((one) => one === 'M').length;
      expect([way, thoughts(theirs) <= thoughts(mine)]).toEqual([way, true]);
      expect(theirs.some(({ responds = 0 }) => responds > 0)).toBe(false);
    }
    // The row, approve, confirm, back; a look is a click there and one back.
    expect(clicksOf(plain({ way: 'approve', looks: 0 }))).toBe(4);
    expect(clicksOf(plain({ way: 'approve', looks: 2 }))).toBe(8);
    const kind = { confirms: false, evidence: true };
    expect(clicksOf(plain({ way: 'approve', looks: 2 }, kind))).toBe(3);
  });
});

describe('the 200', () => {
  it('are those of the run in the built extension, each way among them', () => {
    const units = mixed();
    const rows = units.reduce((sum, unit) => sum + unit.rows, 0);
    expect(rows).toBe(MIX.mails + MIX.works + 3 * MIX.clones + MIX.inGmail);
    expect(rows).toBe(200);
    expect(new Set(units.map(({ way }) => way))).toEqual(new Set(WAYS));
    expect(units.every(({ words, wordsAlone }) => words > 0 && wordsAlone.every(Boolean))).toBe(
      true,
    );
  });

  it('without a batch are as many decisions, none of them faster', () => {
    const units = mixed();
    const [batched, single] = [true, false].map((batching) => onOurs(units, { batching }));
    expect(single?.handling).toHaveLength(200);
    for (const [at, seconds] of (batched?.handling ?? []).entries())
      expect(seconds).toBeLessThanOrEqual(single?.handling[at] ?? 0);
    expect(onPlain(units).handling).toHaveLength(200);
  });

  it('are told as the rows of the bench: the headline first after the keystrokes, the rest beside it', async () => {
    const rows = await b11();
    expect(rows.map(({ row }) => row)).toEqual(rows.map(() => 'B11'));
    expect(rows[0]).toMatchObject({ unit: 'keystrokes', value: 1, met: true });
    expect(rows[1]).toMatchObject({ unit: 's per decision', runs: 200, met: true });
    expect(rows[1]?.ratio).toBeLessThanOrEqual(1 / 3);
    expect(rows.slice(2).map(({ work }) => /reading|batching/.test(work))).not.toContain(false);
  });
});

/** Keys that a finger presses for a character. */
const cost = (key: string): number => (/[A-Z?]/.test(key) ? 2 : 1);
