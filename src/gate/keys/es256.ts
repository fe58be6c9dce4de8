import type { KeyObject } from 'node:crypto';
import {
  type CompactJWSHeaderParameters,
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  compactVerify,
  importJWK,
} from 'jose';
import type { PublicJwk } from '../../protocol/pairing.ts';

/** Compact JWS by ES256 and nothing else, by the kept library; what is costly is done once a key. */

type Key = CryptoKey | KeyObject;
export type Opened = { header: CompactJWSHeaderParameters; payload: Uint8Array };
/** A device's key, ready to verify with, and its RFC 7638 thumbprint. */
type KnownKey = { key: CryptoKey; jkt: string };

const KEPT = 2000;
const known = new Map<string, Promise<KnownKey>>();

/** Header and payload of a compact JWS whose signature is that of `key`; null for any other text. */
export async function openCompact(
  jws: string,
  keyFor: (header: CompactJWSHeaderParameters) => Key | null,
): Promise<Opened | null> {
  try {
    const { protectedHeader, payload } = await compactVerify(
      jws,
      (header) => {
        const key = keyFor(header);
        if (key === null) throw new Error('no such key');
        return key;
      },
      { algorithms: ['ES256'] },
    );
    return { header: protectedHeader, payload };
  } catch {
    return null;
  }
}

/** Signs a payload as compact JWS; `alg` is put into the header. */
export function signCompact(
  header: { typ: string; kid: string },
  payload: string,
  key: Key,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(key);
}

/** A device's public key, imported once. Rejects when its point is not on the curve. */
export function publicKeyOf({ x, y }: PublicJwk): Promise<KnownKey> {
  const name = `${x}.${y}`;
  const found = known.get(name);
  if (found) return found;
  const made = load({ kty: 'EC', crv: 'P-256', x, y });
  known.set(name, made);
  made.catch(() => known.delete(name));
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return made;
}

async function load(jwk: PublicJwk): Promise<KnownKey> {
  const [key, jkt] = await Promise.all([importJWK(jwk, 'ES256'), calculateJwkThumbprint(jwk)]);
  if (key instanceof Uint8Array) throw new TypeError('not a public key');
  return { key, jkt };
}
