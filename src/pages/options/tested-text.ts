import type { Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import { shownNumber } from '../../ui/locale.ts';

/** From here on a wrong clock is worth saying: the proofs of requests carry the time. */
const CLOCK_MS = 30_000;

/** What the test of the connection found, in sentences. */
export function testedText(told: Reply<PagesToWorker, 'connection.test'>): string {
  if (!told.ok) return told.detail ?? 'The gate did not answer.';
  const name = told.gate ? `“${told.gate.name}”` : 'The gate';
  const parts = [`${name} answered in ${shownNumber(Math.round(told.roundTripMs ?? 0))} ms.`];
  if (told.keyHolds === true) parts.push('It holds the key that this device was paired with.');
  if (told.keyHolds === false) {
    parts.push(
      'It no longer publishes the key that this device was paired with: ask whoever runs it whether it was replaced.',
    );
  }
  const clock = told.clockMs ?? 0;
  if (Math.abs(clock) >= CLOCK_MS) {
    const seconds = shownNumber(Math.round(Math.abs(clock) / 1000));
    parts.push(
      `This device’s clock is ${seconds} s ${clock > 0 ? 'behind' : 'ahead of'} the gate’s.`,
    );
  }
  return parts.join(' ');
}
