import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookSecret } from '../../../src/gate/connectors/webhook/index.ts';
import { createApp } from '../../../src/gate/http/app.ts';
import {
  call,
  Device,
  proposal,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';

let gate: TestGate;
let acme: Team;
let admin: Device;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  admin = await Device.paired(gate, acme.workspaceId, { role: 'admin' });
});
afterAll(() => gate.close());

const ask = async (device: Device, method: string, path: string, body?: unknown) => {
  const answer = await device.send(method, path, body === undefined ? {} : { body });
  return { status: answer.status, body: await answer.json() };
};
const propose = (key: string, change = {}) =>
  call(gate, 'POST', '/v1/proposals', { key, body: proposal(change) });

describe('who may', () => {
  it.each(['rep', 'manager'] as const)('not a %s', async (role) => {
    const device = await Device.paired(gate, acme.workspaceId, { role });
    for (const [method, path, body] of [
      ['GET', '/v1/agents'],
      ['POST', '/v1/agents', { name: 'x' }],
      ['POST', `/v1/agents/${acme.agentId}/keys`, {}],
      ['DELETE', `/v1/agents/${acme.agentId}`],
      ['DELETE', `/v1/agent-keys/${acme.agentId}`],
      ['POST', '/v1/erasures', { address: 'a@b.example' }],
      ['GET', '/v1/erasures'],
      ['PUT', '/v1/retention', { content: 1 }],
    ] as const)
      expect((await ask(device, method, path, body)).status, path).toBe(403);
    expect((await propose(acme.key)).status).toBe(201);
  });

  it('not an agent, not the admin of another workspace', async () => {
    expect((await call(gate, 'GET', '/v1/agents', { key: acme.key })).status).toBe(403);
    const other = await team(gate.store, 'Other');
    const stranger = await Device.paired(gate, other.workspaceId, { role: 'admin' });
    expect((await ask(stranger, 'DELETE', `/v1/agents/${acme.agentId}`)).body).toEqual({
      revoked: false,
    });
    expect((await ask(stranger, 'DELETE', `/v1/agent-keys/${acme.agentId}`)).body).toEqual({
      revoked: false,
    });
    expect((await ask(stranger, 'POST', `/v1/agents/${acme.agentId}/keys`, {})).status).toBe(404);
    expect((await ask(stranger, 'DELETE', `/v1/devices/${admin.deviceId}`)).body).toEqual({
      revoked: false,
    });
    expect((await propose(acme.key)).status).toBe(201);
  });
});

describe('a key', () => {
  it('is for its scopes and workflows only', async () => {
    const make = async (limits: object) =>
      (await ask(admin, 'POST', '/v1/agents', { name: 'Limited', ...limits })).body.key as string;
    const reads = await make({ scopes: ['read'] });
    expect((await propose(reads)).status).toBe(403);
    const signals = { key: reads, body: { signals: [] } };
    expect((await call(gate, 'POST', '/v1/signals', signals)).status).toBe(403);
    const path = `/v1/proposals/${v7()}/decision`;
    expect((await call(gate, 'GET', path, { key: reads })).status).toBe(404);
    const writes = await make({ scopes: ['propose'] });
    expect((await propose(writes)).status).toBe(201);
    expect((await call(gate, 'GET', path, { key: writes })).status).toBe(403);

    const { workflowId } = proposal();
    const elsewhere = await make({ workflows: ['another'] });
    expect((await propose(elsewhere)).status).toBe(403);
    expect((await propose(await make({ workflows: [workflowId] }))).status).toBe(201);
  });

  it('limited to a workflow reads and withdraws nothing of others, though its agent proposed it', async () => {
    const own = await submit(gate, acme);
    const { key } = (
      await ask(admin, 'POST', `/v1/agents/${acme.agentId}/keys`, {
        workflows: ['another'],
        overlapSeconds: 3600,
      })
    ).body;
    const path = `/v1/proposals/${own.id}`;
    expect((await call(gate, 'GET', `${path}/decision`, { key })).status).toBe(403);
    expect((await call(gate, 'DELETE', path, { key })).status).toBe(403);
    expect((await call(gate, 'DELETE', path, { key: acme.key })).status).toBe(200);
  });

  it('comes with the secret that verifies the workspace’s webhooks, in that one answer', async () => {
    const { status, body } = await ask(admin, 'POST', '/v1/agents', { name: 'Called back' });
    expect(status).toBe(201);
    expect(body.webhookSecret).toBe(webhookSecret(gate.keys.webhookMaster(), acme.workspaceId));
    const listed = JSON.stringify((await ask(admin, 'GET', '/v1/agents')).body);
    expect(listed).toContain(body.agentId);
    expect(listed).not.toContain('whsec_');
  });

  it('has its own rate limit', async () => {
    const { body } = await ask(admin, 'POST', '/v1/agents', {
      name: 'Slow',
      perSecond: 0.01,
      burst: 2,
    });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await propose(body.key)).status);
    expect(statuses).toEqual([201, 201, 429]);
    expect((await propose(acme.key)).status).toBe(201);
  });

  it('is replaced with an overlap, without one at once, and revoked for good', async () => {
    const { agentId, key: first } = (await ask(admin, 'POST', '/v1/agents', { name: 'Rotating' }))
      .body;
    const rotate = async (overlapSeconds: number) =>
      (await ask(admin, 'POST', `/v1/agents/${agentId}/keys`, { overlapSeconds })).body;
    const second = await rotate(3600);
    expect((await propose(first)).status).toBe(201);
    expect((await propose(second.key)).status).toBe(201);
    const third = await rotate(0);
    for (const key of [first, second.key]) expect((await propose(key)).status).toBe(401);
    expect((await propose(third.key)).status).toBe(201);
    const revoke = () => ask(admin, 'DELETE', `/v1/agent-keys/${third.keyId}`);
    expect((await revoke()).body).toEqual({ revoked: true });
    expect((await revoke()).body).toEqual({ revoked: false });
    expect((await propose(third.key)).status).toBe(401);
    const fourth = await rotate(0);
    expect((await propose(fourth.key)).status).toBe(201);
    expect((await ask(admin, 'DELETE', `/v1/agents/${agentId}`)).body).toEqual({ revoked: true });
    expect((await propose(fourth.key)).status).toBe(401);
    expect((await ask(admin, 'POST', `/v1/agents/${agentId}/keys`, {})).status).toBe(404);
  });

  it('is listed with its last use and never itself', async () => {
    await propose(acme.key);
    const listed = async () => {
      const { body } = await ask(admin, 'GET', '/v1/agents');
      expect(JSON.stringify(body)).not.toContain('csk_');
      const agents = body.agents as { id: string; keys: { id: string; lastUsedAt?: string }[] }[];
      return agents
        .find(({ id }) => id === acme.agentId)
        ?.keys.find(({ id }) => id === acme.agentId);
    };
    await expect.poll(async () => (await listed())?.lastUsedAt).toBeTruthy();
  });
});

