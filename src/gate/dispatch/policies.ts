import { setImmediate as breath } from 'node:timers/promises';
import { validatePolicy } from '../../core/ownership/validate-policy.ts';
import type { PolicyFacts } from '../../core/picker/facts.ts';
import { measuredBy } from '../../core/picker/measured.ts';
import type { PastProposal } from '../../core/policies/past.ts';
import { exceptionFor, normsFrom } from '../../core/policies/reroute.ts';
import { type Simulation, simulatePolicy } from '../../core/policies/simulate.ts';
import { hasEarned, stageOf, stepsFrom } from '../../core/policies/stage.ts';
import type { Trigger } from '../../core/schema/proposal.ts';
import type { Workflow, WorkflowInput } from '../../core/schema/workflow.ts';
import { executorOf } from './clear.ts';
import type { UseCaseDeps } from './deps.ts';
import { putWorkflow } from './ownership.ts';
import { Refusal } from './ports.ts';

/** Beyond it the newest are taken, and the answer says so. */
export const MOST = 4000;
/** Read by exception rules between two breaths of the event loop. */
const CHUNK = 100;

export type PolicyEffect = Simulation & {
  days: number;
  /** there were more than {@link MOST}: these are the newest */
  capped: boolean;
  /** the version that it was compared with */
  current: Simulation['current'];
  version: number;
};

type Tried = {
  workspaceId: string;
  workflow: WorkflowInput;
  days: number;
  /** how many drafts of it have been tried: the more, the surer each has to be */
  tries: number;
};

/**
 * What a policy would have done with what came lately, and what it promises for the next month. Changes
 * nothing. @throws Refusal not-found, invalid-request as {@link putWorkflow} would
 */
export async function simulate(
  deps: Pick<UseCaseDeps, 'store' | 'systems' | 'now'>,
  { workspaceId, workflow, days, tries }: Tried,
): Promise<PolicyEffect> {
  const { policies, workflows } = deps.store;
  const at = { workspaceId, workflowId: workflow.id };
  const current = await workflows.getWorkflow({ workspaceId, id: workflow.id });
  if (!current) throw new Refusal('not-found', 'There is no such workflow.');
  refuseFaults(workflow);
  const [{ past: stored, more }, standing, noticing] = await Promise.all([
    policies.pastProposals({ ...at, days, limit: MOST }),
    policies.standingLanes(at),
    policies.noticing(at),
  ]);
  const past = stored.map((one) => ({
    ...one,
    byHand: one.content !== null && executorOf(one.content, { systems: deps.systems }) === null,
  }));
  const oldest = past.at(-1);
  // Where there are more than fit, the month to come is reckoned from the days that do.
  const spanned = more && oldest ? Math.max((deps.now() - oldest.at) / 86_400_000, 1 / 24) : days;
  const simulated = simulatePolicy({
    ...{ past, days: spanned, now: deps.now(), standing, noticing },
    current: { workflow: current, exceptions: await exceptionsOf(past, current) },
    draft: { workflow, exceptions: await exceptionsOf(past, workflow) },
    level: 1 - 0.05 / tries,
  });
  return { ...simulated, days: spanned, capped: more, version: current.policy.version };
}

/**
 * Where a workflow stands on its way, what the next stage needs, and which of the picker's questions its own
 * data answer. @throws Refusal not-found
 */
export async function facts(
  { store }: Pick<UseCaseDeps, 'store'>,
  at: { workspaceId: string; workflowId: string },
): Promise<PolicyFacts> {
  const { workspaceId, workflowId: id } = at;
  const workflow = await store.workflows.getWorkflow({ workspaceId, id });
  if (!workflow) throw new Refusal('not-found', 'There is no such workflow.');
  const [performance, seen, noticing] = await Promise.all([
    store.policies.performance(at),
    store.policies.seen(at),
    store.policies.noticing(at),
  ]);
  return {
    stage: stageOf(workflow.policy),
    steps: stepsFrom(workflow.policy, performance),
    earned: hasEarned(workflow.policy, performance),
    measured: measuredBy({ ...seen, noticing }),
  };
}

async function exceptionsOf(
  past: readonly PastProposal[],
  workflow: WorkflowInput,
): Promise<(Trigger | null)[]> {
  if (!workflow.policy.autonomy) return past.map(() => null);
  const norms = normsFrom(past, workflow);
  const found: (Trigger | null)[] = [];
  for (let from = 0; from < past.length; from += CHUNK) {
    for (const one of past.slice(from, from + CHUNK))
      found.push(exceptionFor(one, workflow, norms));
    await breath();
  }
  return found;
}

function refuseFaults(workflow: WorkflowInput): void {
  const faults = validatePolicy(workflow);
  if (faults.length === 0) return;
  throw new Refusal(
    'invalid-request',
    'No policy may say this.',
    faults.map(({ path, message, why }) => ({ path, message: `${message}. ${why}` })),
  );
}

type Publication = { workspaceId: string; by: string; reason: string };

/** Puts a changed workflow, with the reason for it. @throws Refusal as {@link putWorkflow} */
export async function publish(
  deps: Parameters<typeof putWorkflow>[0],
  { workflow, ...said }: Publication & { workflow: WorkflowInput },
): Promise<Workflow> {
  const { workspaceId } = said;
  if (!(await deps.store.workflows.getWorkflow({ workspaceId, id: workflow.id })))
    throw new Refusal('not-found', 'There is no such workflow.');
  return putWorkflow(deps, { ...said, workflow });
}

/**
 * An older version as a new one, with the reason; the log has both. `from` is the version that the person
 * saw as the current one. @throws Refusal not-found, version-conflict, and as {@link putWorkflow}
 */
export async function rollBack(
  deps: Parameters<typeof putWorkflow>[0],
  { workflowId, to, from, ...said }: Publication & { workflowId: string; to: number; from: number },
): Promise<Workflow> {
  const { workspaceId } = said;
  const older = await deps.store.ownership.version({ workspaceId, workflowId, version: to });
  if (!older) throw new Refusal('not-found', 'There is no such version.');
  if (to >= from)
    throw new Refusal('invalid-request', 'The request is not valid.', [
      { path: '/to', message: `is not older than version ${from}` },
    ]);
  const { workflow } = older;
  return putWorkflow(deps, {
    ...{ ...said, rolledBackTo: to },
    workflow: { ...workflow, policy: { ...workflow.policy, version: from + 1 } },
  });
}
