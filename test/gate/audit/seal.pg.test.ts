import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, START } from '../../../src/gate/audit/chain.ts';
import { openHead, signHead } from '../../../src/gate/audit/heads.ts';
import { sealWorkspace } from '../../../src/gate/audit/seal.ts';
import { startSealer } from '../../../src/gate/audit/sealer.ts';
import { createGateKeys } from '../../../src/gate/keys/gate-keys.ts';
import { newKeySet } from '../../../src/gate/keys/key-set.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { scene } from '../store/scene.ts';

const REFUSED = { code: 'CS001' };
let database: TestDatabase;
let store: ReturnType<typeof createStore>;
let sql: pg.Pool;
let keys: Awaited<ReturnType<typeof createGateKeys>>;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl, max: 20 });
  keys = await createGateKeys({ issuer: 'https://gate.example', set: await newKeySet() });
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await database.drop();
});

const newWorkspace = async (): Promise<string> => (await scene(store)).workspaceId;
const seal = (workspaceId: string) => store.audit.seal({ workspaceId, limit: 500, link });
const write = (client: pg.Pool | pg.PoolClient, workspaceId: string, note: string) =>
  client.query(
    `insert into audit_log (workspace_id, actor, subject, subject_id, became)
     values ($1, 'test', 'note', $2, 'written')`,
    [workspaceId, note],
  );

type Link = { seq: string; xid: string; id: string; hash: string; subject_id: string };
const chainOf = async (workspaceId: string) =>
  (
    await sql.query<Link>(
      `select c.seq, c.hash, l.xid::text as xid, l.id, l.subject_id
       from audit_chain c join audit_log l on l.workspace_id = c.workspace_id and l.id = c.audit_id
       where c.workspace_id = $1 order by c.seq`,
      [workspaceId],
    )
  ).rows;
const unsealed = async (workspaceId: string): Promise<number> =>
  (
    await sql.query(
      `select 1 from audit_log l where l.workspace_id = $1 and not exists (select from audit_chain c
         where c.workspace_id = l.workspace_id and c.audit_id = l.id)`,
      [workspaceId],
    )
  ).rows.length;

/** The chain has every row once, without a gap, in commit order, and its hashes follow each other. */
async function expectWhole(workspaceId: string): Promise<Link[]> {
  const links = await chainOf(workspaceId);
  expect(await unsealed(workspaceId)).toBe(0);
  expect(links.map(({ seq }) => Number(seq))).toEqual(links.map((_, index) => index + 1));
  const order = links.map(({ xid, id }) => [BigInt(xid), BigInt(id)] as const);
  for (const [index, [xid, id]] of order.entries()) {
    const [before, beforeId] = order[index - 1] ?? [0n, 0n];
    expect(xid > before || (xid === before && id > beforeId)).toBe(true);
  }
  let previous = START;
  for await (const page of (await store.audit.readChain(workspaceId)).pages())
    for (const { seq, hash, row } of page) {
      expect(hash).toBe(link({ previous, seq, row }));
      previous = hash;
    }
  return links;
}

