import pg from 'pg';
import type { ReviewerIdentity, Store } from '../../src/gate/dispatch/ports.ts';
import { connect, type Db } from '../../src/gate/store/db.ts';
import { createStore } from '../../src/gate/store/index.ts';
import { bossOn, queueOf } from '../../src/gate/store/queues.ts';
import { quantile, type Row, row } from './row.ts';
import { type ScaleDatabase, scaleDatabase, withServer } from './scale-database.ts';

/** The million; another number is for a look at whether it runs. */
const MANY = Number(process.env.B7_PROPOSALS ?? 1_000_000);
/** "Empty": just enough that the pages asked for are as full. */
const FEW = 4000;
const PAGE = 200;
const TIMES = 40;
const WARM_UP = 5;
const CHANGES = 1000;
/** At most so much slower than with next to nothing in the tables. */
const GOAL = 2;

type Samples = Map<string, number[]>;
type Side = ScaleDatabase & { store: Store; db: Db; manager: ReviewerIdentity; samples: Samples };

/** B7-scale: the feed and the queue with a million proposals beside a nearly empty database. */
export async function b7Scale(): Promise<Row[]> {
  return await withServer(async (server) => {
    const sides: Side[] = [];
    try {
      for (const proposals of [MANY, FEW])
        sides.push(await open(await scaleDatabase(server, { count: proposals })));
      const [full, empty] = sides;
      if (!full || !empty) throw new Error('two databases are compared');
      console.error(
        `loaded ${MANY} in ${full.loadedInSeconds} s, ${(full.bytes / 2 ** 30).toFixed(1)} GB`,
      );
      // In turns, so that both meet the same machine.
      for (let n = 0; n < WARM_UP + TIMES; n += 1)
        for (const side of sides) await once(side, n >= WARM_UP);
      for (const side of sides) await catchUp(side);
      return [...full.samples].map(([work, samples]) =>
        rowOf({ work, samples, beside: empty.samples.get(work) ?? [] }),
      );
    } finally {
      for (const { store, db } of sides) {
        await store.close();
        await db.close();
      }
    }
  });
}

async function open(database: ScaleDatabase): Promise<Side> {
  const [first] = database.loaded.scenes;
  if (!first) throw new Error('nothing was loaded');
  const store = createStore(database.url);
  const db = connect(database.url, 1);
  return { ...database, store, db, manager: first.manager, samples: new Map() };
}

async function timed<T>(side: Side, what: string | null, run: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await run();
  if (what !== null) {
    const list = side.samples.get(what) ?? [];
    list.push(performance.now() - began);
    side.samples.set(what, list);
  }
  return result;
}

async function once(side: Side, counts: boolean): Promise<void> {
  const { store, manager: identity } = side;
  const named = (what: string): string | null => (counts ? what : null);
  const first = await timed(side, named(`feed: first page of ${PAGE}`), () =>
    store.feed.read({ identity, cursor: null, limit: PAGE }),
  );
  if (first.entries.length !== PAGE) throw new Error('a page is not full');
  await timed(side, named(`feed: next page of ${PAGE}`), () =>
    store.feed.read({ identity, cursor: first.cursor, limit: PAGE }),
  );
  const jobs = await timed(side, named('queue: 1 job fetched, of 500 that wait'), () =>
    bossOn(side.db.boss).fetch(queueOf('gate:smtp'), { batchSize: 1, includeMetadata: true }),
  );
  if (jobs?.length !== 1) throw new Error('the queue is empty');
}

/** All devices are at the end of the feed; so many proposals move; one device comes back. */
async function catchUp(side: Side): Promise<void> {
  const { store, manager: identity } = side;
  const { workspaceId } = identity;
  const admin = new pg.Client({ connectionString: side.adminUrl });
  await admin.connect();
  try {
    for (let n = 0; n < WARM_UP; n += 1) {
      let cursor = await headOf(admin, workspaceId);
      await admin.query(
        `update proposals set lane = lane where workspace_id = $1 and id in (
           select id from proposals where workspace_id = $1 order by id desc limit ${CHANGES})`,
        [workspaceId],
      );
      let seen = 0;
      await timed(side, `feed: catch-up after ${CHANGES} changes`, async () => {
        for (let more = true; more; ) {
          const page = await store.feed.read({ identity, cursor, limit: PAGE });
          ({ cursor, more } = page);
          seen += page.entries.length;
        }
      });
      if (seen !== CHANGES) throw new Error(`${seen} of ${CHANGES} changes came`);
    }
  } finally {
    await admin.end();
  }
}

/** The cursor of a device that has read everything. */
async function headOf(admin: pg.Client, workspaceId: string): Promise<string> {
  const { rows } = await admin.query<{ cursor: string }>(
    `select concat_ws('.', moved_xid::text, moved_id, pg_snapshot_xmin(pg_current_snapshot())) as cursor
     from proposals where workspace_id = $1 order by moved_xid desc, moved_id desc limit 1`,
    [workspaceId],
  );
  return rows[0]?.cursor ?? '0.0';
}

function rowOf(of: { work: string; samples: number[]; beside: number[] }): Row {
  const { work, samples, beside } = of;
  const few = `p50 ${quantile(beside, 0.5).toFixed(1)} ms, p95 ${quantile(beside, 0.95).toFixed(1)} ms`;
  return row({
    row: 'B7-scale',
    work: `${work}; ${MANY} proposals, one in ten of them open, 4 workspaces; beside it ${FEW} (${few})`,
    samples,
    unit: 'ms',
    limit: quantile(beside, 0.5),
    goal: `≤ ${GOAL} × nearly empty`,
    met: (value, limit) => value <= GOAL * limit,
  });
}
