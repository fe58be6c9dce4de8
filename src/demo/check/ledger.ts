import { isDeepStrictEqual } from 'node:util';

/** Thrown when what was seen is not what must hold. */
export class NotHeld extends Error {}

/** What a run saw, step by step; becomes the one JSON line. */
export class Ledger {
  readonly seen: Record<string, unknown> = {};
  readonly failed: string[] = [];

  /** Runs a step; a failure is noted and the next step still runs. */
  async step(name: string, work: () => Promise<Record<string, unknown>>): Promise<void> {
    const started = Date.now();
    try {
      this.seen[name] = { ok: true, ...(await work()), seconds: seconds(started) };
    } catch (error) {
      this.failed.push(name);
      const said = error instanceof Error ? error.message : String(error);
      this.seen[name] = {
        ok: false,
        error: said.split('\n').slice(0, 6).join(' '),
        seconds: seconds(started),
      };
    }
  }
}

const seconds = (since: number): number => Math.round((Date.now() - since) / 100) / 10;

/** Holds what was seen against what must be. */
export function must(what: string, seen: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(seen, expected)) {
    throw new NotHeld(`${what}: saw ${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}`);
  }
}

/** Asks again until it holds, or the time (milliseconds) is over. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeout = 20_000,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await holds())) {
    if (Date.now() > deadline)
      throw new NotHeld(`${what}: did not come within ${timeout / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
