// fetch, timers and the like: in Node and in every browser, in no ES library.
/// <reference types="node" />
import { ProblemError } from './problem-error.ts';

/** The gate, or the way to it, did not answer; every call of this client may be repeated safely. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('the gate does not answer', { cause });
    this.name = 'UnreachableError';
  }
}

export type RetryOptions = {
  /** tries in all, 6 if left out; 1 never repeats */
  attempts?: number;
  /** milliseconds before the second try, about 250 if left out; doubled each time, with jitter */
  firstMs?: number;
  /** longest wait in milliseconds, 20,000 if left out; a longer `Retry-After` is honoured up to 5 minutes */
  longestMs?: number;
};

/** nobody waits longer for one try, whatever a `Retry-After` says */
const PATIENCE_MS = 300_000;

/**
 * Runs `call` again while the gate is away or busy (no answer, 429, 502, 503, 504). All calls of the
 * protocol are idempotent, so a repetition after a lost answer does nothing twice. The last error is
 * thrown as it came; an abort at once, with its reason.
 */
export async function persistently<T>(
  call: () => Promise<T>,
  options: RetryOptions & { signal?: AbortSignal | undefined },
): Promise<T> {
  const { attempts = 6, firstMs = 250, longestMs = 20_000, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt >= attempts || !isPassing(error)) throw error;
      const asked = error instanceof ProblemError ? (error.retryAfter ?? 0) * 1000 : 0;
      const backoff = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
      // Half of it is chance, so that many clients don't come back together.
      const chosen = backoff / 2 + (Math.random() * backoff) / 2;
      await pause(Math.min(PATIENCE_MS, Math.max(asked, chosen)), signal);
    }
  }
}

/** True for what a later try may find otherwise. */
export const isPassing = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  (error instanceof ProblemError && [429, 502, 503, 504].includes(error.status));

/** Waits, or rejects with the signal's reason as soon as it aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
