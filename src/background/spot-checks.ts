import type { Handlers } from '../messages/channel.ts';
import type { spotChecksToWorker } from '../messages/spot-checks.ts';
import type { MessageSender } from '../platform/runtime.ts';
import { hold, takeBack } from './held.ts';
import type { Space } from './space.ts';

const DAY_MS = 86_400_000;
/** Of what left lately, as many as a popup shows. */
const SENT = 20;

/** A manager looks at what went out; each answer is the gate's of this moment. */
export function spotCheckHandlers(
  of: (space: string | undefined) => Promise<Space>,
  now: () => number,
): Handlers<typeof spotChecksToWorker, MessageSender> {
  return {
    async 'spot-check.draw'({ space, n, days, workflowId, byRisk }) {
      const { gate, loop } = await of(space);
      const from = new Date(now() - days * DAY_MS).toISOString();
      const body = { n, from, byRisk, ...(workflowId === undefined ? {} : { workflowId }) };
      const drawn = await gate.call('drawSpotCheck', { body });
      void loop.wake('person');
      return drawn;
    },
    async 'spot-check.list'({ space }) {
      const { gate } = await of(space);
      const [{ spotChecks }, { workflows }] = await Promise.all([
        gate.call('spotChecks', {}),
        gate.call('workflows', {}),
      ]);
      return { spotChecks, workflows: workflows.map(({ id, name }) => ({ id, name })) };
    },
    async 'spot-check.get'({ space, id }) {
      return (await of(space)).gate.call('spotCheck', { params: { id } });
    },
    async 'sent.list'({ space }) {
      return (await of(space)).gate.call('sent', { query: { limit: SENT } });
    },
    async 'defect.report'({ space, proposalId, foundBy }) {
      const by = foundBy === undefined ? {} : { foundBy };
      return hold(await of(space), { kind: 'defect', proposalId, ...by }, now());
    },
    async 'defect.undo'({ space, proposalId }) {
      return takeBack(await of(space), { kind: 'defect', proposalId });
    },
  };
}
