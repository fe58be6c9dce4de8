import type { AuditKeys, Sealed, Store } from '../dispatch/ports.ts';
import { link } from './chain.ts';
import { signHead } from './heads.ts';

/** Links of one transaction. */
const BATCH = 500;
/** A head is signed after this many links, or this long after the last one when there are new ones. */
const CHECKPOINT_ROWS = 1000;
const CHECKPOINT_MS = 60_000;

export type SealDeps = {
  store: { audit: Pick<Store['audit'], 'seal' | 'checkpoint' | 'putCheckpoint'> };
  keys: AuditKeys;
};

/**
 * Seals what can be sealed now in one workspace, and signs the head where that is due.
 * @returns how the last batch ended, and in how many milliseconds a head is due (null: none is)
 */
export async function sealWorkspace(
  deps: SealDeps,
  work: {
    workspaceId: string;
    /** asked between batches */
    goesOn?: () => boolean;
    /** sign the head now, however young the last one is */
    signNow?: boolean;
  },
): Promise<Sealed & { dueMs: number | null }> {
  const { audit } = deps.store;
  const { workspaceId, goesOn = () => true, signNow = false } = work;
  for (;;) {
    const sealed = await audit.seal({ workspaceId, limit: BATCH, link });
    const dueMs = await signWhenDue(deps, { workspaceId, head: sealed.head, signNow });
    if (sealed.state !== 'more' || !goesOn()) return { ...sealed, dueMs };
  }
}

async function signWhenDue(
  { store: { audit }, keys }: SealDeps,
  work: { workspaceId: string; head: Sealed['head']; signNow: boolean },
): Promise<number | null> {
  const { workspaceId, head, signNow } = work;
  if (head.seq === 0) return null;
  const last = await audit.checkpoint(workspaceId);
  if (last && last.seq >= head.seq) return null;
  const now = Date.now();
  const wait = last ? CHECKPOINT_MS - (now - Date.parse(last.at)) : 0;
  const many = head.seq - (last?.seq ?? 0) >= CHECKPOINT_ROWS;
  // A clock that was set back must not keep heads unsigned for longer than the pause itself.
  if (!signNow && !many && wait > 0) return Math.min(wait, CHECKPOINT_MS);
  const at = new Date(now).toISOString();
  const jws = await signHead(keys, { workspace: workspaceId, ...head, at });
  await audit.putCheckpoint({ workspaceId, ...head, at, jws });
  return null;
}
