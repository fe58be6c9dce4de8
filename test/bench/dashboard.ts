import { createStore } from '../../src/gate/store/index.ts';
import type { MetricsBy } from '../../src/protocol/metrics.ts';
import { fillYear } from '../gate/metrics/fill.ts';
import { type Row, row } from './row.ts';
import { filledDatabase, withServer } from './scale-database.ts';

/** A year with a million decisions; another number is for a look at whether it runs. */
const DECISIONS = Number(process.env.DASHBOARD_DECISIONS ?? 1_000_000);
/** What of the proposals that are drawn somebody decides. */
const DECIDED = 0.855;
const TIMES = 8;
const GOAL_MS = 1000;
const ASKED: readonly MetricsBy[] = ['all', 'workflow', 'template'];

/** The dashboard's question to the gate, of a whole year, told apart in each way. */
export async function dashboard(): Promise<Row[]> {
  return await withServer(async (server) => {
    const count = Math.round(DECISIONS / DECIDED);
    const filled = await filledDatabase(server, (at) =>
      fillYear(at, { count, weeks: 52, workflows: 5, seed: 1, human: 0.9 }),
    );
    console.error(
      `filled in ${filled.loadedInSeconds} s, ${(filled.bytes / 2 ** 30).toFixed(1)} GB`,
    );
    const store = createStore(filled.url);
    try {
      const began = performance.now();
      const counted = await store.metrics.roll({ now: Date.now() });
      const took = Math.round((performance.now() - began) / 1000);
      console.error(`${counted} weeks were counted in ${took} s`);
      const { workspaceId } = filled.loaded;
      const rows: Row[] = [];
      for (const by of ASKED) {
        const samples: number[] = [];
        let decided = 0;
        for (let n = 0; n < TIMES; n += 1) {
          const from = performance.now();
          const answer = await store.metrics.read({ workspaceId, weeks: 52, by, now: Date.now() });
          samples.push(performance.now() - from);
          decided = answer.series
            .filter(({ measure }) => measure === 'decisions')
            .reduce((sum, { total }) => sum + total.n, 0);
        }
        rows.push(
          row({
            ...{ row: 'dashboard', samples, figure: 'p95', unit: 'ms', limit: GOAL_MS },
            work: `a year by ${by}, ${decided} decisions, ${count} proposals; ${counted} weeks counted in ${took} s`,
            goal: `≤ ${GOAL_MS} ms`,
            met: (value, limit) => value <= limit,
          }),
        );
      }
      return rows;
    } finally {
      await store.close();
    }
  });
}
