import {
  ClearanceAnswer,
  DispatchResult,
  RedeemAnswer,
  RedeemRequest,
  ResultAnswer,
} from '../clearances.ts';
import type { Route } from './route.ts';

/** How clearances are read, redeemed and reported on. */
export const executorRoutes = {
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
} as const satisfies Record<string, Route>;
