import type { Pattern } from '../schema/workflow.ts';
import { LIGHTEST_FIRST, type PickerInputs, type PickerScene } from './inputs.ts';
import { type Sum, sumOf, willDo } from './patterns.ts';

/** No lighter pattern than this may be picked, whatever the arithmetic says, and why (P8, P10). */
export type Floor = { pattern: Pattern; why: 'price' | 'earned' | 'unearned' };

/**
 * What goes to a buyer is approved first until a lane has earned otherwise, and then only exceptions are; a
 * price is approved always.
 */
export function floorOf({ toBuyer, prices, earned }: PickerScene): Floor | null {
  if (prices) return { pattern: 'pre-approval', why: 'price' };
  if (!toBuyer) return null;
  return earned
    ? { pattern: 'exception-handling', why: 'earned' }
    : { pattern: 'pre-approval', why: 'unearned' };
}

export type Pick = {
  pattern: Pattern;
  /** false: not even the heaviest will do, and `sums` say what is wrong with it */
  fits: boolean;
  floor: Floor | null;
  /** the arithmetic of each pattern, the lightest first */
  sums: Sum[];
};

/** What an answer is, for telling whether another one is the same. */
export const answerOf = ({ pattern, fits }: Pick): string => `${pattern} ${fits}`;

/**
 * The lightest pattern, not lighter than the floor, that will do: that finds errors before they compound, at
 * a loss that can be borne, with the people there are. Where none will, the heaviest, with `fits: false`.
 */
export function pick(inputs: PickerInputs, scene: PickerScene): Pick {
  const floor = floorOf(scene);
  const sums = LIGHTEST_FIRST.map((pattern) => sumOf(pattern, inputs));
  const from = floor === null ? 0 : LIGHTEST_FIRST.indexOf(floor.pattern);
  const found = sums.find((sum, index) => index >= from && willDo(sum));
  return {
    pattern: found?.pattern ?? 'pre-approval',
    fits: found !== undefined,
    floor,
    sums,
  };
}
