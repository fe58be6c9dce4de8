import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, parseMark, selfMark } from './process-mark.ts';

/** Notes that this process uses the server; hand the token to `leave`. Under the lock only. */
export async function enter(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'users');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const token = `${process.pid}-${randomUUID()}`;
  await writeFile(join(folder, token), JSON.stringify(await selfMark()), { mode: 0o600 });
  return token;
}

/** Takes the note back. @returns true when no living process uses the server any more. */
export async function leave(dataDir: string, token: string): Promise<boolean> {
  const folder = join(dataDir, 'users');
  await rm(join(folder, token), { force: true });
  let last = true;
  for (const name of await readdir(folder)) {
    const mark = parseMark(await readFile(join(folder, name), 'utf8'));
    if (mark !== null && (await isAlive(mark))) last = false;
    else await rm(join(folder, name), { force: true });
  }
  return last;
}
