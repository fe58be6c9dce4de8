import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, tuneWarning } from '../../../src/core/antipatterns/fixes.ts';
import { proposedLine, type Warned } from '../../../src/core/antipatterns/warning-line.ts';
import { workflowOf } from './workflow.ts';

const CEILING = { side: 'ceiling', line: 0.001 } as const;
const FLOOR = { side: 'floor', line: 0.05 } as const;
const many = (count: number, rate: number, worth = false): Warned[] =>
  Array.from({ length: count }, () => ({ rate, worth }));

describe('the line that closed warnings speak for', () => {
  it('is where what was worth it begins, in two digits on the side that loses none of it', () => {
    const warned = [...many(30, 0.0013), ...many(3, 0.00217, true), ...many(4, 0.0024)];
    expect(proposedLine(warned, CEILING)).toEqual({ line: 0.0021, kept: 7, worth: 3 });
    const floor = [...many(30, 0.048), ...many(3, 0.0214, true), ...many(1, 0.02)];
    expect(proposedLine(floor, FLOOR)).toEqual({ line: 0.022, kept: 4, worth: 3 });
  });

  it('is none where too little was worth it, or what was lies in the midst of the noise', () => {
    expect(proposedLine([], CEILING)).toBeNull();
    expect(proposedLine([...many(30, 0.0013), ...many(2, 0.02, true)], CEILING)).toBeNull();
    expect(proposedLine(many(40, 0.0013), CEILING)).toBeNull();
    expect(proposedLine([...many(40, 0.003), ...many(4, 0.0012, true)], CEILING)).toBeNull();
  });

  it('is no line that a brake can’t have', () => {
    expect(proposedLine(many(3, 0, true), FLOOR)).toBeNull();
    expect(proposedLine(many(3, 1, true), CEILING)).toBeNull();
  });

  it('is the best of all lines of two digits (brute force)', () => {
    const LINES = [-4, -3, -2, -1]
      .flatMap((power) =>
        Array.from({ length: 90 }, (_, nth) =>
          Number(((nth + 10) * 10 ** (power - 1)).toPrecision(2)),
        ),
      )
      .filter((line) => line >= 0.0001);
    const rate = fc.integer({ min: 1, max: 400 }).map((n) => n / 4000);
    const closed = fc.array(fc.record({ rate, worth: fc.boolean() }), { maxLength: 25 });
    let found = 0;
    fc.assert(
      fc.property(closed, fc.constantFrom(CEILING, FLOOR), (warned, { side, line: now }) => {
        const kept = LINES.filter((line) => (side === 'ceiling' ? line > now : line < now))
          .map((line) =>
            warned.filter((one) => (side === 'ceiling' ? one.rate >= line : one.rate <= line)),
          )
          .map((some) => ({ kept: some.length, worth: some.filter(({ worth }) => worth).length }))
          .filter((one) => one.worth >= 3 && one.worth >= 0.2 * one.kept);
        const most = Math.max(0, ...kept.map(({ worth }) => worth));
        const least = Math.min(
          ...kept.filter(({ worth }) => worth === most).map((one) => one.kept),
        );
        const proposed = proposedLine(warned, { side, line: now });
        expect(proposed?.worth ?? 0).toBe(most);
        if (proposed === null) return;
        found += 1;
        expect(proposed.kept).toBe(least);
        expect(LINES).toContain(proposed.line);
      }),
      { seed: 9, numRuns: 300 },
    );
    expect(found).toBeGreaterThan(60);
  });
});

describe('the fix', () => {
  const workflow = workflowOf({});
  const of = (warned: readonly Warned[]) => tuneWarning(workflow, 'complaint', warned)[0];
  const lineOf = (fix: NonNullable<ReturnType<typeof of>>) =>
    fixed(workflow, fix)?.policy.brakes?.find(({ action }) => action === 'warn')?.line;

  it('moves to it, and says how much of what it would have kept was worth it', () => {
    const fix = of([...many(30, 0.0013), ...many(3, 0.0023, true)]);
    if (!fix) throw new Error('no fix');
    expect(fix.line).toBe(0.0023);
    expect(lineOf(fix)).toBe(0.0023);
    expect(fix.changes).toEqual([
      { what: 'Warns at this rate of complaint', from: '0.1 %', to: '0.23 %' },
      {
        what: 'Closed warnings that were worth it',
        ...{ from: '3 of 33', to: '3 of 3 at this rate or beyond' },
      },
    ]);
  });

  it('is twice as far where they speak for none, or for one beyond what stops', () => {
    for (const warned of [many(30, 0.0013), many(3, 0.004, true), []]) {
      const fix = of(warned);
      if (!fix) throw new Error('no fix');
      expect(fix.line).toBeUndefined();
      expect(lineOf(fix)).toBe(0.002);
      expect(fix.changes).toHaveLength(1);
    }
  });
});
