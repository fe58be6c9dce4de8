import { createHash } from 'node:crypto';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Worker } from 'playwright-core';
import { sandboxWorks } from './sandbox.ts';

/** How to start the browser. */
export interface LaunchOptions {
  /** From the finder. */
  executablePath: string;
  /** The built extension's folder; left out for a browser without it. */
  dist?: string;
  /** Kept after closing; left out for a throw-away one. */
  profileDir?: string;
  /**
   * Host names served on this machine over HTTPS: name (also `*.name`) → port on 127.0.0.1. Where
   * given, every other name resolves to nothing, so no test or demo reaches the internet.
   */
  hosts?: Record<string, number>;
  /** True unless said otherwise. */
  headless?: boolean;
  /** More switches, last. */
  args?: string[];
}

/** A running browser. */
export interface Launched {
  context: BrowserContext;
  close(): Promise<void>;
}

/** A running browser with the extension in it. */
export interface LaunchedWithExtension extends Launched {
  extensionId: string;
  /** `chrome-extension://…`, without a slash at the end. */
  origin: string;
  worker: Worker;
}

/** Starts the browser without the extension. */
export async function launchBrowser(options: LaunchOptions): Promise<Launched> {
  const { executablePath, dist, profileDir, hosts, headless = true, args = [] } = options;
  const profile = profileDir ?? (await mkdtemp(join(tmpdir(), 'countersign-profile-')));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless,
    chromiumSandbox: await sandboxWorks(executablePath),
    ignoreHTTPSErrors: true,
    viewport: headless ? { width: 1280, height: 800 } : null,
    // Playwright's own switches would bring the old headless mode, which has no extensions.
    ignoreDefaultArgs: ['--headless', '--disable-extensions'],
    args: [
      ...(headless ? ['--headless=new'] : []),
      ...(dist === undefined
        ? []
        : [`--disable-extensions-except=${dist}`, `--load-extension=${dist}`]),
      ...(hosts === undefined ? [] : [`--host-resolver-rules=${resolverRules(hosts)}`]),
      // HTTP/3 would go round the mapping.
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      if (profileDir === undefined) {
        await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

/** Starts the browser with the extension and waits for its worker. */
export async function launchExtension(
  options: LaunchOptions & { dist: string },
): Promise<LaunchedWithExtension> {
  const dist = await realpath(options.dist);
  const extensionId = await extensionIdOf(dist);
  const origin = `chrome-extension://${extensionId}`;
  const launched = await launchBrowser({ ...options, dist });
  try {
    const mine = (worker: Worker): boolean => worker.url().startsWith(`${origin}/`);
    const worker =
      launched.context.serviceWorkers().find(mine) ??
      (await launched.context.waitForEvent('serviceworker', { predicate: mine, timeout: 30_000 }));
    return { ...launched, extensionId, origin, worker };
  } catch (error) {
    await launched.close();
    throw new Error(`The extension in ${dist} did not start in ${options.executablePath}.`, {
      cause: error,
    });
  }
}

/** Chromium's switch that serves these names from this machine and hides all others. */
export function resolverRules(hosts: Record<string, number>): string {
  const maps = Object.entries(hosts).map(([name, port]) => `MAP ${name}:443 127.0.0.1:${port}`);
  return [...maps, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ');
}

/**
 * The id Chromium gives an unpacked extension: from the manifest's `key`, else from its path.
 */
export async function extensionIdOf(dist: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8'));
  const { key } = manifest as { key?: string };
  const hash = createHash('sha256')
    .update(key === undefined ? Buffer.from(dist) : Buffer.from(key, 'base64'))
    .digest('hex');
  return [...hash.slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('');
}
