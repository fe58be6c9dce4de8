import type { Noticing } from '../lanes/sensitivity.ts';
import type { Trigger } from '../schema/proposal.ts';
import type { WorkflowInput } from '../schema/workflow.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { PastProposal } from './past.ts';
import { readsText, reroute, type StandingLane } from './reroute.ts';
import { wouldEarn } from './would-earn.ts';

export type SimulationInput = {
  past: readonly PastProposal[];
  days: number;
  /** milliseconds since 1970 */
  now: number;
  /** as it is, and as it would be; each with what its exception rules say of each proposal */
  current: { workflow: WorkflowInput; exceptions: readonly (Trigger | null)[] };
  draft: { workflow: WorkflowInput; exceptions: readonly (Trigger | null)[] };
  /** lanes as they stand now */
  standing: readonly StandingLane[];
  noticing: Noticing | null;
  /** 0.95 where one policy is looked at; of several tried, each gets its part of what may go wrong */
  level: number;
};

export type LaneForecast = {
  model: string;
  modelVersion: string;
  promptVersion: string;
  tier: 'auto' | 'constrained';
  open: boolean;
  threshold: number | null;
  why: string;
};

export type Simulation = {
  /** where they went when they came, under whatever policy held then */
  was: { proposals: number; toPeople: number };
  current: Figures;
  /** from the moment it takes effect */
  draft: Figures;
  /** once its lanes have earned what this evidence would let them; null where it has none, or they stand already */
  earned: Figures | null;
  lanes: LaneForecast[];
  /** what is not in these figures, each a sentence */
  missing: string[];
};

/** Both policies over the same past proposals. Pure and deterministic; the sums of STATISTICS §2. */
export function simulatePolicy(input: SimulationInput): Simulation {
  const { past, days, now, current, draft, standing, noticing, level } = input;
  const sure = { days, noticing, delta: 1 - level };
  const figures = (
    { workflow, exceptions }: SimulationInput['draft'],
    lanes: readonly StandingLane[],
  ): Figures =>
    figuresOf(reroute(past, workflow, { exceptions, standing: lanes }), {
      ...sure,
      standing: lanes,
    });
  const atOnce = figures(draft, standing);
  const closed = reroute(past, draft.workflow, { exceptions: draft.exceptions, standing: [] });
  const lanes = wouldEarn(closed, draft.workflow, { noticing, now });
  const opens = lanes.some(({ verdict }) => verdict.open);
  const earned = opens ? figures(draft, lanes) : null;
  return {
    was: {
      proposals: past.length,
      toPeople: past.filter(({ lane }) => lane === 'human').length,
    },
    current: figures(current, standing),
    draft: atOnce,
    earned: earned !== null && earned.toPeople < atOnce.toPeople ? earned : null,
    lanes: lanes.map(({ model, modelVersion, prompt, verdict }) => ({
      ...{ model, modelVersion, promptVersion: prompt, tier: verdict.tier, open: verdict.open },
      ...{ threshold: verdict.threshold, why: verdict.why },
    })),
    missing: missing(input),
  };
}

/** Settings whose effect on what came can't be told from what was stored. */
const UNSEEN: readonly (keyof WorkflowInput['policy'])[] = [
  'evidenceMaxAgeDays',
  'requireOptOut',
  'ownCompanies',
  'pricing',
];

const WORDS: Partial<Record<keyof WorkflowInput['policy'], string>> = {
  evidenceMaxAgeDays: 'the age of evidence',
  requireOptOut: 'the opt-out line',
  ownCompanies: 'your company names',
  pricing: 'the limit of discounts',
};

function missing({ past, current, draft }: SimulationInput): string[] {
  const said: string[] = [];
  const [before, after] = [current.workflow.policy, draft.workflow.policy];
  const changed = UNSEEN.filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (changed.length > 0) {
    const names = changed.map((name) => WORDS[name] ?? name).join(', ');
    said.push(`Checks were not run again, so changes of ${names} do not show here.`);
  }
  const rules = after.autonomy?.exceptions.filter(readsText) ?? [];
  const erased = past.filter(({ content }) => content === null).length;
  if (rules.length > 0 && erased > 0)
    said.push(
      `The texts of ${erased} are erased: exception rules that read texts were not tried on them.`,
    );
  if (past.some(({ superseded }) => superseded))
    said.push('Each proposal is taken as it first came; later revisions are not simulated.');
  if (after.ramp !== undefined || before.ramp !== undefined)
    said.push('Launch ramps hold back sends, not reviews: they are not simulated.');
  said.push('Pauses by brakes, planted items and second looks are not simulated.');
  return said;
}
