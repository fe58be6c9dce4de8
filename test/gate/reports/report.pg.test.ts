import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalAddress } from '../../../src/core/conduct/names.ts';
import { sha256Hex } from '../../../src/core/digest/sha256.ts';
import type { OversightMap } from '../../../src/core/schema/oversight-map.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';
import { runCli } from '../../../src/gate/cli/program.ts';
import type { Report, SignedReport } from '../../../src/protocol/report.ts';
import { withClient } from '../../support/pg-as.ts';
import { fileOf, forge, linesOf, textOf, verdictOf } from '../audit/record.ts';
import {
  Device,
  decision,
  email,
  enrich,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
let manager: Device;
let admin: Device;
let folder: string;
let trusted: readonly unknown[];
const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const FROM = hour(-24);

const ask = (device: Device, from = FROM, to = hour(1)) =>
  device.send('GET', `/v1/report?from=${from}&to=${to}`);
async function report(device = manager, from = FROM, to = hour(1)): Promise<SignedReport> {
  const answer = await ask(device, from, to);
  expect(answer.status).toBe(200);
  return (await answer.json()) as SignedReport;
}
const exported = (at = acme) => textOf(gate.deps.audit.lines(at.workspaceId));
const verified = (file: string, made: unknown, keys: readonly unknown[] = trusted) =>
  verdictOf(file, { keys, report: JSON.stringify(made) });
const of = ({ report: { workflows } }: SignedReport, id: string) => {
  const found = workflows.find((each) => each.id === id);
  if (!found) throw new Error(`no workflow ${id}`);
  return found;
};

beforeAll(async () => {
  gate = await testGate();
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId, { email: 'rae@acme.example' });
  manager = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
  admin = await Device.paired(gate, acme.workspaceId, { role: 'admin' });
  trusted = (await gate.keys.jwks()).keys;
  for (let nth = 0; nth < 6; nth += 1) {
    const content = email({ to: [{ email: `p${nth}@buyer-${nth % 3}.example` }] });
    const made = await submit(gate, acme, proposal({ content, template: 'intro-v1' }));
    const change = [
      {},
      {},
      { attention: { activeMs: 0, unseenWords: 300, flagsSeen: true, evidenceOpened: 0 } },
      { action: 'reject' as const, reason: { code: 'tone' as const } },
    ][nth];
    if (change) {
      const [answer] = await rep.decide([await signed(rep, await decision(acme, made, change))]);
      expect(answer?.status).toBe('accepted');
    }
  }
  await submit(gate, acme, proposal({ workflowId: 'enrich', content: enrich() }));
});
afterAll(async () => {
  await gate.close();
  await rm(folder, { recursive: true });
});

