/**
 * Token buckets in this process's memory, one a key. With several gates each counts for itself: behind
 * a balancer an agent gets up to its limit times the processes. What guards against guessing (pairing)
 * is counted in the database as well, over all of them (`OperatingStore.takeToken`).
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** `now` in milliseconds, monotonic */
  constructor(options: { perSecond: number; burst: number; now?: () => number }) {
    this.#perSecond = options.perSecond;
    this.#burst = options.burst;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Takes one token, of the key's own limit where it has one: 0 when there was one, otherwise the whole seconds to wait. */
  take(key: string, own: { perSecond?: number; burst?: number } = {}): number {
    const now = this.#now();
    const { perSecond = this.#perSecond, burst = this.#burst } = own;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * perSecond;
    const tokens = Math.min(burst, refilled);
    // Kept in order of use, so that the oldest can go when a stranger makes too many keys.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > 10_000 && oldest !== undefined) this.#buckets.delete(oldest);
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }
}
