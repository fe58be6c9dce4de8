import * as z from 'zod/mini';
import { DecisionReport, ProposalAnswer, ProposalInput, Withdrawal } from '../proposals.ts';
import { SignalsAnswer, SignalsRequest } from '../signals.ts';
import type { Route } from './route.ts';

const WaitQuery = z.object({ wait: z.optional(z.coerce.number().check(z.gte(0), z.lte(30))) });

/** What agents and signal sources call. */
export const agentRoutes = {
  propose: {
    method: 'POST',
    path: '/v1/proposals',
    who: ['agent'],
    summary: 'Submit a proposal; idempotent by externalId',
    body: ProposalInput,
    answer: ProposalAnswer,
    status: 201,
  },
  revise: {
    method: 'PUT',
    path: '/v1/proposals/{id}',
    who: ['agent'],
    summary: 'Submit a new revision, which supersedes the last',
    body: ProposalInput,
    answer: ProposalAnswer,
    status: 200,
  },
  withdraw: {
    method: 'DELETE',
    path: '/v1/proposals/{id}',
    who: ['agent'],
    summary: 'Withdraw a proposal that is still open',
    answer: Withdrawal,
    status: 200,
  },
  awaitDecision: {
    method: 'GET',
    path: '/v1/proposals/{id}/decision',
    who: ['agent'],
    summary: 'Wait for the decision, by long poll of at most 30 s',
    query: WaitQuery,
    answer: DecisionReport,
    status: 200,
  },
  signals: {
    method: 'POST',
    path: '/v1/signals',
    who: ['agent', 'reviewer'],
    summary: 'Telemetry, batched and idempotent',
    body: SignalsRequest,
    answer: SignalsAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
