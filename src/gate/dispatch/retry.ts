/** The first pause, and the longest, in milliseconds. */
const BASE_MS = 2000;
const CAP_MS = 300_000;

/**
 * How long to wait before the next try, in milliseconds: exponential, with full jitter, so that what
 * failed together doesn't come back together.
 * @param tries made before the one that just failed
 * @param random gives 0 (included) to 1
 */
export function backoff(tries: number, random: () => number): number {
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(tries, 20));
}
