import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Live, splitBudget } from '../../../src/core/brakes/budget.ts';
import { type BrakeLine, START_LINES } from '../../../src/core/brakes/line.ts';

const lineAt = (index: number): BrakeLine => {
  const line = START_LINES[index % START_LINES.length];
  if (!line) throw new RangeError('there are start lines');
  return line;
};
const live = fc.array(
  fc.record({
    line: fc.nat(4).map(lineAt),
    of: fc.constantFrom('workflow', 'template', 'domain'),
    weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
  { minLength: 1, maxLength: 30 },
);
const named = (list: readonly Omit<Live, 'id'>[]): Live[] =>
  list.map((one, index) => ({ ...one, id: `b${index}` }));

describe("a workspace's false alarms", () => {
  it('are not split by a weight of nothing, nor fewer than one send apart', () => {
    const one: Live = { id: 'b', line: lineAt(0), of: 'workflow', weight: 0 };
    expect(() => splitBudget(1000, [one])).toThrow(/weight 0/);
    expect(() => splitBudget(0, [])).toThrow(/at least 1/);
  });

  it('stay within one in N, however sends fall on workflows, templates and domains', () => {
    fc.assert(
      fc.property(live, fc.infiniteStream(fc.nat(1000)), (list, random) => {
        const brakes = named(list);
        const grants = splitBudget(10_000, brakes);
        const group = ({ of, line }: Live): string => `${of} ${line.signal} ${line.line}`;
        // Within a group each send is at most one brake's: any shares that add up to 1.
        const parts = new Map(brakes.map((brake) => [brake.id, 1 + random.next().value]));
        const sums = new Map<string, number>();
        for (const brake of brakes)
          sums.set(group(brake), (sums.get(group(brake)) ?? 0) + (parts.get(brake.id) ?? 0));
        const alarms = brakes.reduce((sum, brake) => {
          const share = (parts.get(brake.id) ?? 0) / (sums.get(group(brake)) ?? 1);
          return sum + share / (grants.get(brake.id)?.every ?? 0);
        }, 0);
        expect(alarms).toBeLessThanOrEqual((1 / 10_000) * (1 + 1e-9));
      }),
    );
  });

  it('are split by weight over brakes that see the same sends', () => {
    const grants = splitBudget(
      1000,
      named([
        { line: lineAt(0), of: 'workflow', weight: 3 },
        { line: lineAt(1), of: 'workflow', weight: 1 },
      ]),
    );
    expect(grants.get('b0')?.every).toBeCloseTo(1333.33, 1);
    expect(grants.get('b1')?.every).toBe(4000);
  });

  it('cost the first workflow nothing when a second is born, and all something when a line is', () => {
    const first = named([{ line: lineAt(0), of: 'workflow', weight: 1 }]);
    const second = { line: lineAt(0), of: 'workflow', weight: 1, id: 'b1' } as const;
    const third = { line: lineAt(1), of: 'workflow', weight: 1, id: 'b2' } as const;
    expect(splitBudget(1000, [...first, second]).get('b0')).toEqual(
      splitBudget(1000, first).get('b0'),
    );
    const grown = splitBudget(1000, [...first, second, third]).get('b0');
    expect(grown?.every).toBe(2000);
    expect(grown?.threshold).toBeGreaterThan(splitBudget(1000, first).get('b0')?.threshold ?? 0);
  });
});
