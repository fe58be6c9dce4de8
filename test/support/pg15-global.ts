import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { serverOwner } from '../../src/gate/store/embedded/owner.ts';
import { runTool } from '../../src/gate/store/embedded/tool.ts';
import { OLDEST_BIN, WHY_NOT } from './pg15-files.ts';

const APP = 'gate_app';
const OWNER = 'gate_owner';

/**
 * The oldest supported server for the whole run, in a temporary folder, as an administrator would
 * set it up by hand: a superuser, an owner's role and the gate's own. As root it runs as another
 * user, whom PostgreSQL demands. Nothing is started where there is none.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (WHY_NOT !== null) {
    console.info(WHY_NOT);
    return () => Promise.resolve();
  }
  const folder = await mkdtemp(join(tmpdir(), 'countersign-pg15-'));
  const owner = await serverOwner(() => undefined);
  await chmod(folder, 0o755);
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  const password = randomBytes(18).toString('base64url');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner !== null) await chown(passwordFile, owner.uid, owner.gid);
  const tool = async (name: string, args: string[]): Promise<void> => {
    const { code, output } = await runTool(join(OLDEST_BIN, name), args, { owner, cwd: folder });
    if (code !== 0) throw new Error(`${name} of PostgreSQL 15: ${output}`);
  };
  await tool('initdb', [
    ...['--pgdata', 'data', '--username', 'postgres', '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
  ]);
  const port = await freePort();
  // Nothing is ever read again after a crash here, so nothing has to reach the disk.
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const flags = [...settings, 'max_connections=150'].map((each) => `-c ${each}`).join(' ');
  await tool('pg_ctl', [
    ...['start', '-w', '-D', 'data', '-l', join(folder, 'log'), '-o', `-p ${port} ${flags}`],
  ]);
  const address = (role: string, database: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  const admin = new pg.Client({ connectionString: address('postgres', 'postgres') });
  await admin.connect();
  for (const role of [APP, OWNER])
    await admin.query(`create role ${role} login password ${admin.escapeLiteral(password)}`);
  await admin.end();
  project.provide('pgAdminUrl', address('postgres', 'postgres'));
  project.provide('pgAppUrl', address(APP, 'postgres'));
  project.provide('pgOwnerUrl', address(OWNER, 'postgres'));
  return async () => {
    await tool('pg_ctl', ['stop', '-D', 'data', '-m', 'fast', '-w']);
    await rm(folder, { recursive: true, force: true });
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
