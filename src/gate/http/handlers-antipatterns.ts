import { antiPatterns, applyFix } from '../dispatch/antipatterns.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names = 'antiPatterns' | 'fixAntiPattern';

/** Anti-patterns and what is done about them. */
export const antiPatternHandlers = (deps: HttpDeps): Pick<Handlers, Names> => ({
  antiPatterns: ({ caller: { reviewer } }) => antiPatterns(deps, reviewer.workspaceId),

  fixAntiPattern: ({ caller: { reviewer }, body: request }) => {
    const { workspaceId } = reviewer;
    return applyFix(deps, { workspaceId, by: `reviewer:${reviewer.reviewer.id}`, request });
  },
});
