import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../../src/gate/config.ts';
import { hashSecret } from '../../../src/gate/http/identify.ts';
import { type Gate, logger, startGate } from '../../../src/gate/main.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  call,
  Device,
  decision,
  ORIGIN,
  pairingCode,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
} from '../http/harness.ts';

/* Everything that a person or a secret could be known by runs through a gate that logs all it can. */

const lines: string[] = [];
const secrets: string[] = [];
let database: TestDatabase;
let gate: Gate;
let here: TestGate;
let acme: Team;
const smtp = new SMTPServer({
  allowInsecureAuth: true,
  onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
  disabledCommands: ['STARTTLS'],
  logger: false,
  onRcptTo: (address, _session, done) =>
    done(
      address.address.startsWith('refused')
        ? Object.assign(new Error(`no such person: ${address.address}`), { responseCode: 550 })
        : undefined,
    ),
  onData: (stream, _session, done) => {
    stream.resume();
    stream.on('end', () => done());
  },
});
// A receiver that says no, with the body it got.
const hook = createServer((request, response) => {
  request.pipe(response.writeHead(500));
});
const listen = (server: { listen(port: number, host: string, done: () => void): unknown }) =>
  new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

beforeAll(async () => {
  await Promise.all([listen(smtp), listen(hook)]);
  database = await freshDatabase();
  const port = (smtp.server.address() as AddressInfo).port;
  const config = {
    ...readConfig({
      GATE_PORT: '0',
      LOG_LEVEL: 'debug',
      METRICS_TOKEN: 'canary-metrics-token',
      SMTP_URL: `smtp://canaryuser:canarypassword@127.0.0.1:${port}`,
    }),
    databaseUrl: database.url,
    dataDir: `/tmp/gate-canary-${process.pid}`,
    extensionOrigins: [ORIGIN],
    trustProxy: true,
    allowLoopbackWebhooks: true,
  };
  const log = logger(config, { write: (line: string) => void lines.push(line) });
  gate = await startGate(config, log);
  here = {
    ...gate,
    logged: [],
    stopping: new AbortController(),
    app: { request: (path: string, init?: RequestInit) => fetch(`${gate.url}${path}`, init) },
    deps: { config: { ...config, publicUrl: gate.url } },
  } as unknown as TestGate;
  acme = await team(gate.store, 'Canary Workspace Ltd');
});
afterAll(async () => {
  await gate.close();
  await Promise.all([
    new Promise<void>((resolve) => smtp.close(() => resolve())),
    new Promise((resolve) => hook.close(resolve)),
  ]);
  await database.drop();
});

const logged = (): string => lines.join('');

