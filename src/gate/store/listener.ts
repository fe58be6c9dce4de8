import pg from 'pg';

export type Listener = { stop(): Promise<void> };

/**
 * Keeps one connection that listens. Comes back after a loss with growing pauses (50 ms to 5 s)
 * and then calls `onConnected`, since whatever was notified in between is lost.
 */
export function listen(options: {
  url: string;
  channels: string[];
  onNotify(channel: string, payload: string): void;
  /** runs on every new connection, before it listens */
  onConnected(client: pg.Client): Promise<void>;
}): Listener {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let pause = 50;
  let opening: Promise<void> = Promise.resolve();

  const again = (broken: pg.Client) => {
    if (client !== broken) return;
    client = null;
    broken.end().catch(() => undefined);
    if (stopped) return;
    timer = setTimeout(open, pause);
    pause = Math.min(pause * 2, 5000);
  };
  const open = () => {
    const next = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      application_name: 'countersign listener',
    });
    client = next;
    next.on('error', () => again(next));
    next.on('end', () => again(next));
    next.on('notification', ({ channel, payload }) => options.onNotify(channel, payload ?? ''));
    opening = (async () => {
      try {
        await next.connect();
        for (const channel of options.channels) {
          await next.query(`listen ${next.escapeIdentifier(channel)}`);
        }
        await options.onConnected(next);
        pause = 50;
      } catch {
        again(next);
      }
    })();
  };
  open();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await opening;
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
