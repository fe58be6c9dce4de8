import { CorrectionLine, CorrectionsQuery } from '../corrections.ts';
import type { Route } from './route.ts';

/** What people's corrections say: to learn from, and over time. */
export const feedbackRoutes = {
  exportCorrections: {
    method: 'GET',
    path: '/v1/corrections.jsonl',
    who: ['manager'],
    summary:
      'Corrections as JSON Lines to train on; never planted items, audits alone or erased texts',
    query: CorrectionsQuery,
    answer: CorrectionLine,
    lines: 'application/jsonl',
    status: 200,
  },
} as const satisfies Record<string, Route>;
