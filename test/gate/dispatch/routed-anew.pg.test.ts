import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ProposalInput } from '../../../src/core/schema/proposal.ts';
import { propose, revise } from '../../../src/gate/dispatch/intake.ts';
import type { AgentIdentity, ProposalStore } from '../../../src/gate/dispatch/ports.ts';
import {
  enrich,
  proposal,
  type Team,
  type TestGate,
  team,
  testGate,
  WORKFLOWS,
} from '../http/harness.ts';

let gate: TestGate;
let acme: Team;
beforeAll(async () => {
  gate = await testGate();
});
beforeEach(async () => {
  acme = await team(gate.store);
});
afterAll(() => gate.close());

const writer = (): AgentIdentity => {
  const { workspaceId, agentId } = acme;
  return { workspaceId, agentId, agentName: 'Writer' };
};
const record = (change: Partial<ProposalInput> = {}): ProposalInput =>
  proposal({ workflowId: 'enrich', content: enrich(), ...change });

const pauseNow = () =>
  gate.store.workflows.setWorkflowState({
    workspaceId: acme.workspaceId,
    id: 'enrich',
    state: 'paused',
    by: 'a test',
    reason: 'a look',
  });

/** A policy that sends all of it to a person. */
const closeLane = () => {
  const [, workflow] = WORKFLOWS;
  if (!workflow) throw new Error('the second workflow has an open lane');
  const policy = { ...workflow.policy, confidenceLine: 1, version: workflow.policy.version + 1 };
  return gate.store.workflows.putWorkflow({
    workspaceId: acme.workspaceId,
    workflow: { ...workflow, policy },
  });
};

/** The gate, where something happens once between the routing of a proposal and its writing. */
function crossedBy(call: 'submit' | 'revise', happens: () => Promise<unknown>) {
  let left = 1;
  const { proposals } = gate.store;
  const crossed: ProposalStore[typeof call] = async (revision) => {
    if (left-- > 0) await happens();
    return proposals[call](revision);
  };
  return { ...gate.deps, store: { ...gate.store, proposals: { ...proposals, [call]: crossed } } };
}

it.each([
  ['pauses', pauseNow],
  ['has another policy', closeLane],
])('goes to a person when its workflow %s while it is proposed', async (_name, happens) => {
  const made = await propose(crossedBy('submit', happens), writer(), record());
  expect(made).toMatchObject({ state: 'pending', lane: 'human', created: true });
});

it.each([
  ['pauses', pauseNow],
  ['has another policy', closeLane],
])('goes to a person when its workflow %s while it is revised', async (_name, happens) => {
  const first = await propose(gate.deps, writer(), record({ confidence: 0.1 }));
  expect(first).toMatchObject({ state: 'pending', lane: 'human' });
  const { proposalId } = first;
  const made = await revise(crossedBy('revise', happens), writer(), {
    proposalId,
    input: record(),
  });
  expect(made).toMatchObject({ state: 'pending', lane: 'human', revision: 2 });
});

it('answers the same for what was proposed before, though its workflow pauses', async () => {
  const input = record();
  const first = await propose(gate.deps, writer(), input);
  expect(first).toMatchObject({ state: 'approved', lane: 'auto' });
  const again = await propose(crossedBy('submit', pauseNow), writer(), input);
  expect(again).toEqual({ ...first, created: false });
});

it('takes two revisions at once, one after the other, each cleared for its own number', async () => {
  const { proposalId } = await propose(gate.deps, writer(), record({ confidence: 0.1 }));
  const other = record({ confidence: 0.91 });
  const deps = crossedBy('revise', () => revise(gate.deps, writer(), { proposalId, input: other }));
  const made = await revise(deps, writer(), { proposalId, input: record({ confidence: 0.92 }) });
  expect(made).toMatchObject({ state: 'approved', lane: 'auto', revision: 3 });
});
