import type { Payload, Reply } from '../messages/channel.ts';
import type { ownPageToWorker } from '../messages/own-page.ts';
import { getMeta, putMeta } from '../store/meta.ts';
import { GateUnreachable } from './gate/problems.ts';
import type { Space } from './space.ts';

type Asked = Payload<typeof ownPageToWorker, 'own.reading'>;
type Told = Reply<typeof ownPageToWorker, 'own.reading'>;

/**
 * What the person's own decisions show. Kept as the gate last told it for as many days, so that the page
 * has it, and says how old it is, where the gate can't be reached.
 */
export async function ownReading(
  { db, gate }: Pick<Space, 'db' | 'gate'>,
  { days, at }: { days: Asked['days']; at: number },
): Promise<Told> {
  try {
    const reading = await gate.call('reading', { query: { days } });
    await putMeta(db, 'ownReading', { reading, days, at });
    return { reading, at };
  } catch (error) {
    const kept = await getMeta(db, 'ownReading');
    if (!(error instanceof GateUnreachable) || kept?.days !== days) throw error;
    return { reading: kept.reading, at: kept.at, stale: error.message };
  }
}
