import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { withClient } from '../../support/pg-as.ts';
import {
  call,
  Device,
  decision,
  email,
  pairingCode,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  WORKFLOWS,
} from '../http/harness.ts';
import { runningGate } from '../http/running.ts';

let gate: TestGate & { url: string };
let acme: Team;
let rep: Device;
let folder: string;
let device: string;
beforeAll(async () => {
  gate = await runningGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
  folder = await mkdtemp(join(tmpdir(), 'sheet-'));
  device = join(folder, 'device.json');
  const code = await pairingCode(gate.store, acme.workspaceId, { email: 'me@acme.example' });
  expect(await run('pair', code, '--gate', gate.url)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await gate.close();
  await rm(folder, { recursive: true });
});

async function run(...words: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(
    ['node', 'gate', 'sheet', ...words, '--device', device],
    (line) => out.push(line),
    (line) => errors.push(line),
  );
  return { code, out: out.join('\n'), errors: errors.join('\n') };
}

type Row = Record<string, string>;
let count = 0;
/** Exports, has somebody fill it, and imports it. */
async function review(
  fill: (rows: Row[]) => Row[],
  between: () => Promise<void> = async () => undefined,
) {
  count += 1;
  const file = join(folder, `${count}.csv`);
  expect(await run('export', file)).toMatchObject({ code: 0 });
  const rows: Row[] = parse(await readFile(file, 'utf8'), { bom: true, columns: true });
  const columns = Object.keys(rows[0] ?? {});
  await writeFile(file, stringify(fill(rows), { header: true, columns }));
  await between();
  return run('import', file);
}
const only = (id: string, change: Row) => (rows: Row[]) =>
  rows.map((row) => (row.proposal === id ? { ...row, ...change } : row));
const stateOf = async (id: string) =>
  (await gate.store.proposals.report({ workspaceId: acme.workspaceId, proposalId: id }))?.state;
const exported = async (by: Device): Promise<Row[]> => {
  const answer = await by.send('GET', '/v1/queue.csv');
  expect(answer.headers.get('content-type')).toContain('text/csv');
  return parse(await answer.text(), { bom: true, columns: true });
};

describe('a sheet that was filled', () => {
  it('decides each row as its person, signed by their device, and says so for each', async () => {
    const [yes, no, open] = await Promise.all([1, 2, 3].map(() => submit(gate, acme)));
    if (!yes || !no || !open) throw new Error('nothing submitted');
    const done = await review((rows) =>
      rows.map((row) =>
        row.proposal === yes.id
          ? { ...row, decision: 'approve' }
          : row.proposal === no.id
            ? { ...row, decision: 'reject', reason: 'tone', note: 'too stiff' }
            : row,
      ),
    );
    expect(done).toMatchObject({ code: 0, errors: '' });
    expect(done.out).toMatch(/line \d+: approved\./);
    expect(done.out).toMatch(/line \d+: rejected\./);
    expect(done.out).toContain('2 recorded, 0 refused, 1 left open');
    expect(await stateOf(yes.id)).not.toBe('pending');
    expect(await stateOf(no.id)).toBe('rejected');
    expect(await stateOf(open.id)).toBe('pending');
    const rows = await withClient(
      { url: gate.databaseUrl, workspaceId: acme.workspaceId },
      async (client) => {
        const found = await client.query(
          `select d.channel, d.device_id, d.jws, v.email from decisions d
         join reviewers v on v.id = d.reviewer_id where d.proposal_id = any($1)`,
          [[yes.id, no.id]],
        );
        return found.rows;
      },
    );
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(row).toMatchObject({
        channel: 'sheet',
        device_id: expect.any(String),
        email: 'me@acme.example',
        jws: expect.stringMatching(/^ey/),
      });
  });

  it('with --check decides nothing', async () => {
    const { id } = await submit(gate, acme);
    const file = join(folder, 'check.csv');
    await run('export', file);
    const text = (await readFile(file, 'utf8')).replace(/^(\ufeff?.*)$/, '$1');
    const rows: Row[] = parse(text, { bom: true, columns: true });
    await writeFile(
      file,
      stringify(only(id, { decision: 'approve' })(rows), {
        header: true,
        columns: Object.keys(rows[0] ?? {}),
      }),
    );
    expect((await run('import', file, '--check')).out).toContain('would approve');
    expect(await stateOf(id)).toBe('pending');
  });
});

describe('refused by its row, with what to do; the others are decided', () => {
  it('another digest: what was shown is what is decided', async () => {
    const [bad, good] = [await submit(gate, acme), await submit(gate, acme)];
    for (const fill of [{ decision: 'approve' }, { decision: 'reject', reason: 'tone' }] as Row[]) {
      const done = await review((rows) =>
        only(bad.id, { ...fill, digest: `sha256:${'a'.repeat(64)}` })(rows).map((row) =>
          row.proposal === good.id && fill.decision === 'approve'
            ? { ...row, decision: 'approve' }
            : row,
        ),
      );
      expect(done.code).toBe(1);
      expect(done.out).toMatch(
        /not recorded\. The revision or digest is not that of this proposal; export/,
      );
      expect(await stateOf(bad.id)).toBe('pending');
    }
    expect(await stateOf(good.id)).not.toBe('pending');
  });

  it('a newer revision that came after the export', async () => {
    const externalId = 'sheet-revised';
    const { id } = await submit(gate, acme, proposal({ externalId }));
    const next = proposal({ externalId, content: email({ body: '<p>Another text.</p>' }) });
    const done = await review(only(id, { decision: 'approve' }), async () => {
      expect(
        (await call(gate, 'PUT', `/v1/proposals/${id}`, { key: acme.key, body: next })).status,
      ).toBe(200);
    });
    expect(done.out).toContain('The agent has sent revision 2; export the sheet again');
    expect(await stateOf(id)).toBe('pending');
  });

  it('decided elsewhere, withdrawn, and late', async () => {
    const taken = await submit(gate, acme);
    const gone = await submit(gate, acme);
    const late = await submit(
      gate,
      acme,
      proposal({ expiresAt: new Date(Date.now() + 3000).toISOString() }),
    );
    const done = await review(
      (rows) =>
        rows.map((row) => ({
          ...row,
          decision: [taken, gone, late].some(({ id }) => id === row.proposal) ? 'approve' : '',
        })),
      async () => {
        const theirs = await decision(acme, taken, { action: 'reject', reason: { code: 'tone' } });
        await rep.decide([await signed(rep, theirs)]);
        await call(gate, 'DELETE', `/v1/proposals/${gone.id}`, { key: acme.key });
        await new Promise((resolve) => setTimeout(resolve, 3200));
      },
    );
    expect(done.out).toContain('Decided already by Rae Rep');
    expect(done.out).toContain('It is withdrawn by now');
    expect(done.out).toContain('It expired before this came');
    expect(done.out).toContain('0 recorded, 3 refused');
    expect(await stateOf(taken.id)).toBe('rejected');
  });

  it('the same proposal twice: neither row counts, and both are named', async () => {
    const { id } = await submit(gate, acme);
    const done = await review((rows) => {
      const all = only(id, { decision: 'approve' })(rows);
      const again = all.find((row) => row.proposal === id);
      return [...all, { ...again, decision: 'reject', reason: 'tone' } as Row];
    });
    expect(done.out.match(/decided in lines \d+, \d+: keep one/g)).toHaveLength(2);
    expect(await stateOf(id)).toBe('pending');
  });

  it('the wrong person: another mailbox’s, another tier’s approver’s, a price that is finance’s', async () => {
    const [outbound, enrich] = WORKFLOWS;
    if (!outbound || !enrich) throw new Error('no workflow');
    const { workspaceId } = acme;
    const owner = { approver: 'boss@acme.example', exclusive: true };
    const owned = {
      ...outbound,
      id: 'owned',
      policy: { ...outbound.policy, ownership: { low: owner, medium: owner, high: owner } },
    };
    const priced = {
      ...enrich,
      id: 'priced',
      policy: { ...enrich.policy, pricing: { finance: ['cfo@acme.example'] } },
    };
    for (const workflow of [owned, priced])
      await gate.store.workflows.putWorkflow({ workspaceId, workflow });
    const boss = await submit(gate, acme, proposal({ workflowId: 'owned' }));
    const other = await submit(
      gate,
      acme,
      proposal({
        content: email({ from: { email: 'bob@acme.example' } }),
        placement: { host: 'gmail', account: 'bob@acme.example' },
      }),
    );
    const mine = await exported(rep);
    expect(mine.map(({ proposal: id }) => id)).not.toEqual(expect.arrayContaining([boss.id]));
    const row = (each: { id: string; contentDigest: string }): string =>
      `approve,${each.id},1,${each.contentDigest}`;
    const sheet = `decision,proposal,revision,digest\n${row(boss)}\n${row(other)}\n`;
    const answer = await rep.send('POST', '/v1/queue.csv', {
      raw: sheet,
      headers: { 'content-type': 'text/csv' },
    });
    const { ready, refused } = (await answer.json()) as {
      ready: object[];
      refused: { message: string }[];
    };
    expect(ready).toEqual([]);
    expect(refused).toHaveLength(2);
    // And who sends it past the check is refused as well.
    const forced = await Promise.all(
      [boss, other].map(async (each) =>
        signed(rep, await decision(acme, each, { channel: 'sheet' })),
      ),
    );
    expect((await rep.decide(forced)).map(({ conflict }) => conflict)).toEqual([
      'not_yours',
      'not_yours',
    ]);
  });

  it('what a policy keeps out of sheets, and what only Gmail sends', async () => {
    const [outbound] = WORKFLOWS;
    if (!outbound) throw new Error('no workflow');
    const { workspaceId } = acme;
    const tiers: ('low' | 'medium' | 'high')[] = ['low', 'medium', 'high'];
    const policy = { ...outbound.policy, channels: { sheet: { notTiers: tiers } } };
    await gate.store.workflows.putWorkflow({
      workspaceId,
      workflow: { ...outbound, id: 'pages', policy },
    });
    const out = await submit(gate, acme, proposal({ workflowId: 'pages' }));
    const compose = await submit(gate, acme, proposal({ content: email({ delivery: 'compose' }) }));
    const rows = await exported(rep);
    expect(rows.some(({ proposal: id }) => id === out.id)).toBe(false);
    expect(rows.find(({ proposal: id }) => id === compose.id)?.may).toBe('reject');
    const forced = await Promise.all(
      [out, compose].map(async (each) =>
        signed(rep, await decision(acme, each, { channel: 'sheet' })),
      ),
    );
    expect((await rep.decide(forced)).map(({ conflict }) => conflict)).toEqual([
      'invalid',
      'invalid',
    ]);
    expect(await stateOf(out.id)).toBe('pending');
  });

  it('edits and escalations are none for a sheet', async () => {
    const submitted = await submit(gate, acme);
    const edited = {
      action: 'approve_edited',
      channel: 'sheet',
      content: email({ body: '<p>Mine.</p>' }),
    } as const;
    const sent = [
      await signed(rep, await decision(acme, submitted, edited)),
      await signed(rep, await decision(acme, submitted, { action: 'escalate', channel: 'sheet' })),
    ];
    expect((await rep.decide(sent)).map(({ conflict }) => conflict)).toEqual([
      'invalid',
      'invalid',
    ]);
  });
});

describe('the device of the command line', () => {
  it('keeps its key for its owner only, and is refused once it is revoked', async () => {
    expect((await stat(device)).mode & 0o777).toBe(0o600);
    await chmod(device, 0o644);
    expect((await run('export', join(folder, 'x.csv'))).errors).toContain('chmod 600');
    await chmod(device, 0o600);
    expect((await run('pair', 'x', '--gate', 'http://gate.example')).errors).toContain('by https');
    const code = await pairingCode(gate.store, acme.workspaceId);
    expect((await run('pair', code, '--gate', gate.url)).code).toBe(1);
    const { deviceId } = JSON.parse(await readFile(device, 'utf8'));
    await gate.store.people.revokeDevice(deviceId);
    const gone = await run('export', join(folder, 'y.csv'));
    expect(gone.code).toBe(1);
    expect(gone.errors).not.toContain('"d"');
  });

  it('says how to make one where there is none', async () => {
    vi.stubEnv('GATE_DATA', folder);
    device = join(folder, 'none.json');
    expect((await run('export', join(folder, 'z.csv'))).errors).toContain('gate sheet pair');
    vi.unstubAllEnvs();
  });
});
