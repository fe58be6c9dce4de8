import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore, migrate, roleOf, weaknesses } from '../../../src/gate/store/index.ts';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { withClient } from '../../support/pg-as.ts';
import { approved, revisionOf, type Scene, scene } from './scene.ts';

let database: TestDatabase;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
  at = await scene(createStore(database.url));
});
afterAll(async () => {
  await at.store.close();
  await database.drop();
});

const REFUSED = { code: 'CS001' };
const DENIED = { code: '42501' };
type Address = 'url' | 'ownerUrl' | 'adminUrl';
const within = <T>(address: Address, use: (client: pg.Client) => Promise<T>) =>
  withClient({ url: database[address], workspaceId: at.workspaceId }, use);

describe.each([
  ['the gate’s role', 'url'],
  ['the owner', 'ownerUrl'],
] as const)('in SQL, %s', (_, address) => {
  it('marks nothing dispatched, executed or approved that isn’t', async () => {
    const { proposalId } = await at.store.proposals.submit(await revisionOf(at));
    const made = await approved(at);
    await within(address, async (client) => {
      for (const state of ['approved', 'dispatching', 'executed', 'unknown']) {
        const pending = client.query('update proposals set state = $2 where id = $1', [
          proposalId,
          state,
        ]);
        await expect(pending, state).rejects.toMatchObject(REFUSED);
      }
      for (const state of ['dispatching', 'executed', 'unknown']) {
        const cleared = client.query('update proposals set state = $2 where id = $1', [
          made.proposalId,
          state,
        ]);
        await expect(cleared, state).rejects.toMatchObject(REFUSED);
      }
      for (const state of ['claimed', 'handing_over', 'executed', 'unknown']) {
        const dispatch = client.query('update dispatches set state = $2 where id = $1', [
          made.clearance.dispatchId,
          state,
        ]);
        await expect(dispatch, state).rejects.toMatchObject(REFUSED);
      }
      const born = client.query(
        `insert into proposals (workspace_id, id, agent_id, workflow_id, external_id, kind,
           revision, state, lane) select workspace_id, $1, agent_id, workflow_id, 'x', kind, 1,
           'executed', 'auto' from proposals where id = $2`,
        [randomUUID(), proposalId],
      );
      await expect(born).rejects.toMatchObject(REFUSED);
      const uncleared = client.query(
        `insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
           content_digest, state) select workspace_id, $1, $2, workflow_id, clearance_id,
           'gmail-compose:x', content_digest, 'claimed' from dispatches where proposal_id = $3`,
        [randomUUID(), proposalId, made.proposalId],
      );
      await expect(uncleared).rejects.toMatchObject(REFUSED);
    });
  });

  it('turns no guard off: triggers, fences, other roles', async () => {
    await within(address, async (client) => {
      for (const text of [
        "set session_replication_role = 'replica'",
        'set role postgres',
        'set session authorization postgres',
        'alter role current_user bypassrls',
        'alter role current_user superuser',
        'alter system set fsync = off',
        'alter table proposals disable trigger all',
      ]) {
        await expect(client.query(text), text).rejects.toMatchObject(DENIED);
      }
      // Allowed to anyone, and opens nothing: what would be filtered is refused instead.
      await client.query('set row_security = off');
      await expect(client.query('select 1 from proposals')).rejects.toMatchObject(DENIED);
    });
    const { rows } = await withClient({ url: database[address] }, (client) =>
      client.query(
        `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication
         from pg_roles where rolname = current_user`,
      ),
    );
    expect(new Set(Object.values(rows[0] ?? {}))).toEqual(new Set([false]));
  });
});

