import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { ImapServer } from './imap-server.ts';

/** Why the real server can't be run here, or null. */
export function dovecotMissing(): string | null {
  const { stdout, error } = spawnSync('dovecot', ['--version'], { encoding: 'utf8' });
  if (error) return 'dovecot is not installed (apt-get install dovecot-imapd)';
  if (!/^2\.3/.test(stdout))
    return `its settings are written for 2.3, and this is ${stdout.trim()}`;
  if (userInfo().uid === 0 && idOf('nobody') === null) return 'there is no user to run it as';
  return null;
}

const idOf = (name: string): { uid: number; gid: number } | null => {
  const [uid, gid] = ['-u', '-g'].map((what) =>
    spawnSync('id', [what, name], { encoding: 'utf8' }),
  );
  return uid?.status === 0 && gid?.status === 0
    ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : null;
};

/** Starts it on a free port of loopback, in a folder of its own, never as root. */
export async function startDovecot(): Promise<ImapServer> {
  const root = await mkdtemp(join(tmpdir(), 'dovecot-'));
  const own = userInfo();
  const as = own.uid === 0 ? (idOf('nobody') ?? own) : own;
  const name = own.uid === 0 ? 'nobody' : own.username;
  const group = spawnSync('id', ['-gn', name], { encoding: 'utf8' }).stdout.trim();
  const port = await freePort();
  const user = 'ana@seller.example';
  for (const folder of ['run', 'state', 'mail']) await mkdir(join(root, folder), { mode: 0o700 });
  const conf = join(root, 'dovecot.conf');
  await writeFile(join(root, 'passwd'), `${user}:{PLAIN}secret\n`);
  await writeFile(conf, settings({ root, port, name, group, ...as }));
  if (own.uid === 0)
    for (const path of ['', 'run', 'state', 'mail', 'passwd', 'dovecot.conf'])
      await chown(join(root, path), as.uid, as.gid);
  const child = spawn('dovecot', ['-F', '-c', conf], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(own.uid === 0 ? { uid: as.uid, gid: as.gid } : {}),
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(root, { recursive: true, force: true });
  };
  try {
    await answers(port, child);
  } catch (error) {
    await stop();
    throw new Error(`dovecot did not start: ${said}`, { cause: error });
  }
  return {
    url: `imap://${encodeURIComponent(user)}:secret@127.0.0.1:${port}`,
    user,
    stop,
  };
}

const settings = (at: {
  root: string;
  port: number;
  name: string;
  group: string;
  uid: number;
  gid: number;
}): string => `
base_dir = ${at.root}/run
state_dir = ${at.root}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${at.name}
default_internal_group = ${at.group}
default_login_user = ${at.name}
first_valid_uid = 1
mail_location = maildir:${at.root}/mail/%u
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = ${at.root}/passwd
}
userdb {
  driver = static
  args = uid=${at.uid} gid=${at.gid} home=${at.root}/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${at.port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', () => resolve()));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Resolves once it greets; rejects when it ends before. */
async function answers(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended');
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => setTimeout(() => resolve(false), 50));
      socket.once('close', () => resolve(false));
    });
    if (greeted) return;
  }
}
