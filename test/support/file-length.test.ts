import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATA, MOST_LINES, tooLong } from './file-length.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-length-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const lines = (count: number): string => 'x\n'.repeat(count);

describe('a file of more than 400 lines', () => {
  it.each([
    'src/core/a.ts',
    'src/ui/A.tsx',
    'src/ui/a.css',
    'test/core/a.test.ts',
    'test/e2e/deep/down/a.e2e.ts',
    'test/support/a.mjs',
    'src/gate/store/migrations/0099_a.sql',
    'src/pages/popup/index.html',
    'src/core/README.md',
    'src/gate/Dockerfile',
    'vite.config.ts',
  ])('is refused by name and length, with what to do: %s', (name) => {
    put(name, lines(401));
    expect(tooLong(folder, new Set())).toEqual([
      expect.stringMatching(`^${name} has 401 lines, 1 more than a file may have: split it`),
    ]);
  });

  it('is refused also where its last line has no end', () => {
    put('src/a.ts', `${lines(400)}x`);
    expect(tooLong(folder, new Set())).toHaveLength(1);
  });

  it('is told with all others, not only the first', () => {
    put('src/a.ts', lines(401));
    put('test/b.test.ts', lines(900));
    expect(tooLong(folder, new Set())).toHaveLength(2);
  });

  it('makes the check fail, and its absence pass', () => {
    const script = fileURLToPath(new URL('./file-length.ts', import.meta.url));
    const tsx = import.meta.resolve('tsx');
    const run = () =>
      spawnSync(process.execPath, ['--import', tsx, script], { cwd: folder, encoding: 'utf8' });
    for (const name of DATA) put(name, lines(401));
    expect(run()).toMatchObject({ status: 0, stdout: '' });
    put('src/a.ts', lines(401));
    expect(run()).toMatchObject({ status: 1, stdout: expect.stringContaining('src/a.ts has 401') });
  });
});

describe('what may be longer', () => {
  it('is data: by its ending, or because it is listed', () => {
    for (const name of ['a.json', 'a.csv', 'a.png', 'a.svg', 'a.eml']) put(name, lines(5000));
    put('src/demo/seed/emails.ts', lines(5000));
    expect(tooLong(folder, new Set(['src/demo/seed/emails.ts']))).toEqual([]);
  });

  it('is what nobody wrote here', () => {
    for (const name of ['node_modules', 'dist', 'src/a/node_modules', '.git', '.data'])
      put(`${name}/a.js`, lines(5000));
    expect(tooLong(folder, new Set())).toEqual([]);
  });

  it('is not listed any more once it has become short, or has gone', () => {
    put('src/short.ts', lines(MOST_LINES));
    expect(tooLong(folder, new Set(['src/short.ts', 'src/gone.ts']))).toEqual([
      expect.stringContaining('src/short.ts is listed as data'),
      expect.stringContaining('src/gone.ts is listed as data'),
    ]);
  });
});
