import { sameRule } from '../lanes/policy.ts';
import type { PolicyFault } from '../ownership/validate-policy.ts';
import type { Policy, Stage } from '../schema/workflow.ts';
import { betaBinomialUpper } from '../stats/beta-binomial.ts';
import type { StandingLane } from './reroute.ts';

/*
 * observer → planner → adopter (P9). A step down is anybody's who may change the policy; a step up is
 * earned, by the same figures wherever it is asked: here with sentences, and again in the database (0019).
 */

const RANK: Readonly<Record<Stage, number>> = { observer: 1, planner: 2, adopter: 3 };
/** A policy that names none is as far as its lanes are: those open by their bounds alone. */
export const stageOf = ({ stage }: Pick<Policy, 'stage'>): Stage => stage ?? 'adopter';

/** What an observer has to show: so many decisions of people, and at most this share defective. */
export const PLANNER = { labels: 60, upper: 0.1, level: 0.95 } as const;

/** What was measured of a workflow, for the next step. */
export type Performance = {
  /** first versions that people decided in the last 90 days, and those with a defect */
  decided: number;
  defects: number;
  /** lanes with the rule that each was found by; `held`: its bound has held in this round */
  lanes: readonly { rule: StandingLane['rule']; tier: 'auto' | 'constrained'; held: boolean }[];
};

export type Step = {
  to: Stage;
  /** whether it may be taken now */
  earned: boolean;
  /** what was measured against what is asked, a sentence */
  why: string;
};

/** The steps up from a stage, with what each still needs. */
export function stepsFrom(policy: Pick<Policy, 'stage' | 'autonomy'>, seen: Performance): Step[] {
  const rank = RANK[stageOf(policy)];
  return (['planner', 'adopter'] as const)
    .filter((to) => RANK[to] > rank)
    .map((to) => (to === 'planner' ? planner(seen) : adopter(policy, seen)));
}

function planner({ decided, defects }: Performance): Step {
  const { labels, upper, level } = PLANNER;
  if (decided < labels)
    return { to: 'planner', earned: false, why: `${decided} of ${labels} decisions are there` };
  // anytime: a promotion may be asked for every day
  const most = betaBinomialUpper(defects, decided, 1 - level);
  const seen = `${defects} of ${decided} were defective: at most ${percent(most)}, ${percent(level)} sure`;
  return most <= upper
    ? { to: 'planner', earned: true, why: seen }
    : { to: 'planner', earned: false, why: `${seen}; ${percent(upper)} is the line` };
}

function adopter(policy: Pick<Policy, 'autonomy'>, seen: Performance): Step {
  const first = planner(seen);
  if (!first.earned) return { ...first, to: 'adopter' };
  if (!policy.autonomy)
    return { to: 'adopter', earned: false, why: 'no lane is defined that could be earned' };
  const held = hasEarned(policy, seen);
  return held
    ? { to: 'adopter', earned: true, why: 'the bound of a lane holds' }
    : { to: 'adopter', earned: false, why: 'no lane’s bound holds yet' };
}

/** Whether the bound of a lane, by the policy's own rule, has held in this round. */
export const hasEarned = (policy: Pick<Policy, 'autonomy'>, { lanes }: Performance): boolean =>
  lanes.some(
    (lane) =>
      lane.held &&
      policy.autonomy?.lanes.some((rule) => rule.tier === lane.tier && sameRule(rule, lane.rule)),
  );

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/**
 * The fault of a policy that promotes its workflow further than was measured; null where it doesn't.
 * @param before the policy in force; null for a new workflow, about which nothing is known
 */
export function promotionFault(
  before: Pick<Policy, 'stage'> | null,
  after: Pick<Policy, 'stage' | 'autonomy'>,
  seen: Performance,
): PolicyFault | null {
  // One that never named a stage, new or old, is held by its lanes' bounds.
  if (before === null && after.stage === undefined) return null;
  const from: Stage = before === null ? 'planner' : stageOf(before);
  const to = stageOf(after);
  if (RANK[to] <= RANK[from]) return null;
  const step = stepsFrom({ ...after, stage: from }, seen).find((one) => one.to === to);
  if (step?.earned) return null;
  return {
    path: '/policy/stage',
    message: `${to} is not earned: ${step?.why ?? 'nothing was measured'}`,
    why: 'A stage goes up on what was measured, never on a wish.',
  };
}
