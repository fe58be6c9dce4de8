import type { Reply } from '../messages/channel.ts';
import type { PagesToWorker } from '../messages/pages-to-worker.ts';
import { getMeta } from '../store/meta.ts';
import { t } from '../words/t.ts';
import type { Parts } from './parts.ts';
import type { Space } from './space.ts';

/** A real round trip with token and proof; whose gate it is, and whether it still holds its key. */
export async function testConnection(
  { db, gate, now }: Space,
  gateKeys: Parts['gateKeys'],
): Promise<Reply<PagesToWorker, 'connection.test'>> {
  const pairing = await getMeta(db, 'pairing');
  const known = pairing === undefined ? {} : { gate: shownOf(pairing.gate) };
  const from = performance.now();
  try {
    const me = await gate.call('me', {});
    const roundTripMs = Math.round(performance.now() - from);
    // Half of the way there and back had passed when the gate looked at its clock.
    const clockMs = Math.round(Date.parse(me.now) - (now() - roundTripMs / 2));
    const keys = pairing && (await gateKeys(pairing.gateUrl).catch(() => null));
    return {
      ...{ ok: true, roundTripMs, clockMs },
      ...known,
      ...(keys ? { keyHolds: keys.includes(pairing.gate.keyThumbprint) } : {}),
    };
  } catch (error) {
    return {
      ok: false,
      ...known,
      detail: error instanceof Error ? error.message : t('background_no_answer'),
    };
  }
}

const shownOf = ({ name, keyThumbprint }: { name: string; keyThumbprint: string }) => ({
  ...{ name, keyThumbprint },
});
