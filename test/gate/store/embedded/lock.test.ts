import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock } from '../../../../src/gate/store/embedded/lock.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-lock-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Many take the lock, each notes who is inside with it. */
async function crowd(size: number): Promise<number> {
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: size }, async () => {
      const lock = await takeLock(folder, 'lock', 60_000);
      inside++;
      most = Math.max(most, inside);
      await readdir(folder);
      inside--;
      await lock.release();
    }),
  );
  return most;
}

it('lets one in at a time, and leaves nothing behind', async () => {
  expect(await crowd(12)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  ['of a process that is gone', '{"pid":4194304,"born":""}\nold\n'],
  ['of an earlier process with a number in use', `{"pid":${process.pid},"born":"other"}\nold\n`],
  ['that is empty', ''],
  ['that is no lock', 'not json'],
])('takes over a file %s, still one at a time', async (_what, text) => {
  await writeFile(join(folder, 'lock'), text);
  expect(await crowd(12)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it('gives up with a sentence that names the holder', async () => {
  const held = await takeLock(folder, 'lock', 1_000);
  await expect(takeLock(folder, 'lock', 0)).rejects.toThrow(
    new RegExp(`Another gate \\(process ${process.pid}\\) is busy`),
  );
  await held.release();
});

it('releases only its own', async () => {
  const first = await takeLock(folder, 'lock', 1_000);
  await first.release();
  const second = await takeLock(folder, 'lock', 1_000);
  const before = readFileSync(join(folder, 'lock'), 'utf8');
  await first.release();
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(before);
  await second.release();
});
