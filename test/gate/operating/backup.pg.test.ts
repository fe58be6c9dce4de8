import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { restoreBackup } from '../../../src/gate/store/backup/read.ts';
import { writeBackup } from '../../../src/gate/store/backup/write.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { approved, revisionOf, type Scene, scene } from '../store/scene.ts';

let source: TestDatabase;
let folder: string;
let file: string;
let store: Store;
const scenes: Scene[] = [];
let cursor: string;
/** the proposals in the order of the feed */
const feedOf = async (from: Store, at: Scene) => {
  const { entries, cursor: end } = await from.feed.read({
    identity: at.rep,
    cursor: null,
    limit: 500,
  });
  return { items: entries.flatMap((entry) => (entry.op === 'upsert' ? [entry.item] : [])), end };
};

beforeAll(async () => {
  source = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  file = join(folder, 'whole.gate');
  store = createStore(source.url);
  for (let n = 0; n < 2; n += 1) scenes.push(await scene(store));
  for (const at of scenes) {
    for (let n = 0; n < 30; n += 1) await store.proposals.submit(await revisionOf(at));
    // Approved, and its dispatch waits: it may be sent a moment after the backup.
    await approved(at);
  }
  const [at] = scenes;
  if (!at) throw new Error('no scene');
  cursor = (await feedOf(store, at)).end;
});
afterAll(async () => {
  await store.close();
  await source.drop();
  await rm(folder, { recursive: true, force: true });
});

async function count(database: TestDatabase, table: string): Promise<number> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

it('is the state of one moment while others write, for its owner’s eyes, and never over a file', async () => {
  let writing = true;
  const [at] = scenes;
  if (!at) throw new Error('no scene');
  const writer = (async () => {
    let written = 0;
    for (; writing; written += 1) await store.proposals.submit(await revisionOf(at));
    return written;
  })();
  const { rows, workspaces } = await writeBackup(source.url, file);
  writing = false;
  expect(await writer).toBeGreaterThan(0);
  expect(workspaces).toBe(2);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const lines = gunzipSync(await readFile(file))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  expect(lines.filter((line) => !line.startsWith('#'))).toHaveLength(rows);
  await expect(writeBackup(source.url, file)).rejects.toThrow('there already');
  // Of one moment: every revision has its proposal and the other way round.
  const ids = (table: string, member: string) => {
    const found = new Set<string>();
    let open = '';
    for (const line of lines) {
      if (line.startsWith('#part')) open = JSON.parse(line.slice(6)).table;
      else if (!line.startsWith('#') && open === table) found.add(JSON.parse(line)[member]);
    }
    return found;
  };
  expect(ids('public.revisions', 'proposal_id')).toEqual(ids('public.proposals', 'id'));
});

