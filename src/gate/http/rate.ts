/** Token buckets in this process's memory, one a key. With several gates each counts for itself. */
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

  /** Takes one token: 0 when there was one, otherwise the whole seconds to wait. */
  take(key: string): number {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: this.#burst, at: now };
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * this.#perSecond;
    const tokens = Math.min(this.#burst, refilled);
    // Kept in order of use, so that the oldest can go when a stranger makes too many keys.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > 10_000 && oldest !== undefined) this.#buckets.delete(oldest);
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / this.#perSecond));
  }
}
