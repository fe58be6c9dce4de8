import { Uuid } from '../../core/schema/scalars.ts';
import { Refusal } from '../dispatch/ports.ts';
import { parseWith } from './body.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names = 'attempts' | 'resolve' | 'ask' | 'deliveries';

/** What became of what the gate did. */
export const operateHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { dispatches, deliveries } = deps.store;
  return {
    attempts: async ({ caller, id: dispatchId }) => {
      const { workspaceId } = caller.reviewer;
      const attempts = await dispatches.attempts({ workspaceId, dispatchId });
      if (!attempts) throw new Refusal('not-found', 'There is no such dispatch.');
      return { attempts };
    },

    resolve: async ({ caller, id: dispatchId, body }) => {
      const { workspaceId, reviewer } = caller.reviewer;
      const by = reviewer.id;
      return { dispatch: await dispatches.resolve({ workspaceId, dispatchId, by, ...body }) };
    },

    ask: async ({ caller, id: dispatchId }) => {
      const { workspaceId, reviewer } = caller.reviewer;
      return { dispatch: await dispatches.ask({ workspaceId, dispatchId, by: reviewer.id }) };
    },

    deliveries: async ({ caller, query }) => ({
      deliveries: await deliveries.list({
        workspaceId: caller.reviewer.workspaceId,
        ...(query.proposalId === undefined
          ? {}
          : { proposalId: parseWith(Uuid, query.proposalId, '/proposalId') }),
        limit: 200,
      }),
    }),
  };
};
