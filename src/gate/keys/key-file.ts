import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeySet, newKeySet, rotated } from './key-set.ts';

/** Reads the key file, or makes it (mode 0600) at the first start. @throws when others may read it. */
export async function openKeyFile(path: string): Promise<KeySet> {
  const existing = await readKeyFile(path);
  if (existing) return existing;
  await mkdir(dirname(path), { recursive: true });
  const draft = await writeBeside(path, await newKeySet());
  try {
    // A link fails when the file is there: of two gates that start at once, both use one set.
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readKeyFile(path);
  if (!made) throw new Error('the key file vanished while it was being made');
  return made;
}

/** Puts a new signing key in front, as {@link rotated} does; running gates read it within seconds. */
export async function rotateKeyFile(
  path: string,
  options: Parameters<typeof rotated>[1] = {},
): Promise<KeySet> {
  const next = await rotated(await openKeyFile(path), options);
  await rename(await writeBeside(path, next), path);
  return next;
}

/** The set in the file, or null when there is no file. @throws when it is readable by others or broken. */
export async function readKeyFile(path: string): Promise<KeySet | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (!found) return null;
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new Error('the signing key file is readable by others; make its mode 0600');
  return parseKeySet(await readFile(path, 'utf8'), 'the signing key file');
}

/** Parses a key document; the message names `where` and never the contents. */
export function parseKeySet(text: string, where: string): KeySet {
  try {
    const parsed = KeySet.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // said below, without what was in it
  }
  throw new Error(`${where} is not {"secret": …, "keys": [P-256 private JWKs, newest first]}`);
}

async function writeBeside(path: string, set: KeySet): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(set, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
