import { propose, revise } from '../dispatch/intake.ts';
import { Refusal, type SubmittedProposal } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';
import { allowWorkflow, isLimited } from './scope.ts';
import { waitFor } from './wait.ts';

type Names = 'propose' | 'revise' | 'withdraw' | 'awaitDecision' | 'signals';

const answerOf = ({ proposalId: id, created: _created, ...rest }: SubmittedProposal) => ({
  id,
  ...rest,
});

/** What agents and sources may call. */
export const agentHandlers = (deps: HttpDeps): Pick<Handlers, Names> => ({
  propose: async ({ caller, body }) => answerOf(await propose(deps, caller.agent, body)),

  revise: async ({ caller, id: proposalId, body: input }) =>
    answerOf(await revise(deps, caller.agent, { proposalId, input })),

  withdraw: async ({ caller, id }) => {
    const { workspaceId, agentId } = caller.agent;
    if (isLimited(caller.agent)) {
      const current = await deps.store.proposals.current({ workspaceId, proposalId: id });
      if (current) allowWorkflow(caller.agent, current.workflow.id);
    }
    const done = await deps.store.proposals.withdraw({ workspaceId, agentId, proposalId: id });
    if (!done) throw new Refusal('not-found', 'This agent has no such proposal.');
    return { id, state: done.state };
  },

  awaitDecision: async ({ caller, id: proposalId, query, signal }) => {
    const { workspaceId, agentId } = caller.agent;
    const current = await deps.store.proposals.current({ workspaceId, proposalId });
    if (current?.agentId !== agentId)
      throw new Refusal('not-found', 'This agent has no such proposal.');
    allowWorkflow(caller.agent, current.workflow.id);
    const report = await waitFor({
      feed: deps.store.feed,
      workspaceId,
      seconds: query.wait ?? 0,
      signal,
      read: () => deps.store.proposals.report({ workspaceId, proposalId }),
      done: (now) => now === null || now.decision !== null || now.state !== 'pending',
    });
    if (!report) throw new Refusal('not-found', 'This agent has no such proposal.');
    return report;
  },

  signals: async ({ caller, body: { signals = [], daily = [] } }) => {
    const [workspaceId, source] =
      caller.kind === 'agent'
        ? [caller.agent.workspaceId, `agent:${caller.agent.agentId}`]
        : [caller.reviewer.workspaceId, `device:${caller.reviewer.deviceId}`];
    const accepted = await deps.store.signals.add({ workspaceId, signals, daily, source });
    return { accepted, duplicates: signals.length + daily.length - accepted };
  },
});