describe('commit order', () => {
  it('waits for an older transaction, whose rows then come first', async () => {
    const workspaceId = await newWorkspace();
    await seal(workspaceId);
    const older = await sql.connect();
    try {
      await older.query('begin');
      await write(older, workspaceId, 'older');
      await write(sql, workspaceId, 'younger');
      expect(await seal(workspaceId)).toMatchObject({ sealed: 0, state: 'held' });
      await older.query('commit');
    } finally {
      older.release();
    }
    expect(await seal(workspaceId)).toMatchObject({ sealed: 2, state: 'done' });
    const links = await expectWhole(workspaceId);
    expect(links.slice(-2).map(({ subject_id }) => subject_id)).toEqual(['older', 'younger']);
  });

  it('says for how long it has been behind, and not any more once it is not', async () => {
    const workspaceId = await newWorkspace();
    const sealer = startSealer({ store, keys, onError: () => undefined });
    const older = await sql.connect();
    try {
      await expect.poll(() => unsealed(workspaceId), { timeout: 20_000 }).toBe(0);
      await expect.poll(sealer.unsealedSeconds, { timeout: 20_000 }).toBe(0);
      await older.query('begin');
      await write(older, workspaceId, 'older');
      await write(sql, workspaceId, 'younger');
      await expect.poll(sealer.unsealedSeconds, { timeout: 20_000 }).toBeGreaterThan(1.5);
      await older.query('commit');
      await expect.poll(sealer.unsealedSeconds, { timeout: 20_000 }).toBe(0);
      expect(await unsealed(workspaceId)).toBe(0);
    } finally {
      older.release();
      await sealer.stop();
    }
  });

  it('with many writers and several sealers there is no gap, and nothing is late', async () => {
    const workspaceId = await newWorkspace();
    const others = [createStore(database.url), createStore(database.url)];
    const errors: unknown[] = [];
    const sealers = [store, ...others].map((each) =>
      startSealer({ store: each, keys, onError: (error) => errors.push(error) }),
    );
    try {
      await Promise.all(
        Array.from({ length: 8 }, async (_, writer) => {
          for (let round = 0; round < 25; round += 1) {
            const client = await sql.connect();
            try {
              await client.query('begin');
              await write(client, workspaceId, `${writer}.${round}.a`);
              if (round % 5 === 0) await client.query('select pg_sleep(0.02)');
              await write(client, workspaceId, `${writer}.${round}.b`);
              await client.query(round % 7 === 6 ? 'rollback' : 'commit');
            } finally {
              client.release();
            }
          }
        }),
      );
      await expect.poll(() => unsealed(workspaceId), { timeout: 20_000 }).toBe(0);
    } finally {
      for (const sealer of sealers) await sealer.stop();
      for (const each of others) await each.close();
    }
    expect(errors).toEqual([]);
    const links = await expectWhole(workspaceId);
    expect(links.filter(({ subject_id }) => /^\d+\.\d+\./.test(subject_id))).toHaveLength(
      8 * 22 * 2,
    );
  });

  it('a commit that is announced, or that nobody announces, is sealed by itself', async () => {
    const workspaceId = await newWorkspace();
    let looks = 0;
    const mark = () => {
      looks += 1;
      return store.audit.mark();
    };
    const sealer = startSealer({
      store: { people: store.people, audit: { ...store.audit, mark } },
      keys,
      onError: () => undefined,
    });
    try {
      await expect.poll(() => unsealed(workspaceId), { timeout: 20_000 }).toBe(0);
      await write(sql, workspaceId, 'unheard');
      await expect.poll(() => unsealed(workspaceId), { timeout: 20_000 }).toBe(0);
      // One that was written while the sealer looked, and is committed only later.
      const slow = await sql.connect();
      await slow.query('begin');
      await write(slow, workspaceId, 'slow');
      await write(sql, workspaceId, 'beside it');
      const before = looks;
      await expect.poll(() => looks - before, { timeout: 20_000 }).toBeGreaterThan(2);
      await slow.query('commit');
      slow.release();
      await expect.poll(() => unsealed(workspaceId), { timeout: 20_000 }).toBe(0);
      await expect
        .poll(() => store.audit.checkpoint(workspaceId), { timeout: 20_000 })
        .not.toBeNull();
    } finally {
      await sealer.stop();
    }
  });

  it('a database that was restored on another server goes on, and seals nothing twice', async () => {
    const workspaceId = await newWorkspace();
    await seal(workspaceId);
    // Rows with transaction numbers of the server they came from, far ahead of this one's.
    await sql.query('alter table audit_log disable trigger user');
    await sql.query(
      `update audit_log set xid = ((xid::text::bigint + 1000000)::text)::xid8 where workspace_id = $1`,
      [workspaceId],
    );
    await sql.query('alter table audit_log enable trigger user');
    const before = (await chainOf(workspaceId)).length;
    await write(sql, workspaceId, 'after');
    expect(await seal(workspaceId)).toMatchObject({ sealed: 1, state: 'done' });
    await write(sql, workspaceId, 'after that');
    expect(await seal(workspaceId)).toMatchObject({ sealed: 1, state: 'done' });
    const links = await chainOf(workspaceId);
    expect(links).toHaveLength(before + 2);
    expect(links.at(-1)?.subject_id).toBe('after that');
  });
});

it('a sealer that is killed in the middle of a batch leaves nothing of it', async () => {
  const workspaceId = await newWorkspace();
  for (let n = 0; n < 5; n += 1) await write(sql, workspaceId, String(n));
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', fileURLToPath(new URL('./sealer-child.ts', import.meta.url))],
      ...[database.url, workspaceId],
    ],
    { stdio: 'inherit' },
  );
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  expect(await chainOf(workspaceId)).toEqual([]);
  await expect
    .poll(async () => (await seal(workspaceId)).head.seq, { timeout: 20_000 })
    .toBeGreaterThan(5);
  await expectWhole(workspaceId);
});

