import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { type Loaded, loadProposals } from './load.ts';
import { bigTables, collectPlans, explainAll, type Plan, scanned } from './plans.ts';
import { workOnce } from './work.ts';

/** Enough that a planner with statistics prefers a table's end-to-end reading wherever an index is missing. */
const PROPOSALS = 100_000;
const BIG = 1000;

let database: TestDatabase;
let loaded: Loaded;
let plans: Plan[];
let big: Set<string>;

beforeAll(async () => {
  database = await freshDatabase();
  loaded = await loadProposals(database, { count: PROPOSALS });
  big = await bigTables(database.adminUrl, BIG);
  await explainAll(database.adminUrl);
  const collecting = collectPlans();
  await workOnce(database.url, loaded, collecting.during);
  collecting.stop();
  plans = collecting.plans;
}, 300_000);
afterAll(() => database.drop());

it('covers the tables that grow with proposals', () => {
  expect([...big]).toEqual(
    expect.arrayContaining([
      ...['proposals', 'revisions', 'decisions', 'clearances', 'dispatches', 'dispatch_attempts'],
      ...['recipients', 'touches', 'audit_log', 'audit_chain', 'signals', 'handovers', 'bindings'],
      ...['seen_once', 'tokens'],
    ]),
  );
  expect(new Set(plans.map(({ what }) => what)).size).toBeGreaterThan(15);
});

it('nothing that gates do all day goes through a big table', () => {
  const through = plans.flatMap((plan) =>
    scanned(plan)
      .filter((table) => big.has(table))
      .map((table) => `${plan.what}: all of ${table}, by: ${plan.query.slice(0, 500)}`),
  );
  expect(through).toEqual([]);
});
