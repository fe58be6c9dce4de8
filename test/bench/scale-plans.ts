import { bigTables, collectPlans, explainAll, scanned } from '../gate/scale/plans.ts';
import { workOnce } from '../gate/scale/work.ts';
import { scaleDatabase, withServer } from './scale-database.ts';

/*
 * node --import tsx test/bench/scale-plans.ts 1000000
 * node --import tsx test/bench/scale-plans.ts 10000000 --lean
 *
 * Loads so many proposals into a throw-away database and prints EXPLAIN (ANALYZE, BUFFERS) of every
 * statement, those within triggers and functions too, that the feed, the queue, the sweeps, a
 * proposal, a decision, a redemption and the sealer run. Last, how often a big table was read whole.
 * `--lean` loads what the feed and the queue read alone, in a third of the room.
 */
const proposals = Number(process.argv[2] ?? 200_000);
const lean = process.argv.includes('--lean');
const BIG = 1000;

await withServer(async (server) => {
  const { url, adminUrl, loaded, loadedInSeconds, bytes } = await scaleDatabase(server, {
    count: proposals,
    lean,
  });
  const size = `${proposals} proposals${lean ? ', lean' : ''}, ${(bytes / 2 ** 30).toFixed(1)} GB, loaded in ${loadedInSeconds} s`;
  console.error(size);
  const big = await bigTables(adminUrl, BIG);
  await explainAll(adminUrl);
  const collecting = collectPlans();
  await workOnce(url, loaded, collecting.during);
  collecting.stop();
  const whole = collecting.plans.flatMap((plan) => scanned(plan).filter((table) => big.has(table)));
  for (const { what, query, plan, ms } of collecting.plans)
    console.log(`## ${what} (${ms} ms)\n${query}\n${plan}\n`);
  console.log(`${size}: ${collecting.plans.length} plans, ${whole.length} read a big table whole`);
  console.log(`big, with more than ${BIG} rows: ${[...big].join(', ')}`);
  process.exitCode = whole.length === 0 ? 0 : 1;
});