describe('a report', () => {
  it('says who reviews what under which pattern, and every figure is that of a query of its own', async () => {
    const made = await report();
    const outbound = of(made, 'outbound');
    expect(outbound).toMatchObject({
      ...{ pattern: 'pre-approval', owner: 'owner@acme.example', state: 'running' },
      ...{ kinds: ['email.draft'], proposals: 6, policyVersion: 1 },
      reviewers: [{ name: 'Rae Rep', role: 'rep', decisions: 4 }],
      decisions: { approve: 3, approve_edited: 0, reject: 1, escalate: 0 },
      toPeople: { hits: 6, n: 6, share: 1, ...wilson(6, 6) },
    });
    const { rows } = await withClient({ url: gate.databaseUrl, ...acme }, (sql) =>
      sql.query(
        `select count(*)::int as n, count(*) filter (where deliberate)::int as hits,
           percentile_cont(0.5) within group (order by extract(epoch from d.received_at - r.created_at)) as median
         from decisions d join revisions r using (workspace_id, proposal_id, revision)`,
      ),
    );
    const [counted] = rows;
    expect(outbound.deliberate).toEqual({
      ...{ hits: counted.hits, n: counted.n, share: counted.hits / counted.n },
      ...wilson(counted.hits, counted.n),
    });
    expect(counted.hits).toBeLessThan(counted.n);
    expect(outbound.timeToReview?.median.estimate).toBeCloseTo(Number(counted.median), 3);
    expect(outbound.override).toMatchObject({ hits: 1, n: 4, share: 0.25 });
    expect(outbound.override.low).toBeGreaterThan(0);
    expect(outbound.override.high).toBeLessThan(1);
  });

  it('says what nobody knows, where silence would read as good news', async () => {
    const { report: made } = await report();
    expect(made.workflows.find(({ id }) => id === 'enrich')?.unknown).toEqual([
      'Nobody decided anything in this period, so nothing is known about how people review.',
      'No audit was decided in this period, so nothing is known about the 1 that no person saw.',
    ]);
    expect(made.workflows.find(({ id }) => id === 'outbound')?.unknown).toEqual([
      'No defects were planted, so nothing is known about how many of those there are people catch.',
    ]);
    expect(made.unknown).toEqual([
      'The period was not over when this report was made.',
      'Nobody has said which categories of data are used.',
      'Nobody has said which sub-processors there are.',
    ]);
    const before = await report(manager, hour(-72), hour(-48));
    expect(before.report.unknown).toContain('The audit log has no row of this period.');
    expect(of(before, 'outbound').unknown).toEqual(['Nothing was proposed in this period.']);
    expect(of(before, 'outbound')).toMatchObject({
      toPeople: { n: 0, share: null, low: 0, high: 1 },
      timeToReview: null,
    });
  });

  it('counts what is in its period alone, to the microsecond that the log keeps', async () => {
    const middle = hour(0);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await submit(gate, acme, proposal());
    const end = hour(1);
    const [all, one, two] = [
      await report(manager, FROM, end),
      await report(manager, FROM, middle),
      await report(manager, middle, end),
    ];
    expect(of(one, 'outbound').proposals + of(two, 'outbound').proposals).toBe(
      of(all, 'outbound').proposals,
    );
    expect(of(two, 'outbound').proposals).toBe(1);
    const rows = ({ report: { chain } }: SignedReport) => chain.rows;
    expect(rows(one)).toBeGreaterThan(20);
    expect(rows(all)).toBe(rows(one) + rows(two));
    for (const part of [all, one, two])
      expect((await verified(await exported(), part)).said).toEqual([]);
  });

  it('is for managers, of their own workspace, and of a quarter at the most', async () => {
    expect((await ask(rep)).status).toBe(403);
    const other = await team(gate.store, 'Other');
    const theirs = await Device.paired(gate, other.workspaceId, { role: 'manager' });
    expect((await report(theirs)).report).toMatchObject({
      workspace: { id: other.workspaceId, name: 'Other' },
    });
    expect(of(await report(theirs), 'outbound').proposals).toBe(0);
    for (const [from, to] of [
      [FROM, FROM],
      [hour(1), FROM],
      [hour(-24 * 101), hour(0)],
    ] as const)
      expect((await ask(manager, from, to)).status).toBe(422);
  });

  it('says what an admin wrote of data and sub-processors, and how long things are kept', async () => {
    const disclosures = {
      contact: 'privacy@acme.example',
      dataCategories: [{ name: 'Work addresses', purpose: 'to write to them', source: 'the CRM' }],
      subProcessors: [{ name: 'Hosting AG', purpose: 'runs the gate', place: 'Frankfurt' }],
    };
    expect((await manager.send('PUT', '/v1/disclosures', { body: disclosures })).status).toBe(403);
    const put = await admin.send('PUT', '/v1/disclosures', { body: disclosures });
    expect(await put.json()).toEqual({ disclosures });
    await admin.send('PUT', '/v1/retention', { body: { content: 365 } });
    const made = await report();
    expect(made.report).toMatchObject({ disclosures, retention: { content: 365, signals: null } });
    expect(made.report.unknown).toEqual(['The period was not over when this report was made.']);
    const text = await exported();
    expect(text).toContain('privacy@acme.example');
    const chained = linesOf(text).flatMap((line) => (line.type === 'row' ? [line.row] : []));
    expect(JSON.stringify(chained)).not.toContain('privacy@acme.example');
    expect(made.report.chain.counts['disclosures created']).toBe(1);
  });
});

