import { RateLimited } from '../../dispatch/ports.ts';
import { Refused, within } from './answer.ts';

/**
 * An access token and how a new one is got. Nothing of it is stored: a restart asks anew, so refresh
 * tokens must not rotate. Renewed once a call.
 */
export type Session = {
  /** runs with the token; where the system refuses it (401), once more with a new one */
  run<T>(call: (token: string) => Promise<T>): Promise<T>;
  /** tokens that were used, so that no message carries one */
  secrets(): readonly string[];
};

const RENEW_MS = 20_000;

/**
 * @param initial a token to begin with; without it the first call asks for one
 * @param renew gets a new token; absent where the token is a fixed one. Throws {@link Refused}.
 */
export function createSession(options: {
  initial?: string | undefined;
  renew?: (() => Promise<string>) | undefined;
}): Session {
  const { renew } = options;
  const seen = new Set<string>(options.initial ? [options.initial] : []);
  let current = options.initial;
  let renewing: Promise<string> | undefined;

  // One at a time: a refused token is refused to every call under way.
  const fresh = (used: string | undefined): Promise<string> => {
    if (current !== undefined && current !== used) return Promise.resolve(current);
    if (!renew) return Promise.reject(new Refused(401, 'the token was refused'));
    renewing ??= within(RENEW_MS, renew())
      .then((token) => {
        seen.add(token);
        current = token;
        return token;
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };

  return {
    async run(call) {
      const token = current ?? (await freshOrLater(() => fresh(undefined)));
      try {
        return await call(token);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 401 || !renew) throw error;
      }
      return call(await freshOrLater(() => fresh(token)));
    },
    secrets: () => [...seen],
  };
}

/**
 * Nothing was asked yet, or it was refused, so nothing was done: a token service that is away is "not now", while one
 * that says no needs a person.
 */
async function freshOrLater(fresh: () => Promise<string>): Promise<string> {
  try {
    return await fresh();
  } catch (error) {
    if (error instanceof Refused && error.status < 500 && error.status !== 429) {
      throw new Refused(401, error.message);
    }
    throw new RateLimited('No new access token could be had just now.', 30_000);
  }
}
