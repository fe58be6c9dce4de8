import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { withClient } from '../../support/pg-as.ts';
import { type TestGate, testGate } from '../http/harness.ts';
import { scene } from '../store/scene.ts';
import { add, send, signal } from './brake-scene.ts';

let gate: TestGate;
let folder: string;
beforeAll(async () => {
  gate = await testGate();
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  vi.stubEnv('DATABASE_URL', gate.databaseUrl);
  vi.stubEnv('GATE_DATA', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gate.close();
  await rm(folder, { recursive: true });
});

async function run(workspaceId: string, ...words: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(
    ['node', 'gate', ...words, '--workspace', workspaceId],
    (line) => out.push(line),
    (line) => errors.push(line),
  );
  return { code, out, errors: errors.join('\n') };
}

it('an operator sees what was stopped, restarts it by a person’s reason, and checks the log', async () => {
  const at = await scene(gate.store);
  const { workspaceId } = at;
  expect((await run(workspaceId, 'brakes', 'list')).out).toEqual([
    'No brakes yet: they are born with the first send.',
  ]);
  const sent = await send(at, 10);
  await add(
    at,
    ...sent.slice(0, 6).map(({ proposalId }) => signal({ type: 'complaint', proposalId })),
  );
  const listed = await run(workspaceId, 'brakes');
  const tripped = listed.out.filter((line) => line.startsWith('TRIPPED'));
  expect(tripped.length).toBeGreaterThan(0);
  expect(tripped[0]).toMatch(/6 of 10 sends \(60 %, 95 % interval 31 % to 83 %\)/);
  const id = tripped[0]?.split('  ')[1] ?? '';

  const words = ['--by', at.rep.reviewer.email, '--reason', 'The list was wrong.'];
  expect((await run(workspaceId, 'brakes', 'restart', id, ...words)).code).toBe(0);
  expect((await run(workspaceId, 'brakes', 'restart', id, ...words)).errors).toMatch(/not tripped/);
  // the workflow itself runs again only when it is resumed
  const workflow = await gate.store.workflows.getWorkflow({ workspaceId, id: at.workflowId });
  expect(workflow?.state).toBe('paused');

  const alerts = await run(workspaceId, 'alerts', '--state', 'open');
  expect(alerts.out).toHaveLength(2);
  expect(alerts.out[0]).toMatch(/ {2}page {2}open {2}boss@seller\.example .* over its ceiling/);
  expect(alerts.out.at(-1)).toMatch(/None was closed/);

  const checked = await run(workspaceId, 'brakes', 'rebuild');
  expect(checked).toMatchObject({ code: 0 });
  expect(checked.out[0]).toMatch(/^14 brakes, \d+ events: 14 are what their log says$/);
});

it('an operator is told which brake is not what its log says, and can have the log’s word kept', async () => {
  const at = await scene(gate.store);
  const { workspaceId } = at;
  await send(at, 2);
  await gate.store.brakes.tend();
  await withClient({ url: gate.databaseUrl, workspaceId }, (client) =>
    client.query(
      `update brakes set state = state || '{"sends": 9}' where id = (
      select id from brakes where workspace_id = $1 order by id limit 1)`,
      [workspaceId],
    ),
  );
  const found = await run(workspaceId, 'brakes', 'rebuild');
  expect(found.code).toBe(1);
  expect(found.out[0]).toMatch(/differs in sends after \d+ events/);
  expect((await run(workspaceId, 'brakes', 'rebuild', '--write')).code).toBe(0);
  expect((await run(workspaceId, 'brakes', 'rebuild')).code).toBe(0);
});
