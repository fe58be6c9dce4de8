import { sha256Hex } from '../digest/sha256.ts';
import { cloneKey } from './key.ts';
import type { CloneSubject } from './subject.ts';

/** Whether two proposals are true clones of each other (STATISTICS §7). */
export function isTrueClone(a: CloneSubject, b: CloneSubject): boolean {
  const [one, other] = [cloneKey(a), cloneKey(b)];
  return 'key' in one && 'key' in other && one.key === other.key;
}

/**
 * True clones together, in the order in which each group's first one comes; what is nobody's clone is
 * a group of its own. One pass: the time is that of reading the texts once.
 */
export function groupClones<T extends CloneSubject>(rows: readonly T[]): T[][] {
  const groups: T[][] = [];
  const byKey = new Map<string, T[]>();
  for (const row of rows) {
    const found = cloneKey(row);
    const group = 'key' in found ? byKey.get(found.key) : undefined;
    if (group) {
      group.push(row);
      continue;
    }
    const fresh = [row];
    groups.push(fresh);
    if ('key' in found) byKey.set(found.key, fresh);
  }
  return groups;
}

/** The key as it is signed, stored and compared on the wire: SHA-256 hex. `alone` says why there is none. */
export async function cloneDigest(
  subject: CloneSubject,
): Promise<{ digest: string } | { alone: string }> {
  const found = cloneKey(subject);
  return 'key' in found ? { digest: await sha256Hex(found.key) } : found;
}

/**
 * Checks a batch against the digest that its decision was signed for, row by row: why each row is
 * not one of its clones, null for those that are.
 */
export async function checkBatch(
  rows: readonly CloneSubject[],
  digest: string,
): Promise<(string | null)[]> {
  return Promise.all(rows.map((row) => whyNotOf(row, digest)));
}

/** Why this proposal is not one of the clones that `digest` stands for; null when it is. */
export async function whyNotOf(row: CloneSubject, digest: string): Promise<string | null> {
  const found = await cloneDigest(row);
  if ('alone' in found) return found.alone;
  return found.digest === digest ? null : 'it differs from the others outside its merge slots';
}
