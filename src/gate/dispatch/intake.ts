import { checkProposal } from '../../core/claims/check.ts';
import { canonical } from '../../core/digest/canonical.ts';
import { contentDigest, executable } from '../../core/digest/content.ts';
import { sha256Hex } from '../../core/digest/sha256.ts';
import { route } from '../../core/routing/route.ts';
import type { ProposalInput } from '../../core/schema/proposal.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import { executorOf, signClearance } from './clear.ts';
import type { UseCaseDeps } from './deps.ts';
import { normalise } from './normalise.ts';
import {
  type AgentIdentity,
  Refusal,
  type RoutedRevision,
  type SubmittedProposal,
} from './ports.ts';

/** Submits a proposal: normalised, checked, routed. @throws Refusal invalid-request, external-id-conflict */
export async function propose(
  deps: UseCaseDeps,
  agent: AgentIdentity,
  input: ProposalInput,
): Promise<SubmittedProposal> {
  const target = { proposalId: deps.newId(), revision: 1 };
  return deps.store.proposals.submit(await prepare(deps, { agent, input, target }));
}

/** Submits a new revision of the agent's own proposal. @throws Refusal not-found, not-open, invalid-request */
export async function revise(
  deps: UseCaseDeps,
  agent: AgentIdentity,
  { proposalId, input }: { proposalId: string; input: ProposalInput },
): Promise<SubmittedProposal> {
  const { workspaceId } = agent;
  const current = await deps.store.proposals.current({ workspaceId, proposalId });
  if (!current || current.agentId !== agent.agentId)
    throw new Refusal('not-found', 'This agent has no such proposal.');
  if (current.workflow.id !== input.workflowId) {
    throw new Refusal('invalid-request', 'A revision stays in its workflow.', [
      { path: '/workflowId', message: `the proposal belongs to ${current.workflow.id}` },
    ]);
  }
  const target = { proposalId, revision: current.revision + 1 };
  return deps.store.proposals.revise(await prepare(deps, { agent, input, target }));
}

type Target = { proposalId: string; revision: number };

async function prepare(
  deps: UseCaseDeps,
  { agent, input, target }: { agent: AgentIdentity; input: ProposalInput; target: Target },
): Promise<RoutedRevision> {
  const { workspaceId, agentId } = agent;
  const workflow = await workflowFor(deps, workspaceId, input);
  const normal = normalise(deps, input);
  const { content, claims } = normal;
  const now = new Date(deps.now()).toISOString();
  const { context } = input;
  const checks = checkProposal({ content, claims, context, policy: workflow.policy, now });
  const flags = [...normal.flags, ...checks];
  const { confidence } = input;
  const routed = route({ kind: content.kind, confidence, flags, claims, workflow });
  const digest = await contentDigest(content);
  const submitted: ProposalInput = { ...input, content, claims, flags: normal.flags };
  const revision: RoutedRevision = {
    workspaceId,
    agentId,
    proposalId: target.proposalId,
    input: submitted,
    content,
    contentDigest: digest,
    submissionDigest: await sha256Hex(canonical({ ...submitted, content: executable(content) })),
    flags,
    ...routed,
    dueHours: workflow.policy.dueHours,
  };
  const executor = executorOf(content);
  if (routed.lane !== 'auto' || !executor) return revision;
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
  return { ...revision, policyClearance };
}

async function workflowFor(
  deps: UseCaseDeps,
  workspaceId: string,
  input: ProposalInput,
): Promise<Workflow> {
  const workflow = await deps.store.workflows.getWorkflow({ workspaceId, id: input.workflowId });
  if (!workflow) {
    throw new Refusal('invalid-request', 'The proposal is not valid.', [
      { path: '/workflowId', message: 'no such workflow in this workspace' },
    ]);
  }
  if (!workflow.kinds.includes(input.content.kind)) {
    throw new Refusal('invalid-request', 'The proposal is not valid.', [
      { path: '/content/kind', message: `the workflow takes ${workflow.kinds.join(', ')}` },
    ]);
  }
  return workflow;
}
