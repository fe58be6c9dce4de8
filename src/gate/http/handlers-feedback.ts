import { accuracy } from '../dispatch/accuracy.ts';
import { correctionLines } from '../dispatch/corrections.ts';
import { recurringFixes } from '../dispatch/findings.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names = 'exportCorrections' | 'findings' | 'accuracy';

/** What people's corrections say: to learn from, and over time. */
export const feedbackHandlers = (deps: HttpDeps): Pick<Handlers, Names> => ({
  exportCorrections: async ({ caller, query }) => {
    const { workspaceId, reviewer } = caller.reviewer;
    const { format = 'full', names = 'pseudonyms', ...narrowed } = query;
    const filter = { workspaceId, ...narrowed };
    return correctionLines(deps, { by: `reviewer:${reviewer.id}`, format, names, filter });
  },

  findings: ({ caller, query }) =>
    recurringFixes(deps, { workspaceId: caller.reviewer.workspaceId, ...query }),

  accuracy: ({ caller, query }) =>
    accuracy(deps, { workspaceId: caller.reviewer.workspaceId, ...query }),
});
