import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { Device, proposal, submit, WORKFLOWS } from '../http/harness.ts';
import { runningGate } from '../http/running.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('GATE_DATA', folder);
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
  return { code, out, errors: errors.join('\n') };
}

it('makes a workspace, a workflow, an agent and a pairing code that a running gate takes', async () => {
  const [workspaceId = ''] = (await run('workspace', 'create', 'Acme')).out;
  const file = join(folder, 'workflow.json');
  await writeFile(file, JSON.stringify(WORKFLOWS[0]));
  expect((await run('workflow', 'put', file, '--workspace', 'Acme')).out).toEqual([
    'outbound (pre-approval, running)',
  ]);
  const { out } = await run('agent-key', '--workspace', workspaceId, '--name', 'Writer');
  const key = /csk_\S+/.exec(out.join('\n'))?.[0] ?? '';
  expect(out.join('\n')).toMatch(/whsec_\S+/);
  const pair = ['pair', '--workspace', 'Acme', '--name', 'Rae', '--email', 'Rae@acme.example'];
  const [code = ''] = (
    await run(...pair, '--role', 'manager', '--mailbox', 'Rep@acme.example', 'b@acme.example')
  ).out;
  const gate = await runningGate({ databaseUrl: database.url });
  try {
    const device = await Device.make(gate);
    const answer = await device.pair(code.toLowerCase());
    expect(await answer.json()).toMatchObject({
      reviewer: {
        role: 'manager',
        email: 'rae@acme.example',
        mailboxes: ['rep@acme.example', 'b@acme.example'],
      },
    });
    expect((await submit(gate, { workspaceId, agentId: '', key }, proposal())).lane).toBe('human');
  } finally {
    await gate.close();
  }
});

it.each([
  [['nonsense'], /unknown command/],
  [['pair', '--workspace', 'Acme'], /required option/],
  [['pair', '--workspace', 'Acme', '--name', 'x', '--email', 'x'], /--email/],
  [
    ['pair', '--workspace', 'Nowhere', '--name', 'x', '--email', 'x@y.example'],
    /no workspace Nowhere/,
  ],
  [['workflow', 'put', '/nowhere.json', '--workspace', 'Acme'], /ENOENT/],
])('%j ends with a sentence and not with 0', async (words, sentence) => {
  const { code, errors } = await run(...words);
  expect(code).not.toBe(0);
  expect(errors).toMatch(sentence);
});

it('rotates the key in the file', async () => {
  expect((await run('keys', 'rotate')).out[0]).toContain('2 keys');
});
