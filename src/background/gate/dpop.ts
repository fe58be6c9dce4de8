import { base64url, calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import type { PublicJwk } from '../../protocol/pairing.ts';

/** A new device key: ES256, the private half not extractable. */
export async function makeDeviceKey(): Promise<{
  pair: CryptoKeyPair;
  jwk: PublicJwk;
  jkt: string;
}> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const jwk = await publicJwk(pair.publicKey);
  return { pair, jwk, jkt: await calculateJwkThumbprint(jwk) };
}

/** The public half as the wire wants it: nothing but the curve's point. */
export async function publicJwk(key: CryptoKey): Promise<PublicJwk> {
  const { x = '', y = '' } = await exportJWK(key);
  return { kty: 'EC', crv: 'P-256', x, y };
}

/** A DPoP proof (RFC 9449) for one request. `url` may carry a query; the proof leaves it out. */
export async function dpopProof(input: {
  pair: CryptoKeyPair;
  method: string;
  url: string;
  /** milliseconds; the gate goes by its nonce and not by this */
  now: number;
  token?: string | undefined;
  nonce?: string | undefined;
}): Promise<string> {
  const { origin, pathname } = new URL(input.url);
  return await new SignJWT({
    jti: crypto.randomUUID(),
    htm: input.method,
    htu: `${origin}${pathname}`,
    ...(input.token === undefined ? {} : { ath: await tokenHash(input.token) }),
    ...(input.nonce === undefined ? {} : { nonce: input.nonce }),
  })
    .setProtectedHeader({
      typ: 'dpop+jwt',
      alg: 'ES256',
      jwk: await publicJwk(input.pair.publicKey),
    })
    .setIssuedAt(Math.floor(input.now / 1000))
    .sign(input.pair.privateKey);
}

async function tokenHash(token: string): Promise<string> {
  const bytes = new TextEncoder().encode(token);
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
