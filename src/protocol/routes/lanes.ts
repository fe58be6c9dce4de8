import { AuditsAnswer, AuditsQuery } from '../audits.ts';
import {
  CloseLaneAnswer,
  CloseLaneRequest,
  ExposureAnswer,
  LaneReport,
  LanesAnswer,
} from '../lanes.ts';
import type { Route } from './route.ts';

/** What runs without a person, and what is found when somebody looks afterwards. */
export const laneRoutes = {
  lanes: {
    method: 'GET',
    path: '/v1/lanes',
    who: ['reviewer'],
    summary: 'Lanes with their bounds, and the share that reaches people',
    answer: LanesAnswer,
    status: 200,
  },
  laneReport: {
    method: 'GET',
    path: '/v1/workflows/{id}/lanes',
    who: ['manager'],
    summary: 'The lanes of a workflow as they are: bounds, waits, calibration, and what changed',
    answer: LaneReport,
    status: 200,
  },
  closeLane: {
    method: 'POST',
    path: '/v1/workflows/{id}/lanes/close',
    who: ['manager'],
    summary: 'Close the lanes of a workflow at once; what was known starts anew',
    body: CloseLaneRequest,
    answer: CloseLaneAnswer,
    status: 200,
  },
  exposure: {
    method: 'GET',
    path: '/v1/workflows/{id}/lanes/exposure',
    who: ['manager'],
    summary: 'What went out through each lane up to its closing, and what of it was defective',
    answer: ExposureAnswer,
    status: 200,
  },
  audits: {
    method: 'GET',
    path: '/v1/audits',
    who: ['manager'],
    summary: 'Audits, double looks and planted defects: what was found, and what was not',
    query: AuditsQuery,
    answer: AuditsAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
