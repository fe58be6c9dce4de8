import { MetricsAnswer, MetricsQuery } from '../metrics.ts';
import type { Route } from './route.ts';

/** How well it works, in figures. */
export const metricRoutes = {
  metrics: {
    method: 'GET',
    path: '/v1/metrics',
    who: ['manager'],
    summary: 'M1 to M10 by week, workflow, model version or template, each with its interval',
    query: MetricsQuery,
    answer: MetricsAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
