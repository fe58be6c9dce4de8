import { adminRoutes } from './routes/admin.ts';
import { agentRoutes } from './routes/agent.ts';
import { antiPatternRoutes } from './routes/antipatterns.ts';
import { auditRoutes } from './routes/audit.ts';
import { brakeRoutes } from './routes/brakes.ts';
import { conductRoutes } from './routes/conduct.ts';
import { deviceRoutes } from './routes/device.ts';
import { executorRoutes } from './routes/executor.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { laneRoutes } from './routes/lanes.ts';
import { leverRoutes } from './routes/levers.ts';
import { manageRoutes } from './routes/manage.ts';
import { metricRoutes } from './routes/metrics.ts';
import { operateRoutes } from './routes/operate.ts';
import { ownershipRoutes } from './routes/ownership.ts';
import { policyRoutes } from './routes/policies.ts';
import { reportRoutes } from './routes/report.ts';
import { reviewRoutes } from './routes/review.ts';
import { scanRoutes } from './routes/scan.ts';
import { spotCheckRoutes } from './routes/spot-checks.ts';
import { weeklyRoutes } from './routes/weekly.ts';

export type { Route, Who } from './routes/route.ts';

/** Every endpoint, once. The gate serves them, `/openapi.json` is made from them, clients are typed by them. */
export const ROUTES = {
  ...agentRoutes,
  ...deviceRoutes,
  ...reviewRoutes,
  ...executorRoutes,
  ...manageRoutes,
  ...leverRoutes,
  ...operateRoutes,
  ...auditRoutes,
  ...ownershipRoutes,
  ...policyRoutes,
  ...conductRoutes,
  ...brakeRoutes,
  ...laneRoutes,
  ...metricRoutes,
  ...feedbackRoutes,
  ...antiPatternRoutes,
  ...scanRoutes,
  ...spotCheckRoutes,
  ...reportRoutes,
  ...weeklyRoutes,
  ...adminRoutes,
} as const;
export type RouteName = keyof typeof ROUTES;

/** Largest request body in bytes; a proposal with its attachments fits, ten megabytes do not. */
export const MAX_BODY_BYTES = 8_000_000;
/** Deepest JSON nesting accepted. */
export const MAX_DEPTH = 20;
