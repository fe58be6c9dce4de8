import type { weeklyRoutes } from '../../protocol/routes/weekly.ts';
import { actWeekly, weeklyReview } from '../dispatch/weekly.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

/** The review of the week. */
export const weeklyHandlers = (deps: HttpDeps): Pick<Handlers, keyof typeof weeklyRoutes> => ({
  weekly: ({ caller: { reviewer }, query }) =>
    weeklyReview(deps, {
      workspaceId: reviewer.workspaceId,
      until: query.until === undefined ? deps.now() : Date.parse(query.until),
    }),

  weeklyAct: ({ caller: { reviewer }, body }) => actWeekly(deps, reviewer, body),
});
