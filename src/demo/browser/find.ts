import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { candidatePaths, type Surroundings } from './candidates.ts';

/** A browser that loads an unpacked extension from the command line. */
export interface Browser {
  path: string;
  /** As it says itself: "Chromium 156.0.8078.79 …". */
  version: string;
}

/** What the search came to. `skipped` has a sentence for each browser that is here but won't do. */
export interface Search {
  browser: Browser | null;
  skipped: string[];
}

/** Chrome's first version that ignores `--load-extension` in its branded build. */
const BRANDED_LIMIT = 137;

/**
 * Finds a usable browser; `CHROME_PATH` wins.
 * @throws one sentence when `CHROME_PATH` names something that won't do.
 */
export async function findBrowser(around: Surroundings = thisMachine()): Promise<Search> {
  const asked = around.env.CHROME_PATH;
  if (asked !== undefined && asked !== '') {
    const judged = await judge(around, asked);
    if (judged.browser !== null) return { browser: judged.browser, skipped: [] };
    throw new Error(`CHROME_PATH won't do: ${judged.why ?? `there is no program at ${asked}`}.`);
  }
  const skipped: string[] = [];
  for (const path of await candidatePaths(around)) {
    const { browser, why } = await judge(around, path);
    if (browser !== null) return { browser, skipped };
    if (why !== null && !skipped.includes(why)) skipped.push(why);
  }
  return { browser: null, skipped };
}

async function judge(
  around: Surroundings,
  path: string,
): Promise<{ browser: Browser | null; why: string | null }> {
  if (!(await around.isFile(path))) return { browser: null, why: null };
  const said = await around.version(path);
  if (said === null) return { browser: null, why: `${path} can't be run` };
  const major = Number.parseInt(/(\d+)\.\d+/.exec(said)?.[1] ?? '', 10);
  const version = said.trim();
  if (!/chrom/i.test(said) || Number.isNaN(major)) {
    return { browser: null, why: `${path} is no Chromium ("${version.slice(0, 60)}")` };
  }
  const branded = /Google Chrome/.test(said) && !/for Testing/.test(said);
  if (branded && major >= BRANDED_LIMIT) {
    return {
      browser: null,
      why: `${path} is branded Chrome ${major}, which from ${BRANDED_LIMIT} on ignores --load-extension`,
    };
  }
  return { browser: { path, version }, why: null };
}

/** This very machine, for the finder. */
export function thisMachine(): Surroundings {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    list: async (folder) => {
      const names = await readdir(folder).catch((): string[] => []);
      return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    },
    isFile: (path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    version: (path) => (process.platform === 'win32' ? versionOnWindows(path) : askVersion(path)),
  };
}

function askVersion(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: 20_000 }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : null);
    });
  });
}

// On Windows `--version` opens a window instead, but the version is a folder's name beside it.
async function versionOnWindows(path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => path);
  const names = await readdir(dirname(real)).catch((): string[] => []);
  const number = names.find((name) => /^\d+(\.\d+){3}$/.test(name));
  const inCache = /(?:chromium-|win64-)(\d[\d.]*)/.exec(real)?.[1];
  if (inCache !== undefined) return `Google Chrome for Testing ${inCache}.0`;
  if (number === undefined) return null;
  return `${/Google[\\/]Chrome[\\/]/.test(real) ? 'Google Chrome' : 'Chromium'} ${number}`;
}
