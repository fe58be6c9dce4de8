import * as z from 'zod/mini';
import { openCompact, publicKeyOf } from '../keys/es256.ts';

const Coordinate = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
export const EcJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Coordinate,
  y: Coordinate,
});
const Header = z.object({ kid: z.string(), typ: z.string() });

/** What a signature came to; `payload` is what the text says, also where nobody proves it. */
export type Opened =
  | { state: 'good' | 'unknown-key'; payload: unknown }
  | { state: 'bad'; payload: null };

export type Keyring = {
  /** opens a compact JWS of this `typ` */
  open(typ: string, jws: string): Promise<Opened>;
  size: number;
};

/** Public keys to verify with, by RFC 7638 thumbprint; what is no P-256 key is left out. */
export async function keyring(keys: readonly unknown[]): Promise<Keyring> {
  const known = new Map<string, Awaited<ReturnType<typeof publicKeyOf>>['key']>();
  for (const each of keys) {
    const jwk = EcJwk.safeParse(each);
    if (!jwk.success) continue;
    const found = await publicKeyOf(jwk.data).catch(() => null);
    if (found) known.set(found.jkt, found.key);
  }
  return {
    size: known.size,
    async open(typ, jws) {
      const bad = { state: 'bad', payload: null } as const;
      const header = Header.safeParse(part(jws, 0));
      if (!header.success || header.data.typ !== typ || !isStrict(jws)) return bad;
      const payload = part(jws, 1);
      const key = known.get(header.data.kid);
      if (!key) return { state: 'unknown-key', payload };
      return (await openCompact(jws, () => key)) ? { state: 'good', payload } : bad;
    },
  };
}

/**
 * Three parts whose base64url has no spare bits set: otherwise several texts would be one signature,
 * and a changed one would pass.
 */
export function isStrict(jws: string): boolean {
  const parts = jws.split('.');
  return (
    parts.length === 3 &&
    parts.every((each) => Buffer.from(each, 'base64url').toString('base64url') === each)
  );
}

/** A part's JSON; null where it is none. */
function part(jws: string, index: number): unknown {
  try {
    return JSON.parse(Buffer.from(jws.split('.')[index] ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
