import type { Payload, Reply } from '../messages/channel.ts';
import type { PagesToWorker } from '../messages/pages-to-worker.ts';
import type { Store } from '../store/db.ts';
import { t } from '../words/t.ts';
import type { Gate } from './gate/client.ts';
import { GateProblem } from './gate/problems.ts';
import { namedIn } from './item-names.ts';

type On = { db: Store; gate: Gate; loop: { wake(why: 'person'): Promise<void> } };

/** Stops everything pending from one source, at the gate; what came of it, or why not, for the person. */
export async function sweep(
  { db, gate, loop }: On,
  { by, reason }: Payload<PagesToWorker, 'sweep'>,
): Promise<Reply<PagesToWorker, 'sweep'>> {
  try {
    const { stopped, underWay } = await gate.call('sweep', { body: { ...by, reason } });
    void loop.wake('person');
    return {
      stopped: stopped.map(({ proposalId, externalId, was }) => ({ proposalId, externalId, was })),
      underWay: (await namesFor(db, underWay)).map(({ of: { executor }, named }) => ({
        ...named,
        executor,
      })),
    };
  } catch (error) {
    return { detail: whyNot(error, 'stopped') };
  }
}

/** Takes back a reviewer's approvals of the last hours, at the gate. */
export async function recall(
  { db, gate, loop, now }: On & { now: () => number },
  { reviewer, hours, reason }: Payload<PagesToWorker, 'recall'>,
): Promise<Reply<PagesToWorker, 'recall'>> {
  try {
    const since = new Date(now() - hours * 3_600_000).toISOString();
    const { recalled, gone } = await gate.call('recall', { body: { reviewer, since, reason } });
    void loop.wake('person');
    const left = (await namesFor(db, gone)).map(({ of: { state }, named }) => ({
      ...named,
      state,
    }));
    return { recalled: recalled.length, gone: left };
  } catch (error) {
    return { detail: whyNot(error, 'recalled') };
  }
}

/** Each with its name, where this device holds it. */
async function namesFor<T extends { proposalId: string }>(db: Store, list: readonly T[]) {
  const names = await namedIn(
    db,
    list.map(({ proposalId }) => proposalId),
  );
  return list.map((of, at) => ({ of, named: names[at] ?? { proposalId: of.proposalId } }));
}

const NOTHING = {
  stopped: 'background_nothing_stopped',
  recalled: 'background_nothing_recalled',
} as const;
const UNKNOWN = {
  stopped: 'background_unknown_stopped',
  recalled: 'background_unknown_recalled',
} as const;

const whyNot = (error: unknown, done: 'stopped' | 'recalled'): string =>
  error instanceof GateProblem ? t(NOTHING[done], { why: error.message }) : t(UNKNOWN[done]);
