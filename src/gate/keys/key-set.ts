import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod/mini';

const Coordinate = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));

/** A private signing key, P-256, as JWK. */
const SigningJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Coordinate,
  y: Coordinate,
  d: Coordinate,
  /** Unix seconds from which it signs; left out: always. Published before, so that verifiers know it. */
  nbf: z.optional(z.int()),
});
export type SigningJwk = z.infer<typeof SigningJwk>;

/**
 * The gate's keys: a JWKS, newest first, each perhaps with the time it signs from, and the secret from which webhook secrets and nonces are
 * derived (base64url, 32 bytes). The same document in the key file and in `GATE_SIGNING_KEYS`.
 */
export const KeySet = z.object({
  secret: Coordinate,
  keys: z.array(SigningJwk).check(z.minLength(1)),
});
export type KeySet = z.infer<typeof KeySet>;

/** Longest life of a clearance, in seconds (`Policy.clearanceSeconds`), and an hour for wrong clocks. */
const LONGEST_CLEARANCE = 604_800 + 3_600;
/** A new key is published for this long before it signs: twice what its publication may be cached. */
export const OVERLAP_SECONDS = 600;

/** A new ES256 private key. */
async function newKey(): Promise<SigningJwk> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return SigningJwk.parse(await exportJWK(privateKey));
}

/** A fresh set: one key, one secret. */
export const newKeySet = async (): Promise<KeySet> => ({
  secret: randomBytes(32).toString('base64url'),
  keys: [await newKey()],
});

/**
 * A set with a new key in front, which signs `overlap` seconds from `now` (Unix seconds). An old key
 * stays until the last clearance that it can have signed is over; `dropOld` lets go of all at once,
 * for a key that was stolen, and with them of every clearance that is out.
 */
export async function rotated(
  set: KeySet,
  options: { now?: number; overlap?: number; dropOld?: boolean } = {},
): Promise<KeySet> {
  const { now = Math.floor(Date.now() / 1000), overlap = OVERLAP_SECONDS, dropOld } = options;
  const next: SigningJwk = { ...(await newKey()), nbf: now + overlap };
  if (dropOld) return { ...set, keys: [{ ...next, nbf: now }] };
  // A key signed until the one before it in the list began to.
  const old = set.keys.filter((_, at) => {
    const successor = set.keys[at - 1];
    return successor === undefined || (successor.nbf ?? now) + LONGEST_CLEARANCE > now;
  });
  return { ...set, keys: [next, ...old] };
}

/** RFC 7638 thumbprint, base64url: the `kid` of a key. */
export const thumbprintOf = (jwk: { kty: string; crv: string; x: string; y: string }) =>
  calculateJwkThumbprint({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y });
