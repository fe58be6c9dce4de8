import type { Claim, Flag } from '../schema/claim.ts';
import { BUYER_FACING, type Kind } from '../schema/kind.ts';
import type { Trigger } from '../schema/proposal.ts';
import type { Lane, Policy, RiskTier, Workflow } from '../schema/workflow.ts';
import { type Earned, laneFor } from './earned.ts';
import { STAGE_WHY } from './stage.ts';
import { KIND_WORDS } from './words.ts';

/** What routing looks at: nothing of it can come from the agent as a lane or a tier. */
export type RouteInput = {
  kind: Kind;
  confidence: number;
  flags: readonly Flag[];
  claims: readonly Pick<Claim, 'statement' | 'status'>[];
  workflow: {
    pattern: Workflow['pattern'];
    state: Workflow['state'];
    policy: Pick<Policy, 'confidenceLine' | 'alwaysPerson' | 'stage'>;
  };
  /** where the policy says how autonomy is earned: the lanes as they stand now */
  earned?: Earned;
};
export type Routed = { lane: Lane; tier: RiskTier; trigger: Trigger };

/**
 * Where a proposal goes, how risky it is, and the sentence that says why. Pure. The most specific
 * reason wins, since it is the one a reviewer can act on; floors (prices) come before everything.
 */
export function route(input: RouteInput): Routed {
  const tier = tierOf(input);
  if (input.earned) return routeEarned(input, { tier, earned: input.earned });
  const trigger = reasonForPerson(input);
  if (trigger) return { lane: 'human', tier, trigger };
  const { confidenceLine } = input.workflow.policy;
  return {
    lane: 'auto',
    tier,
    trigger: {
      code: 'open-lane',
      message: `Confidence ${percent(input.confidence)} reaches this workflow's line of ${percent(confidenceLine)}, nothing was flagged, and no buyer sees it.`,
    },
  };
}

/** With a measured lane, its threshold takes the place of the policy's line, and of the kind's audience. */
function routeEarned(
  input: RouteInput,
  { tier, earned }: { tier: RiskTier; earned: Earned },
): Routed {
  const trigger =
    floorOf(input) ??
    alwaysOf(input) ??
    patternOf(input.workflow) ??
    // last, so that what it turned away is what would have run: evidence for the lane
    earned.exception;
  if (trigger) return { lane: 'human', tier, trigger };
  const found = laneFor(earned, input.confidence);
  return { lane: found.lane?.tier ?? 'human', tier, trigger: found.trigger };
}

/** What no policy lifts: a price, and what the findings say. */
function floorOf({ kind, flags, claims }: RouteInput): Trigger | null {
  if (kind === 'price.quote')
    return { code: 'kind-needs-person', message: 'Prices always need a person.' };
  return findingOf(flags, claims);
}

function alwaysOf({ kind, workflow }: RouteInput): Trigger | null {
  if (!workflow.policy.alwaysPerson.includes(kind)) return null;
  return {
    code: 'kind-needs-person',
    message: `Your team's policy sends every ${KIND_WORDS[kind]} to a person.`,
  };
}

function patternOf({ pattern, state }: RouteInput['workflow']): Trigger | null {
  if (pattern === 'pre-approval')
    return { code: 'pattern', message: 'In this workflow a person approves every item first.' };
  if (state === 'paused')
    return { code: 'workflow-paused', message: 'The workflow is paused; nothing runs by itself.' };
  return null;
}

function reasonForPerson(input: RouteInput): Trigger | null {
  const { kind, confidence, workflow } = input;
  const { policy } = workflow;
  const floor = floorOf(input);
  if (floor) return floor;
  if (policy.stage === 'observer') return { code: 'stage', message: STAGE_WHY.observer };
  if (!(confidence >= policy.confidenceLine)) {
    return {
      code: 'below-line',
      message: `The agent is ${percent(confidence)} sure; below ${percent(policy.confidenceLine)} a person decides.`,
    };
  }
  const always = alwaysOf(input);
  if (always) return always;
  if (BUYER_FACING.has(kind)) {
    return {
      code: 'buyer-facing',
      message: `A buyer will see this ${KIND_WORDS[kind]}, so a person reads it first.`,
    };
  }
  return patternOf(workflow);
}

const count = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`);

function findingOf(flags: RouteInput['flags'], claims: RouteInput['claims']): Trigger | null {
  const wrong = claims.filter((claim) => claim.status === 'contradicted');
  if (wrong.length > 0) {
    return {
      code: 'claim-contradicted',
      message: `${count(wrong.length, 'fact')} in it ${wrong.length === 1 ? 'is' : 'are'} contradicted by the evidence.`,
    };
  }
  const high = flags.filter((flag) => flag.severity === 'high');
  const ours = high.find((flag) => flag.origin !== 'agent');
  if (ours) return { code: 'check-flag', message: ours.message };
  const agents = high[0];
  if (agents) return { code: 'agent-flag', message: `The agent itself flagged: ${agents.message}` };
  const unproven = claims.filter((claim) => claim.status === 'unsupported');
  if (unproven.length > 0) {
    return {
      code: 'claim-unsupported',
      message: `${count(unproven.length, 'fact')} in it ${unproven.length === 1 ? 'has' : 'have'} no evidence.`,
    };
  }
  return null;
}

function tierOf({ kind, confidence, flags, claims, workflow }: RouteInput): RiskTier {
  const severe =
    kind === 'price.quote' ||
    claims.some((claim) => claim.status === 'contradicted') ||
    flags.some((flag) => flag.severity === 'high');
  if (severe) return 'high';
  const notable =
    BUYER_FACING.has(kind) ||
    claims.some((claim) => claim.status !== 'supported') ||
    flags.some((flag) => flag.severity === 'medium') ||
    !(confidence >= workflow.policy.confidenceLine);
  return notable ? 'medium' : 'low';
}

/** Rounded down, so that "below 90%" never reads "90% sure". */
const percent = (share: number): string => `${Math.floor(share * 1000) / 10}%`;
