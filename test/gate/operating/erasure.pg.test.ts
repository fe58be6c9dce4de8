import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import {
  approved,
  decide,
  decisionOn,
  mail,
  revisionOf,
  type Scene,
  scene,
} from '../store/scene.ts';

let database: TestDatabase;
let store: Store;
let admin: pg.Client;
let app: pg.Client;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  admin = new pg.Client({ connectionString: database.adminUrl });
  app = new pg.Client({ connectionString: database.url });
  await Promise.all([admin.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([admin.end(), app.end(), store.close()]);
  await database.drop();
});
const inWorkspace = async (texts: string[]): Promise<void> => {
  await app.query('begin');
  try {
    await app.query("select set_config('gate.workspace', $1, true)", [at.workspaceId]);
    for (const text of texts) await app.query(text);
    await app.query('commit');
  } catch (error) {
    await app.query('rollback');
    throw error;
  }
};

const CANARY = 'Canary Von Secretson';
const ADDRESS = 'canary@buyer.example';
const secret = () =>
  mail({ to: [{ email: ADDRESS, name: CANARY }], subject: CANARY, body: `<p>${CANARY}</p>` });

/** Every table's rows of this workspace, as text, but the audit chain's own. */
async function everything(): Promise<string> {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const found = await admin.query<{ all: string | null }>(
      `select string_agg(t::text, E'\n') as all from ${name} t`,
    );
    texts.push(`${name}: ${found.rows[0]?.all ?? ''}`);
  }
  return texts.join('\n');
}

it('refuses to erase without an erasure, with one of another transaction, and more than it may', async () => {
  at = await scene(store);
  const { proposalId } = await store.proposals.submit(await revisionOf(at));
  const erase = `update revisions set erased_at = now(), content = '{}' where proposal_id = '${proposalId}'`;
  await expect(inWorkspace([erase])).rejects.toMatchObject({ code: 'CS001' });
  const id = randomUUID();
  const begin = `insert into erasures (workspace_id, id, reason, requested_by) values ('${at.workspaceId}', '${id}', 'retention', 'x')`;
  const say = `select set_config('gate.erasure', '${id}', true)`;
  await inWorkspace([begin]);
  await expect(inWorkspace([say, erase])).rejects.toMatchObject({ code: 'CS001' });
  const other = randomUUID();
  const now = [begin.replace(id, other), say.replace(id, other)];
  const more = erase.replace('content =', "content_digest = repeat('0', 64), content =");
  await expect(inWorkspace([...now, more])).rejects.toMatchObject({ code: 'CS001' });
  await expect(
    inWorkspace([
      ...now,
      `update revisions set content = '{}' where proposal_id = '${proposalId}'`,
    ]),
  ).rejects.toMatchObject({ code: 'CS001' });
  // Not even with one: a row goes never.
  await expect(inWorkspace([...now, 'delete from revisions'])).rejects.toThrow();
  await expect(
    inWorkspace([`update erasures set counts = '{"none": 1}' where id = '${id}'`]),
  ).rejects.toMatchObject({ code: 'CS001' });
});

