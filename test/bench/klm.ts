/*
 * The keystroke-level model: what an expert's error-free handling of a known task takes, as a sum of
 * operators. S. K. Card, T. P. Moran, A. Newell, "The Keystroke-Level Model for User Performance Time
 * with Interactive Systems", Communications of the ACM 23(7), 1980, 396–410, and "The Psychology of
 * Human-Computer Interaction", Erlbaum 1983, chapter 8.
 */

/**
 * Seconds of each operator.
 * K one key, Shift one more: 0.28 for an average non-secretary typist (40 wpm); 0.20 is a skilled
 *   typist's (55 wpm). The slower one is the less kind to a surface that is all keys.
 * P pointing with the mouse at a target: 1.1 on average over Fitts's law.
 * H a hand from the keyboard to the mouse, or back.
 * M preparing in mind, before a command and not before what it fully implies (their rules 0 to 4).
 * B the mouse button down or up: 0.1, so that a click, BB, is 0.2 as theirs (D. Kieras, "Using the
 *   Keystroke-Level Model to Estimate Execution Times", University of Michigan 2001).
 */
export const OPERATORS = { K: 0.28, P: 1.1, H: 0.4, M: 1.35, B: 0.1 } as const;
export type Operator = keyof typeof OPERATORS;

/** `responds` is R: seconds until the system takes the next operator; only waiting beyond M counts. */
export type Step = { does: string; ops: readonly Operator[]; responds?: number };

/** `'MPBB'` as operators. */
export const ops = (letters: string): Operator[] => [...letters].map((one) => one as Operator);

/** Seconds that these steps take. */
export function secondsOf(
  steps: readonly Step[],
  operators: Readonly<Record<Operator, number>> = OPERATORS,
): number {
  let total = 0;
  let pending = 0;
  for (const { ops: all, responds = 0 } of steps) {
    for (const one of all) {
      // What the system does while somebody thinks is not waited for.
      total += one === 'M' ? Math.max(pending, operators.M) : pending + operators[one];
      pending = 0;
    }
    pending += responds;
  }
  return total;
}

/** Keys pressed, Shift among them. */
export const keystrokesOf = (steps: readonly Step[]): number => countOf(steps, 'K');
export const clicksOf = (steps: readonly Step[]): number => countOf(steps, 'B') / 2;

const countOf = (steps: readonly Step[], operator: Operator): number =>
  steps.reduce((sum, step) => sum + step.ops.filter((one) => one === operator).length, 0);
