import { timingSafeEqual } from 'node:crypto';
import type { HttpKeys } from './context.ts';

/** A nonce is good for the window it was made in and the next: 2.5 to 5 minutes. */
const WINDOW_MS = 150_000;

/** Stateless DPoP nonces: an HMAC of the time window, so every gate process accepts every other's. */
export type Nonces = { current(): string; accepts(nonce: unknown): boolean };

export function createNonces(keys: Pick<HttpKeys, 'mac'>, now: () => number): Nonces {
  // Asked thrice a request, and new only with the window.
  const made = new Map<number, string>();
  const make = (window: number): string => {
    const known = made.get(window);
    if (known !== undefined) return known;
    const nonce = keys.mac('dpop-nonce', String(window)).slice(0, 32);
    if (made.size > 8) made.clear();
    made.set(window, nonce);
    return nonce;
  };
  const window = (): number => Math.floor(now() / WINDOW_MS);
  return {
    current: () => make(window()),
    accepts: (nonce) =>
      typeof nonce === 'string' && [0, -1].some((back) => same(nonce, make(window() + back))),
  };
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
