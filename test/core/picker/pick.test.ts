import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BESIDE, flips } from '../../../src/core/picker/flips.ts';
import {
  INPUT_NAMES,
  INPUTS,
  type InputName,
  LIGHTEST_FIRST,
  type PickerInputs,
  type PickerScene,
} from '../../../src/core/picker/inputs.ts';
import { caughtByConfidence, sumOf } from '../../../src/core/picker/patterns.ts';
import { answerOf, pick } from '../../../src/core/picker/pick.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { BASE, BUYER, CASES, EARNED, INSIDE, PRICES } from './cases.ts';

const answer = (inputs: PickerInputs, scene: PickerScene): string => answerOf(pick(inputs, scene));

/** Inputs log-uniform over what a workflow may plausibly be. */
const plausible: fc.Arbitrary<PickerInputs> = fc
  .record({
    ...{ rate: span(1e-4, 0.3), cost: span(0.1, 1e4), bearable: span(100, 1e6) },
    ...{ compoundHours: span(1, 2000), auroc: fc.double({ min: 0.5, max: 0.98, noNaN: true }) },
    ...{ sensitivity: fc.double({ min: 0.2, max: 1, noNaN: true }), volume: span(1, 1e4) },
    ...{ reviewMinutes: span(0.1, 30), reviewHours: span(0.1, 100), knowHours: span(0.1, 2000) },
  })
  .map((inputs) => inputs satisfies PickerInputs);
function span(least: number, most: number): fc.Arbitrary<number> {
  return fc
    .double({ min: Math.log(least), max: Math.log(most), noNaN: true })
    .map((at) => Math.exp(at));
}
const scenes = fc.constantFrom(INSIDE, BUYER, EARNED, PRICES);

describe.each(CASES)('$name', ({ inputs, scene = INSIDE, pattern, fits = true }) => {
  const at = { ...BASE, ...inputs };

  it(`is ${pattern}${fits ? '' : ', and not even that will do'}`, () => {
    const got = pick(at, scene);
    expect([got.pattern, got.fits]).toEqual([pattern, fits]);
  });

  it('flips just beyond each point that is stated, and not just before', () => {
    for (const flip of flips(at, scene)) {
      const toward = flip.side === 'above' ? 1 : -1;
      const beyond = { ...at, [flip.input]: flip.at * (1 + toward * BESIDE) };
      const before = { ...at, [flip.input]: flip.at * (1 - toward * BESIDE) };
      expect(answer(beyond, scene)).toBe(`${flip.becomes.pattern} ${flip.becomes.fits}`);
      expect(answer(beyond, scene)).not.toBe(answer(at, scene));
      expect(answer(before, scene)).toBe(answer(at, scene));
    }
  });
});

describe('flip points', () => {
  it('are all there are: nothing changes up to the nearest, for any workflow', () => {
    const random = seededRandom(7);
    fc.assert(
      fc.property(plausible, scenes, (at, scene) => {
        const stated = flips(at, scene);
        const now = answer(at, scene);
        for (const input of INPUT_NAMES) {
          const [least, most] = within(input, at, stated);
          for (let turn = 0; turn < 5; turn += 1) {
            const value = Math.exp(Math.log(least) + random() * (Math.log(most) - Math.log(least)));
            expect(answer({ ...at, [input]: value }, scene)).toBe(now);
          }
        }
        for (const flip of stated) {
          const toward = flip.side === 'above' ? 1 : -1;
          const beyond = { ...at, [flip.input]: flip.at * (1 + toward * BESIDE) };
          expect(answer(beyond, scene)).not.toBe(now);
        }
      }),
      { seed: 5, numRuns: 80 },
    );
  });

  it('exist for a workflow on the edge, and for no input of one that a floor holds', () => {
    expect(flips(BASE, INSIDE).length).toBeGreaterThan(3);
    const prices = flips({ ...BASE, reviewHours: 10, rate: 1e-4, cost: 0.01 }, PRICES);
    // what is left to change is whether there are people for it
    expect(new Set(prices.map(({ becomes }) => becomes.pattern))).toEqual(
      new Set(['pre-approval']),
    );
  });
});

