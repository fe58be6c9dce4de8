import { needed, ruleOf } from '../../core/ownership/qualification.ts';
import { validatePolicy } from '../../core/ownership/validate-policy.ts';
import { promotionFault } from '../../core/policies/stage.ts';
import type { RiskTier, Workflow, WorkflowInput } from '../../core/schema/workflow.ts';
import type { CalibrationItem } from '../../protocol/ownership.ts';
import type { UseCaseDeps } from './deps.ts';
import { type NewFix, Refusal, type ReviewerIdentity } from './ports.ts';
import { checkUrl } from './urls.ts';

type Deps = Pick<UseCaseDeps, 'store'>;
/** Beyond it the database would say only that a value is out of range. */
const MAX_VERSION = 2 ** 31 - 1;

/**
 * Puts a workflow by the rules that no policy may break; the same for HTTP and the command line.
 * @throws Refusal invalid-request with the path, what is wrong and why; version-conflict
 */
export async function putWorkflow(
  { store, loopbackWebhooks }: Deps & Pick<UseCaseDeps, 'loopbackWebhooks'>,
  input: {
    workspaceId: string;
    workflow: WorkflowInput;
    by: string;
    reason?: string;
    rolledBackTo?: number;
    because?: NewFix;
  },
): Promise<Workflow> {
  checkUrl({ loopbackWebhooks }, { url: input.workflow.executorUrl, path: '/executorUrl' });
  const pager = input.workflow.policy.paging?.webhookUrl;
  checkUrl({ loopbackWebhooks }, { url: pager, path: '/policy/paging/webhookUrl' });
  if (input.workflow.policy.version > MAX_VERSION) {
    throw new Refusal('invalid-request', 'The request is not valid.', [
      { path: '/policy/version', message: 'counts up by one from 1' },
    ]);
  }
  const faults = validatePolicy(input.workflow);
  if (faults.length > 0) {
    throw new Refusal(
      'invalid-request',
      'No policy may say this.',
      faults.map(({ path, message, why }) => ({ path, message: `${message}. ${why}` })),
    );
  }
  await refusePromotion(store, input);
  return store.workflows.putWorkflow(input);
}

/** A stage goes up on what was measured only; the database has the last word (0019). */
async function refusePromotion(
  store: Deps['store'],
  { workspaceId, workflow: { id, policy } }: { workspaceId: string; workflow: WorkflowInput },
): Promise<void> {
  const before = await store.workflows.getWorkflow({ workspaceId, id });
  if (before ? before.policy.stage === policy.stage : policy.stage === undefined) return;
  const seen = await store.policies.performance({ workspaceId, workflowId: id });
  const fault = promotionFault(before?.policy ?? null, policy, seen);
  if (fault === null) return;
  throw new Refusal('invalid-request', 'No policy may say this.', [
    { path: fault.path, message: `${fault.message}. ${fault.why}` },
  ]);
}

/** Fewer of either answer, and pressing one key all the way would pass. */
const LEAST_OF_EACH = 2;

/**
 * A new version of a calibration set.
 * @throws Refusal not-found, invalid-request
 */
export async function putCalibration(
  { store }: Deps,
  input: {
    workspaceId: string;
    workflowId: string;
    tier: RiskTier;
    items: CalibrationItem[];
    by: string;
  },
): Promise<{ tier: RiskTier; version: number; items: number; needed: number }> {
  const { workspaceId, workflowId, tier, items } = input;
  const workflow = await store.workflows.getWorkflow({ workspaceId, id: workflowId });
  if (!workflow) throw new Refusal('not-found', 'There is no such workflow.');
  const faults: { path: string; message: string }[] = [];
  const seen = new Set<string>();
  for (const [index, { id, content }] of items.entries()) {
    if (seen.has(id)) faults.push({ path: `/items/${index}/id`, message: 'is there twice' });
    seen.add(id);
    if (!workflow.kinds.includes(content.kind)) {
      const message = `the workflow takes ${workflow.kinds.join(', ')}`;
      faults.push({ path: `/items/${index}/content/kind`, message });
    }
  }
  const rejections = items.filter(({ answer }) => answer.action === 'reject').length;
  if (Math.min(rejections, items.length - rejections) < LEAST_OF_EACH) {
    const message = `needs at least ${LEAST_OF_EACH} items to approve and ${LEAST_OF_EACH} to reject`;
    faults.push({ path: '/items', message });
  }
  const enough = needed(items.length, ruleOf(workflow.policy));
  if (enough === null) {
    const message = 'is too small: even with every answer right nobody would reach the line';
    faults.push({ path: '/items', message });
  }
  if (faults.length > 0 || enough === null) {
    throw new Refusal('invalid-request', 'The set cannot be used.', faults);
  }
  const put = await store.ownership.putCalibration(input);
  if (!put) throw new Refusal('not-found', 'There is no such workflow.');
  return { tier, version: put.version, items: items.length, needed: enough };
}

/**
 * Says that somebody is away or back: oneself, or anybody by a manager.
 * @throws Refusal forbidden, not-found, invalid-request for a time that is over
 */
export async function setAway(
  deps: Pick<UseCaseDeps, 'store' | 'now'>,
  { workspaceId, reviewer }: ReviewerIdentity,
  { email = reviewer.email, until }: { email?: string | undefined; until: string | null },
): Promise<{ email: string; until: string | null }> {
  const own = email.toLowerCase() === reviewer.email.toLowerCase();
  if (!own && reviewer.role === 'rep') {
    throw new Refusal('forbidden', 'Only a manager may say that somebody else is away.');
  }
  if (until !== null && Date.parse(until) <= deps.now()) {
    throw new Refusal('invalid-request', 'The request is not valid.', [
      { path: '/until', message: 'is over already' },
    ]);
  }
  const by = `reviewer:${reviewer.id}`;
  const known = await deps.store.ownership.setAway({ workspaceId, email, until, by });
  if (!known) throw new Refusal('not-found', 'There is no such person.');
  return { email: email.toLowerCase(), until };
}
