import { validatePolicy } from '../../core/ownership/validate-policy.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import { type Clustered, clusteredRate } from '../../core/stats/clustered.ts';
import { acted, type WeeklyAct } from '../../core/weekly/act.ts';
import { changesOf, type Measured } from '../../core/weekly/compare.ts';
import { promotionOf } from '../../core/weekly/promotion.ts';
import type { LaneAnswer } from '../../protocol/lanes.ts';
import type { Estimate } from '../../protocol/report.ts';
import type {
  WeeklyAction,
  WeeklyActionAnswer,
  WeeklyAnswer,
  WeeklyRow,
  WeeklyWorkflow,
} from '../../protocol/weekly.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal, type ReviewerIdentity } from './ports.ts';

const WEEK_MS = 7 * 86_400_000;
const at = (ms: number): string => new Date(ms).toISOString();

/** The week up to `until` beside the one before, where each workflow stands, and what was done. */
export async function weeklyReview(
  { store }: Pick<UseCaseDeps, 'store'>,
  { workspaceId, until }: { workspaceId: string; until: number },
): Promise<WeeklyAnswer> {
  const [groups, workflows, lanes, notes] = await Promise.all([
    store.weekly.groups({ workspaceId, until: at(until) }),
    store.workflows.listWorkflows(workspaceId),
    store.lanes.list(workspaceId),
    store.weekly.notes(workspaceId),
  ]);
  const retired = new Map(
    workflows.map(({ id, policy }) => [id, new Set(policy.retiredTemplates ?? [])]),
  );
  return {
    week: { from: at(until - WEEK_MS), to: at(until) },
    sent: { from: at(until - 2 * WEEK_MS), to: at(until - WEEK_MS) },
    rows: groups.map(({ workflowId, by, name, ...of }) => ({
      ...{ workflowId, by, name },
      retired: by === 'template' && retired.get(workflowId)?.has(name) === true,
      ...{ now: weekOf(of.now), last: weekOf(of.last), changes: changesOf(of) },
    })),
    workflows: workflows.map((workflow) => standingOf(workflow, lanes)),
    notes,
  };
}

const weekOf = (of: Measured): WeeklyRow['now'] => ({
  override: estimateOf(of.override),
  reply: estimateOf(of.reply),
  optOut: estimateOf(of.optOut),
});

function estimateOf(counted: Clustered): Estimate {
  const { rate, n, low, high } = clusteredRate(counted);
  return { hits: counted.hits, n, share: n === 0 ? null : rate, low, high };
}

const lanesOf = ({ id }: Workflow, lanes: readonly LaneAnswer[]) =>
  lanes.filter(({ workflowId }) => workflowId === id);

function standingOf(workflow: Workflow, lanes: readonly LaneAnswer[]): WeeklyWorkflow {
  const { id, name, pattern, state, kinds, policy } = workflow;
  const promotion = promotionOf(workflow, lanesOf(workflow, lanes));
  return {
    ...{ id, name, pattern, state, kinds, policyVersion: policy.version },
    ...{ confidenceLine: policy.confidenceLine, alwaysPerson: policy.alwaysPerson },
    retiredTemplates: policy.retiredTemplates ?? [],
    promotion: promotion.may
      ? { may: true, step: promotion.step, why: promotion.why, wait: null }
      : promotion,
  };
}

/**
 * Does one thing of a review. @throws Refusal not-found, version-conflict, and invalid-request with what
 * speaks against it: a lane that has not earned it says how far it is
 */
export async function actWeekly(
  { store, newId }: Pick<UseCaseDeps, 'store' | 'newId'>,
  { workspaceId, reviewer }: ReviewerIdentity,
  { workflowId, policyVersion, reason, ...rest }: WeeklyAction,
): Promise<WeeklyActionAnswer> {
  const workflow = await store.workflows.getWorkflow({ workspaceId, id: workflowId });
  if (!workflow) throw new Refusal('not-found', 'There is no such workflow.');
  if (workflow.policy.version !== policyVersion)
    throw new Refusal(
      'version-conflict',
      `The policy is at version ${workflow.policy.version} by now; look at it again.`,
    );
  const lanes = lanesOf(workflow, await store.lanes.list(workspaceId));
  const what = actOf(rest);
  const done = acted(workflow, what, promotionOf(workflow, lanes));
  if ('fault' in done) throw new Refusal('invalid-request', 'That cannot be done.', [done.fault]);
  const faults = validatePolicy(done.workflow);
  if (faults.length > 0) throw new Refusal('invalid-request', 'No policy may say this.', faults);
  return store.weekly.act({
    ...{ workspaceId, workflow: done.workflow },
    reviewer: { id: reviewer.id, name: reviewer.name },
    note: { id: newId(), act: what.act, detail: done.detail, reason },
    ...(what.act === 'retire' ? { sweep: { id: newId(), template: what.template } } : {}),
  });
}

type Rest = WeeklyAction extends infer A
  ? A extends WeeklyAction
    ? Omit<A, 'workflowId' | 'policyVersion' | 'reason'>
    : never
  : never;

function actOf(rest: Rest): WeeklyAct {
  if (rest.act !== 'tighten') return rest;
  const { act, kind, confidenceLine = 0 } = rest;
  return kind === undefined ? { act, confidenceLine } : { act, kind };
}
