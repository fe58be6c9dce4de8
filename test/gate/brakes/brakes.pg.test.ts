import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { enrol } from '../store/scene.ts';
import {
  add,
  age,
  type BrakeScene,
  brakeScene,
  brakesOf,
  cleared,
  finish,
  lineOf,
  manager,
  redeem,
  send,
  setPolicy,
  signal,
} from './brake-scene.ts';

let database: TestDatabase;
let store: Store;
let sql: pg.Pool;
let at: BrakeScene;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
  sql.on('connect', (client) => client.on('error', () => undefined));
});
beforeEach(async () => {
  at = await brakeScene(store);
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await database.drop();
});

const state = async () =>
  (await store.workflows.getWorkflow({ workspaceId: at.workspaceId, id: at.workflowId }))?.state;
const complain = (sent: readonly { proposalId: string }[]) =>
  add(at, ...sent.map(({ proposalId }) => signal({ type: 'complaint', proposalId })));
const alerts = () => store.alerts.list({ workspaceId: at.workspaceId, limit: 50 });
const same = async () => {
  const all = await store.brakes.rebuild({ workspaceId: at.workspaceId, write: false });
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter((one) => !one.same)).toEqual([]);
};

describe('a send', () => {
  it('is numbered per workflow, template, model version and domain, as it is recorded', async () => {
    await send(at, 2, { template: 'intro' });
    await send(at, 1, { template: 'follow-up', modelVersion: '2' });
    const { rows } = await sql.query(
      `select watches, name, sends::int from brake_scopes where workspace_id = $1
       order by watches, name`,
      [at.workspaceId],
    );
    expect(rows).toEqual([
      { watches: 'domain', name: 'seller.example', sends: 3 },
      { watches: 'model-version', name: 'm 1', sends: 2 },
      { watches: 'model-version', name: 'm 2', sends: 1 },
      { watches: 'template', name: 'follow-up', sends: 1 },
      { watches: 'template', name: 'intro', sends: 2 },
      { watches: 'workflow', name: 'outbound', sends: 3 },
    ]);
  });

  it('that failed is none', async () => {
    const made = await cleared(at);
    await redeem(at, made);
    const ref = { workspaceId: at.workspaceId, dispatchId: made.dispatchId };
    await store.dispatches.handingOver({ ...ref, claimedBy: 'test' });
    await store.dispatches.finish({ ...ref, result: { outcome: 'failed' } });
    await store.brakes.tend();
    expect(await brakesOf(at)).toEqual([]);
  });

  it('that was unknown counts when a person says that it left', async () => {
    const made = await cleared(at);
    await redeem(at, made);
    const { workspaceId } = at;
    const ref = { workspaceId, dispatchId: made.dispatchId };
    await store.dispatches.handingOver({ ...ref, claimedBy: 'test' });
    await store.dispatches.finish({ ...ref, result: { outcome: 'unknown' } });
    const by = at.rep.reviewer.id;
    await store.dispatches.resolve({ ...ref, by, outcome: 'executed', reason: 'It is in Sent.' });
    await store.brakes.tend();
    expect((await brakesOf(at)).every(({ sends }) => sends === 1)).toBe(true);
  });

  it('gets numbers without gaps from many that finish at once', async () => {
    const made = [];
    for (let n = 0; n < 24; n += 1) {
      const one = await cleared(at, { template: n % 2 ? 'a' : 'b' });
      await redeem(at, one);
      made.push(one);
    }
    await Promise.all(made.map((one) => finish(at, one)));
    const { rows } = await sql.query(
      `select s.watches, s.name, array_agg(n::int order by n) as numbers, s.sends::int as sends
       from brake_scopes s join brake_sends b on b.scope_id = s.id where s.workspace_id = $1
       group by 1, 2, 4`,
      [at.workspaceId],
    );
    expect(rows).toHaveLength(5);
    for (const { numbers, sends } of rows)
      expect(numbers).toEqual(Array.from({ length: sends }, (_, n) => n + 1));
  });
});

