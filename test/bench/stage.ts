import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from '../../src/demo/browser/ensure.ts';
import {
  type Launched,
  type LaunchedWithExtension,
  launchBrowser,
} from '../../src/demo/browser/launch.ts';
import { DIST, openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { WORKFLOWS } from '../../src/demo/seed/workflows.ts';
import { startWorld, type World, type WorldOptions } from '../../src/demo/world/world.ts';
import { type Peer, writePeer } from './peer.ts';

/** The folder of the built extension that is measured; `BENCH_DIST` names another one. */
export const MEASURED = process.env.BENCH_DIST ?? DIST;

export type Stage = {
  world: World;
  peer: Peer;
  /** paired as the rep, with the empty extension beside it; with the gate, or what stands before it */
  withExtension(gateUrl?: string): Promise<LaunchedWithExtension>;
  /** the same browser and page without any extension */
  without(): Promise<Launched>;
  close(): Promise<void>;
};

/**
 * A world (gate, database, mail page) and browsers to measure in. The extension is copied first, so
 * that a build that runs meanwhile changes nothing.
 */
export async function openStage(
  options: Pick<WorldOptions, 'crm' | 'gateSettings'> = {},
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const dist = join(folder, 'dist');
  await cp(MEASURED, dist, { recursive: true });
  const peer = await writePeer(join(folder, 'peer'));
  const workflows = WORKFLOWS.map((workflow) => ({
    ...workflow,
    policy: { ...workflow.policy, undoSeconds: 120 },
  }));
  const world = await startWorld({ workflows, gmail: { sendDelayMs: 300 }, ...options });
  return {
    world,
    peer,
    async withExtension(gateUrl = world.gate.url) {
      const both = `${dist},${peer.folder}`;
      const browser = await openBrowser(world, {
        dist,
        args: [`--disable-extensions-except=${both}`, `--load-extension=${both}`],
      });
      const page = await pairAsRep(browser, { ...world, gate: { ...world.gate, url: gateUrl } });
      await page.close();
      return browser;
    },
    async without() {
      const { path } = await ensureBrowser((line) => console.error(line));
      const hosts = { 'mail.google.com': world.gmail.port };
      return launchBrowser({ executablePath: path, hosts });
    },
    async close() {
      await world.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Waits until `look` gives something, asking again every 20 ms. @throws with `what` after `ms`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  ms = 30_000,
): Promise<T> {
  const deadline = performance.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
