import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detect } from '../../../src/core/antipatterns/detect.ts';
import { START_LINES } from '../../../src/core/brakes/line.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  add,
  type BrakeScene,
  brakeScene,
  send,
  setPolicy,
  signal,
} from '../brakes/brake-scene.ts';

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

const look = async () => {
  const { workspaceId } = at;
  return detect(await store.antipatterns.evidence({ workspaceId, now: Date.now() }));
};

describe('alerts that are not worth it', () => {
  const closed = async (count: number, verdict: 'actionable' | 'noise', known?: object) => {
    const { workspaceId, workflowId } = at;
    const [line] = START_LINES.filter(({ action }) => action === 'warn');
    for (let n = 0; n < count; n += 1) {
      const kind = 'brake-warns';
      const { id } = await store.alerts.raise({
        ...{ workspaceId, by: 'test' },
        alert: {
          ...{ cause: `${verdict} ${n}`, kind, urgency: 'tell', workflowId, title: 'Near.' },
          detail: { line, ...(known === undefined ? {} : { known }) },
        },
      });
      const by = at.rep.reviewer.id;
      await store.alerts.close({ workspaceId, id, by, verdict });
    }
  };

  it('are found with what raises them, and a line that can be moved', async () => {
    await closed(1, 'actionable');
    await closed(40, 'noise');
    const [found] = await look();
    expect(found).toMatchObject({ key: 'A2', pattern: 'A2', cost: { items: 40 } });
    expect(found?.figures[1]).toMatchObject({ n: 41 });
    expect(found?.fixes).toMatchObject([{ kind: 'tune-warning', signal: 'complaint' }]);
  });

  it('speak for a line by the rates that they told of', async () => {
    await closed(3, 'actionable', { events: 5, sends: 2000 });
    await closed(60, 'noise', { events: 3, sends: 2000 });
    await closed(1, 'noise', { events: 0, sends: 0 });
    const [found] = await look();
    expect(found?.fixes).toMatchObject([
      { kind: 'tune-warning', line: 0.0025, changes: [{ to: '0.25 %' }, { from: '3 of 63' }] },
    ]);
  });

  it('that were mended are over, told no more, and counted from then on', async () => {
    const { workspaceId, workflowId } = at;
    const told = async () => {
      await store.alerts.raise({
        ...{ workspaceId, by: 'test' },
        alert: { cause: 'due', kind: 'x', urgency: 'tell', title: 'Due.', detail: {} },
      });
      await sql.query(
        `update alerts set due_at = now() - interval '1 minute', escalated_at = null
         where workspace_id = $1 and cause = 'due' and closed_at is null`,
        [workspaceId],
      );
      await store.brakes.tend();
      const open = await store.alerts.list({ workspaceId, state: 'open', limit: 100 });
      return open.filter(({ kind }) => kind === 'alert-fatigue').length;
    };
    await closed(40, 'noise');
    expect(await told()).toBe(1);
    await store.antipatterns.noted({
      workspaceId,
      by: `reviewer:${at.rep.reviewer.id}`,
      fix: {
        ...{ id: randomUUID(), finding: 'A2', pattern: 'A2', workflowId, fix: 'tune-warning' },
        ...{ reason: 'Nobody looked at them.', figures: [] },
      },
    });
    expect(await look()).toEqual([]);
    // As if a week had gone by since it was said last.
    await sql.query(`alter table alerts disable trigger all`);
    await sql.query(
      `update alerts set closed_at = now() - interval '8 days' where workspace_id = $1
         and kind = 'alert-fatigue'`,
      [workspaceId],
    );
    await sql.query(`alter table alerts enable trigger all`);
    expect(await told()).toBe(0);
  });

  it('are not where one in four is', async () => {
    await closed(10, 'actionable');
    await closed(30, 'noise');
    expect(await look()).toEqual([]);
  });
});

describe('late detection', () => {
  /** As if those sends had left so many hours ago, one after the other. */
  const leftAt = async (sent: readonly { dispatchId: string }[], hoursAgo: number[]) => {
    const client = await sql.connect();
    try {
      await client.query("set session_replication_role = 'replica'");
      for (const [index, { dispatchId }] of sent.entries())
        await client.query(
          `update dispatches set finished_at = now() - make_interval(secs => $2) where id = $1`,
          [dispatchId, (hoursAgo[index] ?? 0) * 3600],
        );
    } finally {
      await client.query("set session_replication_role = 'origin'");
      client.release();
    }
  };
  const report = (sent: readonly { proposalId: string }[]) =>
    add(at, ...sent.map(({ proposalId }) => signal({ type: 'defect_reported', proposalId })));
  const RAMP = { watcher: 'boss@seller.example', windows: [8], settleMinutes: 60 };

  it('what is reported only after too many more have left is found, with both clocks', async () => {
    const sent = await send(at, 30);
    await setPolicy(at, { ramp: RAMP });
    await leftAt(
      sent,
      sent.map((_, index) => 40 - index),
    );
    await report(sent.slice(0, 12));
    const [found] = await look();
    expect(found).toMatchObject({ key: 'A3:late:outbound', pattern: 'A3' });
    expect(found?.figures[0]).toMatchObject({ value: 1, n: 12 });
    expect(found?.figures[1]?.value).toBeGreaterThan(30);
  });

  it('what is reported while few have left is not', async () => {
    const sent = await send(at, 30);
    await setPolicy(at, { ramp: RAMP });
    await leftAt(
      sent,
      sent.map((_, index) => (index < 24 ? 40 - index : 0.2)),
    );
    await report(sent.slice(20, 24));
    expect(await look()).toEqual([]);
  });
});

it('an empty workspace has nothing', async () => {
  expect(await look()).toEqual([]);
});