describe('brakes', () => {
  it('are born with the first send of what they are on, and share the budget', async () => {
    await send(at, 1);
    await store.brakes.tend();
    const first = await brakesOf(at);
    // five lines for the workflow, five for the model version, four ceilings for the domain
    expect(first).toHaveLength(14);
    const every = first[0]?.grant.every ?? 0;
    expect(every).toBe(2000 * 14);
    await send(at, 1, { template: 'intro' });
    await store.brakes.tend();
    const all = await brakesOf(at);
    expect(all).toHaveLength(19);
    for (const { grant } of all) expect(grant.every).toBe(2000 * 19);
    // a second template shares the sends with the first, so it costs nobody anything
    await send(at, 1, { template: 'follow-up' });
    await store.brakes.tend();
    for (const { grant } of await brakesOf(at)) expect(grant.every).toBe(2000 * 19);
    await same();
  });

  it('are retired when what they are on is not used, and the rest get their part', async () => {
    await send(at, 1, { template: 'old' });
    await store.brakes.tend();
    await sql.query(
      `update brake_scopes set last_at = now() - interval '101 days'
       where workspace_id = $1 and watches = 'template'`,
      [at.workspaceId],
    );
    await sql.query("update brakes set looked_at = now() - interval '1 hour'");
    await store.brakes.tend();
    const left = await brakesOf(at);
    expect(left).toHaveLength(14);
    // a shorter run than before waits for a restart
    for (const { grant } of left) expect(grant.every).toBe(2000 * 19);
    expect(
      (await store.brakes.list({ workspaceId: at.workspaceId, retired: true })).filter(
        ({ retiredAt }) => retiredAt !== undefined,
      ),
    ).toHaveLength(5);
    await same();
  });

  it('take their lines from the policy, which may not let complaints over 1 %', async () => {
    await expect(setPolicy(at, { brakes: [lineOf({ line: 0.02 })] })).rejects.toThrow();
    at.policyVersion = 1;
    await setPolicy(at, { brakes: [lineOf(), lineOf({ signal: 'meeting', side: 'floor' })] });
    await send(at, 1);
    await store.brakes.tend();
    const on = (await brakesOf(at)).filter(({ watches }) => watches === 'workflow');
    expect(on.map(({ line }) => line.signal).sort()).toEqual(['complaint', 'meeting']);
  });
});

