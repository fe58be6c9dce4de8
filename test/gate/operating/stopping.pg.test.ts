import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rotateKeyFile } from '../../../src/gate/keys/key-file.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  call,
  Device,
  decision,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
} from '../http/harness.ts';

/* A gate as it is run: a process of its own, ended by SIGTERM. */

let database: TestDatabase;
let folder: string;
let child: ChildProcess;
let gate: TestGate;
let acme: Team;
/** resolves the mail that the server holds at its last byte */
let letGo: () => void;
let holding: Promise<void>;
let smtp: SMTPServer;

beforeEach(async () => {
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  holding = new Promise<void>((resolve) => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => {
          resolve();
          void held.then(() => done());
        });
      },
    });
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'stopping-'));
  child = spawn(process.execPath, ['--import', 'tsx', 'src/gate/cli.ts', 'serve'], {
    env: {
      ...process.env,
      GATE_PORT: '0',
      PUBLIC_URL: 'http://127.0.0.1:0',
      GATE_DATA: folder,
      DATABASE_URL: database.url,
      SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
      TRUST_PROXY: '1',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /"url":"(http:[^"]+)"/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`exit ${code}: ${text}`)));
  });
  const store = createStore(database.url, { connections: 4 });
  gate = {
    store,
    logged: [],
    stopping: new AbortController(),
    app: { request: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init) },
    deps: { config: { publicUrl: url } },
    close: () => store.close(),
  } as unknown as TestGate;
  acme = await team(store);
}, 120_000);
afterEach(async () => {
  letGo();
  if (child.exitCode === null) child.kill('SIGKILL');
  await gate.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it('SIGTERM under load: what is under way is answered and sent, nobody gets a 500, it exits 0', async () => {
  const device = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
  const made = await submit(gate, acme, proposal());
  await device.decide([await signed(device, await decision(acme, made))]);
  // Its mail is with the server, which has not said yes.
  await holding;
  const statuses: number[] = [];
  let refused = 0;
  const load = Array.from({ length: 6 }, async () => {
    for (;;) {
      try {
        statuses.push(
          (await call(gate, 'POST', '/v1/proposals', { key: acme.key, body: proposal() })).status,
        );
      } catch {
        // The port is closed, or the connection was: nobody answered, so nothing was promised.
        refused += 1;
        return;
      }
    }
  });
  const poll = call(gate, 'GET', `/v1/proposals/${made.id}/decision?wait=25`, { key: acme.key });
  await expect.poll(() => statuses.length, { timeout: 60_000 }).toBeGreaterThan(6);
  child.kill('SIGTERM');
  await Promise.all(load);
  letGo();
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(refused).toBe(6);
  expect([...new Set(statuses)].filter((status) => status >= 500 && status !== 503)).toEqual([]);
  expect((await poll).status).toBe(200);
  const accepted = statuses.filter((status) => status === 201).length;
  const [dispatch] = await gate.store.dispatches.list({
    workspaceId: acme.workspaceId,
    proposalId: made.id,
    limit: 1,
  });
  expect(dispatch?.state).toBe('executed');
  expect(accepted).toBeGreaterThan(6);
}, 180_000);

it('a rotated key is published by the running gate before it signs, and signs when its time comes', async () => {
  const kids = async (): Promise<string[]> => {
    const answer = await call(gate, 'GET', '/.well-known/jwks.json');
    return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  };
  const [old] = await kids();
  const device = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
  const clearedBy = async (): Promise<string> => {
    const made = await submit(gate, acme, proposal());
    await device.decide([await signed(device, await decision(acme, made))]);
    const [dispatch] = await gate.store.dispatches.list({
      workspaceId: acme.workspaceId,
      proposalId: made.id,
      limit: 1,
    });
    const answer = await device.send('GET', `/v1/clearances/${dispatch?.clearanceId}`);
    const { jws } = (await answer.json()) as { jws: string };
    return JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()).kid;
  };
  await rotateKeyFile(join(folder, 'signing-keys.json'), { overlap: 3600 });
  await expect.poll(kids, { timeout: 60_000 }).toHaveLength(2);
  expect(await clearedBy()).toBe(old);
  // One more, whose time is now: the running gate takes it up without a restart.
  await rotateKeyFile(join(folder, 'signing-keys.json'), { overlap: 0 });
  await expect.poll(kids, { timeout: 60_000 }).toHaveLength(3);
  const [newest] = await kids();
  expect(await clearedBy()).toBe(newest);
  expect(newest).not.toBe(old);
}, 180_000);
