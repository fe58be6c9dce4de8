import {
  AskRequest,
  AttemptsAnswer,
  DeliveriesAnswer,
  DeliveriesQuery,
  DispatchAnswer,
  ResolveRequest,
} from '../operate.ts';
import type { Route } from './route.ts';

/** What became of what the gate did: attempts, deliveries, and how an unknown outcome is settled. */
export const operateRoutes = {
  attempts: {
    method: 'GET',
    path: '/v1/dispatches/{id}/attempts',
    who: ['reviewer'],
    summary: 'Every attempt at executing it, and every time its executor was asked',
    answer: AttemptsAnswer,
    status: 200,
  },
  resolve: {
    method: 'POST',
    path: '/v1/dispatches/{id}/resolve',
    who: ['manager'],
    summary: 'Say what became of an unknown outcome, with a reason; audited, once',
    body: ResolveRequest,
    answer: DispatchAnswer,
    status: 200,
  },
  ask: {
    method: 'POST',
    path: '/v1/dispatches/{id}/ask',
    who: ['manager'],
    summary: 'Have the executor asked what became of it; the answer stands among the attempts',
    body: AskRequest,
    answer: DispatchAnswer,
    status: 200,
  },
  deliveries: {
    method: 'GET',
    path: '/v1/deliveries',
    who: ['reviewer'],
    summary: 'What was told to callbacks: attempts, answers, next tries',
    query: DeliveriesQuery,
    answer: DeliveriesAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