it('leaves nothing where the database goes away in the middle', async () => {
  const path = join(folder, 'cut.gate');
  await expect(writeBackup(source.url.replace(/:\d+\//, ':1/'), path)).rejects.toThrow();
  await expect(stat(path)).rejects.toThrow();
});

it.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 2000)],
  [
    'a bit flipped',
    (bytes: Buffer) => {
      const copy = Buffer.from(bytes);
      const at = Math.floor(copy.length / 2);
      copy[at] = (copy[at] ?? 0) ^ 4;
      return copy;
    },
  ],
  [
    'a row changed',
    (bytes: Buffer) =>
      gzipSync(gunzipSync(bytes).toString('utf8').replace('Hello Bob', 'Hello Eve')),
  ],
  [
    'a row gone',
    (bytes: Buffer) =>
      gzipSync(
        gunzipSync(bytes)
          .toString('utf8')
          .replace(/\n\{"workspace_id":[^\n]*"subject":"proposal"[^\n]*\n/, '\n'),
      ),
  ],
  [
    'no end',
    (bytes: Buffer) =>
      gzipSync(
        gunzipSync(bytes)
          .toString('utf8')
          .replace(/#done .*\n$/, ''),
      ),
  ],
  ['empty', () => Buffer.alloc(0)],
  ['no backup', () => gzipSync('hello\n')],
])('a file that is damaged (%s) restores nothing', async (_, damage) => {
  const target = await freshDatabase();
  const path = join(folder, randomUUID());
  await writeFile(path, damage(await readFile(file)));
  await expect(restoreBackup(target.ownerUrl, path)).rejects.toThrow('not a backup');
  expect(await count(target, 'workspaces')).toBe(0);
  await target.drop();
});

it('is of the same migrations, into an empty database, or not at all', async () => {
  const target = await freshDatabase();
  const path = join(folder, randomUUID());
  const text = gunzipSync(await readFile(file)).toString('utf8');
  await writeFile(path, gzipSync(text.replace('0004_whole_steps.sql', '0004_other_steps.sql')));
  await expect(restoreBackup(target.ownerUrl, path)).rejects.toThrow('another version');
  const other = createStore(target.url);
  const at = await scene(other);
  await other.close();
  await expect(restoreBackup(target.ownerUrl, file)).rejects.toThrow('not empty');
  expect(await count(target, 'workspaces')).toBe(1);
  expect(at.workspaceId).toBeTruthy();
  // The gate's own role may not even try: it can't take the guards off.
  await expect(restoreBackup((await freshDatabase()).url, file)).rejects.toThrow(
    /owner|permission/,
  );
  await target.drop();
});

it('killed in the middle of restoring leaves nothing half', async () => {
  const target = await freshDatabase();
  const child = fork(fileURLToPath(new URL('./restore-child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, TARGET: target.ownerUrl, FILE: file },
    silent: true,
  });
  const watch = new pg.Client({ connectionString: target.adminUrl });
  await watch.connect();
  // Until it has its locks and has begun to write.
  await expect
    .poll(
      async () =>
        (
          await watch.query(
            `select 1 from pg_stat_activity where application_name = 'countersign-restore'
             and datname = current_database() and backend_xid is not null`,
          )
        ).rowCount,
      { timeout: 30_000, interval: 5 },
    )
    .toBe(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await expect
    .poll(
      async () =>
        (
          await watch.query(
            `select 1 from pg_stat_activity where application_name = 'countersign-restore'
             and datname = current_database()`,
          )
        ).rowCount,
      { timeout: 30_000 },
    )
    .toBe(0);
  await watch.end();
  for (const table of ['workspaces', 'proposals', 'audit_log'])
    expect(await count(target, table)).toBe(0);
  // And can be done again.
  expect((await restoreBackup(target.ownerUrl, file)).rows).toBeGreaterThan(100);
  await target.drop();
});

it('restored: all is there, nothing leaves by itself, devices start over, and the gate goes on', async () => {
  const target = await freshDatabase();
  const restored = await restoreBackup(target.ownerUrl, file);
  expect(restored).toMatchObject({ refused: 2, unknown: 0 });
  const other = createStore(target.url);
  for (const table of ['decisions', 'devices', 'agents', 'agent_keys', 'reviewers', 'attachments'])
    expect(await count(target, table), table).toBe(await count(source, table));
  for (const at of scenes) {
    const [workflow] = await other.workflows.listWorkflows(at.workspaceId);
    expect(workflow).toMatchObject({ state: 'paused' });
    const { items } = await feedOf(other, at);
    expect(items.length).toBeGreaterThanOrEqual(31);
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['pending']));
    const dispatches = await other.dispatches.list({ workspaceId: at.workspaceId, limit: 10 });
    expect(dispatches.map(({ state }) => state)).toEqual(['refused']);
  }
  const [at] = scenes;
  if (!at) throw new Error('no scene');
  // A place in the old database's feed is no place in this one's.
  expect(await other.feed.read({ identity: at.rep, cursor, limit: 10 })).toMatchObject({
    resync: true,
  });
  const { end } = await feedOf(other, at);
  expect(await other.feed.read({ identity: at.rep, cursor: end, limit: 10 })).toMatchObject({
    entries: [],
    more: false,
  });
  // Its guards are on, and it takes what comes.
  const owner = new pg.Client({ connectionString: target.ownerUrl });
  await owner.connect();
  await owner.query(`select set_config('gate.workspace', '${at.workspaceId}', false)`);
  await expect(owner.query('delete from audit_log')).rejects.toMatchObject({ code: 'CS001' });
  const { rows: said } = await owner.query(
    "select data from audit_log where subject = 'gate' and became = 'restored'",
  );
  expect(said).toHaveLength(1);
  await owner.end();
  await other.workflows.setWorkflowState({
    workspaceId: at.workspaceId,
    id: at.workflowId,
    state: 'running',
    reason: 'looked',
    by: at.rep.reviewer.id,
  });
  const anew = await approved({ ...at, store: other });
  expect(anew.answer.status).toBe('accepted');
  expect((await other.feed.read({ identity: at.rep, cursor: end, limit: 10 })).entries).not.toEqual(
    [],
  );
  await other.close();
  // A backup of what was restored is one, too.
  const second = join(folder, 'second.gate');
  await writeBackup(target.url, second);
  const third = await freshDatabase();
  expect((await restoreBackup(third.ownerUrl, second)).rows).toBeGreaterThan(restored.rows);
  await Promise.all([target.drop(), third.drop()]);
});
