import type { Pattern } from '../schema/workflow.ts';
import {
  INPUT_NAMES,
  INPUTS,
  type InputName,
  LIGHTEST_FIRST,
  type PickerInputs,
  type PickerScene,
} from './inputs.ts';
import { type Sum, sumOf } from './patterns.ts';
import { answerOf, type Pick, pick } from './pick.ts';

/** Where one input, the others as they are, would change the answer. */
export type Flip = {
  input: InputName;
  /** the value at which it changes */
  at: number;
  /** on which side of it the other answer lies */
  side: 'above' | 'below';
  becomes: { pattern: Pattern; fits: boolean };
};

const CONDITIONS = ['affordable', 'inTime', 'staffed'] as const;
/** "Just beyond": relative. Both sides of a stated point are this near to it. */
export const BESIDE = 1e-6;

/**
 * The nearest flip of each input on each side, exactly: each condition of each pattern is monotone in each
 * input, so it changes at most once and bisection finds where; between two neighbours of those points nothing
 * changes. An input without an entry changes nothing inside its range.
 */
export function flips(inputs: PickerInputs, scene: PickerScene): Flip[] {
  const now = answerOf(pick(inputs, scene));
  return INPUT_NAMES.flatMap((input) => {
    const points = turningPoints(input, inputs);
    const value = inputs[input];
    const above = points.filter((at) => at >= value).sort((a, b) => a - b);
    const below = points.filter((at) => at < value).sort((a, b) => b - a);
    return [nearest(above, 'above'), nearest(below, 'below')].flatMap((one) => one ?? []);

    function nearest(candidates: readonly number[], side: Flip['side']): Flip | null {
      for (const at of candidates) {
        const beside = side === 'above' ? at * (1 + BESIDE) : at * (1 - BESIDE);
        if (beside < INPUTS[input].least || beside > INPUTS[input].most) continue;
        const there: Pick = pick({ ...inputs, [input]: beside }, scene);
        if (answerOf(there) !== now)
          return { input, at, side, becomes: { pattern: there.pattern, fits: there.fits } };
      }
      return null;
    }
  });
}

/** Where any condition of any pattern changes with this input. */
function turningPoints(input: InputName, inputs: PickerInputs): number[] {
  const { least, most } = INPUTS[input];
  const points: number[] = [];
  for (const pattern of LIGHTEST_FIRST) {
    const at = (value: number): Sum => sumOf(pattern, { ...inputs, [input]: value });
    const [low, high] = [at(least), at(most)];
    for (const condition of CONDITIONS) {
      if (low[condition] === high[condition]) continue;
      points.push(turn(least, most, (value) => at(value)[condition] !== low[condition]));
    }
  }
  return points;
}

/** Where `turned` becomes true between the ends, by halving in logarithms, to a part in 10¹³. */
function turn(least: number, most: number, turned: (value: number) => boolean): number {
  let [from, to] = [least, most];
  for (let step = 0; step < 200; step += 1) {
    const middle = Math.sqrt(from) * Math.sqrt(to);
    if (!(middle > from && middle < to) || to / from < 1 + 1e-13) break;
    if (turned(middle)) to = middle;
    else from = middle;
  }
  return to;
}
