import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type Entry, zip } from './zip.ts';

const ENTRIES: Entry[] = [
  { path: 'manifest.json', content: Buffer.from('{"name":"synthetic"}') },
  { path: 'assets/größe.txt', content: Buffer.from('a'.repeat(10_000)) },
  { path: 'empty', content: Buffer.alloc(0) },
];

it('makes the same bytes of the same files, in any order', () => {
  expect(zip([...ENTRIES].reverse()).equals(zip(ENTRIES))).toBe(true);
});

it('can be read back by its own directory', () => {
  const archive = zip(ENTRIES);
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  let at = archive.readUInt32LE(end + 16);
  const read = new Map<string, string>();
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const body = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(body)).toBe(0x04034b50);
    const start = body + 30 + archive.readUInt16LE(body + 26);
    read.set(name, inflateRawSync(archive.subarray(start, start + packed)).toString());
    at += 46 + nameLength;
  }
  expect(read).toEqual(new Map(ENTRIES.map(({ path, content }) => [path, content.toString()])));
});

it('is accepted by another program', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-zip-'));
  try {
    const path = join(folder, 'a.zip');
    writeFileSync(path, zip(ENTRIES));
    const script =
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])';
    try {
      execFileSync('python3', ['-c', script, path, folder]);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return context.skip('no Python here');
      }
      throw error;
    }
    expect(readFileSync(join(folder, 'assets/größe.txt'), 'utf8')).toHaveLength(10_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
