import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['src', 'public', 'manifest.config.ts', 'vite.config.ts', 'package-lock.json'];

/** Builds the extension into `dist/` where what is there is older than its sources, or nothing is. */
export async function ensureBuilt(say: (line: string) => void): Promise<void> {
  const built = await changedAt(join(root, 'dist/manifest.json'));
  const sources = await Promise.all(SOURCES.map((path) => newest(join(root, path))));
  if (built > Math.max(...sources)) return;
  say('Building the extension …');
  await build({ root, logLevel: 'warn' });
}

const changedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  const entries = await readdir(path, { recursive: true });
  const times = await Promise.all(entries.map((entry) => changedAt(join(path, entry))));
  return Math.max(0, ...times);
}
