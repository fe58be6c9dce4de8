import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { FIN, prices } from './scene.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'cli-policy-'));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('GATE_DATA', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  await rm(folder, { recursive: true });
});

async function run(...words: string[]) {
  const errors: string[] = [];
  const code = await runCli(
    ['node', 'gate', ...words],
    () => undefined,
    (line) => errors.push(line),
  );
  return { code, errors: errors.join('\n') };
}

it('the command line refuses what HTTP refuses, with path and reason, and a skipped version', async () => {
  await run('workspace', 'create', 'Acme');
  const file = join(folder, 'workflow.json');
  const put = async (workflow: object) => {
    await writeFile(file, JSON.stringify(workflow));
    return run('workflow', 'put', file, '--workspace', 'Acme');
  };
  const chain = prices({ ownership: { high: { approver: FIN, signOff: ['ceo@acme.example'] } } });
  const refused = await put(chain);
  expect(refused.code).toBe(2);
  expect(refused.errors).toContain('/policy/ownership/high/signOff');
  expect(refused.errors).toContain('one accountable person');
  expect((await put(prices({ alwaysPerson: [] }))).errors).toContain('/policy/alwaysPerson');
  expect((await put(prices())).code).toBe(0);
  expect(await put(prices({}, 3))).toMatchObject({
    code: 2,
    errors: expect.stringContaining('version 2'),
  });
});
