import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Db } from '../../../src/gate/store/db.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { withClient } from '../../support/pg-as.ts';
import { approved, enrol, revisionOf, type Scene, scene } from './scene.ts';

let database: TestDatabase;
let one: Scene;
let two: Scene;
beforeAll(async () => {
  database = await freshDatabase();
  const store = createStore(database.url);
  one = await scene(store);
  two = await scene(store);
  for (const at of [one, two]) await approved(at);
});
afterAll(async () => {
  await one.store.close();
  await database.drop();
});

const sight = <T>(use: (client: pg.Client) => Promise<T>) =>
  withClient({ url: database.adminUrl }, use);
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Names of the gate's tables, with and without a workspace. */
async function tables(): Promise<{ fenced: string[]; others: string[] }> {
  const { rows } = await sight((client) =>
    client.query<{ name: string; workspace: boolean }>(
      `select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid
         and a.attname = 'workspace_id' and not a.attisdropped) as workspace
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       order by 1`,
    ),
  );
  const named = (workspace: boolean) =>
    rows.filter((row) => row.workspace === workspace).map(({ name }) => name);
  return { fenced: named(true), others: named(false) };
}

describe('the schema', () => {
  it('fences every table of a workspace, its owner included', async () => {
    const { rows } = await sight((client) =>
      client.query<{ name: string; whole: boolean }>(
        `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity and exists (
           select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_workspace'
             and p.polcmd = '*' and p.polroles = '{0}') as whole
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and not a.attisdropped`,
      ),
    );
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter(({ whole }) => !whole).map(({ name }) => name)).toEqual([]);
    // What has no workspace says why where it is made: rules, and what is asked before anyone knows whose.
    expect((await tables()).others).toEqual([
      ...['installation', 'migrations', 'rate_buckets'],
      ...['repeatable_work', 'seen_once', 'state_moves'],
    ]);
  });

  it('opens nothing beside the fence but for reading', async () => {
    const { rows } = await sight((client) =>
      client.query<{ policy: string }>(
        `select polrelid::regclass || ' ' || polname as policy from pg_policy
         where polname <> 'own_workspace' and (polcmd <> 'r' or not polpermissive)`,
      ),
    );
    expect(rows).toEqual([]);
  });

  it('leads every primary key of a workspace’s table by the workspace', async () => {
    const { rows } = await sight((client) =>
      client.query<{ name: string; leads: boolean | null }>(
        `select c.relname as name, (select i.indkey[0] = a.attnum from pg_index i
           where i.indrelid = c.oid and i.indisprimary) as leads
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and not a.attisdropped`,
      ),
    );
    expect(rows.filter(({ leads }) => leads !== true).map(({ name }) => name)).toEqual([]);
  });
});

describe.each([
  ['the gate’s role', 'url'],
  ['the owner', 'ownerUrl'],
] as const)('%s', (_, address) => {
  it('sees without a condition the workspace it stands in, and outside of any nothing', async () => {
    const { fenced } = await tables();
    const full: string[] = [];
    type Seen = { id: string }[];
    const lookAll = async (client: pg.Client) => {
      const seen = new Map<string, Seen>();
      for (const table of fenced) {
        const text = `select distinct workspace_id::text as id from ${table} order by 1`;
        seen.set(table, (await client.query<Seen[number]>(text)).rows);
      }
      return seen;
    };
    const all = await sight(lookAll);
    for (const [table, rows] of all) if (rows.length === 2) full.push(table);
    for (const workspaceId of [one.workspaceId, two.workspaceId]) {
      const seen = await withClient({ url: database[address], workspaceId }, lookAll);
      for (const [table, rows] of seen)
        expect(rows, table).toEqual(all.get(table)?.filter(({ id }) => id === workspaceId));
    }
    const outside = await withClient({ url: database[address] }, lookAll);
    for (const [table, rows] of outside) expect(rows, table).toEqual([]);
    // Both had rows to be seen.
    expect(full).toEqual(
      expect.arrayContaining([
        ...['agents', 'audit_log', 'clearances', 'decisions', 'devices', 'dispatches'],
        ...['proposals', 'reviewers', 'revisions', 'tokens', 'workflows', 'workspaces'],
      ]),
    );
  });

  it('writes and removes nothing of another workspace', async () => {
    await withClient({ url: database[address], workspaceId: one.workspaceId }, async (client) => {
      const others = [two.workspaceId];
      const signal = `insert into signals (workspace_id, id, type, at, source)
        values ($1, 's', 'replied', now(), 'x')`;
      await expect(client.query(signal, others)).rejects.toMatchObject({ code: '42501' });
      for (const [text, values] of [
        ["update workflows set state = 'paused' where workspace_id = $1", others],
        ['delete from tokens where workspace_id = $1', others],
        ['select 1 from proposals where workspace_id = $1 for update', others],
      ] as const) {
        expect((await client.query(text, [...values])).rowCount, text).toBe(0);
      }
      // Its own it does, and can't hand over.
      await client.query(signal, [one.workspaceId]);
      const moved = client.query('update signals set workspace_id = $1', others);
      await expect(moved).rejects.toMatchObject({ code: '42501' });
      await client.query('delete from signals');
    });
  });
});

