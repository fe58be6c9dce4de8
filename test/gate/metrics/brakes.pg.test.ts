import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { withClient } from '../../support/pg-as.ts';
import { add, type BrakeScene, brakeScene, brakesOf, send, signal } from '../brakes/brake-scene.ts';
import { byId, DAY, type Log, readLog, revisionsOf } from './log.ts';
import { same, share } from './told.ts';

/*
 * What brakes say of a rate, as the popup and the dashboard show it. How near their evidence is to the line
 * is worked out in test/core/stats/e-detector.test.ts and test/core/brakes/order.test.ts (brute force);
 * that what is kept is what the log gives, in test/gate/brakes/rebuilt.pg.test.ts.
 */

let database: TestDatabase;
let store: ReturnType<typeof createStore>;
let at: BrakeScene;
beforeAll(async () => {
  database = await freshDatabase();
  const name = new URL(database.adminUrl).pathname.slice(1);
  await withClient({ url: database.adminUrl }, (client) =>
    client.query(`alter database ${name} set timezone to 'Asia/Kathmandu'`),
  );
  store = createStore(database.url);
  at = await brakeScene(store);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** Which signals are an event to a line, as STATISTICS §1 says it. */
const isEvent = (line: string, { type, facts }: Log['signals'][number]): boolean => {
  const { replyType = 'neutral', bounceType = 'hard' } = (facts ?? {}) as Record<string, string>;
  if (line === 'complaint') return type === 'complaint';
  if (line === 'bounce') return type === 'bounce' && bounceType !== 'soft';
  if (line === 'reply')
    return type === 'reply' && ['positive', 'neutral', 'negative'].includes(replyType);
  throw new Error(`no such line here: ${line}`);
};

it('of single sends, by workflow, model version and template: what the log says, with Wilson’s interval', async () => {
  const sent = [
    ...(await send(at, 9, { template: 't1', modelVersion: '1' })),
    ...(await send(at, 7, { template: 't2', modelVersion: '2' })),
    ...(await send(at, 4, { modelVersion: '2' })),
  ];
  // another workspace's mail, which a brake of this one may not hear of
  const elsewhere = await brakeScene(store);
  for (const { proposalId } of await send(elsewhere, 3))
    await add(elsewhere, signal({ type: 'bounce', proposalId }));
  for (const [nth, { proposalId }] of sent.entries()) {
    if (nth % 3 === 0) await add(at, signal({ type: 'bounce', proposalId, bounceType: 'soft' }));
    if (nth % 4 === 0) await add(at, signal({ type: 'bounce', proposalId, bounceType: 'hard' }));
    if (nth % 8 === 0) await add(at, signal({ type: 'bounce', proposalId }));
    if (nth === 11) await add(at, signal({ type: 'complaint', proposalId }));
    if (nth % 5 === 0) await add(at, signal({ type: 'reply', proposalId, replyType: 'auto' }));
    if (nth % 5 === 1) await add(at, signal({ type: 'reply', proposalId, replyType: 'opt-out' }));
  }
  await store.brakes.tend();
  const log = await readLog({ ...database, workspaceId: at.workspaceId });
  const clearances = byId(log.clearances);
  const revisionOf = revisionsOf(log);
  const brakes = (await brakesOf(at)).filter(
    ({ line, watches }) => line.counted === 'by-send' && watches !== 'domain',
  );
  let events = 0;
  for (const { watches, name, line, known, sends } of brakes) {
    const mine = log.dispatches.filter(({ state, clearance_id }) => {
      const cleared = clearances.get(clearance_id);
      if (state !== 'executed' || !cleared) return false;
      const { model, model_version, review } = revisionOf(cleared);
      if (watches === 'workflow') return true;
      return name.includes(
        watches === 'template' ? (review.template ?? '\n') : `${model} ${model_version}`,
      );
    });
    const hit = mine.filter(({ proposal_id }) =>
      log.signals.some((one) => one.proposal_id === proposal_id && isEvent(line.signal, one)),
    );
    const what = `${watches} ${name} ${line.signal}`;
    expect(sends, what).toBe(mine.length);
    if (line.side === 'floor') {
      // a send enters a floor when its window closes: none has
      expect(known, what).toMatchObject({ sends: 0, events: 0, open: mine.length });
      continue;
    }
    expect(known, what).toMatchObject({ sends: mine.length, events: hit.length });
    same(
      { ...known, n: known.sends, value: null },
      { ...share(hit.length, mine.length), value: null },
      what,
    );
    events += hit.length;
  }
  expect(new Set(brakes.map(({ watches }) => watches)).size).toBe(3);
  expect(events).toBeGreaterThan(10);
});

it('of counts by day: those of days after its restart, by the days of UTC wherever the server stands', async () => {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const dayOf = (ago: number) => new Date(today - ago * DAY).toISOString().slice(0, 10);
  const daily = [5, 4, 3].flatMap((ago) =>
    ['gmail.com', 'outlook.com'].map((domain) => ({
      ...{ signal: 'complaint', day: dayOf(ago), from: 'Seller.example', domain },
      ...{ sends: 1000 * ago, events: ago - 3 },
    })),
  );
  await store.signals.add({
    workspaceId: at.workspaceId,
    signals: [],
    daily,
    source: 'agent:test',
  });
  const known = async () =>
    (await brakesOf(at))
      .filter(({ line }) => line.counted === 'by-day')
      .map((brake) => brake.known);
  const sum = (days: readonly number[]) => ({
    sends: days.reduce((all, ago) => all + 2000 * ago, 0),
    events: days.reduce((all, ago) => all + 2 * (ago - 3), 0),
  });
  const [first] = await known();
  expect(first).toMatchObject(sum([5, 4, 3]));
  same(
    { ...first, value: null, low: first?.low ?? 0, high: first?.high ?? 0, n: first?.sends },
    {
      ...share(6, 24_000),
      value: null,
    },
  );
  // restarted five days ago at 20:00 of UTC, when it is the next day in Kathmandu
  await withClient({ url: database.adminUrl }, async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query(
      `update brakes set state = state || jsonb_build_object('restart', jsonb_build_object('at', $2::bigint,
         'after', 0, 'by', 'boss@seller.example', 'reason', 'looked at')) where workspace_id = $1 and line ->> 'counted' = 'by-day'`,
      [at.workspaceId, today - 5 * DAY + 20 * 3_600_000],
    );
  });
  for (const one of await known()) expect(one).toMatchObject(sum([4, 3]));
});
