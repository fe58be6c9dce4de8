import { exactForm } from '../hosts/exact.ts';
import type { Host, SendAttempt, Surface } from '../hosts/host.ts';
import type { SendRefusal } from '../messages/content-to-worker.ts';
import type { IndexEntry } from '../messages/shared.ts';
import { text } from '../platform/content-runtime.ts';
import { askWorker } from './worker-line.ts';

export type SendOutcome = 'executed' | 'not_executed' | 'recalled' | 'unknown';
export type Release =
  | { released: false; refusal: SendRefusal; detail: string }
  | { released: true; dispatchId: string; outcome: SendOutcome };

/** An inline compose stays until the server has answered; longer than this is not known. */
const OUTCOME_WITHIN_MS = 60_000;

const no = (refusal: SendRefusal, detail = ''): Release => ({
  released: false,
  refusal,
  detail,
});

/**
 *   read ─▶ digests (the worker's) ─▶ redeem ──refused──▶ stopped
 *                        └─▶ read again ──differs──▶ stopped, reported as not executed
 *                                └─same─▶ fire, in that same task ─▶ outcome ─▶ reported
 *
 * Between the second reading and the fire nothing is awaited: no other script can run.
 */
export async function release(input: {
  host: Host;
  entry: IndexEntry;
  surface: Surface;
  attempt: SendAttempt;
  fire: (attempt: SendAttempt) => void;
}): Promise<Release> {
  const { host, entry, surface, attempt } = input;
  const { proposalId } = entry;
  if (attempt.path === 'schedule') {
    return no('schedule');
  }
  if (entry.delivery === 'gate') {
    return no(entry.state === 'executed' ? 'already-sent' : 'gate-sends');
  }
  const first = host.read(surface);
  if (!first) return no('unknown', text('content_unreadable', 'The draft could not be read.'));
  const form = exactForm(first.compose);
  let told: Awaited<ReturnType<typeof askWorker<'send.redeem'>>>;
  try {
    const { compose, tail } = await askWorker('compose.digests', { compose: first.compose });
    told = await askWorker('send.redeem', { proposalId, composeDigest: compose, tailDigest: tail });
  } catch (error) {
    return no('offline', String(error));
  }
  if (!told.released) return no(told.refusal, told.detail);
  const { dispatchId } = told;
  const second = host.read(surface);
  if (!second || exactForm(second.compose) !== form) {
    await report(dispatchId, 'not_executed', 'changed while the gate was asked');
    return no('changed', text('content_changed', 'The draft changed.'));
  }
  // Watched from before: the page may refuse, or take the compose away, while the event is handled.
  const watched = host.outcome(surface, AbortSignal.timeout(OUTCOME_WITHIN_MS));
  input.fire(attempt);
  const outcome = await watched;
  await report(dispatchId, outcome);
  return { released: true, dispatchId, outcome };
}

/** Told until the worker has it: a send whose result is lost stays unknown for ever. */
export async function report(
  dispatchId: string,
  outcome: SendOutcome,
  detail?: string,
): Promise<void> {
  const result = { dispatchId, outcome, detail };
  for (const waitMs of [0, 500, 3000]) {
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      await askWorker('send.result', result);
      return;
    } catch {
      // the worker may be starting
    }
  }
}