describe('a trip', () => {
  it('pauses the workflow in the same transaction, and lists exactly what was under way', async () => {
    const sent = await send(at, 12);
    const flying = await cleared(at);
    await redeem(at, flying);
    const waiting = await cleared(at);
    await complain(sent.slice(0, 2));
    expect(await state()).toBe('running');
    await complain(sent.slice(2, 8));
    expect(await state()).toBe('paused');
    await expect(redeem(at, waiting)).rejects.toMatchObject({ code: 'workflow-paused' });
    const [page] = (await alerts()).filter(({ kind }) => kind === 'brake-tripped');
    expect(page?.detail).toMatchObject({ underWay: [flying.dispatchId], held: 1 });
    expect(page?.title).toMatch(
      /^Complaints of .* of 12 sends .*95 % interval .* over its ceiling/,
    );
    const tripped = (await brakesOf(at)).filter(({ trip }) => trip !== undefined);
    expect(tripped.length).toBeGreaterThan(0);
    // what was claimed before may finish, and counts
    await finish(at, flying);
    await store.brakes.tend();
    await same();
  });

  it('of a domain pauses every workflow that sends from it, and no other', async () => {
    const other = { ...at, policyVersion: 0 };
    await setPolicy(other, {}, 'second');
    await setPolicy({ ...at, policyVersion: 0 }, {}, 'third');
    await send(at, 6);
    const sent = await send(at, 6, { workflowId: 'second' });
    const third = await enrol(store, {
      workspaceId: at.workspaceId,
      role: 'rep',
      mailboxes: ['ana@elsewhere.example'],
    });
    await send({ ...at, rep: third }, 2, { workflowId: 'third', from: 'ana@elsewhere.example' });
    await complain(sent);
    const states = await sql.query(
      'select id, state from workflows where workspace_id = $1 order by id',
      [at.workspaceId],
    );
    expect(states.rows).toEqual([
      { id: 'outbound', state: 'paused' },
      { id: 'second', state: 'paused' },
      { id: 'third', state: 'running' },
    ]);
  });

  it('on a warning line tells its owner and stops nothing', async () => {
    const warns = lineOf({ signal: 'defect', line: 0.001, action: 'warn' });
    await setPolicy(at, { brakes: [lineOf(), warns] });
    const sent = await send(at, 20);
    await add(
      at,
      ...sent.slice(0, 6).map(({ proposalId }) => signal({ type: 'defect_reported', proposalId })),
    );
    const raised = await alerts();
    // of the workflow and of the model version: one cause, so one alert
    expect(raised.map(({ kind, urgency }) => [kind, urgency])).toEqual([['brake-warns', 'tell']]);
    expect(raised[0]?.detail.also).toEqual([expect.stringMatching(/^Reported defects of .* m 1:/)]);
    expect(await state()).toBe('running');
  });

  it('is left behind by a person with a reason: the detector begins anew', async () => {
    const sent = await send(at, 10);
    await complain(sent.slice(0, 8));
    expect(await state()).toBe('paused');
    const boss = await manager(at);
    const reason = 'The list was wrong; it is cleaned.';
    await store.workflows.setWorkflowState({
      workspaceId: at.workspaceId,
      id: at.workflowId,
      state: 'running',
      reason,
      by: boss.reviewer.id,
    });
    expect(await state()).toBe('running');
    const restarted = (await brakesOf(at)).filter(({ restart }) => restart !== undefined);
    expect(restarted.length).toBeGreaterThan(0);
    for (const { trip, restart } of restarted) {
      expect(trip).toBeUndefined();
      expect(restart).toMatchObject({ by: boss.reviewer.email, reason });
    }
    // a late word on what was sent before doesn't count again
    await complain(sent.slice(8));
    expect(await state()).toBe('running');
    await same();
    // and when it trips again its owner is told again, though the first alert is still open
    const [first] = await alerts();
    await store.alerts.see({
      workspaceId: at.workspaceId,
      id: first?.id ?? '',
      by: boss.reviewer.id,
    });
    await complain(await send(at, 8));
    expect(await state()).toBe('paused');
    const [again] = await alerts();
    expect(again?.id).toBe(first?.id);
    expect(again?.seenAt).toBeUndefined();
    const { rows } = await sql.query(
      "select 1 from pgboss.job where name = 'page' and data ->> 'workspaceId' = $1",
      [at.workspaceId],
    );
    expect(rows).toHaveLength(2);
  });

  it('on a warning line begins anew when a person closes it, and warns of it again', async () => {
    const { workspaceId } = at;
    const warns = lineOf({ signal: 'defect', line: 0.001, action: 'warn' });
    await setPolicy(at, { brakes: [lineOf(), lineOf({ signal: 'bounce', line: 0.05 }), warns] });
    const bad = async (count: number) =>
      add(
        at,
        ...(await send(at, count)).map(({ proposalId }) =>
          signal({ type: 'defect_reported', proposalId }),
        ),
      );
    const on = async () =>
      (await brakesOf(at)).filter(
        ({ line, watches }) => line.action === 'warn' && watches !== 'domain',
      );
    await bad(6);
    const [first] = await alerts();
    expect((await on()).map(({ trip }) => trip !== undefined)).toEqual([true, true]);
    const by = at.rep.reviewer.id;
    const close = (note?: string) =>
      store.alerts.close({
        ...{ workspaceId, id: first?.id ?? '', by, verdict: 'noise' },
        ...(note === undefined ? {} : { note }),
      });
    const [once, twice] = await Promise.all([close('A typo in the list.'), close()]);
    expect([once, twice].filter((closed) => closed !== null)).toHaveLength(1);
    for (const { trip, restart } of await on()) {
      expect(trip).toBeUndefined();
      expect(restart).toMatchObject({ by: at.rep.reviewer.email });
    }
    // Others stay as they are, and nothing was resumed.
    expect((await brakesOf(at)).filter(({ restart }) => restart !== undefined)).toHaveLength(2);
    await bad(6);
    const raised = await alerts();
    expect(raised.filter(({ kind, closedAt }) => kind === 'brake-warns' && !closedAt)).toHaveLength(
      1,
    );
    await same();
  });

  it('that has stopped a workflow is not begun anew by closing its alert', async () => {
    await complain((await send(at, 10)).slice(0, 8));
    const [page] = (await alerts()).filter(({ kind }) => kind === 'brake-tripped');
    await store.alerts.close({
      ...{ workspaceId: at.workspaceId, id: page?.id ?? '' },
      ...{ by: at.rep.reviewer.id, verdict: 'actionable' },
    });
    expect(await state()).toBe('paused');
    expect((await brakesOf(at)).some(({ trip }) => trip !== undefined)).toBe(true);
  });

  it('on a signal of the workspace’s own says it by its name, and other names are none of its', async () => {
    await setPolicy(at, { brakes: [lineOf(), lineOf({ signal: 'demo-no-show', line: 0.05 })] });
    const sent = await send(at, 12);
    const shown = (name: string) =>
      add(at, ...sent.map(({ proposalId }) => signal({ type: 'custom', name, proposalId })));
    await shown('demo-shown');
    expect(await state()).toBe('running');
    await shown('demo-no-show');
    expect(await state()).toBe('paused');
    const [page] = (await alerts()).filter(({ kind }) => kind === 'brake-tripped');
    expect(page?.title).toMatch(/^“demo-no-show” of .* 12 of 12 sends .* over its ceiling of 5 %/);
    await same();
  });

  it('on silence comes with the clock', async () => {
    const floor = lineOf({ signal: 'reply', side: 'floor', line: 0.5, window: { hours: 24 } });
    await setPolicy(at, { brakes: [lineOf(), floor] });
    await send(at, 60);
    await store.brakes.tend();
    expect(await state()).toBe('running');
    await age(sql, at, 48);
    await store.brakes.tend();
    expect(await state()).toBe('paused');
    expect((await alerts())[0]?.title).toMatch(/Replies of .*: 0 of 60 sends .* under its floor/);
    await same();
  });

  it('on counts by day comes when the day is complete, and never before', async () => {
    await send(at, 1);
    const day = new Date(Date.now() - 86_400_000 * 2).toISOString().slice(0, 10);
    const add = (events: number, domain = 'gmail.com') =>
      store.signals.add({
        workspaceId: at.workspaceId,
        signals: [],
        daily: [{ signal: 'complaint', day, from: 'Seller.example', domain, sends: 500, events }],
        source: 'agent:test',
      });
    expect(await add(3)).toBe(1);
    expect(await add(3)).toBe(0);
    expect(await add(80)).toBe(1);
    expect(await add(1, 'outlook.com')).toBe(1);
    expect(await state()).toBe('running');
    const byDay = (await brakesOf(at)).filter(({ line }) => line.counted === 'by-day');
    expect(byDay).toHaveLength(3);
    await sql.query(
      `update brakes set looked_at = now() - interval '1 hour' where workspace_id = $1`,
      [at.workspaceId],
    );
    await store.brakes.tend();
    expect(await state()).toBe('running');
    await same();
  });
});

