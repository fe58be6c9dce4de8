import { Refusal } from '../dispatch/ports.ts';
import { drawSpotCheck } from '../dispatch/spot-check.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names = 'oversight' | 'drawSpotCheck' | 'spotChecks' | 'spotCheck' | 'sent' | 'reportDefect';

/** What `GET /v1/sent` lists where nobody says how many. */
const LISTED = 20;

/** Looking at what went out. */
export const spotCheckHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { spotChecks, workflows } = deps.store;
  return {
    oversight: ({ caller: { reviewer: identity } }) => spotChecks.health(identity.workspaceId),

    drawSpotCheck: async ({ caller: { reviewer: identity }, body }) => {
      const { workspaceId } = identity;
      const { workflowId: id } = body;
      if (id !== undefined && !(await workflows.getWorkflow({ workspaceId, id })))
        throw new Refusal('not-found', 'There is no such workflow.');
      return drawSpotCheck(deps, identity, body);
    },

    spotChecks: async ({ caller: { reviewer: identity } }) => ({
      spotChecks: await spotChecks.list(identity),
    }),

    spotCheck: async ({ caller: { reviewer: identity }, id }) => {
      const found = await spotChecks.get({ ...identity, id });
      if (!found) throw new Refusal('not-found', 'There is no such spot-check.');
      return found;
    },

    sent: ({ caller: { reviewer: identity }, query: { limit = LISTED } }) =>
      spotChecks.sent({ ...identity, limit: Math.floor(limit) }),

    reportDefect: async ({ caller: { reviewer: identity }, id: proposalId, body: request }) => {
      const reported = await spotChecks.report({ ...identity, proposalId, request });
      if (!reported) throw new Refusal('not-found', 'There is no such proposal.');
      return reported;
    },
  };
};
