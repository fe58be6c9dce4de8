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
});
export type SigningJwk = z.infer<typeof SigningJwk>;

/**
 * The gate's keys: a JWKS, newest first, and the secret from which webhook secrets and nonces are
 * derived (base64url, 32 bytes). The same document in the key file and in `GATE_SIGNING_KEYS`.
 */
export const KeySet = z.object({
  secret: Coordinate,
  keys: z.array(SigningJwk).check(z.minLength(1)),
});
export type KeySet = z.infer<typeof KeySet>;

/** How many keys a rotation keeps: the one that signs and those whose clearances may still live. */
const KEPT_KEYS = 4;

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

/** A set with a new key in front; the old ones go on verifying. */
export const rotated = async (set: KeySet): Promise<KeySet> => ({
  ...set,
  keys: [await newKey(), ...set.keys].slice(0, KEPT_KEYS),
});

/** RFC 7638 thumbprint, base64url: the `kid` of a key. */
export const thumbprintOf = (jwk: { kty: string; crv: string; x: string; y: string }) =>
  calculateJwkThumbprint({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y });