describe('db.ts', () => {
  type Place = 'one' | 'two' | 'outside';
  const idOf = (place: Place) =>
    ({ one: one.workspaceId, two: two.workspaceId, outside: '' })[place];

  it('stands every statement where it says, on whatever connection it gets (property)', async () => {
    const place = fc.constantFrom<Place>('one', 'two', 'outside');
    const step = fc.record({
      place,
      how: fc.constantFrom('single', 'transaction', 'failing', 'sweep', 'door'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const db = connect(database.url, 2);
        try {
          await Promise.all(steps.map((each) => take(db, each)));
        } finally {
          await db.close();
        }
      }),
      { numRuns: 30 },
    );
  });

  const SEEN = 'select distinct workspace_id::text as id from reviewers';
  async function take(db: Db, step: { place: Place; how: string }): Promise<void> {
    const workspaceId = idOf(step.place);
    const own = workspaceId === '' ? [] : [{ id: workspaceId }];
    if (step.how === 'transaction') {
      const seen = await db.tx({ workspaceId, actor: 'test' }, (q) => q(SEEN));
      expect(seen).toEqual(own);
    } else if (step.how === 'failing') {
      await expect(db.in(workspaceId)('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    } else if (step.how === 'sweep') {
      expect(await db.due('select workspace_id from reviewers')).toEqual([]);
      expect((await db.due('select workspace_id from workspaces')).sort()).toEqual(
        [one.workspaceId, two.workspaceId].sort(),
      );
    } else if (step.how === 'door') {
      const rows = await db.outside<{ id: string | null }>(
        "select enter('device', $1)::text as id",
        [one.rep.deviceId],
      );
      expect(rows).toEqual([{ id: one.workspaceId }]);
    } else {
      expect(await db.in(workspaceId)(SEEN)).toEqual(own);
    }
  }

  it('goes on with another connection when one dies between two workspaces', async () => {
    const db = connect(database.url, 1);
    try {
      const [me] = await db.in(one.workspaceId)<{ pid: number }>('select pg_backend_pid() as pid');
      await sight((client) => client.query('select pg_terminate_backend($1)', [me?.pid]));
      await expect
        .poll(
          () =>
            db
              .in(two.workspaceId)(SEEN)
              .catch(() => null),
          { timeout: 10_000 },
        )
        .toEqual([{ id: two.workspaceId }]);
    } finally {
      await db.close();
    }
  });
});

describe('a door', () => {
  it('shows the one row that is named, and no other', async () => {
    const key = `csk_${randomUUID()}`;
    await one.store.people.createAgent({
      workspaceId: one.workspaceId,
      id: randomUUID(),
      name: 'Second',
      keyHash: hash(key),
    });
    await withClient({ url: database.url }, async (client) => {
      const lookUp = (secret: string) =>
        client.query("select set_config('gate.lookup', $1, false)", [secret]);
      await lookUp(hash(key));
      expect((await client.query('select key_hash from agent_keys')).rows).toEqual([
        { key_hash: hash(key) },
      ]);
      for (const table of ['agents', 'devices', 'tokens', 'reviewers', 'proposals', 'workspaces'])
        expect((await client.query(`select 1 from ${table}`)).rowCount, table).toBe(0);
      // To read only.
      expect((await client.query('update agent_keys set revoked_at = now()')).rowCount).toBe(0);
      await lookUp(one.rep.deviceId);
      expect((await client.query('select id from devices')).rows).toEqual([
        { id: one.rep.deviceId },
      ]);
      for (const nothing of ['', '%', hash('another')]) {
        await lookUp(nothing);
        expect((await client.query('select 1 from agent_keys')).rowCount, nothing).toBe(0);
      }
    });
  });

  it('leads whoever has a secret into their own workspace', async () => {
    const { people } = two.store;
    const secret = { token: hash(randomUUID()), ticket: hash(randomUUID()) };
    const { deviceId } = two.rep;
    await people.issueToken({ deviceId, tokenHash: secret.token, ttlSeconds: 60 });
    await people.putTicket({ ticketHash: secret.ticket, deviceId, ttlSeconds: 60 });
    expect((await people.reviewerByTokenHash(secret.token))?.workspaceId).toBe(two.workspaceId);
    expect(await people.reviewerByTokenHash(hash('no such'))).toBeNull();
    const proof = { tokenHash: secret.token, key: randomUUID(), ttlSeconds: 60 };
    const first = await people.reviewerByProof(proof);
    expect([first.first, first.reviewer?.workspaceId]).toEqual([true, two.workspaceId]);
    expect((await people.reviewerByProof(proof)).first).toBe(false);
    const unknown = { ...proof, key: randomUUID(), tokenHash: hash('no such') };
    expect(await people.reviewerByProof(unknown)).toEqual({ first: true, reviewer: null });
    expect((await people.takeTicket(secret.ticket))?.workspaceId).toBe(two.workspaceId);
    expect(await people.takeTicket(secret.ticket)).toBeNull();
    expect((await people.deviceById(deviceId))?.workspaceId).toBe(two.workspaceId);
    expect(await people.deviceById(randomUUID())).toBeNull();
  });

  it('closes with the device', async () => {
    const { people } = two.store;
    const lost = await enrol(two.store, {
      workspaceId: two.workspaceId,
      role: 'rep',
      mailboxes: [],
    });
    const tokenHash = hash(randomUUID());
    await people.issueToken({ deviceId: lost.deviceId, tokenHash, ttlSeconds: 60 });
    expect(await people.revokeDevice(lost.deviceId)).toBe(true);
    expect(await people.revokeDevice(lost.deviceId)).toBe(false);
    expect(await people.deviceById(lost.deviceId)).toBeNull();
    expect(await people.reviewerByTokenHash(tokenHash)).toBeNull();
    await expect(
      people.issueToken({ deviceId: lost.deviceId, tokenHash: hash('n'), ttlSeconds: 60 }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a sweep', () => {
  it('shows which workspaces there are, and nothing in them', async () => {
    const over = await revisionOf(one);
    over.input.expiresAt = new Date(Date.now() - 1000).toISOString();
    await one.store.proposals.submit(over);
    await withClient({ url: database.url }, async (client) => {
      await client.query("select set_config('gate.sweep', 'on', false)");
      expect((await client.query('select 1 from workspaces')).rowCount).toBe(2);
      for (const table of ['proposals', 'clearances', 'dispatches', 'reviewers', 'devices'])
        expect((await client.query(`select 1 from ${table}`)).rowCount, table).toBe(0);
      expect((await client.query("update workspaces set name = 'x'")).rowCount).toBe(0);
      const due = await client.query("select due_in('expiry') as id");
      expect(due.rows).toEqual([{ id: one.workspaceId }]);
      expect((await client.query('select 1 from proposals')).rowCount).toBe(0);
      expect(await one.store.proposals.expireDue()).toBe(1);
      expect((await client.query("select due_in('expiry') as id")).rows).toEqual([]);
    });
  });

  it('reaches every workspace', async () => {
    const due = async (at: Scene) => {
      const revision = await revisionOf(at);
      revision.input.expiresAt = new Date(Date.now() - 1000).toISOString();
      return (await at.store.proposals.submit(revision)).proposalId;
    };
    const waiting = [await due(one), await due(two)];
    expect(await one.store.proposals.expireDue()).toBeGreaterThanOrEqual(2);
    const { rows } = await sight((client) =>
      client.query('select distinct state from proposals where id = any($1)', [waiting]),
    );
    expect(rows).toEqual([{ state: 'expired' }]);
  });
});
