import { ProblemError } from '../../../src/client/problem-error.ts';
import { UnreachableError } from '../../../src/client/retry.ts';

/** Longest time that a call without a wait of its own may take, in milliseconds. */
const LONG_MS = 20_000;
const PAUSE_MS = 60;

/**
 * Runs a call until it succeeds, as a client with an outbox does. What it may meet meanwhile is a
 * gate that can't be reached or one that says 503 and when to come back; all else is a surprise.
 */
export async function patiently<T>(
  what: string,
  call: () => Promise<T>,
  surprised: (what: string) => void,
  longMs = LONG_MS,
): Promise<T> {
  for (;;) {
    const began = performance.now();
    try {
      return await call();
    } catch (error) {
      const wrong = surpriseIn(error);
      if (wrong !== null) surprised(`${what}: ${wrong}`);
    } finally {
      const took = Math.round(performance.now() - began);
      if (took > longMs) surprised(`${what}: took ${took} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function surpriseIn(error: unknown): string | null {
  if (error instanceof ProblemError) {
    if (error.status !== 503 || error.code !== 'unavailable')
      return `answered ${error.status} ${error.problem.title}`;
    return error.retryAfter === null ? 'answered 503 without Retry-After' : null;
  }
  // A gate that takes longer to come back than the client tries by itself.
  if (error instanceof UnreachableError) return null;
  // A connection refused, reset, or cut in the middle of an answer.
  if (error instanceof TypeError || (error instanceof Error && /JSON/.test(error.message)))
    return null;
  return error instanceof Error ? `${error.name} ${error.message}` : String(error);
}
