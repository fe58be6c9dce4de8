import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../../../src/gate/store/embedded/index.ts';
import { isServerIn } from '../../../../src/gate/store/embedded/process-mark.ts';
import { otherGate, query, serverPid } from './other-gate.ts';

const isRoot = process.getuid?.() === 0;
/** Another user runs this checkout's code, and can't where only root may go. */
const othersMayRead = (): boolean => {
  try {
    execFileSync(
      process.execPath,
      ['-e', `fs.readFileSync(${JSON.stringify(fileURLToPath(import.meta.url))})`],
      {
        uid: 65534,
        gid: 65534,
        cwd: '/',
        stdio: 'ignore',
      },
    );
    return true;
  } catch {
    return false;
  }
};
const ONLY_ROOT = 'no other user can read this checkout';
let base = '';
let folder = '';
const running: Embedded[] = [];

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'countersign-embedded-'));
  await chmod(base, 0o755);
});

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

afterAll(() => rm(base, { recursive: true, force: true }));

function freshFolder(): string {
  folder = join(base, randomUUID());
  return folder;
}

async function start(at = folder): Promise<Embedded & { logs: string[] }> {
  const logs: string[] = [];
  const one = await startEmbedded(at, (line) => logs.push(line));
  running.push(one);
  return { ...one, logs };
}

/** pg_ctl returns when the server has let go of its folder, a moment before its process ends. */
async function expectGone(pid: number): Promise<void> {
  await expect
    .poll(() => isServerIn(pid, join(folder, 'cluster')), { timeout: 10_000 })
    .toBe(false);
}

