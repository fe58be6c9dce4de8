import type { Random } from '../gate/chaos/random.ts';
import type { Evidence } from './check.ts';
import { pause } from './desk.ts';
import { killBrowser, killDatabase, stopWorker } from './kill.ts';
import type { Line } from './proxy.ts';
import type { Stage } from './stage.ts';

export const KINDS = ['worker', 'gate', 'browser', 'network', 'database'] as const;
const LINES: readonly Line[] = ['cut', 'deaf', 'still'];

/** Hits what the person works with, one at a time; what would come on top of one is left out. */
export class Faults {
  readonly all: Evidence['faults'] = [];
  readonly #stage: Stage;
  readonly #chance: Random;
  #busy: Promise<void> | null = null;
  #bag: (typeof KINDS)[number][] = [];
  /** where it failed to hit, or what didn't come back */
  readonly failed: string[] = [];

  constructor(stage: Stage, chance: Random) {
    this.#stage = stage;
    this.#chance = chance;
  }

  /** How many kinds have hit nothing yet. */
  get missing(): number {
    return KINDS.length - new Set(this.all.map(({ what }) => what)).size;
  }

  /** Strikes within `within` milliseconds from now, unless a strike is under way. */
  strike(within: number): void {
    if (this.#busy) return;
    const kind = this.#next();
    const delay = this.#chance.below(within);
    this.#busy = this.#hit(kind, delay)
      .catch((error: unknown) => void this.failed.push(`${kind}: ${String(error)}`))
      .finally(() => {
        this.#busy = null;
      });
  }

  /** Resolves when nothing is being hit and all is back. */
  async over(): Promise<void> {
    await this.#busy;
  }

  /** Each kind in an order of its own round for round, so that a short run meets all. */
  #next(): (typeof KINDS)[number] {
    if (this.#bag.length === 0) {
      const left = [...KINDS];
      while (left.length > 0) this.#bag.push(...left.splice(this.#chance.below(left.length), 1));
    }
    return this.#bag.pop() ?? 'worker';
  }

  async #hit(kind: (typeof KINDS)[number], delay: number): Promise<void> {
    const { world, network } = this.#stage;
    const length = this.#chance.below(2000);
    const line = LINES[this.#chance.below(LINES.length)] ?? 'cut';
    await pause(delay);
    const from = Date.now();
    const note = (to = Date.now()): void => void this.all.push({ what: kind, from, to });
    if (kind === 'worker') {
      const { context, origin } = this.#stage.browser;
      // Its page may go while it is asked: then nobody answers.
      const late = pause(10_000).then(() => false);
      if (await Promise.race([stopWorker(context, origin), late])) note();
    } else if (kind === 'gate') {
      await world.gate.kill();
      note();
      await pause(length);
      await world.restartGate();
    } else if (kind === 'database') {
      // Its other processes see the death of the first within moments, and leave.
      if (await killDatabase(world.dataDir)) note(Date.now() + 500);
    } else if (kind === 'browser') {
      if (await killBrowser(this.#stage.profileDir)) note(Date.now() + 100);
      await this.#stage.relaunch();
    } else {
      network.set(line);
      await pause(300 + length);
      network.set('open');
      note();
    }
  }
}
