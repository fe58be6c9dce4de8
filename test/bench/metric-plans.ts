import { accuracy } from '../../src/gate/dispatch/accuracy.ts';
import { weeklyReview } from '../../src/gate/dispatch/weekly.ts';
import { createStore } from '../../src/gate/store/index.ts';
import { fillYear } from '../gate/metrics/fill.ts';
import { bigTables, collectPlans, explainAll, scanned } from '../gate/scale/plans.ts';
import { filledDatabase, withServer } from './scale-database.ts';

/*
 * node --import tsx test/bench/metric-plans.ts 1000000
 *
 * Draws a year with so many proposals into a throw-away database, counts it, and prints EXPLAIN (ANALYZE,
 * BUFFERS) of every statement that the dashboard's question, the look after it, the weekly review and the
 * agents' accuracy run. Last, how often a big table was read whole.
 */
const count = Number(process.argv[2] ?? 200_000);
const BIG = 1000;

await withServer(async (server) => {
  const { url, adminUrl, loaded, loadedInSeconds, bytes } = await filledDatabase(server, (at) =>
    fillYear(at, { count, weeks: 52, workflows: 5, seed: 1, human: 0.9 }),
  );
  const size = `${count} proposals, ${(bytes / 2 ** 30).toFixed(1)} GB, filled in ${loadedInSeconds} s`;
  console.error(size);
  const { workspaceId } = loaded;
  const first = createStore(url);
  const began = performance.now();
  const spans = await first.metrics.roll({ now: Date.now() });
  console.error(
    `${spans} spans were counted in ${Math.round((performance.now() - began) / 1000)} s`,
  );
  await first.close();
  const big = await bigTables(adminUrl, BIG);
  await explainAll(adminUrl);
  const collecting = collectPlans();
  const store = createStore(url);
  for (const by of ['all', 'workflow', 'model-version', 'template'] as const) {
    collecting.during(`a year by ${by}`);
    await store.metrics.read({ workspaceId, weeks: 52, by, now: Date.now() });
  }
  collecting.during('the look after it');
  await store.metrics.roll({ now: Date.now() });
  collecting.during('the weekly review');
  await weeklyReview({ store }, { workspaceId, until: Date.now() });
  collecting.during('accuracy');
  await accuracy({ store }, { workspaceId });
  await store.close();
  collecting.stop();
  const whole = collecting.plans.flatMap((plan) => scanned(plan).filter((table) => big.has(table)));
  for (const { what, query, plan, ms } of collecting.plans)
    console.log(`## ${what} (${ms} ms)\n${query}\n${plan}\n`);
  console.log(`${size}: ${collecting.plans.length} plans, ${whole.length} read a big table whole`);
  console.log(`read whole: ${[...new Set(whole)].join(', ') || 'none'}`);
});
