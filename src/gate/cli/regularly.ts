import type { Log } from '../http/context.ts';
import { logOf } from '../http/problem.ts';

/**
 * Looks now, and again every `everyMs` milliseconds, never twice at once: while a look takes longer, what
 * comes due is left out. One that fails is logged as `failed` and comes again. Returns how to stop it,
 * which waits for the look under way.
 */
export function regularly(work: {
  look: () => Promise<void>;
  everyMs: number;
  log: Log;
  failed: string;
}): () => Promise<void> {
  const { look, everyMs, log, failed } = work;
  let looking: Promise<void> | null = null;
  const again = (): void => {
    looking ??= look()
      .catch((error: unknown) => log.warn(logOf(error), failed))
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(again, everyMs);
  again();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
