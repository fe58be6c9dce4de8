import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { WORKFLOWS } from '../http/harness.ts';

/* Operators' commands as they are typed: processes of their own, from the shell's words to the exit code. */

let database: TestDatabase;
let target: TestDatabase;
let folder: string;
beforeAll(async () => {
  [database, target] = await Promise.all([freshDatabase(), freshDatabase()]);
  folder = await mkdtemp(join(tmpdir(), 'commands-'));
});
afterAll(async () => {
  await Promise.all([database.drop(), target.drop()]);
  await rm(folder, { recursive: true });
});

const CLI = fileURLToPath(new URL('../../../src/gate/cli.ts', import.meta.url));
async function gate(words: string[], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...words], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, GATE_DATA: folder },
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', errors: '' };
  child.stdout.on('data', (piece: Buffer) => {
    texts.out += piece.toString('utf8');
  });
  child.stderr.on('data', (piece: Buffer) => {
    texts.errors += piece.toString('utf8');
  });
  const [code] = await once(child, 'close');
  return { code: code as number, ...texts };
}
const ACME = ['--workspace', 'Acme'];
const idOf = (text: string): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? '';

it('sets up, hands out and takes away keys, forgets a person, backs up, restores and verifies', async () => {
  expect((await gate(['workspace', 'create', 'Acme'])).code).toBe(0);
  const workflow = join(folder, 'workflow.json');
  await writeFile(workflow, JSON.stringify(WORKFLOWS[0]));
  expect(await gate(['workflow', 'put', workflow, ...ACME])).toMatchObject({
    code: 0,
    out: 'outbound (pre-approval, running)\n',
  });

  const made = await gate(['agent-key', ...ACME, '--name', 'Writer', '--scope', 'read']);
  expect(made.out).toMatch(/api key +csk_\S+\nwebhook secret +whsec_\S+\n$/);
  const agent = idOf(made.out);
  const list = async () => (await gate(['agent-key', 'list', ...ACME])).out.trimEnd().split('\n');
  expect(await list()).toEqual([`${agent}  Writer`, `  ${agent}  read, last used never`]);
  const rotated = await gate(['agent-key', 'rotate', agent, ...ACME, '--overlap', '60']);
  expect(rotated).toMatchObject({ code: 0 });
  expect(rotated.out).toMatch(/^api key +csk_\S+\n$/);
  expect((await list())[2] ?? '').toMatch(/, until /);
  expect(await gate(['agent-key', 'revoke', agent, ...ACME])).toMatchObject({ out: 'revoked\n' });
  expect((await list()).filter((line) => line.includes(', revoked '))).toHaveLength(1);
  expect((await gate(['agent-key', 'revoke', agent, '--agent', ...ACME])).code).toBe(0);
  expect((await list())[0]).toBe(`${agent}  Writer  revoked`);
  for (const words of [
    ['agent-key', 'rotate', agent, ...ACME],
    ['agent-key', 'revoke', randomUUID(), ...ACME],
  ])
    expect(await gate(words)).toMatchObject({ code: 1, out: '' });

  const csv = join(folder, 'list.csv');
  await writeFile(csv, 'scope,value,reason\naddress,gone@buyer.example,manual\n');
  expect((await gate(['suppressions', 'import', csv, ...ACME])).out).toMatch(/^1 added/);
  const erased = await gate(['erase', ...ACME, '--person', 'Gone@buyer.example']);
  expect(erased.code).toBe(0);
  expect(JSON.parse(erased.out)).toMatchObject({ reason: 'person', counts: { suppressions: 1 } });
  expect((await gate(['suppressions', 'export', ...ACME])).out).not.toContain('gone@');
  expect((await gate(['erase', ...ACME, '--person', 'nobody'])).errors).toMatch(/--person/);

  expect((await gate(['keys', 'rotate', '--overlap', '0'])).out).toContain('2 keys');
  const lines = join(folder, 'audit.jsonl');
  expect(await gate(['audit', 'export', ...ACME, '--out', lines])).toMatchObject({ code: 0 });
  const verified = await gate(['audit', 'verify', lines]);
  expect(verified.out).toMatch(/what \d+ rows hide was forgotten, on record\n[\s\S]*\nvalid\n$/);

  const file = join(folder, 'whole.gate');
  expect((await gate(['backup', '--out', file])).out).toMatch(/rows of 1 workspaces\n$/);
  expect((await gate(['backup', '--out', file])).errors).toMatch(/there already/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await gate(['restore', file])).errors).toMatch(/not empty/);
  const there = { DATABASE_URL: target.url, DATABASE_OWNER_URL: target.ownerUrl };
  expect(await gate(['migrate'], there)).toMatchObject({ code: 0 });
  expect((await gate(['restore', file], there)).out).toMatch(/^\d+ rows, as of /);
  const again = join(folder, 'again.jsonl');
  expect((await gate(['audit', 'export', ...ACME, '--out', again], there)).code).toBe(0);
  expect((await gate(['audit', 'verify', again])).out).toMatch(
    /restored from a backup 1 times[\s\S]*\nvalid\n$/,
  );
}, 300_000);

it('over its own PostgreSQL, every command ends by itself, with its word and its exit code', async () => {
  const data = join(folder, 'own');
  await mkdir(data);
  const own = { DATABASE_URL: '', DATABASE_OWNER_URL: '', GATE_DATA: data };
  expect(await gate(['workspace', 'create', 'Acme'], own)).toMatchObject({ code: 0 });
  for (let n = 0; n < 4; n += 1) {
    expect(await gate(['migrate'], own)).toMatchObject({
      code: 0,
      out: 'the database is of this version\n',
      // Nothing was left running by the one before.
      errors: expect.not.stringContaining('Adopted'),
    });
  }
  expect(
    await gate(['pair', '--workspace', 'None', '--name', 'x', '--email', 'x@y.example'], own),
  ).toMatchObject({ code: 1, errors: expect.stringContaining('There is no workspace None') });
}, 300_000);
