import { RecallAnswer, RecallRequest, SweepAnswer, SweepRequest } from '../levers.ts';
import { ReadingAnswer, ReadingQuery } from '../reading.ts';
import type { Route } from './route.ts';

/** The emergency levers, and what a reviewer sees of their own reading. */
export const leverRoutes = {
  sweep: {
    method: 'POST',
    path: '/v1/sweeps',
    who: ['manager'],
    summary: 'Stop everything pending from one template, agent or model version; lists what was',
    body: SweepRequest,
    answer: SweepAnswer,
    status: 201,
  },
  recall: {
    method: 'POST',
    path: '/v1/recalls',
    who: ['manager'],
    summary: "Take back a reviewer's approvals that have not left; lists what has",
    body: RecallRequest,
    answer: RecallAnswer,
    status: 201,
  },
  reading: {
    method: 'GET',
    path: '/v1/reading',
    who: ['reviewer'],
    summary: "The caller's own decisions by day, pace and corrections, and what of it others see",
    query: ReadingQuery,
    answer: ReadingAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