describe('starting', () => {
  it('makes a cluster with safe settings, and a role that is no superuser', async () => {
    const { url, adminUrl } = await start(freshFolder());
    const [row] = await query(
      url,
      `select current_setting('fsync') as fsync, current_setting('listen_addresses') as listens,
              current_setting('server_encoding') as encoding,
              current_setting('is_superuser') as super, current_database() as database`,
    );
    expect(row).toEqual({
      fsync: 'on',
      listens: '127.0.0.1',
      encoding: 'UTF8',
      super: 'off',
      database: 'countersign',
    });
    // Readable by the superuser alone, as the methods are.
    const [sockets] = await query(adminUrl, 'show unix_socket_directories');
    expect(sockets).toEqual({ unix_socket_directories: '' });
    const methods = await query(adminUrl, 'select distinct auth_method from pg_hba_file_rules');
    expect(methods).toEqual([{ auth_method: 'scram-sha-256' }]);
  });

  it('keeps its passwords to the owner, and lets nobody in without them', async () => {
    const { url } = await start(freshFolder());
    expect((await stat(join(folder, 'credentials.json'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps data, passwords and port over a restart', async () => {
    const first = await start(freshFolder());
    await query(first.ownerUrl, 'create table kept (word text); insert into kept values ($$ja$$)');
    const pid = await serverPid(folder);
    await first.stop();
    await expectGone(pid);
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.ownerUrl, 'select word from kept')).toEqual([{ word: 'ja' }]);
  });

  it('moves to another port, and says so, when another program took its own', async () => {
    const first = await start(freshFolder());
    await first.stop();
    const { port } = new URL(first.url);
    const thief = await new Promise<Server>((resolve) => {
      const server = createServer().listen(Number(port), '127.0.0.1', () => resolve(server));
    });
    try {
      const second = await start();
      expect(new URL(second.url).port).not.toBe(port);
      expect(second.logs.join()).toContain(`Port ${port} is taken`);
    } finally {
      thief.close();
    }
  });
});

describe('after a kill', () => {
  it('adopts the server that a killed gate left behind', async () => {
    const gate = await otherGate(freshFolder());
    await query(gate.ownerUrl, 'create table kept (word text); insert into kept values ($$ja$$)');
    const pid = await serverPid(folder);
    await gate.kill();
    expect(await isServerIn(pid, join(folder, 'cluster'))).toBe(true);
    const next = await start();
    expect(next.logs.join()).toContain('Adopted');
    expect(await serverPid(folder)).toBe(pid);
    expect(await query(next.ownerUrl, 'select word from kept')).toEqual([{ word: 'ja' }]);
    // The dead gate's note that it uses the server doesn't keep it running.
    await next.stop();
    await expectGone(pid);
  });

  it('recovers everything committed when the server itself was killed', async () => {
    const first = await start(freshFolder());
    await query(
      first.ownerUrl,
      'create table kept (n int); insert into kept select generate_series(1, 5000)',
    );
    process.kill(await serverPid(folder), 'SIGKILL');
    const next = await start();
    expect(await query(next.ownerUrl, 'select count(*)::int as n from kept')).toEqual([
      { n: 5000 },
    ]);
  });

  it('recovers when gate and server were killed together', async () => {
    const gate = await otherGate(freshFolder());
    await query(gate.ownerUrl, 'create table kept (n int); insert into kept values (7)');
    process.kill(await serverPid(folder), 'SIGKILL');
    await gate.kill();
    const next = await start();
    expect(await query(next.ownerUrl, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('is not fooled by a pid file that names a stranger', async () => {
    const first = await start(freshFolder());
    const file = join(folder, 'cluster', 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await first.stop();
    await writeFile(file, text.replace(/^\d+/, String(process.pid)));
    const next = await start();
    expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('takes over a lock whose holder died', async () => {
    await mkdir(freshFolder(), { mode: 0o755 });
    await writeFile(join(folder, 'lock'), `{"pid":1,"born":"another boot:1"}\nsome-nonce\n`);
    const one = await start();
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('starts over a half-made cluster', async () => {
    await mkdir(join(freshFolder(), 'cluster.new', 'base'), { recursive: true });
    const one = await start();
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});

describe('two gates', () => {
  it('share one server, started at once, and the last one stops it', async () => {
    freshFolder();
    const gates = await Promise.all([otherGate(folder), otherGate(folder), start()]);
    expect(new Set(gates.map(({ url }) => url)).size).toBe(1);
    const pid = await serverPid(folder);
    await gates[0].stop();
    await gates[2].stop();
    expect(await query(gates[1].url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await gates[1].stop();
    await expectGone(pid);
  });
});

describe('refusals, one sentence each', () => {
  it('a folder that is a file', async () => {
    await writeFile(freshFolder(), '');
    await expect(start()).rejects.toThrow(/is not a folder/);
  });

  it('data of another version', async () => {
    await (await start(freshFolder())).stop();
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '14\n');
    await expect(start()).rejects.toThrow(/written by PostgreSQL 14, and this gate carries 18/);
  });

  it('lost passwords', async () => {
    await (await start(freshFolder())).stop();
    await rm(join(folder, 'credentials.json'));
    await expect(start()).rejects.toThrow(/passwords .* are gone/);
  });

  it('a server that can not start, with its own reason', async () => {
    await (await start(freshFolder())).stop();
    await rm(join(folder, 'cluster', 'global', 'pg_control'));
    await expect(start()).rejects.toThrow(/didn't start \(error: .*pg_control/);
  });

  it('a folder that a plain user may not write', async (context) => {
    if (!isRoot) return context.skip('only root can become another user');
    if (!othersMayRead()) return context.skip(ONLY_ROOT);
    await mkdir(freshFolder(), { mode: 0o755 });
    await expect(otherGate(folder, { uid: 65534 })).rejects.toThrow(
      /can't be written \(EACCES\).*DATABASE_URL/,
    );
  });
});

describe('as other users', () => {
  it('runs for a plain user, whose data stays theirs when root starts it later', async (context) => {
    if (!isRoot) return context.skip('only root can become another user');
    if (!othersMayRead()) return context.skip(ONLY_ROOT);
    await mkdir(freshFolder(), { mode: 0o755 });
    execFileSync('chown', ['65534:65534', folder]);
    const gate = await otherGate(folder, { uid: 65534, env: { HOME: folder, TMPDIR: folder } });
    expect((await stat(join(folder, 'cluster'))).uid).toBe(65534);
    await gate.stop();
    const asRoot = await start();
    expect(await query(asRoot.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await asRoot.stop();
    const again = await otherGate(folder, { uid: 65534, env: { HOME: folder, TMPDIR: folder } });
    await again.stop();
  });

  it('keeps its files elsewhere, and says where, for root in a root-only folder', async (context) => {
    if (!isRoot) return context.skip('only root has such folders');
    await mkdir(freshFolder(), { mode: 0o700 });
    const inner = join(folder, 'data');
    const first = await start(inner);
    const { home } = JSON.parse(await readFile(join(inner, 'location.json'), 'utf8')) as {
      home: string;
    };
    try {
      expect(first.logs.join()).toContain(`its files are in ${home}`);
      await query(first.ownerUrl, 'create table kept (n int)');
      await first.stop();
      const second = await start(inner);
      expect(await query(second.ownerUrl, 'select * from kept')).toEqual([]);
      await second.stop();
      // The data folder deleted: a fresh start, the old data kept aside.
      await rm(inner, { recursive: true });
      const third = await start(inner);
      await expect(query(third.ownerUrl, 'select * from kept')).rejects.toMatchObject({
        code: '42P01',
      });
      const aside = /was kept in (\S+)\.$/m.exec(third.logs.join('\n'))?.[1] ?? '';
      await third.stop();
      await rm(aside, { recursive: true });
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
