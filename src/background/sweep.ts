import type { Payload, Reply } from '../messages/channel.ts';
import type { PagesToWorker } from '../messages/pages-to-worker.ts';
import type { Gate } from './gate/client.ts';
import { GateProblem } from './gate/problems.ts';

/** Stops everything pending from one source, at the gate; what came of it, or why not, for the person. */
export async function sweep(
  { gate, loop }: { gate: Gate; loop: { wake(why: 'person'): Promise<void> } },
  { by, reason }: Payload<PagesToWorker, 'sweep'>,
): Promise<Reply<PagesToWorker, 'sweep'>> {
  try {
    const { stopped, underWay } = await gate.call('sweep', { body: { ...by, reason } });
    void loop.wake('person');
    return {
      stopped: stopped.map(({ proposalId, externalId, was }) => ({ proposalId, externalId, was })),
      underWay: underWay.map(({ proposalId, executor }) => ({ proposalId, executor })),
    };
  } catch (error) {
    if (error instanceof GateProblem) return { detail: `Nothing was stopped. ${error.message}` };
    return { detail: 'The gate did not answer; it is not known whether anything was stopped.' };
  }
}
