import { calculateJwkThumbprint, type JWK } from 'jose';
import * as z from 'zod/mini';

/** A key set is a few keys; one that is longer is something else. */
const KeySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string() })).check(z.maxLength(50)),
});

/** The thumbprints (RFC 7638) of the keys that a gate publishes. @throws where it doesn't answer so */
export async function publishedKeys(fetching: typeof fetch, gateUrl: string): Promise<string[]> {
  const response = await fetching(`${gateUrl}/.well-known/jwks.json`, {
    signal: AbortSignal.timeout(10_000),
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });
  const { keys } = z.parse(KeySet, await response.json());
  return await Promise.all(keys.map((key) => calculateJwkThumbprint(key as JWK)));
}
