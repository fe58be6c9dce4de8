import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A way to get a browser on this machine. */
export type Way = 'debian' | 'playwright';

/** What decides the ways; tests hand in their own. */
export interface Means {
  isRoot: boolean;
  hasApt: boolean;
  /** The text of /etc/os-release, or an empty string. */
  osRelease: string;
}

/** What to do by hand, when nothing here can. */
export const BY_HAND =
  'Install Chromium (Debian: `apt install chromium`; elsewhere: `npx playwright install chromium`), or name one in CHROME_PATH.';

/**
 * The ways to try, in order. Ubuntu's `chromium` package is only a door to a snap, which can't
 * read a project folder, so it doesn't count.
 */
export function waysToInstall(means: Means): Way[] {
  const id = /^ID="?([^"\n]*)/m.exec(means.osRelease)?.[1] ?? '';
  const like = /^ID_LIKE="?([^"\n]*)/m.exec(means.osRelease)?.[1] ?? '';
  const debian =
    id === 'debian' || (like.split(' ').includes('debian') && !/ubuntu/.test(`${id} ${like}`));
  return debian && means.isRoot && means.hasApt ? ['debian', 'playwright'] : ['playwright'];
}

/** Tries one way, its progress shown on this terminal. @returns false where it failed. */
export async function install(way: Way): Promise<boolean> {
  if (way === 'debian') {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // A failed update (one mirror down) needn't stop the installation.
    await show('apt-get', ['update'], env);
    return show('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], env);
  }
  const folder = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
  const withLibraries =
    process.platform === 'linux' && process.getuid?.() === 0 ? ['--with-deps'] : [];
  return show(
    process.execPath,
    [join(folder, 'cli.js'), 'install', ...withLibraries, 'chromium', '--no-shell'],
    process.env,
  );
}

/** This very machine's means. */
export async function meansHere(): Promise<Means> {
  return {
    isRoot: process.getuid?.() === 0,
    hasApt: process.platform === 'linux' && (await quietly('apt-get', ['--version'])),
    osRelease: await readFile('/etc/os-release', 'utf8').catch(() => ''),
  };
}

function quietly(command: string, args: string[]): Promise<boolean> {
  return ends(spawn(command, args, { stdio: 'ignore' }));
}

// Its output goes to stderr: stdout belongs to the command that needed a browser.
function show(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  return ends(spawn(command, args, { stdio: ['ignore', 2, 2], env }));
}

function ends(child: ReturnType<typeof spawn>): Promise<boolean> {
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
