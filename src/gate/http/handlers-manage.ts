import { DispatchState } from '../../core/schema/dispatch.ts';
import { Uuid } from '../../core/schema/scalars.ts';
import { Refusal, type ReviewerIdentity } from '../dispatch/ports.ts';
import { parseWith } from './body.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names = 'workflows' | 'pause' | 'resume' | 'dispatches';

/** Steering and looking: workflows, their brakes by hand, what was executed. */
export const manageHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { workflows, dispatches } = deps.store;
  const setState = async (
    { workspaceId, reviewer }: ReviewerIdentity,
    change: { id: string; state: 'running' | 'paused'; reason: string },
  ) => {
    const done = await workflows.setWorkflowState({ workspaceId, ...change, by: reviewer.id });
    if (!done) throw new Refusal('not-found', 'There is no such workflow.');
    return done;
  };
  return {
    workflows: async ({ caller }) => ({
      workflows: await workflows.listWorkflows(caller.reviewer.workspaceId),
    }),

    pause: ({ caller, id, body: { reason } }) =>
      setState(caller.reviewer, { id, state: 'paused', reason }),

    resume: ({ caller, id, body: { reason } }) =>
      setState(caller.reviewer, { id, state: 'running', reason }),

    dispatches: async ({ caller, query }) => ({
      dispatches: await dispatches.list({
        workspaceId: caller.reviewer.workspaceId,
        ...(query.state === undefined
          ? {}
          : { state: parseWith(DispatchState, query.state, '/state') }),
        ...(query.proposalId === undefined
          ? {}
          : { proposalId: parseWith(Uuid, query.proposalId, '/proposalId') }),
        limit: 200,
      }),
    }),
  };
};
