import type { AuditKeys, Store } from '../dispatch/ports.ts';
import { sealWorkspace } from './seal.ts';

/*
 * One workspace in one process:
 *
 *            written            PAUSE_MS             more, held, busy, written meanwhile
 *   quiet ───────────▶ waiting ───────────▶ sealing ─────────────────────▶ waiting
 *     ▲                   ▲                    │ done
 *     │                   └── head is due ─────┤
 *     └────────────────────────────────────────┘
 *
 * Every process does this; the store lets one at a time write, and the others find nothing left.
 */

/** Commits of this long are sealed together, in milliseconds; also how soon to look again. */
const PAUSE_MS = 150;
/** Backstop for commits that nobody announced: looks whether any row was written this often. */
const LOOK_MS = 800;
/** Goes through all workspaces this often even when nothing seems to have been written. */
const ROUND_MS = 60_000;
/** Workspaces that one look goes to. */
const AT_A_LOOK = 100;

export type SealerDeps = {
  store: {
    audit: Pick<Store['audit'], 'seal' | 'checkpoint' | 'putCheckpoint' | 'mark' | 'onWritten'>;
    people: Pick<Store['people'], 'listWorkspaces'>;
  };
  keys: AuditKeys;
  /** told of errors; it tries again by itself */
  onError(error: unknown): void;
};

export type Sealer = {
  /** waits for what is under way */
  stop(): Promise<void>;
  /** for how long the chain has been behind what this process heard of, in any workspace; 0: it isn't */
  unsealedSeconds(): number;
};

/** Seals all workspaces until `stop`. */
export function startSealer(deps: SealerDeps): Sealer {
  const { audit, people } = deps.store;
  const timers = new Map<string, { timer: NodeJS.Timeout; at: number }>();
  const working = new Map<string, Promise<void>>();
  const again = new Set<string>();
  /** workspaces that may have rows without a link, since when; by the process' own clock */
  const behind = new Map<string, number>();
  let stopped = false;

  const wake = (workspaceId: string, ms = PAUSE_MS): void => {
    if (stopped) return;
    if (working.has(workspaceId)) {
      again.add(workspaceId);
      return;
    }
    // Spread, so that processes that heard of one commit don't all come at once.
    const pause = ms * (0.5 + Math.random());
    const at = performance.now() + pause;
    const known = timers.get(workspaceId);
    if (known && known.at <= at) return;
    clearTimeout(known?.timer);
    const timer = setTimeout(() => begin(workspaceId), pause);
    timer.unref();
    timers.set(workspaceId, { timer, at });
  };

  const heard = (workspaceId: string): void => {
    if (!behind.has(workspaceId)) behind.set(workspaceId, performance.now());
    wake(workspaceId);
  };

  const begin = (workspaceId: string): void => {
    timers.delete(workspaceId);
    const work = async (): Promise<number | null> => {
      try {
        const { state, dueMs } = await sealWorkspace(deps, {
          workspaceId,
          goesOn: () => !stopped,
        });
        if (state !== 'done') return PAUSE_MS;
        // What was heard of meanwhile is looked at again, and was perhaps not seen this time.
        if (!again.has(workspaceId)) behind.delete(workspaceId);
        return dueMs;
      } catch (error) {
        deps.onError(error);
        return LOOK_MS;
      }
    };
    working.set(
      workspaceId,
      work().then((dueMs) => {
        working.delete(workspaceId);
        if (again.delete(workspaceId)) wake(workspaceId);
        else if (dueMs !== null) wake(workspaceId, dueMs);
      }),
    );
  };

  const due = new Set<string>();
  const isDue = roundsDue();
  const look = async (): Promise<void> => {
    try {
      // A round goes on before the next begins: with many workspaces it takes several looks.
      if (due.size === 0 && isDue(await audit.mark()))
        for (const { id } of await people.listWorkspaces()) due.add(id);
      for (const id of [...due].slice(0, AT_A_LOOK)) {
        due.delete(id);
        heard(id);
      }
    } catch (error) {
      deps.onError(error);
    }
  };
  let looking: Promise<void> | null = null;
  const lookOnce = (): void => {
    looking ??= look().finally(() => {
      looking = null;
    });
  };
  const backstop = setInterval(lookOnce, LOOK_MS);
  backstop.unref();
  const stopListening = audit.onWritten((workspaceId) => {
    if (workspaceId !== '') heard(workspaceId);
    else lookOnce();
  });

  return {
    unsealedSeconds() {
      // In the order in which they were heard of: the first is the oldest.
      const [oldest] = behind.values();
      return oldest === undefined ? 0 : (performance.now() - oldest) / 1000;
    },
    async stop() {
      stopped = true;
      clearInterval(backstop);
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
      await looking;
      await Promise.all(working.values());
      await stopListening();
    },
  };
}

/**
 * Whether any workspace may have rows to seal: since the last time a row was written, or one that
 * was under way then may have been committed, or it is a while ago.
 */
function roundsDue(): (mark: Awaited<ReturnType<Store['audit']['mark']>>) => boolean {
  let written = '';
  let under: bigint | null = null;
  let at = Number.NEGATIVE_INFINITY;
  return (mark) => {
    const now = performance.now();
    if (mark.written !== written) under = mark.next;
    else if (under === null && now - at < ROUND_MS) return false;
    // Everything that had begun when the last row was written has ended by now: this round gets it.
    if (under !== null && mark.oldest >= under) under = null;
    [written, at] = [mark.written, now];
    return true;
  };
}
