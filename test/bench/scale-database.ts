import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Embedded, startEmbedded } from '../../src/gate/store/embedded/index.ts';
import { migrate } from '../../src/gate/store/index.ts';
import { type Load, type Loaded, loadProposals } from '../gate/scale/load.ts';

export type ScaleDatabase = {
  url: string;
  adminUrl: string;
  loaded: Loaded;
  loadedInSeconds: number;
  bytes: number;
};

/** Runs `use` beside a throw-away server, whose databases go with it. */
export async function withServer<T>(use: (server: Embedded) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-scale-'));
  await chmod(folder, 0o755);
  const server = await startEmbedded(join(folder, 'postgres'), () => undefined);
  // The server's stop waits with timers that hold no process.
  const alive = setInterval(() => undefined, 1000);
  try {
    return await use(server);
  } finally {
    await server.stop();
    clearInterval(alive);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A database of its own with the gate's schema, which `fill` fills; its size, and the seconds that took. */
export async function filledDatabase<T>(
  server: Embedded,
  fill: (at: { url: string; adminUrl: string }) => Promise<T>,
): Promise<Omit<ScaleDatabase, 'loaded'> & { loaded: T }> {
  const name = `scale_${randomBytes(6).toString('hex')}`;
  const urlOf = (base: string): string => {
    const url = new URL(base);
    url.pathname = `/${name}`;
    return url.href;
  };
  const [url, ownerUrl, adminUrl] = [server.url, server.ownerUrl, server.adminUrl].map(urlOf);
  if (!url || !ownerUrl || !adminUrl) throw new Error('a server without addresses');
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${name} owner ${new URL(ownerUrl).username}`);
    await migrate(ownerUrl, new URL(url).username);
    const began = performance.now();
    const loaded = await fill({ url, adminUrl });
    const loadedInSeconds = Math.round((performance.now() - began) / 1000);
    const { rows } = await admin.query<{ bytes: string }>('select pg_database_size($1) as bytes', [
      name,
    ]);
    return { url, adminUrl, loaded, loadedInSeconds, bytes: Number(rows[0]?.bytes ?? 0) };
  } finally {
    await admin.end();
  }
}

/** The same with this many proposals. */
export const scaleDatabase = (server: Embedded, load: Load): Promise<ScaleDatabase> =>
  filledDatabase(server, (at) => loadProposals(at, load));
