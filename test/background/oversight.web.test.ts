import { expect, test } from 'vitest';
import { GateProblem, GateUnreachable } from '../../src/background/gate/problems.ts';
import { oversightHandlers } from '../../src/background/oversight.ts';
import type { Space } from '../../src/background/space.ts';
import { Oversight } from '../../src/messages/oversight.ts';
import { lastSaid } from '../../src/pages/popup/last-said.ts';
import { Store } from '../../src/store/db.ts';
import { getMeta, putMeta } from '../../src/store/meta.ts';

const id = '00000000-0000-4000-8000-000000000001';
const NOW = Date.parse('2026-11-28T12:00:00.000Z');
const HEALTH = { at: '2026-11-28T12:00:00.000Z', workflows: [] };
const ANSWERS: Record<string, unknown> = {
  ramps: { ramps: [] },
  alerts: { alerts: [], precision: { acknowledged: 8, precision: 0.25, interval: null } },
  workflows: { workflows: [{ id: 'outbound', name: 'Outbound', state: 'running' }] },
  oversight: HEALTH,
};

/** A manager's space whose gate answers, or fails with what `fails` says of a call. */
async function manager(fails: (name: string) => Error | null) {
  const db = new Store(`oversight-${crypto.randomUUID()}`);
  await putMeta(db, 'pairing', {
    ...{ gateUrl: 'http://127.0.0.1:1', deviceId: id, jkt: 'x', accessToken: 't', renewAt: 0 },
    workspace: { id, name: 'Northwind', createdAt: HEALTH.at },
    reviewer: { id, name: 'Ana', email: 'ana@northwind.example', role: 'manager', mailboxes: [] },
    gate: { name: 'Gate', url: 'http://127.0.0.1:1', keyThumbprint: 'x' },
  });
  const gate = {
    async call(name: string) {
      const error = fails(name);
      if (error) throw error;
      return ANSWERS[name];
    },
  };
  const space = { db, gate } as unknown as Space;
  const { oversight } = oversightHandlers(
    async () => space,
    () => NOW,
  );
  return { db, ask: async () => oversight({}, {} as never) };
}

test('what the gate says is kept, and said again with its time while the gate is away', async () => {
  let away = false;
  const { db, ask } = await manager(() => (away ? new GateUnreachable('No answer.') : null));
  const said = await ask();
  expect(said).toMatchObject({
    at: HEALTH.at,
    health: HEALTH,
    worth: { actionable: 2, closed: 8 },
  });
  expect(said).not.toHaveProperty('away');
  away = true;
  expect(await ask()).toEqual({ ...said, away: 'No answer.' });
  // A page reads the same before the worker is awake.
  expect(await lastSaid(db.name)).toEqual([
    { id: db.name, name: 'Northwind', oversight: Oversight.parse(said) },
  ]);
});

test('a gate that never answered is no last state, and neither is one that says no', async () => {
  const { db, ask } = await manager(() => new GateUnreachable('No answer.'));
  await expect(ask()).rejects.toThrow('No answer.');
  expect(await lastSaid(db.name)).toEqual([]);
  let refuses = false;
  const no = new GateProblem({ code: 'forbidden', status: 403, detail: 'Only a manager may.' });
  const other = await manager((name) => (refuses && name === 'alerts' ? no : null));
  await other.ask();
  refuses = true;
  await expect(other.ask()).rejects.toThrow('Only a manager may.');
});

test('a gate of before has no health, and all else of it is shown', async () => {
  const none = new GateProblem({ code: 'not-found', status: 404, detail: 'No such endpoint.' });
  const { ask } = await manager((name) => (name === 'oversight' ? none : null));
  const said = await ask();
  expect(said.workflows).toHaveLength(1);
  expect(said).not.toHaveProperty('health');
});

test('what an earlier version kept is read as nothing', async () => {
  const { db, ask } = await manager(() => new GateUnreachable('No answer.'));
  await putMeta(db, 'oversight', { at: HEALTH.at, said: { manager: 'yes' } });
  await expect(ask()).rejects.toThrow('No answer.');
  expect(await lastSaid(db.name)).toEqual([]);
  expect(await getMeta(db, 'oversight')).toBeDefined();
});
