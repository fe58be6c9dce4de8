import { compactVerify, importJWK } from 'jose';
import { DECISION_TYP } from '../../protocol/decisions.ts';
import type { PublicJwk } from '../../protocol/pairing.ts';

/**
 * Verifies a decision's compact JWS by the device's own key: ES256, our `typ`, `kid` the key's
 * thumbprint. Yields the payload's exact text, or null for any other signature.
 */
export async function verifyDecisionJws(input: {
  jws: string;
  jwk: PublicJwk;
  jkt: string;
}): Promise<string | null> {
  try {
    const key = await importJWK({ ...input.jwk }, 'ES256');
    const { payload, protectedHeader } = await compactVerify(input.jws, key, {
      algorithms: ['ES256'],
    });
    if (protectedHeader.typ !== DECISION_TYP || protectedHeader.kid !== input.jkt) return null;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return null;
  }
}
