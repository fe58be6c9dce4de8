import {
  createHash,
  createPublicKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import type { PublicJwk } from '../../protocol/pairing.ts';

/*
 * Compact JWS by ES256 and nothing else, on this thread: a signature costs a tenth of a millisecond,
 * while WebCrypto takes a job of the thread pool for each import, digest, signature and check.
 */

export type Opened = { header: Record<string, unknown>; payload: Buffer };
/** A device's key, ready to verify with, and its RFC 7638 thumbprint. */
type KnownKey = { key: KeyObject; jkt: string };

const PART = '[A-Za-z0-9_-]+';
const COMPACT = new RegExp(`^(${PART})\\.(${PART})\\.(${PART})$`);
/** r and s side by side, as JWS has them, not DER */
const SIGNATURE_BYTES = 64;
const KEPT = 2000;
const known = new Map<string, KnownKey>();

/** Header and payload of a compact JWS whose signature is that of `key`; null for any other text. */
export function openCompact(
  jws: string,
  keyFor: (header: Record<string, unknown>) => KeyObject | null,
): Opened | null {
  const [, head = '', body = '', mark = ''] = COMPACT.exec(jws) ?? [];
  const header = readHeader(head);
  // An extension that must be understood is none of ours.
  if (header?.alg !== 'ES256' || 'crit' in header) return null;
  const signature = Buffer.from(mark, 'base64url');
  const key = keyFor(header);
  if (key === null || signature.length !== SIGNATURE_BYTES) return null;
  const signed = Buffer.from(`${head}.${body}`, 'ascii');
  return verifyBytes('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)
    ? { header, payload: Buffer.from(body, 'base64url') }
    : null;
}

/** Signs a payload as compact JWS; `alg` is put into the header. */
export function signCompact(header: object, payload: string, key: KeyObject): string {
  const part = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');
  const signed = `${part(JSON.stringify({ alg: 'ES256', ...header }))}.${part(payload)}`;
  const mark = signBytes('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${mark.toString('base64url')}`;
}

/** A device's public key, imported once. @throws when its point is not on the curve */
export function publicKeyOf({ x, y }: PublicJwk): KnownKey {
  const name = `${x}.${y}`;
  const found = known.get(name);
  if (found) return found;
  const jwk = { crv: 'P-256', kty: 'EC', x, y };
  const made: KnownKey = {
    key: createPublicKey({ key: jwk, format: 'jwk' }),
    // RFC 7638: these members in this order, without white space.
    jkt: createHash('sha256').update(JSON.stringify(jwk)).digest('base64url'),
  };
  known.set(name, made);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return made;
}

function readHeader(head: string): Record<string, unknown> | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null && !Array.isArray(header)
      ? (header as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
