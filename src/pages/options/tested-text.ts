import type { Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import { t } from '../../words/t.ts';

/** From here on a wrong clock is worth saying: the proofs of requests carry the time. */
const CLOCK_MS = 30_000;

/** What the test of the connection found, in sentences. */
export function testedText(told: Reply<PagesToWorker, 'connection.test'>): string {
  if (!told.ok) return told.detail ?? t('options_gate_did_not_answer');
  const ms = Math.round(told.roundTripMs ?? 0);
  const parts = [
    told.gate
      ? t('options_named_answered', { name: told.gate.name, ms })
      : t('options_gate_answered', { ms }),
  ];
  if (told.keyHolds === true) parts.push(t('options_holds_key_device_paired'));
  if (told.keyHolds === false) {
    parts.push(t('options_no_longer_publishes_key_device'));
  }
  const clock = told.clockMs ?? 0;
  if (Math.abs(clock) >= CLOCK_MS) {
    const seconds = Math.round(Math.abs(clock) / 1000);
    parts.push(t(clock > 0 ? 'options_clock_behind' : 'options_clock_ahead', { seconds }));
  }
  return parts.join(' ');
}
