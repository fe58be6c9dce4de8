import { CONNECTION_START, type Connection } from '../../store/meta.ts';
import { GateProblem, NotPaired, Revoked } from '../gate/problems.ts';
import { backoffMs } from './backoff.ts';

/*
 *            wake(why)                    every step went well
 *   idle ──────────────▶ working ────────────────────────────────▶ idle, failures 0
 *    ▲                     │ a step failed
 *    │                     ▼
 *    └── time is up ── waiting(notBefore) ◀── wake by timer or alarm stays here
 *                          └── wake by a person, by the network's return or by the gate ──▶ working
 *
 *   NotPaired ends in idle; Revoked ends in revoked, which only pairing leaves.
 *
 * A wake while working asks for one more round after this one, for all who asked meanwhile. What the
 * loop must remember is in Dexie (`connection`), so a worker that was killed waits as long as the
 * one before it would have. Letting decisions out needs no network and happens on every wake.
 */

export type Why = 'start' | 'timer' | 'alarm' | 'online' | 'person' | 'live';

/** A person, the network or the gate (2) don't wait for the back-off; an alarm (1) and a timer (0) do. */
const urgency = (why: Why): number => (why === 'timer' ? 0 : why === 'alarm' ? 1 : 2);

/** One thing to do in a round; the order is the caller's. */
export type Step = {
  name: string;
  run: (signal: AbortSignal) => Promise<unknown>;
};

export type Loop = {
  /** Resolves when a round that began after this call has ended, well or not. Never rejects. */
  wake(why: Why): Promise<void>;
  /** Stops what is under way and all timers, for sign-out. Resolves when nothing runs. */
  stop(): Promise<void>;
};

export function createLoop(input: {
  /** how the last talk with the gate ended, kept where it outlives the worker */
  connection: {
    get: () => Promise<Connection | undefined>;
    put: (connection: Connection) => Promise<void>;
  };
  steps: Step[];
  /** lets decisions out; answers how many, and when the next one is due, or null */
  release: () => Promise<{ released: number; nextAt: number | null }>;
  now: () => number;
  random: () => number;
  onConnection: () => void;
  /** called every 20 s of a round: a long pull must not end with the worker's 30 s */
  stayAwake: () => void;
  /** a timeline for tests and for the health page; names only */
  log?: (line: string) => void;
}): Loop {
  const { connection, now, log = () => undefined } = input;
  let abort = new AbortController();
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  let urgent: Why = 'timer';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wake(why: Why): Promise<void> {
    if (running === null) return start(why);
    if (urgency(why) > urgency(urgent)) urgent = why;
    queued ??= running.then(() => {
      queued = null;
      const most = urgent;
      urgent = 'timer';
      return start(most);
    });
    return queued;
  }

  function start(why: Why): Promise<void> {
    const awake = setInterval(input.stayAwake, 20_000);
    // A round never rejects: there is nobody to hear it.
    running = round(why)
      .catch(() => log('failed'))
      .finally(() => {
        clearInterval(awake);
        running = null;
      });
    return running;
  }

  async function round(why: Why): Promise<void> {
    const { signal } = abort;
    clearTimeout(timer);
    const { released, nextAt } = await input.release();
    const before = (await connection.get()) ?? CONNECTION_START;
    const waiting = before.failures > 0 && now() < before.notBefore;
    // A timer is set to let a decision out or to try again: when neither was due, nothing is to do.
    const idle = why === 'timer' && released === 0 && before.failures === 0;
    let next: number | null = null;
    if (waiting && urgency(why) < 2) {
      next = before.notBefore;
    } else if (idle) {
      log('idle');
    } else if (before.state !== 'revoked') {
      const error = await work(signal);
      if (signal.aborted) return;
      const after = outcome(before, error);
      if (after !== null) {
        await connection.put(after);
        if (after.failures > 0) next = after.notBefore;
        if (after.state !== before.state || after.problem !== before.problem) input.onConnection();
        log(after.failures > 0 ? `wait ${after.notBefore - now()}` : 'done');
      }
    }
    const times = [nextAt, next].filter((at) => at !== null);
    if (times.length > 0 && !signal.aborted) {
      // Beyond half a minute the worker is likely dead before the timer: the alarm takes over.
      const wait = Math.max(0, Math.min(...times) - now());
      timer = setTimeout(() => void wake('timer'), Math.min(wait, 60_000));
    }
  }

  /** The first error, after every step that could still run has run. */
  async function work(signal: AbortSignal): Promise<Error | null> {
    let first: Error | null = null;
    for (const step of input.steps) {
      if (signal.aborted) return first;
      try {
        log(step.name);
        await step.run(signal);
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error('The step failed.');
        first ??= error;
        // The gate said no to this one: the others may go better. Without an answer none will.
        if (!(error instanceof GateProblem)) return first;
      }
    }
    return first;
  }

  function outcome(before: Connection, error: Error | null): Connection | null {
    if (error instanceof NotPaired) return null;
    const lastSync = before.lastSyncAt === undefined ? {} : { lastSyncAt: before.lastSyncAt };
    if (error instanceof Revoked) {
      return {
        ...lastSync,
        state: 'revoked',
        problem: error.message,
        failures: 0,
        notBefore: 0,
      };
    }
    if (error === null) {
      return {
        state: 'ok',
        failures: 0,
        notBefore: 0,
        lastSyncAt: new Date(now()).toISOString(),
      };
    }
    const failures = before.failures + 1;
    const retryAfterMs = error instanceof GateProblem ? error.retryAfterMs : null;
    const wait = backoffMs({ failures, random: input.random(), retryAfterMs });
    const state = error instanceof GateProblem ? 'ok' : 'offline';
    return {
      ...lastSync,
      state,
      problem: error.message,
      failures,
      notBefore: now() + wait,
    };
  }

  return {
    wake,
    async stop() {
      clearTimeout(timer);
      abort.abort();
      await running;
      await queued;
      clearTimeout(timer);
      abort = new AbortController();
    },
  };
}
