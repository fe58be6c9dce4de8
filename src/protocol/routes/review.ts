import * as z from 'zod/mini';
import { Standing } from '../../core/schema/standing.ts';
import {
  BindingAnswer,
  BindingReleased,
  BindingRequest,
  LeaseAnswer,
  LeaseRequest,
} from '../bindings.ts';
import { DecisionsAnswer, DecisionsRequest } from '../decisions.ts';
import { ProposalShown } from '../proposals.ts';
import { SheetAnswer } from '../sheet.ts';
import { SyncAnswer, SyncQuery } from '../sync.ts';
import type { Route } from './route.ts';

/** What a reviewer's device calls while reviewing. */
export const reviewRoutes = {
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
  proposal: {
    method: 'GET',
    path: '/v1/proposals/{id}',
    who: ['reviewer'],
    summary: 'One proposal whatever its state, for whoever may see it; decides nothing',
    answer: ProposalShown,
    status: 200,
  },
  standing: {
    method: 'GET',
    path: '/v1/proposals/{id}/standing',
    who: ['reviewer'],
    summary: 'How its record and its people stand now, as the gate sees it',
    answer: Standing,
    status: 200,
  },
  exportQueue: {
    method: 'GET',
    path: '/v1/queue.csv',
    who: ['reviewer'],
    summary: 'What the caller can decide in a sheet, a row a proposal, as CSV',
    answer: z.string(),
    gives: 'text/csv',
    status: 200,
  },
  checkQueue: {
    method: 'POST',
    path: '/v1/queue.csv',
    who: ['reviewer'],
    summary: 'What a filled sheet would decide, row by row; decides nothing',
    takes: 'text/csv',
    body: z.string(),
    answer: SheetAnswer,
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
} as const satisfies Record<string, Route>;
