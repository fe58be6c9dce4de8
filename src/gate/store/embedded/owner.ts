import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The system user a server runs as when the gate itself is root. */
export interface Owner {
  name: string;
  uid: number;
  gid: number;
}

/** The system user we add for the server. */
export const SYSTEM_USER = 'countersign-db';

/**
 * Null for a plain user (the server runs as them). For root, whom PostgreSQL refuses: our own
 * system user, added when missing; `nobody` where no user can be added.
 *
 * @throws one sentence where neither exists.
 */
export async function serverOwner(log: (line: string) => void): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await lookUp(SYSTEM_USER);
  if (known !== null) return known;
  if (process.platform === 'linux') {
    const failure = await addUser();
    const added = await lookUp(SYSTEM_USER);
    if (added !== null) {
      log(
        `PostgreSQL refuses to run as root, so a system user was added for it: ${SYSTEM_USER} (no password, no shell).`,
      );
      return added;
    }
    log(`Could not add the system user ${SYSTEM_USER} (${failure}); using nobody.`);
  }
  const nobody = await lookUp('nobody');
  if (nobody !== null && nobody.uid > 0) {
    log('PostgreSQL refuses to run as root: the database runs as the user nobody.');
    return nobody;
  }
  throw new Error(
    'PostgreSQL refuses to run as root and no other user could be found: start as a plain user, or set DATABASE_URL.',
  );
}

async function addUser(): Promise<string> {
  const shell = '/usr/sbin/nologin';
  const ways: [string, string[]][] = [
    [
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        shell,
        SYSTEM_USER,
      ],
    ],
    // BusyBox, as in Alpine.
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', SYSTEM_USER]],
  ];
  let failure = 'no useradd here';
  for (const [command, args] of ways) {
    try {
      await run(command, args, {
        env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
      });
      return '';
    } catch (error) {
      // Two gates may add it at once; the loser finds it.
      if ((await lookUp(SYSTEM_USER)) !== null) return '';
      if (error instanceof Error && 'stderr' in error && typeof error.stderr === 'string') {
        failure = error.stderr.trim().split('\n')[0] ?? failure;
      }
    }
  }
  return failure;
}

async function lookUp(name: string): Promise<Owner | null> {
  const field = async (flag: string): Promise<number> =>
    Number.parseInt((await run('id', [flag, name])).stdout, 10);
  try {
    const [uid, gid] = [await field('-u'), await field('-g')];
    if (!Number.isInteger(uid) || !Number.isInteger(gid)) return null;
    return { name, uid, gid };
  } catch {
    return null;
  }
}
