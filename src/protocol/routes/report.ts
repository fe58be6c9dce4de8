import { OversightMap } from '../map.ts';
import { Disclosures, DisclosuresAnswer, ReportQuery, SignedReport } from '../report.ts';
import type { Route } from './route.ts';

/** What a procurement team and a regulator read. */
export const reportRoutes = {
  report: {
    method: 'GET',
    path: '/v1/report',
    who: ['manager'],
    summary:
      'Who reviews what under which pattern, measured, signed and tied to the audit chain; check it with `gate audit verify --report`',
    query: ReportQuery,
    answer: SignedReport,
    status: 200,
  },
  disclosures: {
    method: 'GET',
    path: '/v1/disclosures',
    who: ['manager'],
    summary: 'What the workspace says of its data and its sub-processors',
    answer: DisclosuresAnswer,
    status: 200,
  },
  putDisclosures: {
    method: 'PUT',
    path: '/v1/disclosures',
    who: ['admin'],
    summary: 'Change it; every version is in the audit log',
    body: Disclosures,
    answer: DisclosuresAnswer,
    status: 200,
  },
  map: {
    method: 'GET',
    path: '/v1/map',
    who: ['manager'],
    summary: 'Agents, workflows, where they are decided, by whom, and where they leave',
    answer: OversightMap,
    status: 200,
  },
} as const satisfies Record<string, Route>;
