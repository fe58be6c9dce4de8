import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

/** A quarter. */
const WEEKS = 13;

/** How well it works, in figures. */
export const metricHandlers = (deps: HttpDeps): Pick<Handlers, 'metrics'> => ({
  metrics: ({ caller, query }) =>
    deps.store.metrics.read({
      workspaceId: caller.reviewer.workspaceId,
      weeks: Number(query.weeks ?? WEEKS),
      by: query.by ?? 'all',
      workflowId: query.workflowId,
      now: deps.now(),
    }),
});
