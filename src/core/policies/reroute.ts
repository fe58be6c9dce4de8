import { sameRule } from '../lanes/policy.ts';
import type { LaneVerdict } from '../lanes/verdict.ts';
import { hourIn, type LaneNow, segmentsOf } from '../routing/earned.ts';
import { exceptionOf, measures, type Norms, normOf } from '../routing/exceptions.ts';
import { type Routed, route } from '../routing/route.ts';
import { belowAdopter } from '../routing/stage.ts';
import type { ExceptionRule } from '../schema/autonomy.ts';
import type { Trigger } from '../schema/proposal.ts';
import type { WorkflowInput } from '../schema/workflow.ts';
import type { PastProposal } from './past.ts';

/*
 * Where past proposals would go under a policy: the gate's own routing over what is stored of them.
 */

/** The exception rules of a policy on one proposal; apart, because reading texts is what takes the time. */
export function exceptionFor(
  past: PastProposal,
  { policy }: Pick<WorkflowInput, 'policy'>,
  norms: Norms,
): Trigger | null {
  if (!policy.autonomy) return null;
  if (past.byHand) return { code: 'exception', message: 'It leaves from a person’s own mailbox.' };
  const { content, context, flags } = past;
  if (content === null) return null;
  return exceptionOf(policy.autonomy.exceptions, { content, context, flags, norms });
}

/** Rules that have to read the text; those of an erased one can't be tried. */
export const readsText = ({ rule }: ExceptionRule): boolean =>
  rule !== 'flag' && rule !== 'failed-check' && rule !== 'first-touch';

/** What is usual among these, for the rules that ask; the newest 500 say it, as in the gate. */
export function normsFrom(past: readonly PastProposal[], { policy }: WorkflowInput): Norms {
  const rules = policy.autonomy?.exceptions ?? [];
  const asked = new Set(rules.flatMap((rule) => (rule.rule === 'unusual' ? [rule.of] : [])));
  if (asked.size === 0) return {};
  const newest = past.toSorted((a, b) => b.at - a.at).slice(0, 500);
  const all = newest.flatMap(({ content }) => (content === null ? [] : [measures(content)]));
  return Object.fromEntries([...asked].map((of) => [of, normOf(all.map((one) => one[of]))]));
}

/** A lane as it stands, or would stand, for one model, model version and prompt version. */
export type StandingLane = {
  model: string;
  modelVersion: string;
  prompt: string;
  /** with the rule it was reached by; `sameRule` decides whether it counts */
  rule: Parameters<typeof sameRule>[0];
  verdict: Pick<
    LaneVerdict,
    'tier' | 'open' | 'threshold' | 'bound' | 'delta' | 'labels' | 'noticedOnly' | 'why'
  >;
};

/** The lane that routing sees: one under another rule than the policy's is closed, as in the gate. */
function lanesFor(
  past: PastProposal,
  workflow: WorkflowInput,
  { standing, used }: { standing: readonly StandingLane[]; used: ReadonlyMap<string, number> },
): LaneNow[] {
  const { model, modelVersion, prompt } = past.subject;
  const below = belowAdopter(workflow.policy);
  return (workflow.policy.autonomy?.lanes ?? []).map((rule): LaneNow => {
    const { tier, limits } = rule;
    const found = standing.find(
      (lane) =>
        lane.verdict.tier === tier &&
        lane.model === model &&
        lane.modelVersion === modelVersion &&
        lane.prompt === prompt &&
        sameRule(lane.rule, rule),
    );
    const counted = used.get(dayKey(past, tier)) ?? 0;
    const closed = { tier, open: false, threshold: null, limits, used: counted };
    if (below !== null) return { ...closed, why: below };
    if (!found?.verdict.open) return { ...closed, why: 'not earned yet' };
    const { threshold, why } = found.verdict;
    return { tier, open: true, threshold, limits, used: counted, why };
  });
}

/** Daily caps count per UTC day and per lane, which belongs to a model, version and prompt. */
const dayKey = ({ at, subject }: PastProposal, tier: string): string =>
  `${Math.floor(at / 86_400_000)} ${tier} ${subject.model} ${subject.modelVersion} ${subject.prompt}`;

export type Rerouted = {
  past: PastProposal;
  /** null: the workflow no longer takes this kind, so the gate would refuse it */
  to: Routed | null;
};

/**
 * Routes what came, in the order in which it came, under a workflow's policy and the lanes as given.
 * The workflow counts as running: a pause is no policy.
 * @param exceptions of {@link exceptionFor}, in the order of `past`
 */
export function reroute(
  past: readonly PastProposal[],
  workflow: WorkflowInput,
  {
    exceptions,
    standing,
  }: { exceptions: readonly (Trigger | null)[]; standing: readonly StandingLane[] },
): Rerouted[] {
  const { pattern, policy, kinds } = workflow;
  const { autonomy } = policy;
  const taken = new Set(kinds);
  const used = new Map<string, number>();
  const order = past.map((one, index) => ({ one, index })).sort((a, b) => a.one.at - b.one.at);
  const routed: Rerouted[] = past.map((one) => ({ past: one, to: null }));
  for (const { one, index } of order) {
    if (!taken.has(one.kind)) continue;
    const earned = autonomy && {
      lanes: lanesFor(one, workflow, { standing, used }),
      exception: exceptions[index] ?? null,
      hour: hourIn(autonomy.timeZone, one.at),
      segments: segmentsOf(one.template, autonomy.segments),
    };
    const to = route({
      ...{ kind: one.kind, confidence: one.confidence, flags: one.flags, claims: one.claims },
      workflow: { pattern, state: 'running', policy },
      ...(earned ? { earned } : {}),
    });
    const key = dayKey(one, to.lane);
    used.set(key, (used.get(key) ?? 0) + 1);
    routed[index] = { past: one, to };
  }
  return routed;
}
