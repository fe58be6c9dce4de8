import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CORRECTION_LINES, type CorrectionFormat } from '../../../src/core/corrections/formats.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import { runCli } from '../../../src/gate/cli/program.ts';
import { withClient } from '../../support/pg-as.ts';
import { agent, Device, email, type TestGate, testGate } from '../http/harness.ts';
import { decideOn, feedOf, openLooks, propose, type Stage, stage } from '../lanes/stage.ts';

let gate: TestGate;
let at: Stage;
beforeAll(async () => {
  gate = await testGate();
  at = await stage(gate);
});
afterAll(() => gate.close());

const person = () => `p-${v7()}@buyer-${v7()}.example`;
const draft = (body: string, name = 'Ana Díaz') =>
  email({ to: [{ email: person(), name }], body: `<p>Hi Ana,</p><p>${body}</p>` });

async function corrected(
  by: Stage,
  body: string,
  { edit, code = 'tone' }: { edit?: string; code?: 'tone' | 'wrong_fact' } = {},
) {
  const content = draft(body);
  const made = await propose(by, { content });
  const change: Partial<Decision> = {
    action: edit === undefined ? 'reject' : 'approve_edited',
    reason: { code, note: 'Ana likes it short.' },
    ...(edit === undefined
      ? {}
      : { content: { ...content, body: `<p>Hi Ana,</p><p>${edit}</p>` } }),
  };
  expect(await decideOn(by, by.rep, made, change)).toMatchObject({ status: 'accepted' });
  return made;
}