describe('devices', () => {
  it('are listed and revoked by a manager, an admin’s only by an admin', async () => {
    const manager = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
    const rep = await Device.paired(gate, acme.workspaceId);
    const revoke = async (by: Device, device: Device) =>
      (await ask(by, 'DELETE', `/v1/devices/${device.deviceId}`)).body;
    expect((await ask(rep, 'GET', '/v1/devices')).status).toBe(403);
    expect((await ask(rep, 'DELETE', `/v1/devices/${manager.deviceId}`)).status).toBe(403);
    expect(await revoke(manager, admin)).toEqual({ revoked: false });
    expect((await ask(admin, 'GET', '/v1/me')).status).toBe(200);
    expect((await ask(rep, 'GET', '/v1/me')).status).toBe(200);
    expect(await revoke(manager, rep)).toEqual({ revoked: true });
    expect((await ask(rep, 'GET', '/v1/me')).status).toBe(401);
    expect(await revoke(admin, manager)).toEqual({ revoked: true });
    const { devices } = (await ask(admin, 'GET', '/v1/devices')).body as {
      devices: { id: string; revokedAt?: string }[];
    };
    expect(devices.find(({ id }) => id === rep.deviceId)?.revokedAt).toBeTruthy();
  });
});

describe('erasure and retention over HTTP', () => {
  it('gives a certificate, once and again', async () => {
    const { status, body } = await ask(admin, 'POST', '/v1/erasures', {
      address: 'nobody@buyer.example',
    });
    expect(status).toBe(201);
    expect((await ask(admin, 'GET', `/v1/erasures/${body.id}`)).body).toMatchObject({
      requestedBy: `device:${admin.deviceId}`,
      counts: { proposals: 0 },
    });
    expect(JSON.stringify(body)).not.toContain('nobody@');
    expect((await ask(admin, 'GET', `/v1/erasures/${v7()}`)).status).toBe(404);
    expect((await ask(admin, 'POST', '/v1/erasures', { address: 'x' })).status).toBe(422);
  });

  it('keeps what was set', async () => {
    expect((await ask(admin, 'PUT', '/v1/retention', { content: 0 })).status).toBe(422);
    expect((await ask(admin, 'PUT', '/v1/retention', { content: 90 })).body).toEqual({
      content: 90,
    });
    expect((await ask(admin, 'PUT', '/v1/retention', { signals: 30 })).body).toEqual({
      content: 90,
      signals: 30,
    });
  });
});

it('pairing attempts count over all processes', async () => {
  const limits = { perAddress: 5, overall: 1000 };
  // A second process: its own memory, the same database.
  const config = { ...gate.deps.config, pairRate: limits };
  const processes = [1, 2, 3].map((): TestGate => {
    const deps = { ...gate.deps, config };
    return { ...gate, deps, app: createApp(deps) };
  });
  const statuses: number[] = [];
  for (let n = 0; n < 9; n += 1) {
    const at = processes[n % 3];
    if (!at) continue;
    const device = await Device.make(at);
    const headers = { 'x-forwarded-for': '192.0.2.7' };
    const body = { code: 'AAAA-BBBB-CCCC', device: 'x', jwk: device.jwk };
    const first = await call(at, 'POST', '/v1/pair', { body, headers });
    statuses.push(first.status);
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
});
