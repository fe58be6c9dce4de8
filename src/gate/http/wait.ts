import type { FeedStore } from '../dispatch/ports.ts';

/**
 * Long poll: reads until `done`, again whenever the workspace moved, for at most `seconds`. Listens
 * before it reads, so that nothing between the two is missed. Aborting yields the last reading.
 */
export async function waitFor<T>(options: {
  feed: Pick<FeedStore, 'onMoved'>;
  workspaceId: string;
  seconds: number;
  signal: AbortSignal;
  read(): Promise<T>;
  done(value: T): boolean;
}): Promise<T> {
  const { feed, workspaceId, seconds, signal, read, done } = options;
  if (seconds <= 0) return read();
  let moved = false;
  let over = signal.aborted;
  let wake = (): void => undefined;
  const end = (): void => {
    over = true;
    wake();
  };
  const stopListening = feed.onMoved(workspaceId, () => {
    moved = true;
    wake();
  });
  const timer = setTimeout(end, seconds * 1000);
  signal.addEventListener('abort', end);
  try {
    // What moves while it is read is read again: this reading may be from before.
    let value = await read();
    while (!done(value) && !over) {
      if (!moved)
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (moved || over) resolve();
        });
      if (!moved) break;
      moved = false;
      value = await read();
    }
    return value;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    stopListening();
  }
}
