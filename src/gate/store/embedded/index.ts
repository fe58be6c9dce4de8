import { packageFolder, readyBinaries } from './binaries.ts';
import { ADMIN, APP, OWNER, readyCluster } from './cluster.ts';
import { takeLock } from './lock.ts';
import { serverOwner } from './owner.ts';
import { ownerOfCluster, type Place, prepareFolder, reachableBase, settlePlace } from './place.ts';
import { readyDatabase } from './roles.ts';
import { addressOf, readyServer, type Site, stopServer } from './server.ts';
import { superviseServer } from './supervise.ts';
import { enter, leave } from './users.ts';

/** A running server. The addresses carry passwords: never log them. */
export interface Embedded {
  /** The gate's own role on its own database; no superuser. */
  url: string;
  /** The role that owns that database and its schema, for migrations; no superuser either. */
  ownerUrl: string;
  /** The superuser on `postgres`, for making and dropping databases. */
  adminUrl: string;
  /** Lets go of the server; the last gate to let go stops it. Idempotent. */
  stop(): Promise<void>;
}

const LOCK_WAIT_MS = 180_000;

/**
 * Starts (or adopts) the real PostgreSQL that keeps its data in `dataDir`, on a free loopback port.
 * Safe against a gate or a server killed at any moment, and against two gates starting at once:
 * both then share one server. A server that dies later is started again on the same port, for as
 * long as one of its users lives.
 *
 * @param log one sentence at a time, for people; never holds a secret.
 * @throws an Error with one sentence that says what to do.
 */
export async function startEmbedded(
  dataDir: string,
  log: (line: string) => void,
): Promise<Embedded> {
  const from = packageFolder();
  const folder = await prepareFolder(dataDir);
  const lock = await takeLock(folder, 'lock', LOCK_WAIT_MS);
  try {
    const site = await readySite({ folder, from, log });
    const port = await readyServer(site);
    await readyDatabase(site, port);
    const token = await enter(folder);
    const { admin, app, owner } = site.credentials;
    const url = addressOf({ role: APP, password: app, port, database: APP });
    const supervision = superviseServer({ site, port, url });
    return {
      url,
      ownerUrl: addressOf({ role: OWNER, password: owner, port, database: APP }),
      adminUrl: addressOf({ role: ADMIN, password: admin, port, database: 'postgres' }),
      stop: once(async () => {
        await supervision.stop();
        await letGo(site, token);
      }),
    };
  } finally {
    await lock.release();
  }
}

async function readySite(options: {
  folder: string;
  from: string;
  log: (line: string) => void;
}): Promise<Site> {
  const { folder, from, log } = options;
  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? ((await ownerOfCluster(folder)) ?? (await serverOwner(log))) : null;
  const place: Place = await settlePlace(folder, owner, log);
  const copyTo = owner === null ? place.home : await reachableBase(owner);
  const binaries = await readyBinaries({ from, copyTo, owner, log });
  const credentials = await readyCluster(place, binaries, owner);
  return { place, binaries, owner, credentials, log };
}

async function letGo(site: Site, token: string): Promise<void> {
  const lock = await takeLock(site.place.dataDir, 'lock', LOCK_WAIT_MS);
  try {
    if (await leave(site.place.dataDir, token)) await stopServer(site);
  } finally {
    await lock.release();
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= act();
    return done;
  };
}
