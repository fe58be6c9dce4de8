import * as z from 'zod/mini';
import {
  BindingAnswer,
  BindingReleased,
  BindingRequest,
  LeaseAnswer,
  LeaseRequest,
} from './bindings.ts';
import {
  ClearanceAnswer,
  DispatchResult,
  RedeemAnswer,
  RedeemRequest,
  ResultAnswer,
} from './clearances.ts';
import { DecisionsAnswer, DecisionsRequest } from './decisions.ts';
import { Me, PairAnswer, PairRequest, TokenAnswer, TokenRequest } from './pairing.ts';
import { DecisionReport, ProposalAnswer, ProposalInput, Withdrawal } from './proposals.ts';
import { SignalsAnswer, SignalsRequest } from './signals.ts';
import { LiveTicket, SyncAnswer, SyncQuery } from './sync.ts';
import { DispatchesAnswer, PauseAnswer, PauseRequest, WorkflowsAnswer } from './workflows.ts';

/**
 * Who may call: `agent` by API key; `reviewer` by DPoP-bound token; `manager` is a reviewer with
 * that role or admin; `pairing` and `device` prove a key by DPoP without a token; `public` anyone.
 */
export type Who = 'agent' | 'reviewer' | 'manager' | 'executor' | 'pairing' | 'device' | 'public';

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{name}` for a path parameter */
  path: string;
  who: readonly Who[];
  summary: string;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  answer: z.ZodMiniType;
  status: 200 | 201;
};

const WaitQuery = z.object({ wait: z.optional(z.coerce.number().check(z.gte(0), z.lte(30))) });
const DispatchesQuery = z.object({
  state: z.optional(z.string()),
  proposalId: z.optional(z.string()),
});

/** Every endpoint, once. The gate serves them, `/openapi.json` is made from them, clients are typed by them. */
export const ROUTES = {
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
  pair: {
    method: 'POST',
    path: '/v1/pair',
    who: ['pairing'],
    summary: 'Enrol a device with a single-use pairing code',
    body: PairRequest,
    answer: PairAnswer,
    status: 201,
  },
  token: {
    method: 'POST',
    path: '/v1/token',
    who: ['device'],
    summary: 'Renew the one-hour access token by a DPoP proof',
    body: TokenRequest,
    answer: TokenAnswer,
    status: 200,
  },
  me: {
    method: 'GET',
    path: '/v1/me',
    who: ['reviewer'],
    summary: 'Who this device is; a real round trip',
    answer: Me,
    status: 200,
  },
  revokeDevice: {
    method: 'DELETE',
    path: '/v1/device',
    who: ['reviewer'],
    summary: 'Revoke this device, at sign-out',
    answer: z.object({ revoked: z.boolean() }),
    status: 200,
  },
  sync: {
    method: 'GET',
    path: '/v1/sync',
    who: ['reviewer'],
    summary: "The reviewer's feed, in commit order",
    query: SyncQuery,
    answer: SyncAnswer,
    status: 200,
  },
  decide: {
    method: 'POST',
    path: '/v1/decisions',
    who: ['reviewer'],
    summary: 'Signed decisions, idempotent, an answer per row',
    body: DecisionsRequest,
    answer: DecisionsAnswer,
    status: 200,
  },
  live: {
    method: 'POST',
    path: '/v1/live',
    who: ['reviewer'],
    summary: 'A single-use ticket for the WebSocket at the same path',
    answer: LiveTicket,
    status: 201,
  },
  bind: {
    method: 'POST',
    path: '/v1/proposals/{id}/bindings',
    who: ['reviewer'],
    summary: 'Record the compose that a proposal lives in',
    body: BindingRequest,
    answer: BindingAnswer,
    status: 201,
  },
  unbind: {
    method: 'DELETE',
    path: '/v1/proposals/{id}/bindings',
    who: ['reviewer'],
    summary: 'Release the binding of a discarded compose',
    answer: BindingReleased,
    status: 200,
  },
  lease: {
    method: 'POST',
    path: '/v1/leases',
    who: ['reviewer'],
    summary: 'I am looking at this; advisory',
    body: LeaseRequest,
    answer: LeaseAnswer,
    status: 200,
  },
  clearance: {
    method: 'GET',
    path: '/v1/clearances/{id}',
    who: ['reviewer', 'executor'],
    summary: 'The signed clearance',
    answer: ClearanceAnswer,
    status: 200,
  },
  redeem: {
    method: 'POST',
    path: '/v1/clearances/{id}/redeem',
    who: ['reviewer', 'executor'],
    summary: 'Redeem a clearance, exactly once, for exactly its digest',
    body: RedeemRequest,
    answer: RedeemAnswer,
    status: 200,
  },
  result: {
    method: 'POST',
    path: '/v1/dispatches/{id}/result',
    who: ['reviewer', 'executor'],
    summary: 'Report what became of a redeemed clearance',
    body: DispatchResult,
    answer: ResultAnswer,
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
export type RouteName = keyof typeof ROUTES;

/** Largest request body in bytes; a proposal with its attachments fits, ten megabytes do not. */
export const MAX_BODY_BYTES = 8_000_000;
/** Deepest JSON nesting accepted. */
export const MAX_DEPTH = 20;
