import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportLines } from '../../../src/gate/audit/export.ts';
import { sealWorkspace } from '../../../src/gate/audit/seal.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { restoreBackup } from '../../../src/gate/store/backup/read.ts';
import { writeBackup } from '../../../src/gate/store/backup/write.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase } from '../../support/pg.ts';
import { linesOf, textOf, verdictOf } from '../audit/record.ts';
import {
  Device,
  decision,
  email,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';

/* The audit record over erasure and restore: it goes on verifying, and says what happened. */

const NAME = 'Canary Von Secretson';
const ADDRESS = 'canary@buyer.example';
let gate: TestGate;
let acme: Team;
let rep: Device;
let sql: pg.Client;
let folder: string;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId, { email: 'rae@acme.example' });
  sql = new pg.Client({ connectionString: gate.databaseUrl });
  await sql.connect();
  await sql.query("select set_config('gate.workspace', $1, false)", [acme.workspaceId]);
  folder = await mkdtemp(join(tmpdir(), 'record-'));
});
afterAll(async () => {
  await sql.end();
  await gate.close();
  await rm(folder, { recursive: true });
});

const secret = () => email({ to: [{ email: ADDRESS, name: NAME }], subject: NAME });
const sealed = (store: Store) =>
  sealWorkspace({ store, keys: gate.keys }, { workspaceId: acme.workspaceId, signNow: true });
const exported = async (store: Store): Promise<string> => {
  await sealed(store);
  const deps = { audit: store.audit, keys: gate.keys, now: () => Date.now() };
  return textOf(exportLines(deps, acme.workspaceId));
};
const trusted = async () => (await gate.keys.jwks()).keys;
const headOf = async (): Promise<string> => {
  await sealed(gate.store);
  return (await gate.store.audit.checkpoint(acme.workspaceId))?.jws ?? '';
};

/** Approved on a device and claimed by a process, as the dispatcher does. */
async function claimed(claimedBy: string, content = email()) {
  const made = await submit(gate, acme, proposal({ content }));
  const [answer] = await rep.decide([await signed(rep, await decision(acme, made))]);
  expect(answer?.status).toBe('accepted');
  const { rows } = await sql.query<{ id: string }>(
    "select id from clearances where proposal_id = $1 and state = 'open'",
    [made.id],
  );
  const { dispatchId } = await gate.store.clearances.redeem({
    workspaceId: acme.workspaceId,
    clearanceId: rows[0]?.id ?? '',
    executor: 'gate:smtp',
    contentDigest: made.contentDigest,
    claimedBy,
  });
  return { workspaceId: acme.workspaceId, dispatchId, proposalId: made.id };
}

it('erasure → export → verify: whole, without the person, and it says what was erased', async () => {
  const { workspaceId } = acme;
  const edited = await submit(gate, acme);
  const payload = await decision(acme, edited, {
    action: 'approve_edited',
    content: secret(),
    reason: { code: 'tone', note: `${NAME} is sensitive` },
  });
  expect((await rep.decide([await signed(rep, payload)]))[0]?.status).toBe('accepted');
  const open = await submit(gate, acme, proposal({ content: secret() }));
  // A word on an unknown outcome names somebody whom the mail itself does not.
  const ref = await claimed('process-1');
  await gate.store.dispatches.handingOver({ ...ref, claimedBy: 'process-1' });
  await gate.store.dispatches.finish({ ...ref, result: { outcome: 'unknown' } });
  await gate.store.dispatches.resolve({
    ...ref,
    by: 'device:boss',
    outcome: 'executed',
    reason: `${ADDRESS} has it, says ${NAME}`,
  });
  const boss = await Device.paired(gate, workspaceId, { role: 'admin' });
  const put = await boss.send('POST', '/v1/suppressions', {
    body: { scope: 'address', value: ADDRESS, reason: 'legal', note: NAME },
  });
  expect(put.status).toBe(201);

  const before = await exported(gate.store);
  for (const text of [NAME, ADDRESS]) expect(before).toContain(text);
  const head = await headOf();
  expect(await verdictOf(before, { keys: await trusted() })).toMatchObject({
    findings: 0,
    signatures: 2,
    erased: 0,
    forgotten: 0,
  });

  const erasure = await boss.send('POST', '/v1/erasures', { body: { address: ADDRESS } });
  expect(erasure.status).toBe(201);
  const { counts } = (await erasure.json()) as { counts: Record<string, number> };
  expect(counts).toMatchObject({ proposals: 3, suppressions: 1, reviewers: 0, underWay: 0 });

  const after = await exported(gate.store);
  const verdict = await verdictOf(after, { keys: await trusted(), heads: [head] });
  expect(verdict.said).toEqual([]);
  expect(verdict).toMatchObject({ signatures: 1, erased: 1 });
  expect(verdict.forgotten).toBeGreaterThanOrEqual(2);
  expect(after.toLowerCase()).not.toContain(ADDRESS);
  expect(after).not.toContain(NAME);
  // Nor what a guess at the address could be tried with.
  for (const guess of [ADDRESS, NAME])
    expect(after).not.toContain(createHash('sha256').update(guess).digest('hex'));
  expect(open.state).toBe('pending');
});

