import { AccuracyAnswer, AccuracyQuery } from '../accuracy.ts';
import { CorrectionLine, CorrectionsQuery } from '../corrections.ts';
import { FindingsAnswer, FindingsQuery } from '../findings.ts';
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
  findings: {
    method: 'GET',
    path: '/v1/findings',
    who: ['manager'],
    summary: 'Fixes that people make again and again, by version and template',
    query: FindingsQuery,
    answer: FindingsAnswer,
    status: 200,
  },
  accuracy: {
    method: 'GET',
    path: '/v1/accuracy',
    who: ['manager'],
    summary: 'How much was right as it came, by week, workflow, model version and kind',
    query: AccuracyQuery,
    answer: AccuracyAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