describe('a signal', () => {
  it('that comes twice, or again with another id, counts once', async () => {
    const [sent] = await send(at, 5);
    const one = signal({ type: 'complaint', proposalId: sent?.proposalId });
    await add(at, one);
    await add(at, one);
    await add(at, { ...one, id: 'another' });
    const [brake] = (await brakesOf(at)).filter(
      ({ watches, line }) => watches === 'workflow' && line.signal === 'complaint',
    );
    expect(brake?.known).toMatchObject({ sends: 5, events: 1 });
    await same();
  });

  it('that comes before its send was recorded waits for it', async () => {
    await send(at, 3);
    const made = await cleared(at);
    await redeem(at, made);
    await add(at, signal({ type: 'reply', proposalId: made.proposalId }));
    await finish(at, made);
    await store.brakes.tend();
    const detail = (await brakesOf(at)).find(
      ({ watches, line }) => watches === 'workflow' && line.signal === 'reply',
    );
    const full = await store.brakes.get({ workspaceId: at.workspaceId, id: detail?.id ?? '' });
    // A floor knows nothing of a send until its window has closed, so the clock of detection has it, too.
    const { detectionDays = 0, mean = 0, perDay = 1, damageDays = 0 } = full?.reach ?? {};
    expect(detectionDays).toBeGreaterThan(mean / perDay + 5);
    expect(damageDays).toBeCloseTo(1 / (perDay * 0.015), 6);
    expect(full?.sent.map(({ n, event }) => [n, event])).toEqual([
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ]);
  });

  it('that names only the person is of the last mail to them', async () => {
    const [first] = await send(at, 1, { to: 'bob@buyer.example' });
    await send(at, 2);
    await add(at, signal({ type: 'bounce', person: 'Bob@Buyer.example' }));
    const brake = (await brakesOf(at)).find(({ line }) => line.signal === 'bounce');
    const full = await store.brakes.get({ workspaceId: at.workspaceId, id: brake?.id ?? '' });
    expect(full?.sent.filter(({ event }) => event).map(({ proposalId }) => proposalId)).toEqual([
      first?.proposalId,
    ]);
  });

  it('about what never left is dropped, and is none of another workspace', async () => {
    const made = await cleared(at);
    await store.proposals.withdraw({
      workspaceId: at.workspaceId,
      agentId: at.agentId,
      proposalId: made.proposalId,
    });
    await send(at, 1);
    await add(at, signal({ type: 'complaint', proposalId: made.proposalId }));
    const mine = at;
    at = await brakeScene(store);
    await add(at, signal({ type: 'complaint', proposalId: made.proposalId }));
    await store.brakes.tend();
    const { rows } = await sql.query('select 1 from brake_inbox');
    expect(rows).toEqual([]);
    for (const { known } of await brakesOf(mine)) expect(known.events).toBe(0);
  });
});

describe('what brakes are', () => {
  it('is their log: nobody writes one without the other', async () => {
    await send(at, 1);
    await store.brakes.tend();
    for (const text of [
      'update brakes set events = events + 1',
      'update brakes set line = line || \'{"line": 0.5}\'',
      'delete from brakes',
      "update brake_events set said = 'late'",
      'delete from brake_events',
      'update brake_sends set n = n + 100',
    ])
      await expect(sql.query(text), text).rejects.toThrow();
  });

  it('can be made again from it after somebody changed the state', async () => {
    const sent = await send(at, 4);
    await complain(sent.slice(0, 1));
    await sql.query(`update brakes set state = state || '{"late": 7}' where workspace_id = $1`, [
      at.workspaceId,
    ]);
    const broken = await store.brakes.rebuild({ workspaceId: at.workspaceId, write: true });
    expect(broken.every(({ differs }) => differs.join() === 'late')).toBe(true);
    await same();
  });
});
