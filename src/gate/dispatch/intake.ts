import { checkProposal } from '../../core/claims/check.ts';
import { canonical } from '../../core/digest/canonical.ts';
import { executable } from '../../core/digest/content.ts';
import { checkWork } from '../../core/review/check.ts';
import { route } from '../../core/routing/route.ts';
import type { ProposalInput } from '../../core/schema/proposal.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import { autonomyOf } from './autonomy.ts';
import { blindOf } from './blind.ts';
import { canaryFor } from './canary.ts';
import { executorOf, signClearance } from './clear.ts';
import type { UseCaseDeps } from './deps.ts';
import { disclosureFlags, withDisclosure } from './disclosure.ts';
import { normalise } from './normalise.ts';
import {
  type AgentIdentity,
  Refusal,
  RoutedByOld,
  type RoutedRevision,
  type SubmittedProposal,
} from './ports.ts';
import { checkUrl } from './urls.ts';

/** Submits a proposal: normalised, checked, routed. @throws Refusal invalid-request, external-id-conflict */
export async function propose(
  deps: UseCaseDeps,
  agent: AgentIdentity,
  input: ProposalInput,
): Promise<SubmittedProposal> {
  // The second id is there for every proposal, planted or not: ids tell nothing.
  const target = { proposalId: deps.newId(), revision: 1, lookId: deps.newId() };
  for (let after: string | undefined; ; ) {
    const { workflow, seen } = await workflowFor(deps, { agent, input, after });
    const revision = await prepare(deps, { agent, input, target, workflow });
    try {
      return await deps.store.proposals.submit({ ...revision, workflowSeen: seen });
    } catch (error) {
      // Routed by a policy that is no longer the workflow's; read anew it can't be that one again.
      if (!(error instanceof RoutedByOld)) throw error;
      after = seen;
    }
  }
}

/** Submits a new revision of the agent's own proposal. @throws Refusal not-found, not-open, invalid-request */
export async function revise(
  deps: UseCaseDeps,
  agent: AgentIdentity,
  { proposalId, input }: { proposalId: string; input: ProposalInput },
): Promise<SubmittedProposal> {
  const { workspaceId } = agent;
  for (;;) {
    const current = await deps.store.proposals.current({ workspaceId, proposalId });
    if (!current || current.agentId !== agent.agentId)
      throw new Refusal('not-found', 'This agent has no such proposal.');
    const { workflow, workflowSeen } = current;
    if (workflow.id !== input.workflowId) {
      throw new Refusal('invalid-request', 'A revision stays in its workflow.', [
        { path: '/workflowId', message: `the proposal belongs to ${workflow.id}` },
      ]);
    }
    takes(workflow, input);
    const target = { proposalId, revision: current.revision + 1 };
    const revision = await prepare(deps, { agent, input, target, workflow });
    try {
      return await deps.store.proposals.revise({ ...revision, workflowSeen });
    } catch (error) {
      // As above, or another revision came in between.
      if (!(error instanceof RoutedByOld)) throw error;
    }
  }
}

type Target = { proposalId: string; revision: number; lookId?: string };

