import { CompactSign } from 'jose';
import { canonical } from '../../core/digest/canonical.ts';
import type { Decision } from '../../core/schema/decision.ts';
import { DECISION_TYP } from '../../protocol/decisions.ts';
import type { DeviceKeyRow } from '../../store/keys.ts';

/** The decision as this device signs it: compact JWS (ES256) over its RFC 8785 form. */
export function signDecision(decision: Decision, key: DeviceKeyRow): Promise<string> {
  return new CompactSign(new TextEncoder().encode(canonical(decision)))
    .setProtectedHeader({ alg: 'ES256', typ: DECISION_TYP, kid: key.jkt })
    .sign(key.pair.privateKey);
}
