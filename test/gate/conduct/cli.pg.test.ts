import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { dovecotMissing, startDovecot } from './dovecot.ts';
import { startImapServer } from './imap-server.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('GATE_DATA', folder);
  await run('workspace', 'create', 'Acme');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  await rm(folder, { recursive: true });
});

async function run(...words: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(
    ['node', 'gate', ...words],
    (line) => out.push(line),
    (line) => errors.push(line),
  );
  return { code, out: out.join('\n'), errors: errors.join('\n') };
}
const ACME = ['--workspace', 'Acme'];

it('imports a file or says what is wrong with it, and exports what only its owner may read', async () => {
  const file = join(folder, 'list.csv');
  await writeFile(file, 'scope,value,reason\naddress,a@x.example,manual\ndomain,co.uk,manual\n');
  const bad = await run('suppressions', 'import', file, ...ACME);
  expect(bad).toMatchObject({ code: 2, out: '' });
  expect(bad.errors).toContain('/3/value: line 3, value: a public suffix');
  const some = await run('suppressions', 'import', file, ...ACME, '--partial');
  expect(some).toMatchObject({ code: 0 });
  expect(some.out).toMatch(
    /^line 3, value: .*\n1 added, 0 known, 1 refused, 0 proposals withdrawn$/,
  );
  const out = join(folder, 'out.csv');
  expect((await run('suppressions', 'export', out, ...ACME)).code).toBe(0);
  expect(await readFile(out, 'utf8')).toMatch(/\r\naddress,a@x\.example,manual,cli,/);
  expect((await stat(out)).mode & 0o777).toBe(0o600);
  expect((await run('suppressions', 'export', ...ACME)).out).toMatch(/^scope,value,reason/);
});

it('reconcile says what is missing, and never a password', async () => {
  expect((await run('reconcile', ...ACME)).errors).toContain('SENT_MAIL_URL is not set');
  vi.stubEnv('SENT_MAIL_URL', 'imap://a:hunter2@127.0.0.1:1');
  const away = await run('reconcile', ...ACME);
  expect(away.code).toBe(1);
  expect(away.errors).not.toContain('hunter2');
  vi.stubEnv('SENT_MAIL_URL', 'imap://a:hunter2');
  const wrong = await run('reconcile', ...ACME);
  expect(wrong.errors).toContain('SENT_MAIL_URL: imaps://user:password@host');
  expect(wrong.errors).not.toContain('hunter2');
});

it('reconcile looks through a mailbox', async () => {
  const server = await (dovecotMissing() === null ? startDovecot() : startImapServer());
  try {
    vi.stubEnv('SENT_MAIL_URL', server.url);
    expect(await run('reconcile', ...ACME)).toMatchObject({
      code: 0,
      out: 'ana@seller.example: 0 new messages, 0 cleared, 0 incidents',
    });
  } finally {
    await server.stop();
  }
});
