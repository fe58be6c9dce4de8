import { canonical } from '../../core/digest/canonical.ts';
import { CHECKPOINT_TYP, CheckpointClaims } from '../../protocol/audit.ts';
import type { AuditKeys, AuditStore } from '../dispatch/ports.ts';

/** Signs a head. @param at RFC 3339 with milliseconds */
export const signHead = (
  keys: AuditKeys,
  head: { workspace: string; seq: number; hash: string; at: string },
): Promise<string> => keys.signAs(CHECKPOINT_TYP, canonical({ iss: keys.issuer, ...head }));

/** The head that a text is, when one of these keys signed it; null for any other. */
export async function openHead(
  keys: Pick<AuditKeys, 'openAs'>,
  jws: string,
): Promise<CheckpointClaims | null> {
  const payload = await keys.openAs(CHECKPOINT_TYP, jws);
  if (payload === null) return null;
  const parsed = CheckpointClaims.safeParse(JSON.parse(payload));
  return parsed.success ? parsed.data : null;
}

/**
 * Whether a device's last known head shows a fork: this gate signed it for this workspace, and the
 * chain does not hold it. What these keys didn't sign proves nothing and is no incident.
 */
export async function forked(
  deps: { audit: Pick<AuditStore, 'has'>; keys: Pick<AuditKeys, 'openAs'> },
  known: { workspaceId: string; jws: string },
): Promise<{ seq: number; hash: string } | null> {
  const { workspaceId, jws } = known;
  const head = await openHead(deps.keys, jws);
  if (head === null || head.workspace !== workspaceId) return null;
  const { seq, hash } = head;
  return (await deps.audit.has({ workspaceId, seq, hash })) ? null : { seq, hash };
}
