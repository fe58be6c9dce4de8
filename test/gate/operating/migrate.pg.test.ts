import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { sha256Hex } from '../../../src/core/digest/sha256.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { migrate } from '../../../src/gate/store/migrate.ts';
import { emptyDatabase } from '../../support/pg.ts';
import { revisionOf, scene } from '../store/scene.ts';

const FOLDER = new URL('../../../src/gate/store/migrations/', import.meta.url);
/** The first set that was ever on its own: states and whole steps. */
const OLD = 4;

async function migrateTo(url: string, last: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'create table migrations (number int primary key, name text not null, applied_at timestamptz not null default now())',
  );
  for (const name of (await readdir(FOLDER)).toSorted()) {
    const number = Number.parseInt(name, 10);
    if (!(number <= last)) continue;
    await client.query(await readFile(new URL(name, FOLDER), 'utf8'));
    await client.query('insert into migrations (number, name) values ($1, $2)', [number, name]);
  }
  await client.end();
}

/** What an older process writes, by the statements of its time. */
async function oldProcess(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const workspaceId = randomUUID();
  const [agentId, hash] = [randomUUID(), await sha256Hex(randomUUID())];
  // Old gates set the workspace in each transaction.
  const tx = async (texts: [string, unknown[]][]): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(texts);
      } catch (error) {
        // As old gates do it (db.ts).
        const { code } = error as { code?: string };
        if ((code !== '40P01' && code !== '40001') || attempt >= 4) throw error;
      }
    }
  };
  const once = async (texts: [string, unknown[]][]): Promise<void> => {
    await client.query(
      `begin; select set_config('gate.workspace', '${workspaceId}', true), set_config('gate.actor', 'old', true)`,
    );
    try {
      for (const [text, values] of texts) await client.query(text, values);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  };
  await tx([
    ['insert into workspaces (workspace_id, name) values ($1, $2)', [workspaceId, 'Old']],
    [
      'insert into agents (workspace_id, id, name, key_hash) values ($1, $2, $3, $4)',
      [workspaceId, agentId, 'Old', hash],
    ],
    [
      `insert into workflows (workspace_id, id, name, pattern, owner, kinds, policy)
       values ($1, 'outbound', 'Outbound', 'pre-approval', 'o@x.example', '{contact.enrich}', $2)`,
      [workspaceId, JSON.stringify(DEFAULT_POLICY)],
    ],
  ]);
  const propose = async (): Promise<string> => {
    const id = randomUUID();
    const content = JSON.stringify({
      changes: [{ after: 'b', before: 'a', field: 'title' }],
      contact: { id: '1', object: 'contact', system: 'crm' },
      kind: 'contact.enrich',
    });
    await tx([
      [
        `insert into proposals (workspace_id, id, agent_id, workflow_id, external_id, kind, revision, state, lane)
         values ($1, $2, $3, 'outbound', $4, 'contact.enrich', 1, 'pending', 'human')`,
        [workspaceId, id, agentId, randomUUID()],
      ],
      [
        `insert into revisions (workspace_id, proposal_id, revision, content, content_digest,
           submission_digest, lane, tier, trigger, flags, model, model_version, confidence, review, due_at)
         values ($1, $2, 1, $3, $4, $4, 'human', 'low', '{"code":"x","message":"x"}', '[]', 'm', '1',
           0.5, '{"reasoning":[],"claims":[]}', now())`,
        [workspaceId, id, content, await sha256Hex(content)],
      ],
      [
        `update proposals set state = 'withdrawn' where workspace_id = $1 and id = $2`,
        [workspaceId, id],
      ],
    ]);
    return id;
  };
  return { propose, workspaceId, hash, agentId, end: () => client.end() };
}

it('an older process goes on proposing while the database moves under it, and loses nothing', async () => {
  const database = await emptyDatabase();
  await migrateTo(database.ownerUrl, OLD);
  const old = await oldProcess(database.ownerUrl);
  const written: string[] = [];
  let migrating = true;
  const writing = (async () => {
    while (migrating) written.push(await old.propose());
    // And afterwards: it is not stopped at once.
    for (let n = 0; n < 5; n += 1) written.push(await old.propose());
  })();
  await expect.poll(() => written.length).toBeGreaterThan(2);
  await migrate(database.ownerUrl, new URL(database.url).username);
  migrating = false;
  await writing;
  await old.end();

  const store = createStore(database.url);
  const [workflow] = await store.workflows.listWorkflows(old.workspaceId);
  expect(workflow?.id).toBe('outbound');
  const states = await Promise.all(
    written.map((proposalId) =>
      store.proposals.current({ workspaceId: old.workspaceId, proposalId }),
    ),
  );
  expect(new Set(states.map((current) => current?.state))).toEqual(new Set(['withdrawn']));
  // Its agent has the key it had.
  expect(await store.people.agentByKeyHash(old.hash)).toMatchObject({ agentId: old.agentId });
  const at = await scene(store);
  await store.proposals.submit(await revisionOf(at));
  await store.close();
  await database.drop();
}, 180_000);

it('waits for a long transaction in turns, so that others are not held up behind it', async () => {
  const database = await emptyDatabase();
  await migrateTo(database.ownerUrl, OLD);
  const old = await oldProcess(database.ownerUrl);
  const long = new pg.Client({ connectionString: database.ownerUrl });
  await long.connect();
  await long.query('begin; select count(*) from revisions');
  let done = false;
  const migrating = migrate(database.ownerUrl, new URL(database.url).username).then(() => {
    done = true;
  });
  // Everybody else gets through, time and again, while it waits for that one.
  for (let n = 0; n < 6; n += 1) await old.propose();
  expect(done).toBe(false);
  await long.query('commit');
  await long.end();
  await migrating;
  await old.propose();
  await old.end();
  await database.drop();
}, 180_000);
