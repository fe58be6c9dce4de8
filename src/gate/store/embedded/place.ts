import { createHash, randomUUID } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './lock.ts';
import type { Owner } from './owner.ts';
import { runTool } from './tool.ts';

/**
 * Where everything lies. `dataDir` is the gate's (lock, passwords, port); `home` is where the
 * server's own files are: the same folder, except for root in a folder others can't traverse.
 */
export interface Place {
  dataDir: string;
  home: string;
  /** PGDATA. */
  cluster: string;
  logFile: string;
}

/**
 * Creates the data folder and proves that it can be written.
 * @returns its real path.
 */
export async function prepareFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    const folder = await realpath(dataDir);
    const probe = join(folder, `probe-${randomUUID()}`);
    await writeFile(probe, '');
    await rm(probe);
    return folder;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new Error(
        `The data folder ${dataDir} is not a folder: remove that file or choose another.`,
      );
    }
    throw new Error(
      `The data folder ${dataDir} can't be written (${code}): make it yours, choose another, or set DATABASE_URL.`,
    );
  }
}

/** Settles where the server's files go; call it under the data folder's lock. */
export async function settlePlace(
  dataDir: string,
  owner: Owner | null,
  log: (line: string) => void,
): Promise<Place> {
  if (owner === null) return placeAt(dataDir, dataDir, owner);
  const pointer = join(dataDir, 'location.json');
  const moved = await readPointer(pointer);
  if (moved !== null) return placeAt(dataDir, moved, owner);
  // Ours to open for passing through: every secret in it is 0600.
  await chmod(dataDir, ((await stat(dataDir)).mode & 0o777) | 0o011);
  if (await canReach(dataDir, owner)) return placeAt(dataDir, dataDir, owner);

  const base = await reachableBase(owner);
  const home = join(base, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  if (await isThere(home)) {
    // The data folder was deleted or emptied: it starts anew, and what it had is kept aside.
    const aside = `${home}.left-${new Date().toISOString().replaceAll(':', '')}`;
    await rename(home, aside);
    log(`Data of an earlier ${dataDir} was kept in ${aside}.`);
  }
  await mkdir(home, { mode: 0o711 });
  await writeFile(pointer, `${JSON.stringify({ home })}\n`, { mode: 0o600 });
  log(
    `The database's user ${owner.name} can't enter ${dataDir}, so its files are in ${home} (noted in ${pointer}).`,
  );
  return placeAt(dataDir, home, owner);
}

/** A folder that root owns and `owner` can traverse, for data and copied binaries. */
export async function reachableBase(owner: Owner): Promise<string> {
  const candidates =
    process.platform === 'darwin'
      ? ['/Users/Shared/countersign', '/var/tmp/countersign']
      : ['/var/lib/countersign', '/var/tmp/countersign'];
  for (const folder of candidates) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      // Someone else's folder of that name (in /var/tmp anyone may make one) is not used.
      if ((await stat(folder)).uid !== 0) continue;
      await chmod(folder, 0o755);
      if (await canReach(folder, owner)) return folder;
    } catch {
      // Read-only here; the next one.
    }
  }
  throw new Error(
    `The user ${owner.name} can reach none of ${candidates.join(', ')}: start as a plain user, or set DATABASE_URL.`,
  );
}

/** Whoever owns an existing cluster runs it: a plain user's data stays theirs when root starts it. */
export async function ownerOfCluster(dataDir: string): Promise<Owner | null> {
  try {
    const { uid, gid } = await stat(join(dataDir, 'cluster'));
    return uid === 0 ? null : { name: `with number ${uid}`, uid, gid };
  } catch {
    return null;
  }
}

async function placeAt(dataDir: string, home: string, owner: Owner | null): Promise<Place> {
  const logs = join(home, 'log');
  await mkdir(logs, { recursive: true, mode: 0o700 });
  if (owner !== null) await chown(logs, owner.uid, owner.gid);
  return { dataDir, home, cluster: join(home, 'cluster'), logFile: join(logs, 'server.log') };
}

async function readPointer(path: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  const { home } = JSON.parse(text) as { home: string };
  if (!(await isThere(home))) {
    throw new Error(
      `The database's files are gone from ${home} (named by ${path}): bring them back, or remove ${path} to start anew.`,
    );
  }
  return home;
}

// By a real attempt as that user: modes, access lists and mount options all count. An attempt by
// `cwd` would not do: Node enters it before it gives up root.
async function canReach(folder: string, owner: Owner): Promise<boolean> {
  const tried = await runTool('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { owner, cwd: '/' });
  return tried.code === 0;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
