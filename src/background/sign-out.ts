import { wipe } from '../store/db.ts';
import { releaseAll } from '../store/outbox.ts';
import { wipePairing } from '../store/spaces.ts';
import type { Parts } from './parts.ts';
import type { Space } from './space.ts';
import { flushOutbox } from './sync/outbox.ts';
import { flushReports } from './sync/reports.ts';

/** How long sign-out tries to reach the gate, in milliseconds. */
const FAREWELL_MS = 8_000;

/**
 * Ends this device's enrolment in these spaces. What was decided is sent first and the device revoked,
 * as far as the gates can be reached; then what is kept of them is erased, whatever happened. With the
 * last one everything goes: settings too, and sites are given back to the browser.
 */
export function signOut(parts: Parts, leaving: readonly Space[]): Promise<void> {
  const { spaces } = parts;
  return spaces.inTurn(async () => {
    // All at once: a gate that is away costs the others nothing.
    await Promise.all(leaving.map((space) => farewell(space)));
    const [first] = await spaces.all();
    const staying = (await spaces.paired()).filter(({ space }) => !leaving.includes(space));
    for (const space of leaving) {
      if (space !== first) await spaces.remove(space);
      else if (staying.length > 0) await wipePairing(space.db);
    }
    if (staying.length === 0 && first !== undefined) {
      await parts.sites.allOff().catch(() => undefined);
      await wipe(first.db);
      await parts.clearBrowser();
    }
    spaces.changed();
  });
}

async function farewell(space: Space): Promise<void> {
  const { db, gate, loop, live } = space;
  await loop.stop();
  live.close();
  const signal = AbortSignal.timeout(FAREWELL_MS);
  try {
    await releaseAll(db);
    await flushOutbox({ ...space, signal });
    // What could still be taken back as well: there is no later.
    await flushReports({ ...space, signal, now: () => Number.POSITIVE_INFINITY });
  } catch {
    // Nothing more can be done for them: the person wants to be gone from this browser.
  }
  await gate.call('revokeDevice', { signal }).catch(() => undefined);
}
