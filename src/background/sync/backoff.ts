const BASE_MS = 1_000;
const CAP_MS = 300_000;

/**
 * How long to wait after so many failures in a row, in milliseconds: exponential with full jitter,
 * five minutes at the most, so that many devices don't come back all at once. What the gate asked
 * for is never undercut. `random` is in [0, 1).
 */
export function backoffMs(input: {
  failures: number;
  random: number;
  retryAfterMs?: number | null;
}): number {
  // 2^30 is past the cap already and keeps the arithmetic exact.
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(30, Math.max(0, input.failures - 1)));
  return Math.max(Math.floor(input.random * ceiling), input.retryAfterMs ?? 0);
}
