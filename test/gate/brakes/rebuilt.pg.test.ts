import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Signal } from '../../../src/core/schema/signal.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  add,
  age,
  type BrakeScene,
  brakeScene,
  cleared,
  finish,
  lineOf,
  redeem,
  send,
  setPolicy,
  signal,
} from './brake-scene.ts';

let database: TestDatabase;
let store: Store;
let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
  sql.on('connect', (client) => client.on('error', () => undefined));
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await database.drop();
});

const LINES = [
  lineOf({ window: { hours: 48 } }),
  lineOf({ signal: 'reply', side: 'floor', line: 0.3, window: { hours: 24 } }),
  lineOf({ signal: 'bounce', line: 0.05, window: { hours: 72 } }),
];

/** What may happen, in any order. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      count: fc.integer({ min: 1, max: 4 }),
      template: fc.constantFrom('a', 'b', undefined),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('signals' as const),
      of: fc.array(
        fc.record({
          nth: fc.nat(),
          type: fc.constantFrom('reply', 'bounce', 'complaint', 'meeting'),
          twice: fc.boolean(),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('early' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('day' as const),
      back: fc.integer({ min: 0, max: 9 }),
      events: fc.nat(30),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('later' as const), hours: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resume' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('budget' as const),
      every: fc.integer({ min: 100, max: 5000 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const resume = (at: BrakeScene) =>
  store.workflows.setWorkflowState({
    workspaceId: at.workspaceId,
    id: at.workflowId,
    state: 'running',
    reason: 'Looked into it.',
    by: at.rep.reviewer.id,
  });

async function take(at: BrakeScene, sent: { proposalId: string }[], one: Step): Promise<void> {
  const { workspaceId } = at;
  if (one.do === 'send') {
    await resume(at);
    const { template } = one;
    sent.push(...(await send(at, one.count, template === undefined ? {} : { template })));
  } else if (one.do === 'signals') {
    const signals = one.of.flatMap(({ nth, type, twice }): Signal[] => {
      const proposalId = sent[nth % Math.max(1, sent.length)]?.proposalId;
      if (proposalId === undefined) return [];
      const made = signal({ type, proposalId });
      return twice ? [made, { ...made, id: randomUUID() }] : [made];
    });
    // On the list nobody is sent to again, which is not what is tried here.
    await sql.query('delete from suppressions where workspace_id = $1', [workspaceId]);
    if (signals.length > 0) await add(at, ...signals);
  } else if (one.do === 'early') {
    await resume(at);
    const made = await cleared(at);
    await redeem(at, made);
    await add(at, signal({ type: 'reply', proposalId: made.proposalId }));
    await finish(at, made);
    sent.push(made);
  } else if (one.do === 'day') {
    const day = new Date(Date.now() - 86_400_000 * one.back).toISOString().slice(0, 10);
    const count = { signal: 'complaint', day, from: 'seller.example', domain: 'gmail.com' };
    const daily = [{ ...count, sends: 100, events: one.events }];
    await store.signals.add({ workspaceId, signals: [], daily, source: 'test' });
  } else if (one.do === 'later') {
    await age(sql, at, one.hours);
    await store.brakes.tend();
  } else if (one.do === 'resume') {
    await resume(at);
  } else {
    await store.brakes.putBudget({ workspaceId, change: { every: one.every }, by: 'test' });
  }
}

describe('the state of every brake', () => {
  it('made again from its log is the state that was kept, whatever came in which order', {
    timeout: 240_000,
  }, async () => {
    let [brakes, events, trips] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const at = await brakeScene(store);
        const { workspaceId } = at;
        await setPolicy(at, { brakes: LINES });
        await store.brakes.putBudget({ workspaceId, change: { every: 100 }, by: 'test' });
        const sent: { proposalId: string }[] = [];
        for (const one of [{ do: 'send', count: 3, template: 'a' } as const, ...steps])
          await take(at, sent, one);
        await store.brakes.tend();
        const rebuilt = await store.brakes.rebuild({ workspaceId, write: false });
        expect(rebuilt.filter(({ same }) => !same)).toEqual([]);
        // and no send was counted twice, or left out
        for (const brake of await store.brakes.list({ workspaceId })) {
          if (brake.line.counted === 'by-day') continue;
          const { rows } = await sql.query<{ n: number }>(
            `select s.sends::int - b.born_after::int as n from brakes b
             join brake_scopes s on s.id = b.scope_id where b.id = $1`,
            [brake.id],
          );
          expect(brake.sends).toBeLessThanOrEqual(rows[0]?.n ?? 0);
        }
        brakes += rebuilt.length;
        events += rebuilt.reduce((sum, one) => sum + one.events, 0);
        const { rows } = await sql.query(
          'select 1 from brake_events where workspace_id = $1 and trip is not null',
          [workspaceId],
        );
        trips += rows.length;
      }),
      { numRuns: 12, endOnFailure: true },
    );
    // Otherwise it proves nothing.
    expect(brakes).toBeGreaterThan(100);
    expect(events).toBeGreaterThan(500);
    expect(trips).toBeGreaterThan(0);
  });

  it('is the same in whatever order the events of sends arrive', async () => {
    const kept = async (order: readonly number[][]) => {
      const at = await brakeScene(store);
      await setPolicy(at, { brakes: LINES });
      const sent = await send(at, 12);
      for (const batch of order)
        await add(
          at,
          ...batch.map((nth) =>
            signal({ type: nth % 2 ? 'reply' : 'bounce', proposalId: sent[nth]?.proposalId }),
          ),
        );
      const { rows } = await sql.query(
        `select s.watches, b.line ->> 'signal' as signal, b.line ->> 'line' as line,
           b.state -> 'open' as open, b.state -> 'base' as base, b.state -> 'sends' as sends
         from brakes b join brake_scopes s on s.id = b.scope_id
         where b.workspace_id = $1 order by 1, 2, 3`,
        [at.workspaceId],
      );
      return rows;
    };
    const first = await kept([[1, 2, 5, 8]]);
    expect(first.some(({ open }) => open.length > 1)).toBe(true);
    expect(await kept([[8], [5], [2], [1]])).toEqual(first);
    expect(await kept([[5, 1], [5], [8, 2]])).toEqual(first);
  });
});
