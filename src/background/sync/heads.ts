import { CheckpointClaims, type SyncAudit } from '../../protocol/audit.ts';
import type { Store } from '../../store/db.ts';
import { type AuditHeads, getMeta, putMeta } from '../../store/meta.ts';

/*
 * What this device has seen of the gate's audit chain. It keeps the newest signed head and sends it
 * back with the next sync; where the gate's chain no longer has it, history was rewritten (or the
 * database restored), and the head that shows it is kept here for whoever looks into that.
 */

/** The head to send: the last one of this workspace's chain. */
export async function knownHead(db: Store, workspaceId: string): Promise<string | undefined> {
  const kept = await getMeta(db, 'audit');
  return kept?.workspaceId === workspaceId ? kept.head : undefined;
}

/**
 * Keeps what a sync said of the chain. Another process of the gate may answer with an older head:
 * the newest stays. True when it has just become known that the head sent is in no history.
 */
export function noteAudit(
  db: Store,
  heard: { workspaceId: string; audit: SyncAudit; sent: string | undefined; at: string },
): Promise<boolean> {
  const { workspaceId, audit, sent, at } = heard;
  const claims = claimsOf(audit.head);
  return db.transaction('rw', db.meta, async () => {
    const before = await getMeta(db, 'audit');
    const known = before?.workspaceId === workspaceId ? before : undefined;
    const forked = audit.forked === true && sent !== undefined;
    const newer =
      claims?.workspace === workspaceId &&
      (known === undefined || forked || claims.seq > (claimsOf(known.head)?.seq ?? 0));
    if (!newer && (!forked || known?.lost)) return false;
    // The first one lost says the most: what came after it was seen on a chain that had changed.
    const lost =
      known?.lost ??
      (forked ? { head: sent, seenAt: claimsOf(sent)?.at ?? at, foundAt: at } : undefined);
    const kept: AuditHeads = {
      workspaceId,
      head: newer ? audit.head : (known?.head ?? audit.head),
      ...(lost === undefined ? {} : { lost }),
    };
    await putMeta(db, 'audit', kept);
    return lost !== undefined && known?.lost === undefined;
  });
}

/** What a head says. Not verified: the gate's own word, for its order and its time only. */
function claimsOf(head: string): CheckpointClaims | null {
  try {
    const text = atob((head.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const parsed = CheckpointClaims.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
