import type { Autonomy } from '../../core/schema/autonomy.ts';
import type { LaneReport } from '../../protocol/lanes.ts';
import { Refusal } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names = 'lanes' | 'laneReport' | 'closeLane' | 'exposure' | 'audits';

/** What runs without a person, and what is found when somebody looks afterwards. */
export const laneHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { lanes, looks, workflows } = deps.store;
  return {
    lanes: async ({ caller }) => {
      const { workspaceId } = caller.reviewer;
      const [all, shares] = await Promise.all([lanes.list(workspaceId), lanes.shares(workspaceId)]);
      return { lanes: all, shares };
    },

    laneReport: async ({ caller, id: workflowId }) => {
      const { workspaceId } = caller.reviewer;
      const workflow = await workflows.getWorkflow({ workspaceId, id: workflowId });
      if (!workflow) throw new Refusal('not-found', 'There is no such workflow.');
      const { id, name, pattern, state, policy } = workflow;
      const { stage, autonomy } = policy;
      return {
        at: new Date().toISOString(),
        workflow: { id, name, pattern, state, ...(stage === undefined ? {} : { stage }) },
        rules: autonomy ? rulesOf(autonomy) : null,
        ...(await lanes.report({ workspaceId, workflowId })),
      };
    },

    closeLane: async ({ caller, id: workflowId, body: { tier, reason } }) => {
      const { workspaceId, reviewer } = caller.reviewer;
      if (!(await workflows.getWorkflow({ workspaceId, id: workflowId })))
        throw new Refusal('not-found', 'There is no such workflow.');
      const by = `reviewer:${reviewer.id}`;
      return lanes.close({
        ...{ workspaceId, workflowId, by, cause: 'person', reason },
        ...(tier === undefined ? {} : { tier }),
      });
    },

    exposure: async ({ caller, id: workflowId }) => {
      const found = await lanes.exposure({ workspaceId: caller.reviewer.workspaceId, workflowId });
      if (!found) throw new Refusal('not-found', 'There is no such workflow.');
      return { lanes: found };
    },

    audits: ({ caller, query }) =>
      looks.summary({ workspaceId: caller.reviewer.workspaceId, workflowId: query.workflowId }),
  };
};

/** What a policy asks of its lanes, without what only the arithmetic needs. */
const rulesOf = (autonomy: Autonomy): LaneReport['rules'] => ({
  lanes: autonomy.lanes.map(({ tier, alpha, delta, firstLabels, chooseAt, limits }) => ({
    ...{ tier, alpha, delta, firstLabels, chooseAt },
    ...(limits ? { limits } : {}),
  })),
  audit: autonomy.audit,
  secondLooks: autonomy.secondLooks,
  exceptions: autonomy.exceptions.length,
});
