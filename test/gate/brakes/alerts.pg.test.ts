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
  sql.query("update alerts set due_at = now() - interval '1 minute' where workspace_id = $1", [
    at.workspaceId,
  ]);

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
