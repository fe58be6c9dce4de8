import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/gate/cli/open.ts';
import { startEmbedded } from '../../../src/gate/store/embedded/index.ts';
import { createStore, migrate, roleOf, weaknesses } from '../../../src/gate/store/index.ts';
import { emptyDatabase } from '../../support/pg.ts';
import { withClient } from '../../support/pg-as.ts';
import { sightOf } from '../../support/pg-sight.ts';

const FOLDER = new URL('../../../src/gate/store/migrations/', import.meta.url);
/** The last migration without fences. */
const BEFORE = 5;

/** As a gate of that time made it: its numbered files, and nothing else. */
async function migrateAsThen(client: pg.Client): Promise<void> {
  await client.query(`create table migrations (
    number int primary key, name text not null, applied_at timestamptz not null default now())`);
  for (const name of (await readdir(FOLDER)).sort()) {
    const number = Number.parseInt(name, 10);
    if (number > BEFORE) continue;
    await client.query(await readFile(new URL(name, FOLDER), 'utf8'));
    await client.query('insert into migrations (number, name) values ($1, $2)', [number, name]);
  }
}

const POLICY = { version: 1, requireHuman: [], undoSeconds: 0 };

/** A workspace with a mail that was approved and waits to leave. */
async function fill(client: pg.Client): Promise<{ workspaceId: string; keyHash: string }> {
  const workspaceId = randomUUID();
  const [agent, rep, device, proposal, decision, clearance] = Array.from({ length: 6 }, () =>
    randomUUID(),
  );
  const content = '{"kind":"record.update"}';
  const digest = createHash('sha256').update(content).digest('hex');
  const keyHash = createHash('sha256').update(workspaceId).digest('hex');
  const run = (text: string, ...values: unknown[]) => client.query(text, [workspaceId, ...values]);
  await run("insert into workspaces (workspace_id, name) values ($1, 'Older')");
  await run(
    "insert into agents (workspace_id, id, name, key_hash) values ($1, $2, 'A', $3)",
    agent,
    keyHash,
  );
  await run(
    `insert into reviewers (workspace_id, id, name, email, role)
     values ($1, $2, 'R', 'r@seller.example', 'admin')`,
    rep,
  );
  await run(
    `insert into devices (workspace_id, id, reviewer_id, name, jkt, jwk)
     values ($1, $2, $3, 'D', 'jkt', '{}')`,
    device,
    rep,
  );
  await run(
    `insert into workflows (workspace_id, id, name, pattern, owner, kinds, policy)
     values ($1, 'w', 'W', 'pre-approval', 'r@seller.example', '{record.update}', $2)`,
    JSON.stringify(POLICY),
  );
  await run(
    `insert into proposals (workspace_id, id, agent_id, workflow_id, external_id, kind, revision,
       state, lane) values ($1, $2, $3, 'w', 'x', 'record.update', 1, 'pending', 'human')`,
    proposal,
    agent,
  );
  await run(
    `insert into revisions (workspace_id, proposal_id, revision, content, content_digest,
       submission_digest, lane, tier, trigger, flags, model, model_version, confidence, review, due_at)
     values ($1, $2, 1, $3, $4, $4, 'human', 'low', '{}', '[]', 'm', '1', 0.5, '{}', now())`,
    proposal,
    content,
    digest,
  );
  await run(
    `insert into decisions (workspace_id, id, proposal_id, revision, reviewer_id, device_id, action,
       content_digest, attention, jws, decided_at, status, standing, workflow_id, model_version,
       confidence_bucket) values ($1, $2, $3, 1, $4, $5, 'approve', $6, '{}', 'jws', now(),
       'accepted', true, 'w', '1', 10)`,
    ...[decision, proposal, rep, device, digest],
  );
  await run(
    `insert into clearances (workspace_id, id, proposal_id, revision, workflow_id, decision_id,
       executor, content_digest, policy_version, jws, state, expires_at)
     values ($1, $2, $3, 1, 'w', $4, 'gate:webhook', $5, 1, 'jws', 'open', now() + interval '1 day')`,
    ...[clearance, proposal, decision, digest],
  );
  await run(
    `insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
       content_digest, state) values ($1, $2, $3, 'w', $4, 'gate:webhook', $5, 'queued')`,
    ...[randomUUID(), proposal, clearance, digest],
  );
  await run(
    "update proposals set state = 'approved' where workspace_id = $1 and id = $2",
    proposal,
  );
  return { workspaceId, keyHash };
}

it('fences a database that has rows of several workspaces, and loses none', async () => {
  const database = await emptyDatabase();
  try {
    const older = await withClient({ url: database.ownerUrl }, async (client) => {
      await migrateAsThen(client);
      return [await fill(client), await fill(client)];
    });
    await migrate(database.ownerUrl, await roleOf(database.url));
    const store = createStore(database.url);
    try {
      expect(await store.people.listWorkspaces()).toHaveLength(2);
      for (const { workspaceId, keyHash } of older) {
        expect((await store.people.agentByKeyHash(keyHash))?.workspaceId).toBe(workspaceId);
        expect(await store.workflows.listWorkflows(workspaceId)).toHaveLength(1);
        const dispatches = await store.dispatches.list({ workspaceId, limit: 10 });
        expect(dispatches).toMatchObject([{ state: 'queued' }]);
      }
    } finally {
      await store.close();
    }
  } finally {
    await database.drop();
  }
});

it('parts the roles of an embedded database that had one', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-older-'));
  await chmod(dataDir, 0o755);
  const folder = join(dataDir, 'postgres');
  const open = () => openStore({ dataDir, databaseUrl: null }, () => undefined);
  try {
    const first = await startEmbedded(folder, () => undefined);
    const app = await roleOf(first.url);
    const owner = await roleOf(first.ownerUrl);
    // As it was made before there was an owner.
    await withClient({ url: sightOf(first) }, (client) =>
      client.query(
        `alter database ${app} owner to ${app}; grant create on schema public to ${app}`,
      ),
    );
    await migrate(first.url);
    const { workspaceId } = await createWorkspace(first.url);
    await withClient({ url: sightOf(first) }, (client) => client.query(`drop role ${owner}`));
    await first.stop();
    const file = join(folder, 'credentials.json');
    const { admin, app: password } = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ admin, app: password }));

    const opened = await open();
    try {
      expect(await weaknesses(opened.databaseUrl)).toEqual([]);
      expect(await opened.store.people.listWorkspaces()).toMatchObject([{ id: workspaceId }]);
      await withClient({ url: opened.databaseUrl }, async (client) => {
        const table = client.query('create table mine (n int)');
        await expect(table).rejects.toMatchObject({ code: '42501' });
      });
    } finally {
      await opened.close();
    }
    // And again, with nothing left to change.
    await (await open()).close();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

async function createWorkspace(url: string): Promise<{ workspaceId: string }> {
  const store = createStore(url);
  try {
    const { id } = await store.people.createWorkspace({ id: randomUUID(), name: 'Older' });
    return { workspaceId: id };
  } finally {
    await store.close();
  }
}
