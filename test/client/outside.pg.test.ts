import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Device, decision, signed, type Team, team } from '../gate/http/harness.ts';
import { runningGate } from '../gate/http/running.ts';
import { buildClientPackage } from '../support/client-package.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let gate: Awaited<ReturnType<typeof runningGate>>;
let acme: Team;
let rep: Device;
beforeAll(async () => {
  // Somebody's project, somewhere else, that installed the package and its two dependencies.
  folder = await mkdtemp(join(tmpdir(), 'client-outside-'));
  await mkdir(join(folder, 'node_modules'));
  await buildClientPackage(join(folder, 'node_modules/countersign'));
  for (const name of ['zod', 'jose'])
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  gate = await runningGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
}, 120_000);
afterAll(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

async function example(): Promise<string> {
  const readme = await readFile(join(root, 'src/client/README.md'), 'utf8');
  const [, code] = /```js\n([\s\S]+?)```/.exec(readme) ?? [];
  if (code === undefined) throw new Error('the README has no example');
  return code;
}

describe('somebody else’s project', () => {
  it('runs the README’s example with Node alone, against a gate', async () => {
    await writeFile(join(folder, 'example.mjs'), await example());
    const env = { ...process.env, GATE_URL: gate.url, GATE_KEY: acme.key, NODE_OPTIONS: '' };
    const running = run(process.execPath, ['example.mjs'], { cwd: folder, env });
    // It is awaited below; a failure in between is said there.
    running.catch(() => undefined);
    const pending = async () => {
      const answer = await rep.send('GET', '/v1/sync');
      const page = (await answer.json()) as {
        entries: { item: { proposalId: string; revision: number; contentDigest: string } }[];
      };
      return page.entries[0]?.item;
    };
    await expect.poll(pending, { timeout: 20_000 }).toBeDefined();
    const item = await pending();
    if (!item) throw new Error('nothing came');
    const payload = await decision(
      acme,
      { ...item, id: item.proposalId },
      { action: 'reject', reason: { code: 'tone' } },
    );
    await rep.decide([await signed(rep, payload)]);
    expect((await running).stdout.trim().split('\n')).toEqual(['rejected reject tone', 'tone 1']);
  });

  it('gets types with it, under the strictest compiler settings', async () => {
    await writeFile(
      join(folder, 'agent.ts'),
      [
        "import { createClient, type DecisionReport, ProblemError } from 'countersign/client';",
        "const client = createClient({ url: 'https://gate.example', key: 'csk_x' });",
        "const report: DecisionReport = await client.waitForDecision('x');",
        'export const state: string = report.state;',
        '// @ts-expect-error a number is no reason',
        'export const wrong: number = report.decision?.reason;',
        'export const code = (error: unknown) => (error instanceof ProblemError ? error.code : null);',
      ].join('\n'),
    );
    const settings = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--types', ''];
    const modules = [
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023,dom,dom.iterable',
    ];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const checked = await run(process.execPath, [tsc, ...settings, ...modules, 'agent.ts'], {
      cwd: folder,
    }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? 'failed' }));
    expect(checked.stdout).toBe('');
  });
});
