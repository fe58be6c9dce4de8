import { wipe } from '../store/db.ts';
import { releaseAll } from '../store/outbox.ts';
import type { Parts } from './parts.ts';
import { flushOutbox } from './sync/outbox.ts';
import { flushReports } from './sync/reports.ts';

/** How long sign-out tries to reach the gate, in milliseconds. */
const FAREWELL_MS = 8_000;

/**
 * Ends this device's enrolment. What was decided is sent first and the device revoked, as far as the
 * gate can be reached; then everything here is emptied, whatever happened. Sites are given back to the browser.
 */
export async function signOut(parts: Parts): Promise<void> {
  const { db, gate, loop, live } = parts;
  await loop.stop();
  live.close();
  const signal = AbortSignal.timeout(FAREWELL_MS);
  try {
    await releaseAll(db);
    await flushOutbox({ ...parts, signal });
    await flushReports({ ...parts, signal });
  } catch {
    // Nothing more can be done for them: the person wants to be gone from this browser.
  }
  await gate.call('revokeDevice', { signal }).catch(() => undefined);
  await parts.sites.allOff().catch(() => undefined);
  await wipe(db);
  await parts.clearBrowser();
}
