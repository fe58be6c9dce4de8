import { join } from 'node:path';

/** What the finder looks at; tests hand in their own. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  home: string;
  /** Names in a folder, newest version last; empty where there is none. */
  list(folder: string): Promise<string[]>;
  isFile(path: string): Promise<boolean>;
  /** What `path --version` prints; null where it can't be run. */
  version(path: string): Promise<string | null>;
}

/**
 * Paths that may hold a browser, best first: open Chromium and Chrome for Testing before branded
 * Chrome, what the system keeps up to date before what a test tool once downloaded.
 */
export async function candidatePaths(around: Surroundings): Promise<string[]> {
  return [...onPath(around), ...fixedPlaces(around), ...(await downloaded(around))];
}

function onPath({ platform, env }: Surroundings): string[] {
  if (platform === 'win32') return [];
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder !== '');
  const names = [
    'chromium',
    'chromium-browser',
    'chrome-for-testing',
    'chrome',
    'google-chrome-stable',
    'google-chrome',
  ];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function fixedPlaces({ platform, env, home }: Surroundings): string[] {
  if (platform === 'darwin') {
    const apps = ['Chromium', 'Google Chrome for Testing', 'Google Chrome Canary', 'Google Chrome'];
    return apps.flatMap((app) =>
      ['/Applications', join(home, 'Applications')].map((folder) =>
        join(folder, `${app}.app`, 'Contents', 'MacOS', app),
      ),
    );
  }
  if (platform === 'win32') {
    const roots = [env.LOCALAPPDATA, env.PROGRAMFILES, env['PROGRAMFILES(X86)']];
    return ['Chromium', 'Google/Chrome for Testing', 'Google/Chrome'].flatMap((product) =>
      roots
        .filter((root) => root !== undefined)
        .map((root) => join(root, product, 'Application', 'chrome.exe')),
    );
  }
  return [
    '/usr/bin/chromium',
    '/usr/lib/chromium/chromium',
    '/opt/chrome-for-testing/chrome',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
  ];
}

async function downloaded(around: Surroundings): Promise<string[]> {
  const { platform, env, home } = around;
  const caches: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(home, 'Library', 'Caches'),
    win32: env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'),
  };
  const cache = caches[platform] ?? env.XDG_CACHE_HOME ?? join(home, '.cache');
  const own = env.PLAYWRIGHT_BROWSERS_PATH;
  const playwright =
    own === undefined || own === '' || own === '0' ? join(cache, 'ms-playwright') : own;
  const puppeteer = env.PUPPETEER_CACHE_DIR ?? join(home, '.cache', 'puppeteer');
  const found: string[] = [];
  for (const name of (await around.list(playwright)).reverse()) {
    if (!/^chromium-\d+$/.test(name)) continue;
    found.push(...insides(platform).map((inside) => join(playwright, name, inside)));
  }
  for (const name of (await around.list(join(puppeteer, 'chrome'))).reverse()) {
    found.push(...insides(platform).map((inside) => join(puppeteer, 'chrome', name, inside)));
  }
  return found;
}

function insides(platform: NodeJS.Platform): string[] {
  if (platform === 'win32') return ['chrome-win64/chrome.exe', 'chrome-win/chrome.exe'];
  if (platform === 'darwin') {
    const testing = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
    return ['arm64', 'x64']
      .flatMap((arch) => [`chrome-mac-${arch}/${testing}`])
      .concat('chrome-mac/Chromium.app/Contents/MacOS/Chromium');
  }
  return ['chrome-linux64/chrome', 'chrome-linux/chrome'];
}
