import { createHash } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import * as z from 'zod/mini';
import { PublicJwk } from '../../protocol/pairing.ts';
import { Refusal } from '../dispatch/ports.ts';
import type { HttpDeps, Proof } from './context.ts';
import type { Nonces } from './nonce.ts';
import { HttpRefusal } from './problem.ts';

/** how long a used `jti` is remembered: longer than any nonce lives */
export const REPLAY_SECONDS = 600;

const Payload = z.object({
  jti: z.string().check(z.minLength(8), z.maxLength(128)),
  htm: z.string(),
  htu: z.string().check(z.maxLength(2048)),
  iat: z.number(),
  nonce: z.optional(z.string()),
  ath: z.optional(z.string()),
});

export const sha256Base64Url = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

/** 401 for a request whose proof isn't good, saying how to authenticate. */
export const refusedProof = (detail: string): HttpRefusal =>
  new HttpRefusal('unauthenticated', detail, {
    'www-authenticate': 'DPoP error="invalid_dpop_proof", algs="ES256"',
  });

/**
 * Verifies a DPoP proof (RFC 9449) of this request. The server's nonce decides freshness, so a
 * wrong clock locks nobody out; `iat` must only be a time. Each `jti` counts once: whoever calls
 * this remembers `key`.
 * @throws Refusal unauthenticated, use-dpop-nonce
 */
export async function checkProof(
  deps: Pick<HttpDeps, 'config' | 'keys'> & { nonces: Nonces },
  request: { method: string; path: string; proof: string | undefined; token?: string },
): Promise<Proof & { key: string }> {
  const { jwk, jkt, payload } = await open(deps, request.proof);
  const { htm, htu, iat, jti, nonce, ath } = payload;
  if (htm !== request.method) throw refusedProof('The proof is for another method.');
  if (!sameTarget(htu, `${deps.config.publicUrl}${request.path}`))
    throw refusedProof('The proof is for another address.');
  if (!Number.isFinite(iat) || iat <= 0) throw refusedProof('The proof has no time.');
  if (!deps.nonces.accepts(nonce)) {
    throw new HttpRefusal('use-dpop-nonce', 'Repeat the request with the nonce in this answer.', {
      'www-authenticate': 'DPoP error="use_dpop_nonce", algs="ES256"',
    });
  }
  if (request.token !== undefined && ath !== sha256Base64Url(request.token))
    throw refusedProof('The proof is for another token.');
  return { jkt, jwk, key: `dpop:${sha256Base64Url(`${jkt} ${jti}`)}` };
}

/** {@link checkProof}, and that this `jti` wasn't used before. @throws Refusal */
export async function verifyProof(
  deps: Pick<HttpDeps, 'store' | 'config' | 'keys'> & { nonces: Nonces },
  request: Parameters<typeof checkProof>[1],
): Promise<Proof> {
  const { key, ...proof } = await checkProof(deps, request);
  if (!(await deps.store.people.rememberOnce({ key, ttlSeconds: REPLAY_SECONDS })))
    throw usedBefore();
  return proof;
}

export const usedBefore = (): HttpRefusal => refusedProof('The proof was used before.');

async function open({ keys }: Pick<HttpDeps, 'keys'>, proof: string | undefined) {
  if (!proof || proof.length > 4096) throw refusedProof('There is no DPoP proof.');
  try {
    const header = decodeProtectedHeader(proof);
    // Only the public coordinates count; a header that carries a private key is refused.
    const { kty, crv, x, y, ...rest } = header.jwk ?? {};
    const jwk = PublicJwk.parse({ kty, crv, x, y });
    if (header.typ !== 'dpop+jwt' || header.alg !== 'ES256' || 'd' in rest)
      throw new Refusal('unauthenticated', 'header');
    const opened = await keys.opened(proof, jwk);
    if (!opened) throw new Refusal('unauthenticated', 'signature');
    const payload = Payload.parse(JSON.parse(new TextDecoder().decode(opened.payload)));
    return { jwk, jkt: opened.jkt, payload };
  } catch {
    throw refusedProof('The DPoP proof is not valid.');
  }
}

/** RFC 9449 §4.3: compared after normalisation, without query and fragment. */
function sameTarget(htu: string, expected: string): boolean {
  try {
    const url = new URL(htu);
    return `${url.origin}${url.pathname}` === new URL(expected).href;
  } catch {
    return false;
  }
}
