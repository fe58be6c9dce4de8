import type { Graded } from '../stats/graded.ts';
import { type Information, information } from '../stats/information.ts';
import type { Period } from './evidence.ts';
import { type Breach, closed, type LaneState, type LaneSubject, laneFor, learn } from './lane.ts';
import type { RiskPolicy } from './policy.ts';
import type { Noticing } from './sensitivity.ts';
import { decideLane, type LaneVerdict } from './verdict.ts';

/** One day of one lane: what it knew, what was settled since, and what is decided by it. */
export type Day = {
  state: LaneState;
  subject: LaneSubject;
  policy: RiskPolicy;
  /** cohorts that were settled since the last verdict, in any order */
  periods: readonly Period[];
  noticing: Noticing | null;
  /** everything of this subject that was looked at, and all scores */
  graded: readonly Graded[];
  scores: readonly number[];
  /** the detector tripped, or a person closed it, since the last verdict */
  breach: Breach | null;
};

export type Decided = { state: LaneState; verdict: LaneVerdict; information: Information };

/** Replicates of the bootstrap that says whether confidence means anything: 2.5 % tails need no more. */
const REPLICATES = 400;

/** Settle → learn → decide, as `npm run simulate -- lanes` drives it. Deterministic. */
export function day(input: Day): Decided {
  const { subject, policy, periods, noticing, graded, scores, breach } = input;
  let state = laneFor(input.state, subject, policy);
  if (breach !== null) state = closed(state, breach);
  for (const period of periods) state = learn(state, period);
  const found = information(graded, scores, { seed: 1, replicates: REPLICATES });
  return { ...decideLane(state, policy, { noticing, information: found }), information: found };
}
