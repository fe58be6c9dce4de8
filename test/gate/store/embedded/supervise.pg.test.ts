import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Embedded, startEmbedded } from '../../../../src/gate/store/embedded/index.ts';
import { otherGate, query, serverPid } from './other-gate.ts';

let base = '';
let folder = '';
let logs: string[] = [];
const running: Pick<Embedded, 'stop'>[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'countersign-supervise-'));
  await chmod(base, 0o755);
  folder = join(base, 'data');
  logs = [];
});

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  await rm(base, { recursive: true, force: true });
});

async function start(): Promise<Embedded> {
  const one = await startEmbedded(folder, (line) => logs.push(line));
  running.push(one);
  return one;
}

const answer = (url: string, text = 'select 1 as n') =>
  vi.waitFor(() => query(url, text), { timeout: 30_000, interval: 50 });

const backAfter = (pid: number) =>
  expect
    .poll(() => serverPid(folder).catch(() => pid), { timeout: 30_000, interval: 50 })
    .not.toBe(pid);

describe('supervision', () => {
  it('starts a killed server again on the same port, with everything committed', async () => {
    const { ownerUrl } = await start();
    await query(ownerUrl, 'create table kept (n int); insert into kept values (7)');
    for (const _ of [1, 2, 3]) {
      const pid = await serverPid(folder);
      process.kill(pid, 'SIGKILL');
      await backAfter(pid);
      expect(await answer(ownerUrl, 'select n from kept')).toEqual([{ n: 7 }]);
    }
    // Said once it has returned, a moment after the server answers.
    await expect.poll(() => logs.join(), { timeout: 10_000 }).toContain('started it again on port');
  });

  it('leaves a server alone that recovers by itself from a killed backend', async () => {
    const { url, adminUrl } = await start();
    const pid = await serverPid(folder);
    const client = new pg.Client({ connectionString: adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    await new Promise<void>((resolve) => client.once('end', () => resolve()));
    expect(await answer(url)).toEqual([{ n: 1 }]);
    expect(await serverPid(folder)).toBe(pid);
    expect(logs.join()).not.toContain('started it again');
  });

  it('is done by one of several gates only', async () => {
    const { url } = await start();
    const other = await otherGate(folder);
    running.push(other);
    const pid = await serverPid(folder);
    process.kill(pid, 'SIGKILL');
    await backAfter(pid);
    expect(await answer(url)).toEqual([{ n: 1 }]);
    const started = await readFile(join(folder, 'log', 'server.log'), 'utf8');
    expect(started.match(/ready to accept connections/g)).toHaveLength(2);
    expect(started).not.toContain('lock file "postmaster.pid" already exists');
  });

  it('lets a stopped server be', async () => {
    const { url, stop } = await start();
    await stop();
    await expect(query(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(serverPid(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
