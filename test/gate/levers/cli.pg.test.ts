import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import {
  Device,
  decision,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';

const EMAIL = 'rae@acme.example';
let gate: TestGate;
let acme: Team;
let rep: Device;
let folder: string;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store, 'Levers');
  rep = await Device.paired(gate, acme.workspaceId, { email: EMAIL });
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  vi.stubEnv('DATABASE_URL', gate.databaseUrl);
  vi.stubEnv('GATE_DATA', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gate.close();
  await rm(folder, { recursive: true });
});

async function run(...words: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(
    ['node', 'gate', ...words, '--workspace', 'Levers'],
    (line) => out.push(line),
    (line) => errors.push(line),
  );
  return { code, out, errors: errors.join('\n') };
}

describe('from the command line', () => {
  it('a sweep lists what was stopped', async () => {
    const { id } = await submit(gate, acme, proposal({ template: 'spring' }));
    await submit(gate, acme, proposal({ template: 'autumn' }));
    const swept = await run('sweep', '--template', 'spring', '--reason', 'Wrong product.');
    expect(swept).toMatchObject({ code: 0, errors: '' });
    expect(swept.out).toEqual([
      expect.stringMatching(new RegExp(`^stopped  ${id}  outbound  .+  was pending$`)),
      '1 stopped, 0 under way',
    ]);
  });

  it('a recall lists what comes back', async () => {
    const made = await submit(gate, acme);
    await rep.decide([await signed(rep, await decision(acme, made))]);
    const recalled = await run('recall', '--reviewer', EMAIL, '--reason', 'Not read.');
    expect(recalled.out).toEqual([`recalled  ${made.id}`, '1 recalled, 0 had left']);
  });

  it.each([
    ['nothing to match', ['sweep', '--reason', 'x'], 'name a template'],
    ['a model without its version', ['sweep', '--model', 'm', '--reason', 'x'], 'name a template'],
    ['nobody', ['recall', '--reviewer', 'no@acme.example', '--reason', 'x'], 'no reviewer'],
    ['no time', ['recall', '--reviewer', EMAIL, '--reason', 'x', '--hours', '0'], 'hours'],
  ])('%s is refused with a sentence', async (_name, words, sentence) => {
    const { code, errors } = await run(...words);
    expect(code).toBeGreaterThan(0);
    expect(errors).toContain(sentence);
  });
});
