import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createClient,
  ProblemError,
  verifyClearance,
  verifyWebhook,
} from '../../src/client/index.ts';
import { readConfig } from '../../src/gate/config.ts';
import { webhookSecret } from '../../src/gate/connectors/webhook/index.ts';
import { startGate } from '../../src/gate/main.ts';
import { startSink } from '../gate/connectors/sink.ts';
import {
  Device,
  decision,
  email,
  proposal,
  signed,
  type Team,
  team,
} from '../gate/http/harness.ts';
import { runningGate } from '../gate/http/running.ts';
import { freshDatabase } from '../support/pg.ts';

let sink: Awaited<ReturnType<typeof startSink>>;
let gate: Awaited<ReturnType<typeof runningGate>>;
let acme: Team;
let rep: Device;
beforeAll(async () => {
  sink = await startSink();
  gate = await runningGate({ smtpUrl: sink.url });
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
});
afterAll(async () => {
  await gate.close();
  await sink.stop();
});

const client = () => createClient({ url: `${gate.url}/`, key: acme.key });

describe('an agent with the client', () => {
  it('proposes, waits, and the approved mail arrives once with a clearance that verifies', async () => {
    const content = email({ subject: 'Grüße, Ana' });
    const proposed = await client().propose(proposal({ content }));
    const waiting = client().waitForDecision(proposed.id);
    const [answer] = await rep.decide([await signed(rep, await decision(acme, proposed))]);
    expect(answer?.status).toBe('accepted');
    expect((await waiting).decision?.action).toBe('approve');
    const found = async () =>
      (
        await gate.store.dispatches.list({
          workspaceId: acme.workspaceId,
          proposalId: proposed.id,
          limit: 5,
        })
      )[0];
    await expect.poll(async () => (await found())?.state, { timeout: 15_000 }).toBe('executed');
    expect(sink.received.map(({ mail }) => mail.subject)).toEqual(['Grüße, Ana']);
    const clearanceId = (await found())?.clearanceId ?? '';
    const jws =
      (await gate.store.clearances.get({ workspaceId: acme.workspaceId, clearanceId }))?.jws ?? '';
    const keys = new URL(`${gate.url}/.well-known/jwks.json`);
    const check = { jws, keys, issuer: gate.url, executor: 'gate:smtp', content };
    expect((await verifyClearance(check)).jti).toBe(clearanceId);
    for (const [change, reason] of [
      [{ content: email({ subject: 'Gruesse, Ana' }) }, 'content'],
      [{ executor: 'gate:webhook' }, 'executor'],
      [{ issuer: 'https://other.example' }, 'issuer'],
      [{ now: Date.now() + 8 * 86_400_000 }, 'expired'],
      [{ jws: `${jws.slice(0, -6)}AAAAAA` }, 'signature'],
    ] as const) {
      await expect(verifyClearance({ ...check, ...change })).rejects.toMatchObject({ reason });
    }
  });

  it('gets a refusal as a ProblemError with code and fields', async () => {
    const error: unknown = await client()
      .propose({ ...proposal(), confidence: 2 })
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      code: 'invalid-request',
      status: 422,
      problem: { errors: [{ path: '/confidence' }] },
    });
    await expect(createClient({ url: gate.url, key: 'csk_x' }).withdraw('x')).rejects.toMatchObject(
      { code: 'unauthenticated' },
    );
  });

  it('revises, withdraws, stops waiting, and reports signals once', async () => {
    const input = proposal();
    const { id } = await client().propose(input);
    expect(
      (await client().revise(id, { ...input, content: email({ subject: 'New' }) })).revision,
    ).toBe(2);
    const waiting = client().waitForDecision(id);
    expect(await client().withdraw(id)).toEqual({ id, state: 'withdrawn' });
    expect(await waiting).toMatchObject({ state: 'withdrawn', decision: null });
    const signal = {
      id: 's-1',
      type: 'delivered' as const,
      proposalId: id,
      at: new Date().toISOString(),
    };
    expect(await client().reportSignals([signal, { ...signal, id: 's-2' }])).toEqual({
      accepted: 2,
      duplicates: 0,
    });
    expect(await client().reportSignals([signal])).toEqual({ accepted: 0, duplicates: 1 });
  });

  it('learns from corrections', async () => {
    const input = proposal({ template: 'first-touch', content: email({ subject: 'Lesson' }) });
    const proposed = await client().propose(input);
    const reject = await decision(acme, proposed, { action: 'reject', reason: { code: 'offer' } });
    await rep.decide([await signed(rep, reject)]);
    const { byReason, examples } = await client().lessons('outbound', { days: 7, limit: 1 });
    expect(byReason).toContainEqual({ reason: 'offer', rejected: 1, edited: 0, n: 1 });
    expect(examples).toMatchObject([{ proposalId: proposed.id, template: 'first-touch' }]);
    await expect(client().lessons('enrich')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('goes on waiting when a person escalates, until somebody decides', async () => {
    const boss = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
    const proposed = await client().propose(proposal());
    const say = async (device: Device, action: 'escalate' | 'approve') =>
      device.decide([await signed(device, await decision(acme, proposed, { action }))]);
    expect(await say(rep, 'escalate')).toMatchObject([{ status: 'accepted' }]);
    const waiting = client().waitForDecision(proposed.id);
    expect(await say(boss, 'approve')).toMatchObject([{ status: 'accepted' }]);
    expect((await waiting).decision?.action).toBe('approve');
  });

  it('waits on over a restart of the gate', async () => {
    const database = await freshDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'gate-restart-'));
    const config = {
      ...readConfig({ GATE_PORT: '0', LOG_LEVEL: 'silent' }),
      ...{ dataDir, databaseUrl: database.url },
    };
    const first = await startGate(config);
    const theirs = await team(first.store);
    const agent = createClient({ url: first.url, key: theirs.key, retry: { firstMs: 20 } });
    const { id } = await agent.propose(proposal());
    const waiting = agent.waitForDecision(id);
    await first.close();
    const port = Number(new URL(first.url).port);
    const second = await startGate({ ...config, port, publicUrl: first.url });
    try {
      await agent.withdraw(id);
      expect(await waiting).toMatchObject({ state: 'withdrawn', decision: null });
    } finally {
      await second.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('hears of a rejection by a webhook that verifies', async () => {
    const heard = new Promise<{ headers: Record<string, string | undefined>; body: string }>(
      (resolve) => {
        hook.once('request', (request, response) => {
          let body = '';
          request.on('data', (chunk) => {
            body += String(chunk);
          });
          request.on('end', () => {
            response.end();
            resolve({ headers: request.headers as Record<string, string | undefined>, body });
          });
        });
      },
    );
    const { port } = hook.address() as AddressInfo;
    const proposed = await client().propose(
      proposal({ callbackUrl: `http://127.0.0.1:${port}/cb` }),
    );
    const reject = await decision(acme, proposed, {
      action: 'reject',
      reason: { code: 'tone', note: 'Too pushy.' },
    });
    await rep.decide([await signed(rep, reject)]);
    const { headers, body } = await heard;
    const secret = webhookSecret(gate.keys.webhookMaster(), acme.workspaceId);
    expect(await verifyWebhook({ secret, headers, body })).toMatchObject({
      type: 'proposal.decided',
      data: {
        proposalId: proposed.id,
        decision: { action: 'reject', reason: { note: 'Too pushy.' } },
      },
    });
    for (const wrong of [
      { body: `${body} ` },
      { secret: webhookSecret('another', acme.workspaceId) },
      { now: Date.now() + 600_000 },
      { headers: {} },
      { headers: { ...headers, 'webhook-signature': 'v1,AAAA v2,x' } },
    ]) {
      await expect(verifyWebhook({ secret, headers, body, ...wrong })).rejects.toThrow();
    }
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeTruthy();
  });
});

const hook = createServer();
beforeAll(() => new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => hook.close(() => resolve())));
