import type { Claim, Flag } from '../schema/claim.ts';
import { BUYER_FACING, type Kind } from '../schema/kind.ts';
import type { Trigger } from '../schema/proposal.ts';
import type { Lane, Policy, RiskTier, Workflow } from '../schema/workflow.ts';
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
    policy: Pick<Policy, 'confidenceLine' | 'alwaysPerson'>;
  };
};
export type Routed = { lane: Lane; tier: RiskTier; trigger: Trigger };

/**
 * Where a proposal goes, how risky it is, and the sentence that says why. Pure. The most specific
 * reason wins, since it is the one a reviewer can act on; floors (prices) come before everything.
 */
export function route(input: RouteInput): Routed {
  const trigger = reasonForPerson(input);
  const tier = tierOf(input);
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

function reasonForPerson({
  kind,
  confidence,
  flags,
  claims,
  workflow,
}: RouteInput): Trigger | null {
  const { policy } = workflow;
  if (kind === 'price.quote')
    return { code: 'kind-needs-person', message: 'Prices always need a person.' };
  const finding = findingOf(flags, claims);
  if (finding) return finding;
  if (!(confidence >= policy.confidenceLine)) {
    return {
      code: 'below-line',
      message: `The agent is ${percent(confidence)} sure; below ${percent(policy.confidenceLine)} a person decides.`,
    };
  }
  if (policy.alwaysPerson.includes(kind)) {
    return {
      code: 'kind-needs-person',
      message: `Your team's policy sends every ${KIND_WORDS[kind]} to a person.`,
    };
  }
  if (BUYER_FACING.has(kind)) {
    return {
      code: 'buyer-facing',
      message: `A buyer will see this ${KIND_WORDS[kind]}, so a person reads it first.`,
    };
  }
  if (workflow.pattern === 'pre-approval') {
    return { code: 'pattern', message: 'In this workflow a person approves every item first.' };
  }
  if (workflow.state === 'paused') {
    return { code: 'workflow-paused', message: 'The workflow is paused; nothing runs by itself.' };
  }
  return null;
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
