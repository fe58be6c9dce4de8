import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { type TestGate, team, testGate } from '../http/harness.ts';

let gate: TestGate;
let folder: string;
beforeAll(async () => {
  gate = await testGate();
  await team(gate.store, 'Scanned');
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  vi.stubEnv('DATABASE_URL', gate.databaseUrl);
  vi.stubEnv('GATE_DATA', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gate.close();
  await rm(folder, { recursive: true });
});

async function scan(...words: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(
    ['node', 'gate', 'scan', ...words, '--workspace', 'Scanned'],
    (line) => out.push(line),
    (line) => errors.push(line),
  );
  return { code, out, errors: errors.join('\n') };
}

describe('gate scan', () => {
  it('without a file looks at the gate’s own data', async () => {
    const { code, out } = await scan();
    expect(code).toBe(0);
    expect(out.at(-1)).toMatch(/^0 risks in \d+ workflows$/);
  });

  it('with an inventory tells its risks and its bad rows by line', async () => {
    const file = join(folder, 'inventory.csv');
    await writeFile(file, 'type,name,approval\nagent,Poster,none\nagent,Writer,perhaps\n');
    const { code, out } = await scan(file);
    expect(code).toBe(0);
    expect(out).toEqual([
      'line 3, approval: is countersign, person or none',
      expect.stringMatching(/^high {2}no-approval-path {2}line 2 {2}Poster acts, and nobody/),
      expect.stringMatching(/^1 risk in \d+ workflows and 1 of 2 rows$/),
    ]);
  });

  it('of a file that isn’t there says so', async () => {
    const { code, errors } = await scan(join(folder, 'none.csv'));
    expect(code).toBe(1);
    expect(errors).toContain('none.csv');
  });
});
