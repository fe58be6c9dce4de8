import { thresholdFor } from '../stats/threshold.ts';
import { type BrakeLine, lineKey } from './line.ts';
import type { Grant } from './state.ts';

/** A live brake, and its part in the workspace's false alarms. */
export type Live = {
  id: string;
  line: BrakeLine;
  /** what its brakes divide: a send is in one workflow, of one template, model version, sending domain */
  of: 'workflow' | 'template' | 'model-version' | 'domain';
  /** stated by the workspace; only its ratio to the others' counts */
  weight: number;
};

/**
 * Splits "on average at most one false alarm in `every` sends" of a workspace over its live brakes.
 *
 * A brake with run length A_i that sees a share s_i of all sends alarms falsely at most s_i / A_i times
 * a send. Brakes with the same line of the same kind of thing (the reply floors of all workflows)
 * share the sends out among them, so for such a group Σ s_i ≤ 1 and its largest weight stands for it:
 * with W the sum over groups, A_i = every · W / weight_i makes Σ s_i / A_i ≤ 1 / every. So a
 * second workflow costs the first nothing; a new kind of line does. Where no two brakes share, it is
 * the plain split by weights.
 *
 * To be called whenever a brake is born or retired; each brake gets its grant as a `split` event.
 * @throws {RangeError} unless 1 ≤ every and all weights are above 0
 */
export function splitBudget(every: number, live: readonly Live[]): Map<string, Grant> {
  if (!(every >= 1)) throw new RangeError(`one false alarm in ${every} sends: at least 1`);
  const heaviest = new Map<string, number>();
  for (const { id, of, line, weight } of live) {
    if (!(weight > 0)) throw new RangeError(`brake ${id} has weight ${weight}: above 0`);
    const group = `${of} ${line.action} ${lineKey(line)}`;
    heaviest.set(group, Math.max(weight, heaviest.get(group) ?? 0));
  }
  const all = [...heaviest.values()].reduce((sum, weight) => sum + weight, 0);
  return new Map(live.map(({ id, line, weight }) => [id, grantFor(line, (every * all) / weight)]));
}

/** What a brake needs to run `every` sends between false alarms, on average, on its line. */
export const grantFor = ({ side, line }: BrakeLine, every: number): Grant => ({
  every,
  threshold: thresholdFor(side, line, every),
});