describe('the gate’s role', () => {
  it('changes no table, no policy, no function, and makes none', async () => {
    const owner = await roleOf(database.ownerUrl);
    await within('url', async (client) => {
      for (const text of [
        'alter table proposals disable trigger proposals_guard',
        'alter table proposals disable row level security',
        'alter table proposals no force row level security',
        'alter table proposals alter column state drop not null',
        'drop policy own_workspace on proposals',
        'create policy all_of_it on proposals using (true)',
        'drop trigger proposals_guard on proposals',
        'drop table signals',
        'create table mine (n int)',
        'create temporary table clearances (n int)',
        'create schema mine',
        'create function proposals_guard() returns int language sql as $$ select 1 $$',
        'create or replace function never() returns trigger language plpgsql as $$ begin return null; end $$',
        'truncate proposals cascade',
        'truncate audit_log',
        `set role ${owner}`,
        `grant ${owner} to current_user`,
        "select fence('signals')",
        'create table pgboss.mine (n int)',
      ]) {
        await expect(client.query(text), text).rejects.toMatchObject(DENIED);
      }
    });
  });

  it('writes no rows that only ever are added to, and no rules', async () => {
    await approved(at);
    await within('url', async (client) => {
      for (const table of ['audit_log', 'audit_chain', 'audit_checkpoints'])
        for (const text of [
          `update ${table} set workspace_id = workspace_id`,
          `delete from ${table}`,
        ])
          await expect(client.query(text), text).rejects.toMatchObject(DENIED);
      for (const table of ['proposals', 'decisions', 'clearances', 'dispatches']) {
        const gone = client.query(`delete from ${table}`);
        await expect(gone, table).rejects.toMatchObject(DENIED);
      }
      for (const text of [
        "insert into state_moves values ('proposal', 'pending', 'executed')",
        "update state_moves set became = 'executed'",
        'delete from state_moves',
        "insert into migrations values (9999, 'x')",
        'delete from migrations',
      ])
        await expect(client.query(text), text).rejects.toMatchObject(DENIED);
    });
  });

  it('starts on a database that the owner migrated, and says so on an older one', async () => {
    await migrate(database.url);
    const empty = await emptyDatabase();
    try {
      await expect(migrate(empty.url)).rejects.toThrow(/DATABASE_OWNER_URL/);
      await migrate(empty.ownerUrl, await roleOf(empty.url));
      await migrate(empty.url);
      await withClient({ url: empty.ownerUrl }, (client) =>
        client.query('delete from migrations where number = 11'),
      );
      await expect(migrate(empty.url)).rejects.toThrow(/DATABASE_OWNER_URL/);
    } finally {
      await empty.drop();
    }
  });

  it('is granted only what it lacks, so that a start disturbs nobody', async () => {
    const rights = () =>
      withClient({ url: database.adminUrl }, async (client) => {
        const { rows } = await client.query(
          'select oid::int, xmin::text, relacl::text from pg_class where relacl is not null order by 1',
        );
        return rows;
      });
    const app = await roleOf(database.url);
    const before = await rights();
    await migrate(database.ownerUrl, app);
    expect(await rights()).toEqual(before);
    await withClient({ url: database.ownerUrl }, (client) =>
      client.query(`grant update on audit_log to ${app}; revoke select on workflows from ${app}`),
    );
    await migrate(database.ownerUrl, app);
    await within('url', async (client) => {
      await client.query('select 1 from workflows');
      const rewrite = client.query("update audit_log set actor = 'x'");
      await expect(rewrite).rejects.toMatchObject(DENIED);
    });
  });
});

it('says what does not hold where roles are not parted', async () => {
  expect(await weaknesses(database.url)).toEqual([]);
  expect(await weaknesses(database.ownerUrl)).toEqual([
    expect.stringContaining('One database role does both'),
  ]);
  expect(await weaknesses(database.adminUrl)).toEqual([
    expect.stringContaining('bypasses row-level security'),
  ]);
});

it('works with one role that does both, fenced all the same', async () => {
  const alone = await emptyDatabase();
  await migrate(alone.ownerUrl);
  const store = createStore(alone.ownerUrl);
  try {
    const [one, two] = [await scene(store), await scene(store)];
    for (const each of [one, two])
      expect((await approved(each)).answer).toMatchObject({ status: 'accepted' });
    await withClient({ url: alone.ownerUrl, workspaceId: one.workspaceId }, async (client) => {
      const { rows } = await client.query('select distinct workspace_id as id from proposals');
      expect(rows).toEqual([{ id: one.workspaceId }]);
    });
    expect(await store.people.listWorkspaces()).toHaveLength(2);
  } finally {
    await store.close();
    await alone.drop();
  }
});

it.each([
  ['the gate’s role', 'url'],
  ['the owner', 'ownerUrl'],
  ['a superuser', 'adminUrl'],
] as const)('names %s in the audit when nobody else is', async (_, address) => {
  const { proposalId } = await at.store.proposals.submit(await revisionOf(at));
  const role = await roleOf(database[address]);
  await within(address, (client) =>
    client.query("update proposals set state = 'withdrawn' where id = $1", [proposalId]),
  );
  const { rows } = await within('adminUrl', (client) =>
    client.query(
      `select actor, became from audit_log where proposal_id = $1 order by id desc limit 1`,
      [proposalId],
    ),
  );
  expect(rows).toEqual([{ actor: `role:${role}`, became: 'withdrawn' }]);
});
