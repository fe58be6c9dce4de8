import { compactVerify, createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet } from 'jose';
import { contentDigest } from '../core/digest/content.ts';
import { ClearanceClaims } from '../core/schema/clearance.ts';
import type { Content } from '../core/schema/content.ts';
import { CLEARANCE_TYP } from '../protocol/clearances.ts';

/** Why a clearance does not cover what is about to be executed. */
export class ClearanceError extends Error {
  readonly reason: 'signature' | 'issuer' | 'expired' | 'executor' | 'content';
  constructor(reason: ClearanceError['reason'], message: string) {
    super(message);
    this.name = 'ClearanceError';
    this.reason = reason;
  }
}

export type VerifyInput = {
  jws: string;
  /** the gate's keys, or where they are published (`…/.well-known/jwks.json`) */
  keys: JSONWebKeySet | URL;
  /** the gate's public URL */
  issuer: string;
  /** who is about to execute: `gate:smtp`, `gate:webhook`, `gmail-compose:{deviceId}` */
  executor: string;
  /** exactly what is about to be executed */
  content: Content;
  /** now, in milliseconds; the machine's clock if left out */
  now?: number;
};

const remote = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/**
 * Verifies a clearance offline: signature, type, issuer, executor, expiry, and that it is for this
 * content. It does not redeem: only the gate knows whether it was used already.
 * @throws ClearanceError with the reason
 */
export async function verifyClearance(input: VerifyInput): Promise<ClearanceClaims> {
  const claims = await signedClaims(input.jws, input.keys);
  if (claims.iss !== input.issuer)
    throw new ClearanceError('issuer', 'the clearance is of another gate');
  if (claims.exp * 1000 <= (input.now ?? Date.now()))
    throw new ClearanceError('expired', 'the clearance has expired');
  if (claims.aud !== input.executor)
    throw new ClearanceError('executor', 'the clearance names another executor');
  if (claims.contentDigest !== (await contentDigest(input.content)))
    throw new ClearanceError('content', 'the content is not the one that was approved');
  return claims;
}

async function signedClaims(jws: string, keys: VerifyInput['keys']): Promise<ClearanceClaims> {
  try {
    const set = keys instanceof URL ? remoteSet(keys) : createLocalJWKSet(keys);
    const { payload, protectedHeader } = await compactVerify(jws, set, { algorithms: ['ES256'] });
    if (protectedHeader.typ !== CLEARANCE_TYP) throw new Error('another type of token');
    return ClearanceClaims.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch (cause) {
    const error = new ClearanceError('signature', 'the clearance is not signed by this gate');
    error.cause = cause;
    throw error;
  }
}

/** One cache of published keys an address; jose fetches again when a clearance names a new key. */
function remoteSet(url: URL): ReturnType<typeof createRemoteJWKSet> {
  const known = remote.get(url.href) ?? createRemoteJWKSet(url);
  remote.set(url.href, known);
  return known;
}