it('erases a person everywhere, keeps digests and states, withdraws what is open, and says what it did', async () => {
  at = await scene(store);
  const done = await approved(at, { content: secret() });
  // Why it came to a person may say of whom.
  const open = await store.proposals.submit({
    ...(await revisionOf(at, { content: secret() })),
    trigger: { code: 'check-flag', message: `The greeting names Dana; it goes to ${CANARY}.` },
  });
  const edited = await store.proposals.submit(await revisionOf(at));
  const decision = await decisionOn(at, {
    proposalId: edited.proposalId,
    action: 'approve_edited',
    content: secret(),
    reason: { code: 'tone', note: `${CANARY} is sensitive` },
  });
  await decide(at, { decision });
  const stranger = await store.proposals.submit(
    await revisionOf(at, { content: mail({ subject: 'Somebody else' }) }),
  );
  await store.signals.add({
    workspaceId: at.workspaceId,
    source: 'test',
    signals: [
      {
        id: randomUUID(),
        type: 'reply',
        proposalId: done.proposalId,
        at: new Date().toISOString(),
        detail: `${ADDRESS} wrote: ${CANARY}`,
      },
    ],
  });
  expect(await everything()).toContain(CANARY);
  const before = await admin.query(
    'select proposal_id, content_digest, submission_digest from revisions where workspace_id = $1 order by proposal_id',
    [at.workspaceId],
  );
  const { rows: log } = await admin.query(
    'select * from audit_log where workspace_id = $1 order by id',
    [at.workspaceId],
  );

  const erasure = await store.retention.erasePerson({
    workspaceId: at.workspaceId,
    id: randomUUID(),
    address: 'Canary@Buyer.example',
    requestedBy: 'device:x',
  });
  expect(erasure.counts).toMatchObject({
    proposals: 3,
    revisions: 3,
    decisions: 2,
    signals: 1,
    // the other two went with the reply
    withdrawn: 1,
    underWay: 0,
  });
  const left = await everything();
  expect(left).not.toContain(CANARY);
  expect(
    left
      .toLowerCase()
      .split('\n')
      .filter((row) => row.includes(ADDRESS)),
  ).toEqual([]);
  expect(left).toContain('Somebody else');

  const after = await admin.query(
    'select proposal_id, content_digest, submission_digest from revisions where workspace_id = $1 order by proposal_id',
    [at.workspaceId],
  );
  expect(after.rows).toEqual(before.rows);
  const { rows: grown } = await admin.query(
    'select * from audit_log where workspace_id = $1 order by id',
    [at.workspaceId],
  );
  expect(grown.slice(0, log.length)).toEqual(log);
  expect(grown.slice(log.length).map((row) => row.subject)).toContain('erasure');
  // Devices are told, in a form that they can read.
  const { entries } = await store.feed.read({ identity: at.rep, cursor: null, limit: 50 });
  const item = entries.find(
    (entry) => entry.op === 'upsert' && entry.item.proposalId === open.proposalId,
  );
  expect(item).toMatchObject({ item: { state: 'withdrawn', content: { subject: 'erased' } } });
  expect(entries).toContainEqual(
    expect.objectContaining({
      item: expect.objectContaining({ proposalId: stranger.proposalId, state: 'pending' }),
    }),
  );
  // A plain approval's signature is over digests: it still proves who approved.
  const { rows: signatures } = await admin.query(
    'select id, jws from decisions where workspace_id = $1 order by received_at',
    [at.workspaceId],
  );
  expect(signatures).toEqual([
    { id: done.decision.id, jws: 'header.decision.signature' },
    { id: decision.id, jws: null },
  ]);
});

it('does not let the erased person be proposed to again, in any writing of the address; others are', async () => {
  for (const email of [ADDRESS, 'CANARY@buyer.EXAMPLE', 'canary+news@buyer.example']) {
    const again = await revisionOf(at, { content: mail({ to: [{ email }] }) });
    await expect(store.proposals.submit(again)).rejects.toThrow('asked to be forgotten');
  }
  await store.proposals.submit(await revisionOf(at));
  const elsewhere = await scene(store);
  await store.proposals.submit(await revisionOf(elsewhere, { content: secret() }));
});

it('twice is the same; a certificate is listed with the chain’s head', async () => {
  const again = await store.retention.erasePerson({
    workspaceId: at.workspaceId,
    id: randomUUID(),
    address: ADDRESS,
    requestedBy: 'device:x',
  });
  expect(again.counts).toMatchObject({ proposals: 0, revisions: 0, contacts: 0 });
  const all = await store.retention.erasures(at.workspaceId);
  expect(all).toHaveLength(2);
  expect(new Set(all.map(({ addressHash }) => addressHash)).size).toBe(1);
  expect(await store.retention.erasures((await scene(store)).workspaceId)).toEqual([]);
});

it('erases by age what is closed, by the workspace’s own days before the installation’s', async () => {
  at = await scene(store);
  const old = await store.proposals.submit(await revisionOf(at, { content: secret() }));
  const young = await store.proposals.submit(await revisionOf(at, { content: secret() }));
  const open = await store.proposals.submit(await revisionOf(at, { content: secret() }));
  const { workspaceId, agentId } = at;
  for (const { proposalId } of [old, young])
    await store.proposals.withdraw({ workspaceId, agentId, proposalId });
  await admin.query('alter table revisions disable trigger user');
  await admin.query(
    `update revisions set created_at = now() - interval '40 days' where proposal_id = any($1)`,
    [[old.proposalId, open.proposalId]],
  );
  await admin.query('alter table revisions enable trigger user');
  const sweep = (days: number | null) => store.retention.sweep({ newId: randomUUID, days });
  expect(await sweep(null)).toBe(0);
  expect(await sweep(60)).toBe(0);
  await store.retention.setPolicy({ workspaceId, what: 'content', days: 30, by: 'device:x' });
  expect(await sweep(60)).toBe(1);
  expect(await sweep(60)).toBe(0);
  const { rows } = await admin.query(
    'select proposal_id, erased_at is not null as gone from revisions where workspace_id = $1',
    [workspaceId],
  );
  expect(Object.fromEntries(rows.map((row) => [row.proposal_id, row.gone]))).toEqual({
    [old.proposalId]: true,
    [young.proposalId]: false,
    [open.proposalId]: false,
  });
});