describe('by hand, in SQL', () => {
  it('the chain only grows, by the next link, with a row that exists', async () => {
    const workspaceId = await newWorkspace();
    const { head } = await seal(workspaceId);
    await sealWorkspace({ store, keys }, { workspaceId, signNow: true });
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      await client.query(`select set_config('gate.workspace', $1, false)`, [workspaceId]);
      for (const statement of [
        `update audit_chain set hash = '${START}'`,
        'delete from audit_chain',
        'truncate audit_chain cascade',
        `update audit_checkpoints set jws = 'x'`,
        'delete from audit_checkpoints',
        `update audit_private set clear = '{}'`,
        `update audit_log set actor = 'x'`,
        'delete from audit_log',
      ])
        await expect(client.query(statement), statement).rejects.toMatchObject(REFUSED);
      await write(sql, workspaceId, 'next');
      for (const seq of [head.seq, head.seq + 2])
        await expect(
          client.query(
            `insert into audit_chain (workspace_id, seq, audit_id, hash)
             select $1, $2, max(id), $3 from audit_log where workspace_id = $1`,
            [workspaceId, seq, START],
          ),
        ).rejects.toMatchObject(REFUSED);
      await expect(
        client.query(
          `insert into audit_chain (workspace_id, seq, audit_id, hash) values ($1, $2, 99999999, $3)`,
          [workspaceId, head.seq + 1, START],
        ),
      ).rejects.toMatchObject({ code: '23503' });
    } finally {
      await client.end();
    }
  });

  it('what is done past the gate carries the role’s name', async () => {
    const workspaceId = await newWorkspace();
    await sql.query(`update workflows set state = 'paused' where workspace_id = $1`, [workspaceId]);
    const { rows } = await sql.query<{ actor: string }>(
      'select actor from audit_log where workspace_id = $1 order by id desc limit 1',
      [workspaceId],
    );
    expect(rows[0]?.actor).toMatch(/^role:/);
  });

  it('numbers that no reader of JSON holds don’t stop the chain', async () => {
    const workspaceId = await newWorkspace();
    await sql.query(
      `insert into audit_log (workspace_id, actor, subject, subject_id, became, data)
       values ($1, 'test', 'note', 'huge', 'written', '{"n": 1e400}')`,
      [workspaceId],
    );
    await seal(workspaceId);
    await expectWhole(workspaceId);
  });
});

describe('signed heads', () => {
  it('come at the first link, then each thousand or when asked, and open with the gate’s keys', async () => {
    const workspaceId = await newWorkspace();
    const run = (signNow = false) =>
      sealWorkspace({ store, keys }, { workspaceId, ...(signNow ? { signNow } : {}) });
    const first = await run();
    expect(first.dueMs).toBeNull();
    await write(sql, workspaceId, 'soon after');
    expect((await run()).dueMs).toBeGreaterThan(0);
    expect((await store.audit.checkpoint(workspaceId))?.seq).toBe(first.head.seq);
    await sql.query(
      `insert into audit_log (workspace_id, actor, subject, subject_id, became)
       select $1, 'test', 'note', n::text, 'written' from generate_series(1, 1200) n`,
      [workspaceId],
    );
    await run();
    const many = await store.audit.checkpoint(workspaceId);
    expect(many?.seq).toBeGreaterThan(1000);
    const last = await run(true);
    const head = await store.audit.checkpoint(workspaceId);
    expect(head?.seq).toBe(last.head.seq);
    expect(await openHead(keys, head?.jws ?? '')).toMatchObject({
      ...{ iss: 'https://gate.example', workspace: workspaceId, ...last.head },
    });
  });

  it('only a head of the chain is kept', async () => {
    const workspaceId = await newWorkspace();
    const { head } = await seal(workspaceId);
    const at = new Date().toISOString();
    const put = async (seq: number, hash: string) =>
      store.audit.putCheckpoint({
        ...{ workspaceId, seq, hash, at },
        jws: await signHead(keys, { workspace: workspaceId, seq, hash, at }),
      });
    expect(await put(head.seq, START)).toBe(false);
    expect(await put(head.seq + 1, head.hash)).toBe(false);
    expect(await put(head.seq, head.hash)).toBe(true);
    expect(await put(head.seq, head.hash)).toBe(false);
  });
});
