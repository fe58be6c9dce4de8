import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/stats/random.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import type { MetricsAnswer, MetricsBy } from '../../../src/protocol/metrics.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { fillYear } from './fill.ts';
import { rounded } from './plain.ts';

/*
 * A past is taken out of the database and comes back in the order in which it happened, with looks at random
 * moments between. After each of them, what is kept and what a plain count says must be one answer.
 */
const WEEKS = 6;
const HOUR_MS = 3_600_000;
const TABLES = ['metric_spans', 'metric_sums', 'metric_spreads', 'metric_heard'];

/** When a row of a table comes to be seen. */
const SEEN: Record<string, string> = {
  proposals: 'created_at',
  revisions: 'created_at',
  decisions: 'received_at',
  looks: "coalesce(decided_at, 'infinity')",
  dispatches: 'finished_at',
  signals: 'received_at',
  incidents: 'found_at',
};

let database: TestDatabase;
let store: Store;
let admin: pg.Client;
let workspaceId: string;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  ({ workspaceId } = await fillYear(database, { count: 1200, weeks: 5, workflows: 2, seed: 7 }));
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query("set session_replication_role = 'replica'");
  // Some are reported before the gate knows for sure that they left.
  await admin.query(
    `update dispatches x set finished_at = n.received_at + interval '30 hours' from signals n
     where n.proposal_id = x.proposal_id and n.type in ('complaint', 'defect_reported')
       and n.received_at < now() - interval '3 days'`,
  );
  for (const table of Object.keys(SEEN))
    await admin.query(`create table past_${table} as table ${table}`);
}, 120_000);
afterAll(async () => {
  await admin?.end();
  await store?.close();
  await database?.drop();
});

const read = async (by: MetricsBy, now: number): Promise<Omit<MetricsAnswer, 'at'>> => {
  const { at: _at, ...answer } = await store.metrics.read({ workspaceId, weeks: WEEKS, by, now });
  return rounded(answer);
};

/** The same without anything that is kept. */
async function direct(by: MetricsBy, now: number): Promise<Omit<MetricsAnswer, 'at'>> {
  for (const table of TABLES)
    await admin.query(`create table aside_${table} as table ${table}; truncate ${table}`);
  const answer = await read(by, now);
  for (const table of TABLES)
    await admin.query(`insert into ${table} table aside_${table}; drop table aside_${table}`);
  return answer;
}

const spans = async (): Promise<{ days: number; n: number }[]> =>
  (
    await admin.query<{ days: number; n: number }>(
      'select days, count(*)::int as n from metric_spans group by 1 order by 1',
    )
  ).rows;

describe.each([1, 2, 3])('whenever is looked, with seed %i', (seed) => {
  it('what is kept says what a plain count says', async () => {
    const random = seededRandom(seed);
    await admin.query(`truncate ${TABLES.join(', ')}`);
    for (const table of Object.keys(SEEN)) await admin.query(`delete from ${table}`);
    const end = Date.now();
    const moments = Array.from({ length: 7 }, () => end - random() * 30 * 24 * HOUR_MS).sort(
      (a, b) => a - b,
    );
    let before = 0;
    let recounted = 0;
    for (const now of [...moments, end]) {
      for (const [table, seen] of Object.entries(SEEN))
        await admin.query(
          `insert into ${table} select * from past_${table} where ${seen} >= $1 and ${seen} < $2`,
          [new Date(before), new Date(now)],
        );
      // The look of before was then, not when this test ran.
      await admin.query('update metric_heard set until = $1', [new Date(before)]);
      const known = (await spans()).reduce((sum, { n }) => sum + n, 0);
      const counted = await store.metrics.roll({ now });
      if (known > 0) recounted += counted;
      const by = (['all', 'workflow', 'model-version', 'template'] as const)[
        Math.floor(random() * 4)
      ];
      if (by === undefined) throw new Error('no way to tell apart');
      expect(await read(by, now)).toEqual(await direct(by, now));
      before = now;
    }
    expect(recounted).toBeGreaterThan(0);
    const [days] = await spans();
    // Days are kept of the present week only.
    expect(days?.days === 1 ? days.n : 0).toBeLessThan(7);
  }, 60_000);
});
