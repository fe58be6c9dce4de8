import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { startSink } from '../connectors/sink.ts';
import { testKeys } from '../dispatch/keys.ts';
import { approved, mail, scene } from '../store/scene.ts';
import { add, signal } from './brake-scene.ts';

let database: TestDatabase;
let store: Store;
let sql: pg.Pool;
const children: ChildProcess[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
  sql.on('connect', (client) => client.on('error', () => undefined));
});
afterAll(async () => {
  for (const child of children) {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  await sql.end();
  await store.close();
  await database.drop();
});

const MAILS = 400;
const GATES = 4;

type Row = {
  id: string;
  state: string;
  claimed_at: Date | null;
  finished_at: Date | null;
  by: string;
};

it('a trip stops four processes that are at work within a second, and lists what was under way', {
  timeout: 240_000,
}, async () => {
  const sink = await startSink();
  const keys = await testKeys();
  const at = await scene(store);
  const sign = (claims: Parameters<typeof keys.sign>[0]) => keys.sign(claims);
  for (let n = 0; n < MAILS; n += 20)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        approved(at, { sign, content: mail({ to: [{ email: `${randomUUID()}@buyer.example` }] }) }),
      ),
    );
  const rows = async (): Promise<Row[]> =>
    (
      await sql.query<Row>(
        `select id, state, claimed_at, finished_at, claimed_by as by from dispatches
         where workspace_id = $1 order by claimed_at`,
        [at.workspaceId],
      )
    ).rows;
  const script = fileURLToPath(new URL('../dispatch/dispatcher-child.ts', import.meta.url));
  await Promise.all(
    Array.from({ length: GATES }, async () => {
      const child = spawn(process.execPath, ['--import', 'tsx', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          DATABASE_URL: database.url,
          SMTP_URL: sink.url,
          JWK: JSON.stringify(keys.privateJwk),
          INSTANCE: randomUUID(),
          STAGE: 'none',
        },
      });
      children.push(child);
      for await (const line of createInterface({ input: child.stdout }))
        if (line === 'started') return;
      throw new Error('a process ended before it started');
    }),
  );
  // Until all of them have had work.
  await vi.waitFor(
    async () => {
      const done = (await rows()).filter(({ state }) => state === 'executed');
      expect(new Set(done.map(({ by }) => by)).size).toBe(GATES);
      expect(done.length).toBeGreaterThan(20);
    },
    { timeout: 60_000, interval: 20 },
  );
  const sent = await sql.query<{ proposal_id: string }>(
    'select distinct proposal_id from brake_sends where workspace_id = $1 limit 20',
    [at.workspaceId],
  );
  // When each was seen to have ended: its row says only when the transaction that ended it began.
  const seen = new Map<string, number>();
  let watching = true;
  const watch = (async () => {
    while (watching) {
      const ended = (await rows()).filter(({ state }) => state === 'executed');
      for (const { id } of ended) if (!seen.has(id)) seen.set(id, Date.now());
    }
  })();
  const posted = Date.now();
  await add(
    at,
    ...sent.rows.map(({ proposal_id }) => signal({ type: 'complaint', proposalId: proposal_id })),
  );
  const stopped = Date.now();
  watching = false;
  await watch;
  const [alert] = (await store.alerts.list({ workspaceId: at.workspaceId, limit: 50 })).filter(
    ({ kind }) => kind === 'brake-tripped',
  );
  const underWay = new Set(alert?.detail.underWay as string[]);
  // the beginning of the transaction that made the list
  const tripped = Date.parse(alert?.lastAt ?? '');
  expect(alert?.times).toBe(1);

  // Long enough for whoever would still begin something.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const after = await vi.waitFor(
    async () => {
      const now = await rows();
      expect(now.filter(({ state }) => state === 'claimed' || state === 'handing_over')).toEqual(
        [],
      );
      return now;
    },
    { timeout: 30_000, interval: 100 },
  );
  const claimed = after.filter(({ claimed_at }) => claimed_at !== null);
  const waiting = after.filter(({ state }) => state === 'queued');
  expect(waiting.length, 'the test had too little work to stop').toBeGreaterThan(0);
  const last = Math.max(...claimed.map(({ claimed_at }) => claimed_at?.getTime() ?? 0));
  // Nothing was begun after the trip, in any process. A second is what a quiet machine is held to (the line
  // below says what this one needed); whoever shares two cores with other work gets three.
  expect(last).toBeLessThanOrEqual(stopped);
  expect(last - posted).toBeLessThan(3000);
  // What is not on the list had ended when it was made; nothing on it had ended before.
  expect([...seen.values()].filter((at) => at < tripped).length).toBeGreaterThan(0);
  const known = new Set(after.map(({ id }) => id));
  for (const id of underWay) expect(known).toContain(id);
  for (const { id, state, finished_at } of claimed) {
    expect(state).toBe('executed');
    if (underWay.has(id)) expect(seen.get(id) ?? stopped).toBeGreaterThanOrEqual(tripped);
    else expect(finished_at?.getTime()).toBeLessThanOrEqual(stopped);
  }
  // Exactly: whatever was sent is either counted up to the list, or on it.
  const at_ = await sql.query<{ n: number }>(
    `select count(*)::int as n from dispatches d where workspace_id = $1 and state = 'executed'
       and d.finished_at > $2`,
    [at.workspaceId, new Date(stopped)],
  );
  expect(at_.rows[0]?.n).toBeLessThanOrEqual(underWay.size);
  expect(sink.received).toHaveLength(claimed.length);
  process.stdout.write(
    `four processes: last begun ${last - posted} ms after the signal, answered after ${stopped - posted}; ${claimed.length} sent, ${underWay.size} under way, ${waiting.length} held\n`,
  );
  await sink.stop();
});