async function lines(query = '', by: Device = at.manager): Promise<Record<string, unknown>[]> {
  const answer = await by.send('GET', `/v1/corrections.jsonl${query}`);
  expect(answer.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
  const text = await answer.text();
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
}

describe('an export of corrections', () => {
  it('is a manager’s, and wants a format that there is', async () => {
    expect(await lines()).toEqual([]);
    expect((await at.rep.send('GET', '/v1/corrections.jsonl')).status).toBe(403);
    for (const bad of ['?format=csv', '?names=all', '?since=yesterday', '?reason=mood'])
      expect((await at.manager.send('GET', `/v1/corrections.jsonl${bad}`)).status).toBe(422);
  });

  it('holds what was edited and rejected, oldest first, in each format; approvals are no corrections', async () => {
    await corrected(at, 'first, for 30 minutes', { edit: 'first, for 15 minutes' });
    await corrected(at, 'second, rejected', { code: 'wrong_fact' });
    const fine = await propose(at, { content: draft('third, as it was') });
    expect(await decideOn(at, at.rep, fine)).toMatchObject({ status: 'accepted' });
    const full = await lines();
    expect(full).toMatchObject([
      { action: 'approve_edited', approved: expect.stringContaining('15 minutes') },
      { action: 'reject', approved: null, reason: { code: 'wrong_fact' } },
    ]);
    const counts: Record<CorrectionFormat, number> = {
      ...{ full: 2, 'trl-unpaired': 3 },
      ...{ 'openai-preference': 1, 'openai-chat': 1, 'trl-preference': 1 },
    };
    for (const [format, count] of Object.entries(counts)) {
      const found = await lines(`?format=${format}`);
      expect(found, format).toHaveLength(count);
      for (const line of found) CORRECTION_LINES[format as CorrectionFormat].parse(line);
    }
  });

  it('names nobody unless it is asked to', async () => {
    expect(JSON.stringify(await lines())).not.toMatch(/Ana|buyer-/);
    expect(JSON.stringify(await lines('?names=kept'))).toMatch(/Ana Díaz <p-.*@buyer-/);
  });

  it('is narrowed by workflow, agent, version, reason and time', async () => {
    const [first, second] = await lines();
    expect(await lines('?reason=wrong_fact')).toEqual([second]);
    expect(await lines(`?since=${String(second?.at)}`)).toEqual([second]);
    expect(await lines(`?until=${String(second?.at)}`)).toEqual([first]);
    expect(await lines(`?workflowId=${at.workflowId}&modelVersion=1`)).toHaveLength(2);
    expect(await lines('?workflowId=no-such')).toEqual([]);
    expect(await lines('?modelVersion=2')).toEqual([]);
    expect(await lines(`?agentId=${at.team.agentId}`)).toHaveLength(2);
    const other = await agent(gate.store, at.team.workspaceId);
    expect(await lines(`?agentId=${other.agentId}`)).toEqual([]);
  });

  it('is on record with who took it and how', async () => {
    const { workspaceId } = at.team;
    await lines('?format=trl-preference&names=kept&reason=tone');
    const rows = await withClient({ url: gate.databaseUrl, workspaceId }, async (sql) =>
      sql.query(
        "select actor, became, data from audit_log where subject = 'corrections' order by id desc limit 1",
      ),
    );
    expect(rows.rows).toEqual([
      {
        actor: expect.stringMatching(/^reviewer:/),
        became: 'exported',
        data: { format: 'trl-preference', names: 'kept', reason: 'tone' },
      },
    ]);
  });

  it('goes on over pages without gap or repeat', async () => {
    const many = await stage(gate);
    const made: string[] = [];
    for (let n = 0; n < 103; n += 1) made.push((await corrected(many, `number ${n}`)).id);
    const found = await lines('', many.manager);
    expect(found.map(({ proposalId }) => proposalId)).toEqual(made);
  }, 120_000);

  it('never holds what was planted, nor what was only looked at afterwards', async () => {
    const all = await stage(gate, {
      canaries: { rate: 0.5, bursts: 1, mostADay: 100 },
      secondLooks: 1,
    });
    const decided = new Set<string>();
    let planted = 0;
    const decideAll = async (known: string) => {
      const { items } = await feedOf(all.rep);
      const waiting = [...items.values()].filter(({ proposalId }) => !decided.has(proposalId));
      for (const item of waiting) {
        decided.add(item.proposalId);
        if (known !== '' && item.proposalId !== known) planted += 1;
        await decideOn(
          all,
          all.rep,
          { ...item, id: item.proposalId },
          { action: 'reject', reason: { code: 'wrong_fact' } },
        );
      }
    };
    for (let n = 0; n < 12; n += 1) {
      const made = await propose(all, { content: draft(`you have ${100 + n} people in support`) });
      await decideAll(made.id);
      // what a planted one stood in for
      await decideAll('');
    }
    expect(planted).toBeGreaterThan(0);
    // second looks at each of them, by another person, who finds something else
    await openLooks(all);
    const second = await Device.paired(gate, all.team.workspaceId);
    for (const item of (await feedOf(second)).items.values())
      await decideOn(
        all,
        second,
        { ...item, id: item.proposalId },
        {
          ...{ action: 'reject', reason: { code: 'compliance' } },
        },
      );
    const { workspaceId } = all.team;
    const { rows } = await withClient({ url: gate.databaseUrl, workspaceId }, (sql) =>
      sql.query<{ id: string; reason: string; state: string }>(
        'select id, reason, state from looks',
      ),
    );
    expect(new Set(rows.map(({ reason }) => reason))).toEqual(
      new Set(['canary', 'second-opinion']),
    );
    expect(rows.every(({ state }) => state !== 'open')).toBe(true);
    const found = await lines('', all.manager);
    const looks = new Set(rows.map(({ id }) => id));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ proposalId }) => looks.has(String(proposalId)))).toEqual([]);
    expect(JSON.stringify(found)).not.toContain('compliance');
    const own = found.map(({ proposed }) => /\d+ people/.exec(String(proposed))?.[0]);
    // what a mutation makes of the text stands in none of them
    expect(own.every((text) => /^1(0\d|1[01]) people$/.test(text ?? ''))).toBe(true);
  }, 60_000);

  it('never holds what was erased', async () => {
    const gone = await stage(gate);
    const address = person();
    const content = email({ to: [{ email: address, name: 'Zoe' }], body: '<p>Secretson</p>' });
    const made = await propose(gone, { content });
    await decideOn(gone, gone.rep, made, { action: 'reject', reason: { code: 'tone' } });
    expect(JSON.stringify(await lines('', gone.manager))).toContain('Secretson');
    const admin = await Device.paired(gate, gone.team.workspaceId, { role: 'admin' });
    const erased = await admin.send('POST', '/v1/erasures', { body: { address } });
    expect(erased.status).toBe(201);
    expect(await lines('', gone.manager)).toEqual([]);
  });
});

describe('gate corrections export', () => {
  it('writes a new file with what is in it said, and never over one that is there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'corrections-'));
    vi.stubEnv('DATABASE_URL', gate.databaseUrl);
    vi.stubEnv('GATE_DATA', folder);
    try {
      const said: string[] = [];
      const run = (...words: string[]) =>
        runCli(
          ['node', 'gate', 'corrections', 'export', ...words, '--workspace', at.team.workspaceId],
          (line) => said.push(line),
          (line) => said.push(line),
        );
      const file = join(folder, 'pairs.jsonl');
      expect(await run(file, '--format', 'openai-preference')).toBe(0);
      expect(said.join('\n')).toMatch(/^1 lines in .*pairs\.jsonl\nPeople, companies/);
      CORRECTION_LINES['openai-preference'].parse(JSON.parse(await readFile(file, 'utf8')));
      expect(await run(file)).toBe(1);
      expect(await run(join(folder, 'x'), '--format', 'csv')).not.toBe(0);
      expect(await run(join(folder, 'x'), '--since', 'today')).toBe(2);
      await writeFile(join(folder, 'there'), 'mine');
      expect(await run(join(folder, 'there'))).toBe(1);
      expect(await readFile(join(folder, 'there'), 'utf8')).toBe('mine');
    } finally {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    }
  });
});
