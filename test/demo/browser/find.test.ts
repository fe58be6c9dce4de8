import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../src/demo/browser/candidates.ts';
import { findBrowser, thisMachine } from '../../../src/demo/browser/find.ts';
import { waysToInstall } from '../../../src/demo/browser/install.ts';

/** A machine with these programs, each saying its version. */
function machine(
  programs: Record<string, string | null>,
  more: Partial<Surroundings> = {},
): Surroundings {
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    home: '/home/rep',
    list: async (folder) => [
      ...new Set(
        Object.keys(programs)
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''),
      ),
    ],
    isFile: async (path) => path in programs,
    version: async (path) => programs[path] ?? null,
    ...more,
  };
}

describe('the finder', () => {
  it('finds nothing where nothing is', async () => {
    expect(await findBrowser(machine({}))).toEqual({ browser: null, skipped: [] });
  });

  it('skips branded Chrome from 137 on, and says why', async () => {
    const { browser, skipped } = await findBrowser(
      machine({ '/usr/bin/google-chrome': 'Google Chrome 141.0.7390.54' }),
    );
    expect(browser).toBeNull();
    expect(skipped).toEqual([
      '/usr/bin/google-chrome is branded Chrome 141, which from 137 on ignores --load-extension',
    ]);
  });

  it('takes branded Chrome 136, Chrome for Testing, and Chromium', async () => {
    for (const version of [
      'Google Chrome 136.0.7103.113',
      'Google Chrome for Testing 156.0.8078.2',
      'Chromium 156.0.8078.79 built on Debian',
    ]) {
      const path = '/usr/bin/google-chrome';
      expect((await findBrowser(machine({ [path]: version }))).browser).toEqual({ path, version });
    }
  });

  it('prefers the system’s Chromium to branded Chrome and to downloads', async () => {
    const { browser } = await findBrowser(
      machine({
        '/home/rep/.cache/ms-playwright/chromium-1200/chrome-linux64/chrome': 'Chromium 155.0.1.2',
        '/usr/bin/google-chrome': 'Google Chrome 120.0.1.2',
        '/usr/bin/chromium': 'Chromium 150.0.1.2',
      }),
    );
    expect(browser?.path).toBe('/usr/bin/chromium');
  });

  it('passes over what can not be run, such as a door to a missing snap', async () => {
    const { browser, skipped } = await findBrowser(
      machine({
        '/usr/bin/chromium-browser': null,
        '/home/rep/.cache/ms-playwright/chromium-1200/chrome-linux64/chrome': 'Chromium 155.0.1.2',
      }),
    );
    expect(browser?.path).toContain('ms-playwright');
    expect(skipped).toEqual(["/usr/bin/chromium-browser can't be run"]);
  });

  it('takes the newest of Playwright’s browsers, never its headless shell', async () => {
    const cache = '/srv/browsers';
    const { browser } = await findBrowser(
      machine(
        {
          [`${cache}/chromium-1100/chrome-linux/chrome`]: 'Chromium 140.0.1.2',
          [`${cache}/chromium-1200/chrome-linux64/chrome`]: 'Chromium 155.0.1.2',
          [`${cache}/chromium_headless_shell-1300/chrome-linux/chrome`]: 'Chromium 156.0.1.2',
        },
        { env: { PLAYWRIGHT_BROWSERS_PATH: cache } },
      ),
    );
    expect(browser?.path).toBe(`${cache}/chromium-1200/chrome-linux64/chrome`);
  });

  it.each([
    ['darwin', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
    [
      'darwin',
      '/home/rep/Library/Caches/ms-playwright/chromium-1200/chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ],
    ['win32', '/local/Chromium/Application/chrome.exe'],
    ['win32', '/local/ms-playwright/chromium-1200/chrome-win64/chrome.exe'],
  ] as const)('on %s knows %s', async (platform, path) => {
    const around = machine(
      { [path]: 'Chromium 155.0.1.2' },
      { platform, env: { LOCALAPPDATA: '/local' } },
    );
    expect((await findBrowser(around)).browser?.path).toBe(path);
  });

  it('lets CHROME_PATH win, and never quietly takes another', async () => {
    const programs = {
      '/opt/mine': 'Chromium 149.0.1.2',
      '/opt/branded': 'Google Chrome 150.0.1.2',
      '/opt/firefox': 'Mozilla Firefox 145.0',
      '/usr/bin/chromium': 'Chromium 150.0.1.2',
    };
    const asked = (path: string) => findBrowser(machine(programs, { env: { CHROME_PATH: path } }));
    expect((await asked('/opt/mine')).browser?.path).toBe('/opt/mine');
    await expect(asked('/opt/none')).rejects.toThrow(
      "CHROME_PATH won't do: there is no program at /opt/none.",
    );
    await expect(asked('/opt/branded')).rejects.toThrow(/ignores --load-extension/);
    await expect(asked('/opt/firefox')).rejects.toThrow(/is no Chromium/);
  });
});

describe('on this machine', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'countersign-path-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function program(name: string, text: string, mode = 0o755): Promise<void> {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `#!/bin/sh\n${text}\n`);
    await chmod(path, mode);
  }

  it('asks real programs on PATH, in order', async () => {
    await program('first/chromium', 'exit 1');
    await program('second/chromium', 'echo Chromium 150.0.1.2', 0o644);
    await program('third/chromium', 'echo "Chromium 151.0.3.4 built on a test"');
    const PATH = ['first', 'second', 'third'].map((name) => join(folder, name)).join(':');
    const { browser, skipped } = await findBrowser({ ...thisMachine(), env: { PATH } });
    expect(browser).toEqual({
      path: join(folder, 'third/chromium'),
      version: 'Chromium 151.0.3.4 built on a test',
    });
    expect(skipped).toEqual([`${join(folder, 'first/chromium')} can't be run`]);
  });
});

describe('the ways to install', () => {
  const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n';
  const ubuntu = 'ID=ubuntu\nID_LIKE=debian\n';
  const mint = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n';
  it.each([
    ['Debian as root', { isRoot: true, hasApt: true, osRelease: debian }, ['debian', 'playwright']],
    ['Debian as a plain user', { isRoot: false, hasApt: true, osRelease: debian }, ['playwright']],
    ['Ubuntu as root', { isRoot: true, hasApt: true, osRelease: ubuntu }, ['playwright']],
    ['Mint as root', { isRoot: true, hasApt: true, osRelease: mint }, ['playwright']],
    ['macOS', { isRoot: false, hasApt: false, osRelease: '' }, ['playwright']],
  ])('%s', (_name, means, ways) => {
    expect(waysToInstall(means)).toEqual(ways);
  });
});
