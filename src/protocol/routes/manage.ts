import * as z from 'zod/mini';
import { DispatchesAnswer, PauseAnswer, PauseRequest, WorkflowsAnswer } from '../workflows.ts';
import type { Route } from './route.ts';

const DispatchesQuery = z.object({
  state: z.optional(z.string()),
  proposalId: z.optional(z.string()),
});

/** What managers steer by. */
export const manageRoutes = {
  workflows: {
    method: 'GET',
    path: '/v1/workflows',
    who: ['reviewer'],
    summary: 'Workflows with pattern, policy and state',
    answer: WorkflowsAnswer,
    status: 200,
  },
  pause: {
    method: 'POST',
    path: '/v1/workflows/{id}/pause',
    who: ['manager'],
    summary: 'Pause a workflow; lists what was under way',
    body: PauseRequest,
    answer: PauseAnswer,
    status: 200,
  },
  resume: {
    method: 'POST',
    path: '/v1/workflows/{id}/resume',
    who: ['manager'],
    summary: 'Resume a workflow, with a reason',
    body: PauseRequest,
    answer: PauseAnswer,
    status: 200,
  },
  dispatches: {
    method: 'GET',
    path: '/v1/dispatches',
    who: ['reviewer'],
    summary: 'What was executed, failed, or is unknown',
    query: DispatchesQuery,
    answer: DispatchesAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
