import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import type { NewAlert, Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { enrol, type Scene, scene } from '../store/scene.ts';

let database: TestDatabase;
let store: Store;
let sql: pg.Pool;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
  sql.on('connect', (client) => client.on('error', () => undefined));
});
beforeEach(async () => {
  at = await scene(store);
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await database.drop();
});

const alert = (change: Partial<NewAlert> = {}): NewAlert => ({
  cause: 'lane-closed:outbound:m 1',
  kind: 'lane-closed',
  urgency: 'page',
  workflowId: at.workflowId,
  title: 'The lane closed.',
  detail: { bound: 0.012 },
  ...change,
});
const raise = (change: Partial<NewAlert> = {}) =>
  store.alerts.raise({ workspaceId: at.workspaceId, alert: alert(change), by: 'test' });
const jobs = async () =>
  (
    await sql.query<{ name: string; data: { why?: string; type?: string; url?: string } }>(
      `select name, data from pgboss.job where name in ('page', 'webhook')
         and data ->> 'workspaceId' = $1 order by created_on, name`,
      [at.workspaceId],
    )
  ).rows;
const overdue = () =>
  sql.query(
    `update alerts set due_at = now() - interval '1 minute'
     where workspace_id = $1 and closed_at is null`,
    [at.workspaceId],
  );

describe('an alert', () => {
  it('of the same cause is one while it is open, and tells its owner once', async () => {
    const first = await raise();
    const again = await raise({ title: 'The lane closed again.' });
    expect(again).toMatchObject({ id: first.id, times: 2, title: 'The lane closed again.' });
    expect(first.owner).toBe('boss@seller.example');
    expect(await jobs()).toMatchObject([{ name: 'page', data: { why: 'raised' } }]);
  });

  it('of the same cause is a new one once the first was closed', async () => {
    const { workspaceId } = at;
    const first = await raise();
    const by = at.rep.reviewer.id;
    await store.alerts.close({ workspaceId, id: first.id, by, verdict: 'noise' });
    expect((await raise()).id).not.toBe(first.id);
    expect(await store.alerts.verdicts(workspaceId)).toEqual({ actionable: 0, noise: 1 });
  });

  it('that was a warning and is worse now wakes its owner then, once', async () => {
    const first = await raise({ urgency: 'tell', kind: 'brake-warns', title: 'Near.' });
    expect(await jobs()).toEqual([]);
    const worse = await raise({ kind: 'brake-tripped', title: 'Stopped.' });
    expect(worse).toMatchObject({ id: first.id, urgency: 'page', kind: 'brake-tripped', times: 2 });
    expect(Date.parse(worse.dueAt)).toBeLessThan(Date.parse(first.dueAt));
    const less = await raise({ urgency: 'tell', kind: 'brake-warns', title: 'Near.' });
    expect(less).toMatchObject({ urgency: 'page', title: 'Stopped.', times: 3 });
    expect(await jobs()).toHaveLength(1);
  });

  it('that can wait wakes nobody', async () => {
    await raise({ urgency: 'tell' });
    expect(await jobs()).toEqual([]);
  });

  it('is closed once, and keeps how', async () => {
    const { workspaceId } = at;
    const { id } = await raise();
    const by = at.rep.reviewer.id;
    const closed = await store.alerts.close({ workspaceId, id, by, verdict: 'actionable' });
    expect(closed).toMatchObject({ verdict: 'actionable' });
    expect(await store.alerts.close({ workspaceId, id, by, verdict: 'noise' })).toBeNull();
    await expect(
      sql.query("update alerts set verdict = 'noise' where id = $1", [id]),
    ).rejects.toThrow(/keeps its cause/);
    await expect(sql.query('delete from alerts where id = $1', [id])).rejects.toThrow();
  });

  it('also goes to the webhook that the policy names', async () => {
    await store.workflows.putWorkflow({
      workspaceId: at.workspaceId,
      workflow: {
        id: at.workflowId,
        name: 'Outbound mail',
        pattern: 'pre-approval',
        owner: 'boss@seller.example',
        kinds: ['email.draft'],
        policy: {
          ...DEFAULT_POLICY,
          version: 2,
          paging: { webhookUrl: 'https://pager.example/in', dueMinutes: 5 },
        },
      },
    });
    const raised = await raise();
    expect(Date.parse(raised.dueAt) - Date.parse(raised.firstAt)).toBe(300_000);
    expect(await jobs()).toMatchObject([
      { name: 'page' },
      { name: 'webhook', data: { type: 'alert.raised', url: 'https://pager.example/in' } },
    ]);
  });
});

describe('an alert that nobody looks at', () => {
  it('is told to the managers when its time is over, once', async () => {
    const boss = await enrol(store, {
      workspaceId: at.workspaceId,
      role: 'manager',
      mailboxes: [],
    });
    const { id } = await raise();
    await overdue();
    expect(await store.brakes.tend()).toMatchObject({ escalated: 1 });
    await store.brakes.tend();
    expect((await jobs()).map(({ data }) => data.why)).toEqual(['raised', 'escalated']);
    const page = await store.alerts.page({
      workspaceId: at.workspaceId,
      alertId: id,
      why: 'escalated',
    });
    expect(page?.to).toEqual([boss.reviewer.email]);
  });

  it('is not escalated once somebody has seen it', async () => {
    const { id } = await raise();
    await store.alerts.see({ workspaceId: at.workspaceId, id, by: at.rep.reviewer.id });
    await overdue();
    await store.brakes.tend();
    expect((await jobs()).map(({ data }) => data.why)).toEqual(['raised']);
  });

  it('is told to nobody once it is closed', async () => {
    const { workspaceId } = at;
    const { id } = await raise();
    await store.alerts.close({ workspaceId, id, by: at.rep.reviewer.id, verdict: 'noise' });
    expect(await store.alerts.page({ workspaceId, alertId: id, why: 'raised' })).toBeNull();
  });
});

describe('alert fatigue', () => {
  const closed = async (count: number, verdict: 'actionable' | 'noise') => {
    for (let n = 0; n < count; n += 1) {
      const { id } = await raise({ cause: `${verdict} ${n}` });
      const by = at.rep.reviewer.id;
      await store.alerts.close({ workspaceId: at.workspaceId, id, by, verdict });
    }
  };
  const judge = async () => {
    // anything that is due makes the workspace's turn
    await raise({ cause: 'due', urgency: 'tell' });
    await overdue();
    await store.brakes.tend();
    const all = await store.alerts.list({ workspaceId: at.workspaceId, limit: 100 });
    return all.filter(({ kind }) => kind === 'alert-fatigue');
  };

  it('is said when surely fewer than one in five were worth it, once', async () => {
    await closed(1, 'actionable');
    await closed(40, 'noise');
    expect((await judge())[0]?.title).toMatch(/^Only 1 of 41 alerts/);
    await sql.query('update alerts set escalated_at = null where closed_at is null');
    expect(await judge()).toHaveLength(1);
  });

  it('is not said of a few, which say nothing yet, nor of one in four', async () => {
    await closed(5, 'noise');
    expect(await judge()).toEqual([]);
    await closed(10, 'actionable');
    await closed(30, 'noise');
    expect(await judge()).toEqual([]);
  });
});
