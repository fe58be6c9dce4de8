import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { codeOf } from './lock.ts';
import type { Owner } from './owner.ts';
import type { Place } from './place.ts';
import { runTool } from './tool.ts';

/** The superuser's name, and the role and database the gate works with. */
export const ADMIN = 'postgres';
export const APP = 'countersign';
/** Owns the database and its schema: migrations run as this role, the gate itself doesn't. */
export const OWNER = 'countersign_owner';

/** Random passwords, kept in the data folder for its owner's eyes only. */
export interface Credentials {
  admin: string;
  app: string;
  owner: string;
}

/**
 * Makes the cluster on first use and checks its version later.
 * @throws one sentence on another major version or lost passwords.
 */
export async function readyCluster(
  place: Place,
  binaries: Binaries,
  owner: Owner | null,
): Promise<Credentials> {
  const credentials = await readCredentials(place);
  const version = await clusterVersion(place.cluster);
  if (version === null) {
    const fresh =
      credentials ??
      (await writeCredentials(place, {
        admin: newPassword(),
        app: newPassword(),
        owner: newPassword(),
      }));
    await initialise({ place, binaries, owner, password: fresh.admin });
    return fresh;
  }
  if (version !== binaries.major) {
    throw new Error(
      `The data in ${place.cluster} was written by PostgreSQL ${version}, and this gate carries ${binaries.major}: run that data with its own version and DATABASE_URL, or choose another data folder.`,
    );
  }
  if (credentials === null) {
    throw new Error(
      `The passwords of ${place.cluster} are gone (${credentialsFile(place)}): bring that file back, or choose another data folder.`,
    );
  }
  return credentials;
}

async function initialise(options: {
  place: Place;
  binaries: Binaries;
  owner: Owner | null;
  password: string;
}): Promise<void> {
  const { place, binaries, owner, password } = options;
  // Made beside and renamed, so a kill halfway leaves nothing that looks like a cluster.
  const draft = `${place.cluster}.new`;
  const passwordFile = join(place.home, 'initdb-password');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (owner !== null) {
      await chown(draft, owner.uid, owner.gid);
      await chown(passwordFile, owner.uid, owner.gid);
    }
    const made = await runTool(
      join(binaries.folder, 'bin', 'initdb'),
      [
        ...['--pgdata', draft, '--username', ADMIN, '--pwfile', passwordFile],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8'],
        // The built-in locale sorts the same on every system, and needs none installed.
        ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ],
      { owner, cwd: place.home },
    );
    if (made.code !== 0) {
      const why =
        made.output.split('\n').find((line) => line.includes('error:')) ?? made.output.trim();
      throw new Error(`The database could not be created in ${place.home}: ${why}.`);
    }
    await rename(draft, place.cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function clusterVersion(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      if (await isThere(cluster)) {
        throw new Error(`${cluster} exists but holds no PostgreSQL data: move it away.`);
      }
      return null;
    }
    if (codeOf(error) === 'EACCES') {
      throw new Error(
        `The data in ${cluster} belongs to another user: start as that user, or choose another data folder.`,
      );
    }
    throw error;
  }
}

async function readCredentials(place: Place): Promise<Credentials | null> {
  try {
    const value = JSON.parse(
      await readFile(credentialsFile(place), 'utf8'),
    ) as Partial<Credentials>;
    const { admin, app, owner } = value;
    if (typeof admin !== 'string' || typeof app !== 'string') return null;
    if (typeof owner === 'string') return { admin, app, owner };
    // Of a time before there was an owner beside the gate's own role.
    return await writeCredentials(place, { admin, app, owner: newPassword() });
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null;
    if (codeOf(error) === 'EACCES') {
      throw new Error(
        `The passwords in ${place.dataDir} belong to another user: start as that user, or choose another data folder.`,
      );
    }
    throw error;
  }
}

const newPassword = (): string => randomBytes(24).toString('base64url');

async function writeCredentials(place: Place, made: Credentials): Promise<Credentials> {
  const draft = `${credentialsFile(place)}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify(made)}\n`, { mode: 0o600, flush: true });
  await rename(draft, credentialsFile(place));
  return made;
}

function credentialsFile(place: Place): string {
  return join(place.dataDir, 'credentials.json');
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
