import { Health } from '../../core/schema/health.ts';
import { SpotCheckDetail } from '../../core/schema/spot-check.ts';
import { DefectAnswer, DefectRequest, SentAnswer, SentQuery } from '../defects.ts';
import { SpotCheckRequest, SpotChecksAnswer } from '../spot-checks.ts';
import type { Route } from './route.ts';

/** Looking at what went out: a fair handful of it, or one that was wrong. */
export const spotCheckRoutes = {
  drawSpotCheck: {
    method: 'POST',
    path: '/v1/spot-checks',
    who: ['manager'],
    summary: 'Draw a fair sample of what went out, to be looked at blind by who draws it',
    body: SpotCheckRequest,
    answer: SpotCheckDetail,
    status: 201,
  },
  spotChecks: {
    method: 'GET',
    path: '/v1/spot-checks',
    who: ['manager'],
    summary: 'Spot-checks with what each found and what that allows; the newest first',
    answer: SpotChecksAnswer,
    status: 200,
  },
  spotCheck: {
    method: 'GET',
    path: '/v1/spot-checks/{id}',
    who: ['manager'],
    summary: 'One spot-check, its strata, and beside each decided item what came first',
    answer: SpotCheckDetail,
    status: 200,
  },
  oversight: {
    method: 'GET',
    path: '/v1/oversight',
    who: ['manager'],
    summary:
      'How every workflow does: lanes, brakes, what waits, reading, what was wrong afterwards',
    answer: Health,
    status: 200,
  },
  sent: {
    method: 'GET',
    path: '/v1/sent',
    who: ['reviewer'],
    summary: 'What left lately',
    query: SentQuery,
    answer: SentAnswer,
    status: 200,
  },
  reportDefect: {
    method: 'POST',
    path: '/v1/proposals/{id}/defects',
    who: ['reviewer'],
    summary: 'This one was wrong and has left: who found it, and since when it was so',
    body: DefectRequest,
    answer: DefectAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
