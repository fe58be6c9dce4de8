import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessMark, parseMark, selfMark } from './process-mark.ts';

/** A held lock; `release` is idempotent. */
export interface FileLock {
  release(): Promise<void>;
}

/**
 * Takes the lock file `name` in `folder`, waiting while a live process holds it.
 *
 * Node has no flock. The file appears with its content at once (link of a finished file), so a
 * reader never sees half of it. A dead holder's file may be removed only by whoever holds the lock
 * named after that very instance, so two waiters can't both "clean up" and remove a fresh lock.
 *
 * @throws after `timeoutMs` with a sentence that names the holder.
 */
export async function takeLock(folder: string, name: string, timeoutMs: number): Promise<FileLock> {
  const path = join(folder, name);
  const nonce = randomUUID();
  const mark = await selfMark();
  const draft = `${path}.${nonce}.new`;
  await writeFile(draft, `${JSON.stringify(mark)}\n${nonce}\n`, { mode: 0o600 });
  try {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      if (await linked(draft, path)) return { release: () => release(path, nonce) };
      const holder = await readHolder(path);
      if (holder !== null && !(await isAlive(holder.mark))) {
        await removeStale({ folder, name, holder, timeoutMs });
        continue;
      }
      if (performance.now() > deadline) {
        const pid = holder === null ? 'unknown' : String(holder.mark.pid);
        throw new Error(
          `Another gate (process ${pid}) is busy with ${folder} for ${Math.round(timeoutMs / 1000)} s: wait for it, or stop it.`,
        );
      }
      await sleep(50);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

interface Holder {
  mark: ProcessMark;
  nonce: string;
}

async function removeStale(stale: {
  folder: string;
  name: string;
  holder: Holder;
  timeoutMs: number;
}): Promise<void> {
  const { folder, name, holder, timeoutMs } = stale;
  const breaker = await takeLock(folder, `lock-${holder.nonce.slice(0, 8)}.break`, timeoutMs);
  try {
    const now = await readHolder(join(folder, name));
    if (now?.nonce === holder.nonce) await rm(join(folder, name), { force: true });
  } finally {
    await breaker.release();
  }
}

async function release(path: string, nonce: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder?.nonce === nonce) await rm(path, { force: true });
}

async function readHolder(path: string): Promise<Holder | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  const [first = '', nonce = ''] = text.split('\n');
  const mark = parseMark(first);
  // A file no gate wrote (emptied by a full disk, say) has no live holder.
  return { mark: mark ?? { pid: 0, born: '' }, nonce: nonce === '' ? 'unreadable' : nonce };
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // Over some network file systems a link succeeds and its answer is lost.
    if ((await stat(from)).nlink === 2) return true;
    throw error;
  }
}

/** The `code` of a system error, or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
