import { Socket } from 'node:net';
import pg from 'pg';
import { takeLock } from './lock.ts';
import { reviveServer, type Site } from './server.ts';

/** Looks after a server until told to stop. */
export interface Supervision {
  stop(): Promise<void>;
}

/** First and longest pause between two tries, in milliseconds. */
const FIRST_MS = 50;
const LONGEST_MS = 10_000;
const LOCK_WAIT_MS = 180_000;

/*
 *   connect ─▶ connected ── the connection ends ──▶ connect
 *      └─ refused ─▶ under the lock: start it, if nobody has ─▶ connect (with a growing pause)
 */
/**
 * Starts the server again when it is gone: killed, out of memory, stopped by hand. A connection of
 * its own is what notices, since it ends with the server; nothing is polled. Every gate process
 * that uses the server does this, and the data folder's lock lets one of them start it. It comes
 * back on the same port, so that everyone's pools find it again.
 *
 * @param options.url address that the connection uses; it carries a password
 */
export function superviseServer(options: { site: Site; port: number; url: string }): Supervision {
  const { site, port, url } = options;
  let held: { client: pg.Client; socket: Socket } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let pause = FIRST_MS;
  let stopped = false;
  let said = '';

  const later = (ms: number): void => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      working = look();
    }, ms);
    // It must not keep a process alive that has nothing else to do.
    timer.unref();
  };

  const connect = async (): Promise<void> => {
    const socket = new Socket();
    const next = new pg.Client({
      stream: () => socket,
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      application_name: 'countersign supervision',
    });
    const lost = (): void => {
      if (held?.client !== next) return;
      held = null;
      later(0);
    };
    next.on('error', lost);
    next.on('end', lost);
    try {
      await next.connect();
    } catch (error) {
      next.end().catch(() => undefined);
      throw error;
    }
    socket.unref();
    held = { client: next, socket };
  };

  const look = async (): Promise<void> => {
    try {
      await connect();
      pause = FIRST_MS;
      said = '';
      return;
    } catch {
      // Refused, starting or recovering: the server itself tells, below.
    }
    try {
      await revive();
    } catch (error) {
      const line = error instanceof Error ? error.message : String(error);
      // A full disk stays full for long: said once, not at every try.
      if (line !== said) site.log(line);
      said = line;
    }
    later(pause);
    pause = Math.min(pause * 2, LONGEST_MS);
  };

  const revive = async (): Promise<void> => {
    const lock = await takeLock(site.place.dataDir, 'lock', LOCK_WAIT_MS);
    try {
      if (!stopped && (await reviveServer(site, port)))
        site.log(`The database server was gone: started it again on port ${port}.`);
    } finally {
      await lock.release();
    }
  };

  working = look();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await working;
      const last = held;
      held = null;
      // Whoever waits for the end would otherwise be ended first, when nothing else keeps Node alive.
      last?.socket.ref();
      await last?.client.end().catch(() => undefined);
    },
  };
}
