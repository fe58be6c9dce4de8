import { AntiPatternsAnswer, FixAnswer, FixRequest } from '../antipatterns.ts';
import type { Route } from './route.ts';

/** How oversight goes hollow, found from data, and what one click does about it. */
export const antiPatternRoutes = {
  antiPatterns: {
    method: 'GET',
    path: '/v1/antipatterns',
    who: ['manager'],
    summary: 'Anti-patterns that the data surely shows, with evidence, cost and fixes',
    answer: AntiPatternsAnswer,
    status: 200,
  },
  fixAntiPattern: {
    method: 'POST',
    path: '/v1/antipatterns/fixes',
    who: ['manager'],
    summary: 'Apply one fix of a finding, with a reason: a new policy version, or a lever',
    body: FixRequest,
    answer: FixAnswer,
    status: 201,
  },
} as const satisfies Record<string, Route>;
