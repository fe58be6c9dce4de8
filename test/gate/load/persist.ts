import { ProblemError } from '../../../src/client/problem-error.ts';
import { UnreachableError } from '../../../src/client/retry.ts';
import { patiently } from '../chaos/patience.ts';

/** Two cores for four gates and what else runs: only what a device gives up as hung is a surprise. */
export const NO_HURRY = Number.POSITIVE_INFINITY;

export type Surprised = (what: string) => void;

/**
 * Repeats a call until it is answered. A refusal is an answer too, and comes back as what it is; one
 * without one of these codes is a surprise, as is all else that isn't a gate that is away.
 */
export function answered<T>(
  what: string,
  call: () => Promise<T>,
  options: { surprised: Surprised; refusals?: readonly string[] },
): Promise<T | ProblemError> {
  const { surprised, refusals = [] } = options;
  return patiently<T | ProblemError>(
    what,
    async () => {
      try {
        return await call();
      } catch (error) {
        if (error instanceof ProblemError && error.status !== 503) {
          const { code, status, problem } = error;
          if (!refusals.includes(code ?? ''))
            surprised(`${what}: answered ${status} ${problem.detail ?? problem.title}`);
          return error;
        }
        // The client gave up repeating; its caller does not.
        if (error instanceof UnreachableError) throw new TypeError(error.message);
        throw error;
      }
    },
    surprised,
    NO_HURRY,
  );
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
