import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { link, START } from '../../../src/gate/audit/chain.ts';
import { signHead } from '../../../src/gate/audit/heads.ts';
import { sealWorkspace } from '../../../src/gate/audit/seal.ts';
import { runCli } from '../../../src/gate/cli/program.ts';
import { createGateKeys } from '../../../src/gate/keys/gate-keys.ts';
import { newKeySet } from '../../../src/gate/keys/key-set.ts';
import { ExportLine, SyncAudit } from '../../../src/protocol/audit.ts';
import {
  call,
  Device,
  decision,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';
import { runningGate } from '../http/running.ts';
import { linesOf, verdictOf } from './record.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
let boss: Device;
let folder: string;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
  boss = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
  await rep.decide([await signed(rep, await decision(acme, await submit(gate, acme)))]);
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  vi.stubEnv('DATABASE_URL', gate.databaseUrl);
  vi.stubEnv('GATE_DATA', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gate.close();
  await rm(folder, { recursive: true });
});

const seal = () =>
  sealWorkspace(
    { store: gate.store, keys: gate.keys },
    { workspaceId: acme.workspaceId, signNow: true },
  );

describe('GET /v1/export', () => {
  it('gives a manager the lines, which verify with the gate’s published keys', async () => {
    await seal();
    const answer = await boss.send('GET', '/v1/export');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    const text = await answer.text();
    for (const line of text.trimEnd().split('\n')) ExportLine.parse(JSON.parse(line));
    const jwks = (await (await call(gate, 'GET', '/.well-known/jwks.json')).json()) as {
      keys: unknown[];
    };
    expect(await verdictOf(text, { keys: jwks.keys })).toMatchObject({
      findings: 0,
      signatures: 1,
    });
  });

  it('holds nothing of another workspace', async () => {
    const rival = await team(gate.store, 'Rival');
    const theirs = await Device.paired(gate, rival.workspaceId, { role: 'admin' });
    await sealWorkspace(
      { store: gate.store, keys: gate.keys },
      { workspaceId: rival.workspaceId, signNow: true },
    );
    const text = await (await theirs.send('GET', '/v1/export')).text();
    expect((await verdictOf(text)).findings).toBe(0);
    expect(text).not.toContain(acme.workspaceId);
    expect(text).not.toContain(rep.deviceId);
  });

  it('is not for reps, agents or anybody', async () => {
    expect((await rep.send('GET', '/v1/export')).status).toBe(403);
    expect((await call(gate, 'GET', '/v1/export', { key: acme.key })).status).toBe(403);
    expect((await call(gate, 'GET', '/v1/export')).status).toBe(401);
  });

  it('can be given up in the middle', async () => {
    const answer = await boss.send('GET', '/v1/export');
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect((await boss.send('GET', '/v1/export')).status).toBe(200);
  });
});

describe('the head in GET /v1/sync', () => {
  const audit = async (head?: string) => {
    const query = head === undefined ? '' : `?head=${head}`;
    const answer = await rep.send('GET', `/v1/sync${query}`);
    expect(answer.status).toBe(200);
    return SyncAudit.parse(((await answer.json()) as { audit: unknown }).audit);
  };
  const forks = async () => {
    await seal();
    const lines = linesOf(await (await boss.send('GET', '/v1/export')).text());
    return lines.filter((line) => line.type === 'row' && line.row.subject === 'fork');
  };

  it('is the newest, and a device that has it or an older one hears nothing', async () => {
    await seal();
    const first = await audit();
    await submit(gate, acme);
    const { head } = await seal();
    await expect.poll(async () => (await audit()).head).not.toBe(first.head);
    expect(await audit(first.head)).not.toHaveProperty('forked');
    const newest = await gate.store.audit.checkpoint(acme.workspaceId);
    expect(newest?.seq).toBe(head.seq);
    expect(await audit(newest?.jws)).toEqual({ head: newest?.jws });
  });

  it('a head that the gate signed and does not have is an incident, once', async () => {
    const at = new Date().toISOString();
    const lost = { workspace: acme.workspaceId, seq: 3, hash: START, at };
    const ahead = { ...lost, seq: 1_000_000 };
    for (const head of [lost, ahead]) {
      const jws = await signHead(gate.keys, head);
      expect(await audit(jws)).toMatchObject({ forked: true });
      expect(await audit(jws)).toMatchObject({ forked: true });
    }
    expect(gate.logged.filter((each) => 'seq' in each)).toHaveLength(2);
    const rows = await forks();
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).toContain(rep.deviceId);
  });

  it('a head of other keys, another workspace or no head at all proves nothing', async () => {
    const before = (await forks()).length;
    const foreign = await createGateKeys({ issuer: gate.keys.issuer, set: await newKeySet() });
    const at = new Date().toISOString();
    const head = { workspace: acme.workspaceId, seq: 2, hash: START, at };
    const jws = await signHead(gate.keys, { ...head, workspace: acme.agentId });
    for (const each of [await signHead(foreign, head), jws, 'a.b.c'])
      expect(await audit(each)).not.toHaveProperty('forked');
    expect((await rep.send('GET', '/v1/sync?head=nonsense')).status).toBe(422);
    expect(await forks()).toHaveLength(before);
  });
});

