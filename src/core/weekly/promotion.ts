import type { LaneVerdict } from '../lanes/verdict.ts';
import type { Workflow } from '../schema/workflow.ts';

/** A lane of the workflow as far as a promotion rests on it. */
export type LaneStanding = {
  model: string;
  modelVersion: string;
  tier: 'auto' | 'constrained';
  open: boolean;
  verdict: Pick<LaneVerdict, 'why' | 'wait' | 'bound' | 'alpha'> | null;
};

/** The next step toward running without a person, or why there is none now. */
export type Promotion =
  | { may: true; step: Step; why: string }
  | {
      may: false;
      why: string;
      /** labels until the bound should hold; null where that isn't in sight */
      wait: number | null;
    };
export type Step =
  /** its lane is open and its pattern keeps it shut: from approving each to the exceptions */
  | { to: 'exception-handling' }
  /** twice as many a day in the constrained tier */
  | { to: 'cap'; from: number; cap: number };

/** A cap grows to this at the most by promotions; beyond it somebody writes the policy. */
const MOST = 10_000;

/**
 * What a workflow has earned. Nothing is promoted on a wish: a lane must be open by its bound, as the gate
 * has computed it. The lane goes on being watched, and closes by itself.
 */
export function promotionOf(
  { pattern, kinds, policy }: Pick<Workflow, 'pattern' | 'kinds' | 'policy'>,
  lanes: readonly LaneStanding[],
): Promotion {
  if (kinds.every((kind) => kind === 'price.quote'))
    return { may: false, why: 'Prices always need a person.', wait: null };
  const { autonomy } = policy;
  if (!autonomy)
    return { may: false, why: 'Its policy names no way to earn it (autonomy).', wait: null };
  const open = lanes.filter((lane) => lane.open);
  const [best] = open;
  if (!best) return closed(lanes);
  const why = `${best.model} ${best.modelVersion}: ${best.verdict?.why ?? 'its bound holds'}`;
  if (pattern === 'pre-approval') return { may: true, step: { to: 'exception-handling' }, why };
  const tiers = new Set(open.map(({ tier }) => tier));
  const from = autonomy.lanes.find(({ tier }) => tier === 'constrained')?.limits?.dailyCap;
  if (tiers.has('constrained') && from !== undefined && from < MOST)
    return { may: true, step: { to: 'cap', from, cap: Math.min(MOST, from * 2) }, why };
  return { may: false, why: `Nothing is left to promote: ${why}.`, wait: null };
}

/** The lane that is nearest to opening speaks for all. */
function closed(lanes: readonly LaneStanding[]): Promotion {
  const wait = (lane: LaneStanding): number => lane.verdict?.wait ?? Number.POSITIVE_INFINITY;
  const [nearest] = [...lanes].sort((a, b) => wait(a) - wait(b));
  if (!nearest?.verdict)
    return { may: false, why: 'Nothing of it has been judged yet.', wait: null };
  const { why } = nearest.verdict;
  return {
    may: false,
    why: `${nearest.model} ${nearest.modelVersion}: ${why}`,
    wait: nearest.verdict.wait,
  };
}