it('logs none of it at debug, whatever is asked and whatever fails', async () => {
  const code = await pairingCode(gate.store, acme.workspaceId, {
    role: 'admin',
    email: 'canary.rep@acme.example',
    mailboxes: ['rep@acme.example'],
  });
  const device = await Device.make(here);
  expect((await device.pair(code)).status).toBe(201);
  secrets.push(
    code,
    code.replaceAll('-', ''),
    device.token,
    device.nonce,
    acme.key,
    hashSecret(acme.key),
  );
  const hooked = (hook.address() as AddressInfo).port;
  const mailTo = (email: string) => {
    const made = proposal();
    if (made.content.kind !== 'email.draft') throw new Error('not a mail');
    return {
      ...made,
      callbackUrl: `http://127.0.0.1:${hooked}/canary-callback`,
      content: {
        ...made.content,
        delivery: 'gate' as const,
        to: [{ email, name: 'Canary Person' }],
        subject: 'canary subject',
        body: '<p>canary body</p>',
      },
    };
  };
  // Goes out; is refused by the server; its callback fails.
  for (const email of ['canary.buyer@buyer.example', 'refused.canary@buyer.example']) {
    const made = await submit(here, acme, mailTo(email));
    const payload = await decision(acme, made, { reason: { code: 'tone', note: 'canary note' } });
    const [answer] = await device.decide([await signed(device, payload)]);
    expect(answer?.status).toBe('accepted');
    await expect
      .poll(
        async () =>
          (
            await gate.store.dispatches.list({
              workspaceId: acme.workspaceId,
              proposalId: made.id,
              limit: 5,
            })
          )[0]?.state,
        { timeout: 20_000 },
      )
      .toMatch(/executed|failed/);
  }
  // Wrong in every way that is answered with a problem.
  for (const [path, init] of [
    [
      '/v1/proposals',
      { key: acme.key, body: { ...mailTo('canary.wrong@x.example'), canaryField: 1 } },
    ],
    [
      '/v1/proposals',
      { key: acme.key, raw: '{"canary": ', headers: { 'content-type': 'application/json' } },
    ],
    ['/v1/proposals?canary=query', { key: 'csk_canaryWrongKey', body: {} }],
    ['/v1/proposals/canary-id-in-path', { key: acme.key, body: {} }],
    ['/v1/canary/unknown/path', { key: acme.key }],
    ['/v1/pair', { body: { code: 'CANA-RYCO-DE00', device: 'canary laptop', jwk: device.jwk } }],
  ] as const)
    expect((await call(here, 'POST', path, init)).status).toBeGreaterThanOrEqual(400);
  await device.send('POST', '/v1/token', { token: null, body: { deviceId: device.deviceId } });
  await device.send('POST', '/v1/erasures', { body: { address: 'canary.buyer@buyer.example' } });
  await device.send('POST', '/v1/decisions', { body: { decisions: ['canary.forged.jws'] } });
  await call(here, 'GET', '/metrics', { key: 'canary-metrics-wrong' });

  // What the gate's own log function would make of a mistake.
  expect(lines.length).toBeGreaterThan(10);
  expect(logged()).toContain('"request"');
  expect(logged().toLowerCase()).not.toMatch(/canary/);
  expect(logged()).not.toContain('@');
  for (const secret of secrets.filter(Boolean)) expect(logged()).not.toContain(secret);
});

it('the same of /metrics, which only its token opens', async () => {
  expect((await call(here, 'GET', '/metrics')).status).toBe(401);
  expect((await call(here, 'GET', '/metrics', { key: acme.key })).status).toBe(401);
  const answer = await call(here, 'GET', '/metrics', { key: 'canary-metrics-token' });
  expect(answer.status).toBe(200);
  const page = await answer.text();
  expect(page.toLowerCase()).not.toMatch(/canary|@/);
  expect(page).not.toContain(acme.workspaceId);
  const value = (line: string): number =>
    Number(
      page
        .split('\n')
        .find((row) => row.startsWith(`countersign_${line} `))
        ?.split(' ')[1],
    );
  expect(value('database_up')).toBe(1);
  expect(value('http_requests_total{route="propose",status="201"}')).toBe(2);
  expect(value('proposals_total{lane="human"}')).toBe(2);
  expect(value('decisions_total{action="approve",answer="accepted"}')).toBe(2);
  expect(value('redemptions_total{outcome="redeemed"}')).toBe(2);
  expect(value('dispatches_total{outcome="executed"}')).toBe(1);
  expect(value('queue_jobs{queue="dispatch",state="waiting"}')).toBe(0);
  expect(value('pool_connections{state="open"}')).toBeGreaterThan(0);
  expect(page).toContain('countersign_process_resident_memory_bytes');
});

it('without a token there is no /metrics', async () => {
  const config = readConfig({ GATE_PORT: '0', LOG_LEVEL: 'silent' });
  const plain = await startGate(
    { ...config, databaseUrl: database.url, dataDir: `/tmp/gate-canary-${process.pid}` },
    pino({ level: 'silent' }),
  );
  expect((await fetch(`${plain.url}/metrics`)).status).toBe(404);
  await plain.close();
});
