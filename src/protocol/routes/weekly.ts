import { WeeklyAction, WeeklyActionAnswer, WeeklyAnswer, WeeklyQuery } from '../weekly.ts';
import type { Route } from './route.ts';

/** The review of the week (P3). */
export const weeklyRoutes = {
  weekly: {
    method: 'GET',
    path: '/v1/weekly',
    who: ['manager'],
    summary: 'What changed since the week before, by template, segment and model version',
    query: WeeklyQuery,
    answer: WeeklyAnswer,
    status: 200,
  },
  weeklyAct: {
    method: 'POST',
    path: '/v1/weekly/actions',
    who: ['manager'],
    summary: 'Retire a template, tighten a filter, promote a workflow: one thing, with its reason',
    body: WeeklyAction,
    answer: WeeklyActionAnswer,
    status: 201,
  },
} as const satisfies Record<string, Route>;