it('a colleague is forgotten: the devices end, the record keeps ids and what they signed', async () => {
  const leaving = { email: 'Lee.Leaving@acme.example', mailboxes: ['lee@acme.example'] };
  const device = await Device.paired(gate, acme.workspaceId, leaving);
  const other = await Device.paired(gate, acme.workspaceId, { mailboxes: ['lee@acme.example'] });
  const made = await submit(gate, acme);
  await gate.store.people.upsertReviewer({
    ...{ workspaceId: acme.workspaceId, id: randomUUID(), role: 'rep', name: 'Lee Leaving' },
    email: leaving.email,
    mailboxes: [...leaving.mailboxes, 'rep@acme.example'],
  });
  expect((await device.decide([await signed(device, await decision(acme, made))]))[0]?.status).toBe(
    'accepted',
  );
  const { signatures } = await verdictOf(await exported(gate.store));
  const erase = (address: string) =>
    gate.store.retention.erasePerson({
      ...{ workspaceId: acme.workspaceId, id: randomUUID(), address, requestedBy: 'cli' },
    });
  expect((await erase(leaving.email)).counts).toMatchObject({ reviewers: 1, devices: 1 });
  expect((await erase('lee@acme.example')).counts).toMatchObject({ reviewers: 0, mailboxes: 1 });
  expect((await device.send('GET', '/v1/sync')).status).toBe(401);
  expect((await other.send('GET', '/v1/sync')).status).toBe(200);
  const after = await exported(gate.store);
  const verdict = await verdictOf(after, { keys: await trusted() });
  expect(verdict.said).toEqual([]);
  expect(verdict.signatures).toBe(signatures);
  expect(after).toContain(device.deviceId);
  expect(after).not.toMatch(/lee\.leaving@|lee@acme|Lee Leaving/i);
});

/** As if the backup came from a server that had counted far ahead of this one, or not as far. */
async function fromAnotherServer(adminUrl: string, by: number): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('alter table audit_log disable trigger user');
  await admin.query(
    `update audit_log l set xid = greatest(3, l.xid::text::bigint + $1)::text::xid8
     where exists (select from audit_chain c
       where c.workspace_id = l.workspace_id and c.audit_id = l.id)`,
    [by],
  );
  await admin.query('alter table audit_log enable trigger user');
  await admin.end();
}

it.each([
  ['another server, ahead', 1_000_000_000],
  ['another server, behind', -1_000_000_000],
])('restored on %s: each row is in the export once', async (_, by) => {
  await sealed(gate.store);
  const file = join(folder, randomUUID());
  await writeBackup(gate.databaseUrl, file);
  const target = await freshDatabase();
  await restoreBackup(target.ownerUrl, file);
  await fromAnotherServer(target.adminUrl, by);
  const store = createStore(target.url);
  try {
    const rows = async () => {
      const deps = { audit: store.audit, keys: gate.keys, now: () => Date.now() };
      const lines = linesOf(await textOf(exportLines(deps, acme.workspaceId)));
      return lines.flatMap((line) =>
        line.type === 'row' || line.type === 'unsealed' ? [line.row.id] : [],
      );
    };
    // With the restore's own rows not sealed yet, then sealed.
    const before = await rows();
    expect(new Set(before).size).toBe(before.length);
    const verdict = await verdictOf(await exported(store), { keys: await trusted() });
    expect(verdict).toMatchObject({ findings: 0, unsealed: 0, restored: 1 });
    expect((await rows()).sort()).toEqual(before.sort());
  } finally {
    await store.close();
    await target.drop();
  }
});

it('restore → export → verify: whole up to the backup; says so; what was under way is unknown', async () => {
  const begun = [await claimed('process-2'), await claimed('process-2')];
  const [, second] = begun;
  if (!second) throw new Error('no dispatch');
  await gate.store.dispatches.handingOver({ ...second, claimedBy: 'process-2' });
  const head = await headOf();
  const file = join(folder, 'whole.gate');
  await writeBackup(gate.databaseUrl, file);
  // Goes on after the backup, and is lost with this database.
  await submit(gate, acme);
  const lost = await headOf();
  expect(lost).not.toBe(head);

  const target = await freshDatabase();
  expect(await restoreBackup(target.ownerUrl, file)).toMatchObject({ unknown: 2 });
  const store = createStore(target.url);
  try {
    const dispatches = await store.dispatches.list({ workspaceId: acme.workspaceId, limit: 50 });
    for (const { dispatchId } of begun)
      expect(dispatches.find(({ id }) => id === dispatchId)?.state).toBe('unknown');
    for (const { proposalId } of begun)
      expect(
        (await store.proposals.current({ workspaceId: acme.workspaceId, proposalId }))?.state,
      ).toBe('unknown');
    const text = await exported(store);
    const keys = await trusted();
    const verdict = await verdictOf(text, { keys, heads: [head] });
    expect(verdict.said).toEqual([]);
    expect(verdict).toMatchObject({ restored: 1, unsealed: 0 });
    // A device that saw the rows after the backup is right to say that they are gone.
    const fork = await verdictOf(text, { keys, heads: [lost] });
    expect(fork.said.join()).toMatch(/device holds (another|a) head/);
    // Restored once more, from a backup of what was restored.
    const again = join(folder, 'again.gate');
    await writeBackup(target.url, again);
    const third = await freshDatabase();
    await restoreBackup(third.ownerUrl, again);
    const last = createStore(third.url);
    const twice = await verdictOf(await exported(last), { keys, heads: [head] });
    await last.close();
    await third.drop();
    expect(twice).toMatchObject({ findings: 0, restored: 2 });
  } finally {
    await store.close();
    await target.drop();
  }
});
