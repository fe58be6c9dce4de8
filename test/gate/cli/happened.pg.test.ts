import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { type TestGate, testGate } from '../http/harness.ts';
import { furnish, MAKE, type Place } from '../surface/place.ts';

let gate: TestGate;
let place: Place;
let folder: string;
beforeAll(async () => {
  gate = await testGate();
  place = await furnish(gate, 'harbour');
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
    ['node', 'gate', ...words, '--workspace', place.name],
    (line) => out.push(line),
    (line) => errors.push(line),
  );
  return { code, out, errors: errors.join('\n') };
}

describe('an operator is told', () => {
  it.each([
    ['dispatches', '--state', 'lost'],
    ['dispatches', '--proposal', 'x'],
    ['deliveries', '--proposal', 'x'],
    ['deliveries', '--limit', '0'],
    ['incidents', '--limit', 'many'],
  ])('what is wrong with: %s %s %s', async (...words) => {
    const { code, out, errors } = await run(...words);
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(errors).toContain(words[1]);
  });
});

describe('an operator sees', () => {
  it('each dispatch with how it ended, and each run of it', async () => {
    await MAKE.dispatch(place);
    const { id: dispatchId } = await MAKE.unknownOutcome(place);
    const { workspaceId } = place.team;
    const [unknown] = await gate.store.dispatches.list({ workspaceId, state: 'unknown', limit: 1 });
    expect(unknown?.id).toBe(dispatchId);
    const all = await run('dispatches');
    expect(all.code).toBe(0);
    expect(all.out).toHaveLength(2);
    expect(all.out.join('\n')).toMatch(/ {2}queued {2}gate:smtp {2}/);
    const { out } = await run('dispatches', '--state', 'unknown', '--attempts');
    expect(out).toHaveLength(2);
    const [row, attempt] = out;
    expect(row).toMatch(/ {2}unknown {2}gate:smtp {2}.* {2}cut at harbour$/);
    expect(row).toContain(`${dispatchId}  ${unknown?.proposalId}`);
    expect(attempt).toMatch(/^ {2}execute 1 {2}\S+ {2}unknown {2}cut at harbour$/);
    const proposal = ['--proposal', unknown?.proposalId ?? ''];
    expect((await run('dispatches', ...proposal)).out).toEqual([row]);
    expect((await run('dispatches', '--limit', '1')).out).toHaveLength(1);
  });

  it('each try at telling a callback, and which of them did not arrive', async () => {
    const { workspaceId } = place.team;
    const { id: proposalId } = await MAKE.proposal(place);
    const told = {
      job: {
        workspaceId,
        id: randomUUID(),
        type: 'decision.made' as const,
        url: 'https://agent.example/secret-path',
        data: { proposalId },
      },
      startedAt: new Date(),
    };
    const nextTryAt = new Date(Date.now() + 5000);
    const failed = { status: 500, error: 'HTTP 500', nextTryAt, delivered: false };
    const done = { status: 204, error: null, nextTryAt: null, delivered: true };
    await gate.store.deliveries.record({ ...told, attempt: 1, ...failed });
    await gate.store.deliveries.record({ ...told, attempt: 2, ...done });
    const { out } = await run('deliveries', '--proposal', proposalId);
    expect(out).toHaveLength(2);
    expect(out[0]).toMatch(
      /decision\.made 2 {2}https:\/\/agent\.example {2}\S+ {2}delivered {2}204$/,
    );
    expect(out[1]).toMatch(/ {2}not delivered {2}500 {2}HTTP 500 {2}again at \S+$/);
    expect((await run('deliveries', '--failed')).out).toEqual([out[1]]);
    expect(out.join('\n')).not.toContain('secret-path');
  });

  it('mail that went out around the gate', async () => {
    expect(await run('incidents')).toMatchObject({ code: 0, out: [] });
    const { workspaceId } = place.team;
    const at = new Date().toISOString();
    const mailbox = 'rep@acme.example';
    const detail = { recipients: [place.buyer], detail: 'no clearance let it out' };
    await gate.store.reconcile.record({
      workspaceId,
      mailbox,
      checkedTo: at,
      matches: [],
      incidents: [{ kind: 'sent-uncleared', key: 'one', mailbox, happenedAt: at, detail }],
    });
    expect((await run('incidents')).out).toEqual([
      `${at}  sent-uncleared  rep@acme.example  to ${place.buyer}`,
    ]);
  });
});