async function prepare(
  deps: UseCaseDeps,
  {
    agent,
    input,
    target,
    workflow,
  }: { agent: AgentIdentity; input: ProposalInput; target: Target; workflow: Workflow },
): Promise<RoutedRevision> {
  checkUrl(deps, { url: input.callbackUrl, path: '/callbackUrl' });
  const { workspaceId, agentId } = agent;
  const normal = normalise(deps, input);
  const { claims, slots } = normal;
  const now = new Date(deps.now()).toISOString();
  const { context } = input;
  const { policy } = workflow;
  // Our checks read what the agent wrote; the team's own line comes after it, and moves no span.
  const checks = checkProposal({ content: normal.content, claims, context, policy, now });
  const content = withDisclosure(deps, normal.content, policy.disclosure);
  const flags = [
    ...normal.flags,
    ...checkWork({ content, context, policy }),
    ...checks,
    ...disclosureFlags(content, policy.disclosure),
  ];
  const { confidence } = input;
  const executor = executorOf(content, { systems: deps.systems });
  const may = await autonomyOf(deps, {
    workspaceId,
    workflow,
    input,
    content,
    flags,
    target,
    executor,
  });
  const routing = {
    ...{ kind: content.kind, confidence, flags, claims, workflow },
    ...(may ? { earned: may.earned } : {}),
  };
  const routed = route(routing);
  const digest = digestOf(deps, canonical(executable(content)));
  const submitted: ProposalInput = {
    ...{ ...input, content, claims, flags: normal.flags },
    ...(slots ? { slots } : {}),
  };
  const revision: RoutedRevision = {
    workspaceId,
    agentId,
    proposalId: target.proposalId,
    input: submitted,
    content,
    contentDigest: digest,
    // As the agent sent it: the same again is the same, whatever line a policy has put to it since.
    submissionDigest: digestOf(
      deps,
      canonical({ ...submitted, content: executable(normal.content) }),
    ),
    flags,
    ...routed,
    dueHours: workflow.policy.dueHours,
    ...blindOf(deps, { policy, tier: routed.tier, id: target.proposalId }),
  };
  if (routed.lane === 'human') {
    const standIn = await canaryFor(deps, {
      ...{ workspaceId, workflow, input: submitted, target, flags },
      routed: (changed) => route({ ...routing, ...changed }),
    });
    return standIn ? { ...revision, ...standIn } : revision;
  }
  if (!executor) return revision;
  const pass = may ? await may.pass(routed.lane) : undefined;
  const policyClearance = await signClearance(deps, {
    executor,
    seconds: workflow.policy.clearanceSeconds,
    claims: {
      sub: target.proposalId,
      workspace: workspaceId,
      workflow: workflow.id,
      revision: target.revision,
      contentDigest: digest,
      policyVersion: workflow.policy.version,
    },
  });
  return { ...revision, policyClearance, ...(pass ? { pass } : {}) };
}

/** As core's `contentDigest` makes it, on this thread. */
const digestOf = ({ sha256 }: Pick<UseCaseDeps, 'sha256'>, text: string): string =>
  sha256(Buffer.from(text, 'utf8'));

async function workflowFor(
  deps: UseCaseDeps,
  {
    agent: { workspaceId },
    input,
    after,
  }: { agent: AgentIdentity; input: ProposalInput; after: string | undefined },
): Promise<{ workflow: Workflow; seen: string }> {
  const { workflows } = deps.store;
  const asked = { workspaceId, id: input.workflowId };
  const found = await workflows.recentWorkflow(after === undefined ? asked : { ...asked, after });
  // What memory would refuse may be allowed by now.
  const sure =
    found && faultOf(found.workflow, input)
      ? await workflows.recentWorkflow({ ...asked, after: found.seen })
      : found;
  if (!sure) {
    throw new Refusal('invalid-request', 'The proposal is not valid.', [
      { path: '/workflowId', message: 'no such workflow in this workspace' },
    ]);
  }
  takes(sure.workflow, input);
  return sure;
}

function takes(workflow: Workflow, input: ProposalInput): void {
  const fault = faultOf(workflow, input);
  if (fault) throw new Refusal('invalid-request', 'The proposal is not valid.', [fault]);
}

/** Why a workflow takes no such proposal; null where it does. */
function faultOf({ kinds, policy }: Workflow, { content, template }: ProposalInput) {
  if (!kinds.includes(content.kind))
    return { path: '/content/kind', message: `the workflow takes ${kinds.join(', ')}` };
  if (template !== undefined && policy.retiredTemplates?.includes(template))
    return {
      path: '/template',
      message: `${template} was retired by a person: nothing is taken from it any more`,
    };
  return null;
}