describe('beside the exported chain, a report', () => {
  it('is what the chain says, also after the chain has gone on', async () => {
    const made = await report();
    expect((await verified(await exported(), made)).said).toEqual([]);
    await submit(gate, acme, proposal());
    await report();
    expect((await verified(await exported(), made)).said).toEqual([]);
  });

  it('is refused when anything in it was changed', async () => {
    const made = await report();
    const file = await exported();
    const change = (edit: (copy: Report) => void): SignedReport => {
      const copy = structuredClone(made);
      edit(copy.report);
      return copy;
    };
    const outbound = (copy: Report) => copy.workflows.find(({ id }) => id === 'outbound');
    const changed = [
      change((copy) => void Object.assign(outbound(copy)?.deliberate ?? {}, { hits: 4 })),
      change((copy) => void copy.unknown.pop()),
      change((copy) => void Object.assign(copy, { further: 'a claim' })),
      change((copy) => void Object.assign(copy, { to: hour(2) })),
    ];
    for (const each of changed)
      expect((await verified(file, each)).said).toContain(
        'the report’s signature is bad: it was changed, or is not this gate’s',
      );
    const counts = change(
      (copy) => void Object.assign(copy.chain.counts, { 'decision approve': 9 }),
    );
    expect((await verified(file, counts)).said).toContain(
      'the report counts “decision approve” 9 times; the chain 3 times',
    );
    expect((await verified(file, { report: made.report })).said).toEqual([
      'the report is not one that a gate makes',
    ]);
  });

  it('shows a chain that was rewritten, even by who has the gate’s keys', async () => {
    const made = await report();
    const lines = linesOf(await exported());
    const at = lines.findIndex((line) => line.type === 'row' && line.row.subject === 'decision');
    const without = await forge(gate.keys, lines.toSpliced(at, 1));
    const { said } = await verified(without, made);
    expect(said).toContain('the report counts “decision approve” 3 times; the chain 2 times');
    expect(said.join('\n')).toMatch(/another than when the report was made|does not reach row/);
  });

  it('does not pass with another workspace’s chain, or a chain that ends before it', async () => {
    const made = await report();
    const other = await team(gate.store, 'Third');
    await submit(gate, other);
    await report(await Device.paired(gate, other.workspaceId, { role: 'manager' }));
    expect((await verified(await exported(other), made)).said).toContain(
      'the report is of another workspace',
    );
    const lines = linesOf(await exported());
    const short = await forge(gate.keys, lines.slice(0, 10));
    expect((await verified(short, made)).said.join('\n')).toMatch(/does not reach row/);
    expect((await verified(fileOf(lines.slice(0, 4)), made)).findings).toBeGreaterThan(0);
  });

  it('is checked by `gate audit verify --report`, as a quarter’s auditor would', async () => {
    const [file, made, keys] = ['chain.jsonl', `${randomUUID()}.json`, 'jwks.json'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await writeFile(made, JSON.stringify(await report()));
    await writeFile(file, await exported());
    await writeFile(keys, JSON.stringify({ keys: trusted }));
    const out: string[] = [];
    const run = (...words: string[]) =>
      runCli(
        ['node', 'gate', 'audit', 'verify', file, '--jwks', keys, ...words],
        (line) => out.push(line),
        (line) => out.push(line),
      );
    expect(await run('--report', made)).toBe(0);
    expect(out.join('\n')).toContain('is what this chain says: signature, head, and every row');
    const forged = JSON.parse(
      JSON.stringify(await report()).replace('"pre-approval"', '"post-hoc-audit"'),
    );
    await writeFile(made, JSON.stringify(forged));
    expect(await run('--report', made)).toBe(1);
    expect(out.join('\n')).toContain('signature is bad');
  });
});

it('draws the oversight map from what happened: agents, gates, people and ways out', async () => {
  const answer = await manager.send('GET', '/v1/map');
  expect(answer.status).toBe(200);
  const map = (await answer.json()) as OversightMap;
  expect(map.agents).toMatchObject([
    {
      name: 'Writer',
      revoked: false,
      feeds: [{ workflowId: 'enrich' }, { workflowId: 'outbound' }],
    },
  ]);
  const outbound = map.workflows.find(({ id }) => id === 'outbound');
  expect(outbound).toMatchObject({
    ...{ deciders: ['rae@acme.example'], executors: ['gate:smtp'], earns: false },
    ...{ owner: 'owner@acme.example', brakes: { tripped: 0 } },
  });
  expect(outbound?.waiting).toBeGreaterThan(0);
  expect(outbound?.lastDecidedAt).not.toBeNull();
  expect(map.people.map(({ role }) => role).sort()).toEqual(['admin', 'manager', 'rep']);
  expect((await rep.send('GET', '/v1/map')).status).toBe(403);
});

it('a certificate of erasure is what the chain says, and no other passes for it', async () => {
  const erase = async (address: string) => {
    const { id } = (await (
      await admin.send('POST', '/v1/erasures', { body: { address } })
    ).json()) as { id: string };
    await report();
    return (await (await admin.send('GET', `/v1/erasures/${id}`)).json()) as Record<
      string,
      unknown
    >;
  };
  const [one, two] = [await erase('p1@buyer-1.example'), await erase('p2@buyer-2.example')];
  const file = await exported();
  const said = async (certificate: unknown) =>
    (await verdictOf(file, { keys: trusted, certificate: JSON.stringify(certificate) })).said;
  expect(await said(one)).toEqual([]);
  expect(await said(two)).toEqual([]);
  expect(await said({ ...one, counts: { revisions: 0 } })).toHaveLength(1);
  expect(await said({ ...one, headAfter: two.headAfter })).toHaveLength(1);
  expect(await said({ ...one, headBefore: { seq: 3, hash: '0'.repeat(64) } })).toHaveLength(1);
  expect(await said({ ...one, headAfter: null })).toEqual([
    'the certificate was made before its row was sealed: take it again',
  ]);
  expect(await said({ ...one, workspaceId: randomUUID() })).toHaveLength(1);
  expect(await said('no certificate')).toHaveLength(1);
  // The digest on it is the one that the page and a person's own tools make.
  const digest = await sha256Hex(`${acme.workspaceId}\n${normalAddress('P1@Buyer-1.example')}`);
  expect(one.addressHash).toBe(digest);
});
