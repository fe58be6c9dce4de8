import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { ADMIN, type Credentials } from './cluster.ts';
import { codeOf } from './lock.ts';
import type { Owner } from './owner.ts';
import type { Place } from './place.ts';
import { isServerIn } from './process-mark.ts';
import { runTool } from './tool.ts';

/** All a step needs; held only under the data folder's lock. */
export interface Site {
  place: Place;
  binaries: Binaries;
  owner: Owner | null;
  credentials: Credentials;
  log: (line: string) => void;
}

const START_TRIES = 40;
const LOG_LIMIT_BYTES = 5_000_000;

/*
 *            postmaster.pid?
 *   none / names a stranger ──────────────▶ start ──▶ ready
 *   names our server ─▶ ask ─┬ answers ───▶ adopt ──▶ ready
 *                            ├ starting ──▶ ask again (up to a minute)
 *                            └ refuses ───▶ stop ───▶ start
 */
/** Adopts the server that runs on this cluster, or starts one. @returns its port. */
export async function readyServer(site: Site): Promise<number> {
  const left = await runningServer(site.place.cluster);
  if (left !== null) {
    if (await answers(site, left.port)) {
      site.log(`Adopted the database server left running on port ${left.port}.`);
      return left.port;
    }
    site.log(
      `A database server (process ${left.pid}) was left behind and doesn't answer: stopping it.`,
    );
    await stopServer(site);
  }
  return startServer(site);
}

/**
 * Under the lock, for a server that stopped answering: starts it again on the port it had, or waits
 * until one that still runs has recovered. @returns true when this call started it.
 * @throws when it can't start there, or runs on another port by now.
 */
export async function reviveServer(site: Site, port: number): Promise<boolean> {
  const left = await runningServer(site.place.cluster);
  if (left !== null) {
    if (Number.isInteger(left.port) && left.port !== port) {
      throw new Error(`The database moved to port ${left.port}: start this gate again.`);
    }
    if (await answers(site, port)) return false;
    await stopServer(site);
  }
  await startServer(site, port);
  return true;
}

/** Stops the server: connections are ended, everything committed is on disk. */
export async function stopServer(site: Site): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if ((await runningServer(site.place.cluster)) === null) return;
    await control(site, ['stop', '-m', mode, '-w', '-t', '30']);
  }
  const left = await runningServer(site.place.cluster);
  if (left !== null) {
    throw new Error(
      `The database server (process ${left.pid}) on ${site.place.cluster} doesn't stop: end it, then start again.`,
    );
  }
}

/** An address for a role, with its password inside: never log it. */
export function addressOf(options: {
  role: string;
  password: string;
  port: number;
  database: string;
}): string {
  const { role, password, port, database } = options;
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** @param fixed the one port to start on; without it a free one is chosen. */
async function startServer(site: Site, fixed?: number): Promise<number> {
  const { place } = site;
  await shortenLog(place.logFile);
  let port = fixed ?? (await choosePort(site));
  for (let attempt = 1; ; attempt++) {
    await rm(join(place.cluster, 'postmaster.pid'), { force: true });
    const before = await sizeOf(place.logFile);
    const started = await control(site, [
      'start',
      '-w',
      '-t',
      '120',
      '-l',
      place.logFile,
      '-o',
      settings(port),
    ]);
    if (started.code === 0) {
      await writeFile(portFile(place), `${port}\n`, { mode: 0o600 });
      return port;
    }
    const said = (await readFile(place.logFile, 'utf8').catch(() => '')).slice(before);
    if (attempt >= START_TRIES) throw new Error(failure(site, said, started.output));
    if (/Address already in use|could not create any TCP\/IP sockets/.test(said)) {
      if (fixed !== undefined) throw new Error(failure(site, said, started.output));
      port = await freePort(0);
    } else if (/shared memory block|another (postmaster|server)/i.test(said)) {
      // The last server was killed hard; its children see that within moments and leave.
      await sleep(250);
    } else {
      throw new Error(failure(site, said, started.output));
    }
  }
}

function settings(port: number): string {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    // A socket's path is limited to about 100 bytes, and loopback with a password serves.
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Failing rows and statements hold people's mail; a log must not.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
  return [`-p ${port}`, ...flags].join(' ');
}

async function control(site: Site, args: string[]): Promise<{ code: number; output: string }> {
  const { binaries, owner, place } = site;
  // A relative folder: pg_ctl hands it to a shell, which would expand a `$` in the path.
  return runTool(join(binaries.folder, 'bin', 'pg_ctl'), ['-D', 'cluster', ...args], {
    owner,
    cwd: place.home,
  });
}

async function runningServer(cluster: string): Promise<{ pid: number; port: number } | null> {
  let lines: string[];
  try {
    lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  const pid = Number.parseInt(lines[0] ?? '', 10);
  const port = Number.parseInt(lines[3] ?? '', 10);
  return (await isServerIn(pid, cluster)) ? { pid, port } : null;
}

async function answers(site: Site, port: number): Promise<boolean> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    try {
      return await asAdmin(site, { port }, async (client) => {
        const { rows } = await client.query<{ folder: string }>(
          `select current_setting('data_directory') as folder`,
        );
        return rows[0]?.folder === site.place.cluster;
      });
    } catch (error) {
      // 57P03: it is starting, or recovering after a crash, or going down.
      if (codeOf(error) !== '57P03' || performance.now() > deadline) return false;
      await sleep(200);
      if ((await runningServer(site.place.cluster)) === null) return false;
    }
  }
}

/** @param at the port, and a database other than `postgres` */
export async function asAdmin<T>(
  site: Site,
  at: { port: number; database?: string },
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: at.port,
    user: ADMIN,
    password: site.credentials.admin,
    database: at.database ?? 'postgres',
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  });
  // A server that dies later ends this connection with an event nobody else listens to.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function choosePort(site: Site): Promise<number> {
  const text = await readFile(portFile(site.place), 'utf8').catch(() => '');
  const last = Number.parseInt(text, 10);
  if (!Number.isInteger(last) || last <= 0) return freePort(0);
  try {
    return await freePort(last);
  } catch {
    const port = await freePort(0);
    site.log(`Port ${last} is taken by another program: the database moves to port ${port}.`);
    return port;
  }
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function failure(site: Site, said: string, output: string): string {
  const why =
    said.split('\n').findLast((line) => /FATAL|PANIC/.test(line)) ??
    /error: .*/.exec(output)?.[0] ??
    'it said nothing';
  return `The database server didn't start (${why.trim()}): see ${site.place.logFile}.`;
}

function portFile(place: Place): string {
  return join(place.dataDir, 'port');
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function shortenLog(path: string): Promise<void> {
  if ((await sizeOf(path)) > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
}
