import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { startWorld, type World } from '../../src/demo/world/world.ts';
import { WORKFLOWS } from './items.ts';
import { type Network, startNetwork } from './proxy.ts';

/** Another build to test than `dist/`: a package that was unzipped, say. */
const { COUNTERSIGN_DIST: OTHER_DIST } = process.env;

/** A gate, its database, a network and a browser, each of which may die; and what doesn't. */
export class Stage {
  readonly world: World;
  readonly network: Network;
  readonly profileDir: string;
  #browser: LaunchedWithExtension | null = null;
  #launching: Promise<void> | null = null;
  #gone: Promise<never> | null = null;

  private constructor(world: World, network: Network, profileDir: string) {
    this.world = world;
    this.network = network;
    this.profileDir = profileDir;
  }

  /** Starts all, with the browser paired over the network that can fail. */
  static async start(): Promise<Stage> {
    const network = await startNetwork();
    // Read by the gate's own process: proofs name the address that the browser knows.
    process.env.PUBLIC_URL = network.url;
    const world = await startWorld({
      separateGate: true,
      workflows: WORKFLOWS,
      gmail: { sendDelayMs: 100, sendHandlers: 'click' },
    });
    network.to(Number(new URL(world.gate.url).port));
    const stage = new Stage(world, network, await mkdtemp(join(tmpdir(), 'countersign-chaos-')));
    await stage.relaunch();
    const seen = { ...world, gate: { ...world.gate, url: network.url } };
    await (await pairAsRep(stage.browser, seen)).close();
    // From here on nobody but the gate looks after the database.
    const { admin } = world;
    await admin.close();
    admin.close = () => Promise.resolve();
    return stage;
  }

  get browser(): LaunchedWithExtension {
    if (!this.#browser) throw new Error('the browser is not there');
    return this.#browser;
  }

  /** Starts the browser on its old profile. */
  relaunch(): Promise<void> {
    this.#browser = null;
    this.#launching ??= openBrowser(this.world, {
      profileDir: this.profileDir,
      ...(OTHER_DIST === undefined ? {} : { dist: OTHER_DIST }),
    })
      .then((browser) => {
        this.#browser = browser;
        this.#gone = new Promise((_, reject) => {
          browser.context.once('close', () => {
            if (this.#browser === browser) this.#browser = null;
            setTimeout(() => reject(new Error('the browser died')), 2000);
          });
        });
        this.#gone.catch(() => undefined); // nobody may be sitting at it
      })
      .finally(() => {
        this.#launching = null;
      });
    return this.#launching;
  }

  /** Rejects a moment after the browser of now has died. */
  get gone(): Promise<never> {
    if (!this.#gone) throw new Error('the browser is not there');
    return this.#gone;
  }

  /** True when it is gone and nobody is starting it again. */
  browserDied(): boolean {
    return this.#launching === null && this.#browser === null;
  }

  async close(): Promise<void> {
    await this.#browser?.close().catch(() => undefined);
    await this.network.close();
    await this.world.close();
    await rm(this.profileDir, { recursive: true, force: true, maxRetries: 5 });
    delete process.env.PUBLIC_URL;
  }
}