/** Where an input may move without meeting a stated flip. */
function within(
  input: InputName,
  at: PickerInputs,
  stated: ReturnType<typeof flips>,
): [number, number] {
  const of = (side: 'above' | 'below') =>
    stated.find((flip) => flip.input === input && flip.side === side)?.at;
  const least = of('below');
  const most = of('above');
  return [
    least === undefined ? INPUTS[input].least : Math.min(at[input], least * (1 + BESIDE)),
    most === undefined ? INPUTS[input].most : Math.max(at[input], most * (1 - BESIDE)),
  ];
}

describe('floors', () => {
  it('hold for whatever the answers are', () => {
    fc.assert(
      fc.property(plausible, (at) => {
        expect(pick(at, BUYER).pattern).toBe('pre-approval');
        expect(pick(at, PRICES).pattern).toBe('pre-approval');
        expect(['exception-handling', 'pre-approval']).toContain(pick(at, EARNED).pattern);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

describe('the arithmetic', () => {
  it('is the race of two clocks: simulated, the damage and the delay come out', () => {
    const random = seededRandom(11);
    const exponential = (mean: number): number => -Math.log(1 - random()) * mean;
    for (const pattern of LIGHTEST_FIRST) {
      const sum = sumOf(pattern, BASE);
      let [hours, runs] = [0, 0];
      for (; runs < 40_000; runs += 1)
        hours += Math.min(exponential(sum.signalHours), exponential(sum.readerHours));
      expect(hours / runs / sum.detectHours).toBeCloseTo(1, 1);
      const out = BASE.cost * sum.wrongPerHour * sum.escapes * (hours / runs);
      expect(out / sum.damage).toBeCloseTo(1, 1);
    }
  });

  it('has what confidence catches from the ROC curve that it says: simulated', () => {
    const random = seededRandom(12);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const separation = Math.SQRT2 * 0.841_621_233_572_914_2; // √2 · Φ⁻¹(0.8)
    const right = Array.from({ length: 40_000 }, normal).sort((a, b) => a - b);
    const line = right[Math.floor(right.length * 0.08)] ?? 0;
    let caught = 0;
    for (let turn = 0; turn < 40_000; turn += 1) if (normal() - separation < line) caught += 1;
    expect(caughtByConfidence(0.8, 0.08)).toBeCloseTo(caught / 40_000, 1);
    expect(caughtByConfidence(0.5, 0.08)).toBe(0.08);
  });

  it('is monotone in each input, in the directions that the flips rest on', () => {
    const up: Partial<
      Record<InputName, { damage: 1 | -1 | 0; hours: 1 | -1 | 0; minutes: 1 | 0 }>
    > = {
      rate: { damage: 1, hours: -1, minutes: 0 },
      cost: { damage: 1, hours: 0, minutes: 0 },
      auroc: { damage: -1, hours: -1, minutes: 0 },
      sensitivity: { damage: -1, hours: -1, minutes: 0 },
      volume: { damage: 1, hours: -1, minutes: 1 },
      reviewMinutes: { damage: 0, hours: 0, minutes: 1 },
      knowHours: { damage: 1, hours: 1, minutes: 0 },
    };
    fc.assert(
      fc.property(plausible, fc.constantFrom(...LIGHTEST_FIRST), (at, pattern) => {
        for (const [input, way] of Object.entries(up)) {
          const name = input as InputName;
          const more = Math.min(INPUTS[name].most, at[name] * 1.3);
          const [one, two] = [sumOf(pattern, at), sumOf(pattern, { ...at, [name]: more })];
          const moved = (a: number, b: number) =>
            Math.sign(b - a) * (Math.abs(b - a) > a * 1e-9 ? 1 : 0);
          expect([0, way.damage]).toContain(moved(one.damage, two.damage));
          expect([0, way.hours]).toContain(moved(one.detectHours, two.detectHours));
          expect([0, way.minutes]).toContain(moved(one.minutes, two.minutes));
        }
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});
