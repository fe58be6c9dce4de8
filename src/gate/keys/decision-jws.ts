import { DECISION_TYP } from '../../protocol/decisions.ts';
import type { PublicJwk } from '../../protocol/pairing.ts';
import { openCompact, publicKeyOf } from './es256.ts';

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
    const { key } = await publicKeyOf(input.jwk);
    const opened = await openCompact(input.jws, () => key);
    if (!opened) return null;
    if (opened.header.typ !== DECISION_TYP || opened.header.kid !== input.jkt) return null;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(opened.payload);
  } catch {
    return null;
  }
}
