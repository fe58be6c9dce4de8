import type { policyRoutes } from '../../protocol/routes/policies.ts';
import { facts, publish, rollBack, simulate } from '../dispatch/policies.ts';
import { Refusal, type ReviewerIdentity } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

const actor = ({ reviewer }: ReviewerIdentity): string => `reviewer:${reviewer.id}`;
/** Days that a policy is tried on where nobody says how many: "on last month's proposals". */
const DAYS = 30;

/** Policies as documents. */
export const policyHandlers = (deps: HttpDeps): Pick<Handlers, keyof typeof policyRoutes> => ({
  policyFacts: ({ caller: { reviewer }, id: workflowId }) =>
    facts(deps, { workspaceId: reviewer.workspaceId, workflowId }),

  simulatePolicy: ({ caller: { reviewer }, id, body: { workflow, days = DAYS, tries = 1 } }) => {
    named(id, workflow);
    return simulate(deps, { workspaceId: reviewer.workspaceId, workflow, days, tries });
  },

  publishPolicy: async ({ caller: { reviewer }, id, body: { workflow, reason } }) => {
    named(id, workflow);
    const { workspaceId } = reviewer;
    const by = actor(reviewer);
    return { workflow: await publish(deps, { workspaceId, workflow, reason, by }) };
  },

  rollBackPolicy: async ({ caller: { reviewer }, id: workflowId, body }) => {
    const said = { workspaceId: reviewer.workspaceId, by: actor(reviewer), ...body };
    return { workflow: await rollBack(deps, { ...said, workflowId }) };
  },
});

/** @throws Refusal invalid-request where body and path speak of two workflows */
function named(id: string, workflow: { id: string }): void {
  if (workflow.id === id) return;
  throw new Refusal('invalid-request', 'The request is not valid.', [
    { path: '/workflow/id', message: `is not ${id}, which the path names` },
  ]);
}
