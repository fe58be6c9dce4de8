import { PolicyFacts } from '../../core/picker/facts.ts';
import { PolicySimulation } from '../../core/policies/effect.ts';
import { PublishRequest, RollBackRequest, SimulateRequest, WorkflowAnswer } from '../policies.ts';
import type { Route } from './route.ts';

/** Policies as documents: tried on what came lately, published with a reason, rolled back. */
export const policyRoutes = {
  policyFacts: {
    method: 'GET',
    path: '/v1/workflows/{id}/policy/facts',
    who: ['manager'],
    summary: 'The stage of a workflow, what the next needs, and what its data say for the picker',
    answer: PolicyFacts,
    status: 200,
  },
  simulatePolicy: {
    method: 'POST',
    path: '/v1/workflows/{id}/policy/simulate',
    who: ['manager'],
    summary: 'What a policy would have done with the last proposals, and what it promises',
    body: SimulateRequest,
    answer: PolicySimulation,
    status: 200,
  },
  publishPolicy: {
    method: 'POST',
    path: '/v1/workflows/{id}/policy/publish',
    who: ['manager'],
    summary: 'Publish a changed workflow as its next version, with the reason',
    body: PublishRequest,
    answer: WorkflowAnswer,
    status: 200,
  },
  rollBackPolicy: {
    method: 'POST',
    path: '/v1/workflows/{id}/policy/rollback',
    who: ['manager'],
    summary: 'Bring an older version back as the next one, with the reason',
    body: RollBackRequest,
    answer: WorkflowAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