describe('gate audit', () => {
  const run = async (...words: string[]) => {
    const out: string[] = [];
    const errors: string[] = [];
    const code = await runCli(
      ['node', 'gate', 'audit', ...words],
      (line) => out.push(line),
      (line) => errors.push(line),
    );
    return { code, out: out.join('\n'), errors: errors.join('\n') };
  };

  it('exports a file that verifies without a database, and not after a change', async () => {
    const file = join(folder, 'acme.jsonl');
    const made = await run('export', '--workspace', acme.workspaceId, '--out', file);
    expect(made).toMatchObject({ code: 0, errors: '' });
    expect((await stat(file)).mode & 0o077).toBe(0);
    // With its keys in the environment's place, a gate that isn't there is not asked.
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    try {
      const asserted = await run('verify', file);
      expect(asserted).toMatchObject({ code: 0 });
      expect(asserted.out).toMatch(/valid/);
      expect(asserted.out).toMatch(/only self-asserted/);
      const [header] = linesOf(await readFile(file, 'utf8'));
      const jwks = join(folder, 'jwks.json');
      await writeFile(jwks, JSON.stringify(header?.type === 'header' ? { keys: header.keys } : {}));
      const trusted = await run('verify', file, '--jwks', jwks);
      expect(trusted).toMatchObject({ code: 0, errors: '' });
      expect(trusted.out).not.toMatch(/self-asserted/);

      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('"became":"approved"', '"became":"rejected"'));
      const changed = await run('verify', file, '--jwks', jwks);
      expect(changed.code).toBe(1);
      expect(changed.errors).toMatch(/^line \d+, row \d+: was changed/m);
      expect(changed.errors).toMatch(/is not a true record/);
      expect(changed.out).not.toMatch(/^valid$/m);
      expect((await run('verify', join(folder, 'none.jsonl'))).code).toBe(1);
      expect((await run('verify', file, '--jwks', file)).errors).toMatch(/not a JWKS/);
      expect((await run('verify', file, '--jwks', 'http://example.com/')).errors).toMatch(/https/);
    } finally {
      vi.stubEnv('DATABASE_URL', gate.databaseUrl);
    }
  });

  it('never writes over a file, and leaves none behind for a workspace that is not there', async () => {
    const file = join(folder, 'mine.txt');
    await writeFile(file, 'mine');
    expect((await run('export', '--workspace', acme.workspaceId, '--out', file)).code).toBe(1);
    expect(await readFile(file, 'utf8')).toBe('mine');
    const none = join(folder, 'none.txt');
    expect((await run('export', '--workspace', 'Nobody', '--out', none)).code).toBe(1);
    await expect(stat(none)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('writes CSV that a spreadsheet does not run', async () => {
    const client = new pg.Client({ connectionString: gate.databaseUrl });
    await client.connect();
    await client.query(`select set_config('gate.workspace', $1, false)`, [acme.workspaceId]);
    await client.query(
      `insert into audit_log (workspace_id, actor, subject, subject_id, became)
       values ($1, audit_actor(), 'note', '=1+1', 'a,"b"')`,
      [acme.workspaceId],
    );
    await client.end();
    const file = join(folder, 'acme.csv');
    const asked = ['--workspace', acme.workspaceId, '--format', 'csv', '--out', file];
    expect((await run('export', ...asked)).code).toBe(0);
    const rows: Record<string, string>[] = parse(await readFile(file), { columns: true });
    expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, index) => index + 1));
    expect(rows.at(-1)).toMatchObject({ subject_id: "'=1+1", became: 'a,"b"' });
    expect(rows.at(-1)?.actor).toMatch(/^role:/);
    const past = await run('export', '--workspace', acme.workspaceId, '--out', `${file}.jsonl`);
    expect(past.code).toBe(0);
    expect((await run('verify', `${file}.jsonl`)).out).toMatch(/1 rows were written past the gate/);
  });
});

it('a running gate seals by itself, and gives the head to a device that syncs', async () => {
  const running = await runningGate();
  try {
    const { workspaceId } = await team(running.store);
    const device = await Device.paired(running, workspaceId, { role: 'admin' });
    const head = async () => {
      const answer = await (await device.send('GET', '/v1/sync')).json();
      return (answer as { audit?: SyncAudit }).audit?.head;
    };
    await expect.poll(head, { timeout: 20_000 }).toBeTypeOf('string');
    const heads = [(await head()) ?? ''];
    const text = await (await device.send('GET', '/v1/export')).text();
    const keys = (await running.keys.jwks()).keys;
    expect(await verdictOf(text, { keys, heads })).toMatchObject({ findings: 0 });
  } finally {
    await running.close();
  }
});

it('exports and verifies 20,000 rows in the memory of a few', async () => {
  const client = new pg.Client({ connectionString: gate.databaseUrl });
  await client.connect();
  const { workspaceId } = await team(gate.store, 'Large');
  await client.query(`select set_config('gate.workspace', $1, false)`, [workspaceId]);
  await client.query(
    `insert into audit_log (workspace_id, actor, subject, subject_id, became, data)
     select $1, 'test', 'note', n::text, 'written', jsonb_build_object('text', repeat('x', 3300))
     from generate_series(1, 20000) n`,
    [workspaceId],
  );
  await client.end();
  for (let state = 'more'; state === 'more'; )
    ({ state } = await gate.store.audit.seal({ workspaceId, limit: 1000, link }));
  const child = spawn(
    process.execPath,
    [
      ...['--max-old-space-size=64', '--import', 'tsx'],
      ...[fileURLToPath(new URL('./large-child.ts', import.meta.url))],
      ...[gate.databaseUrl, workspaceId],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let out = '';
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  expect(await once(child, 'exit')).toEqual([0, null]);
  const { bytes, rows, findings } = JSON.parse(out);
  expect(findings).toBe(0);
  expect(rows).toBeGreaterThanOrEqual(20_000);
  // More than the process could have held.
  expect(bytes).toBeGreaterThan(70_000_000);
}, 300_000);
