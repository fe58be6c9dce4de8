import { compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDeviceKey } from '../../src/background/gate/dpop.ts';
import { GateProblem, GateUnreachable } from '../../src/background/gate/problems.ts';
import { sheetHandlers } from '../../src/background/sheet.ts';
import type { Space } from '../../src/background/space.ts';
import { Decision, type DecisionAnswer, UNMEASURED } from '../../src/core/schema/decision.ts';
import { Store } from '../../src/store/db.ts';
import { putDeviceKey } from '../../src/store/keys.ts';
import { putMeta } from '../../src/store/meta.ts';
import { idOf, WORKSPACE } from '../store/item.ts';

let db: Store;
beforeEach(() => {
  db = new Store(`sheet-${crypto.randomUUID()}`);
});
afterEach(() => db.delete());

const row = (n: number) => ({
  line: n + 1,
  decision: {
    ...{ proposalId: idOf(n), revision: 1, contentDigest: 'a'.repeat(64) },
    ...(n % 2 === 1
      ? { action: 'approve' as const }
      : { action: 'reject' as const, reason: { code: 'tone' as const } }),
  },
});
type Answers = (signed: string[]) => DecisionAnswer[];
async function start(ready: ReturnType<typeof row>[], answers: Answers) {
  const { pair, jwk, jkt } = await makeDeviceKey();
  await putDeviceKey(db, { name: 'device', pair, jkt });
  await putMeta(db, 'pairing', {
    ...{ gateUrl: 'https://g.example', deviceId: idOf(9), jkt, accessToken: 't', renewAt: 0 },
    workspace: { id: WORKSPACE, name: 'W', createdAt: '2026-01-01T00:00:00Z' },
    reviewer: { id: idOf(8), name: 'Ana', email: 'a@b.example', role: 'rep', mailboxes: [] },
    gate: { name: 'Gate', url: 'https://g.example', keyThumbprint: 'x' },
  });
  const sent: string[][] = [];
  const call = async (name: string, input: { body?: { decisions: string[] } }) => {
    if (name === 'checkQueue') return { ready, refused: [{ line: 2, message: 'No.' }], open: 1 };
    const signed = input.body?.decisions ?? [];
    sent.push(signed);
    return { answers: answers(signed) };
  };
  const woken: string[] = [];
  const on = {
    ...{ db, gate: { call } as unknown as Space['gate'] },
    loop: { wake: async (why: string) => void woken.push(why) },
  };
  const handlers = sheetHandlers(async () => on, { now: () => 1_000_000 });
  const decide = async () => (await handlers['sheet.decide']({ csv: 'x' }, {} as never)).rows;
  return { decide, sent, woken, jwk };
}
const accepted = (signed: string[]): DecisionAnswer[] =>
  signed.map((_jws, n) => ({ id: idOf(n), status: 'accepted' }));

test('each row is signed by this device, as of a sheet, unmeasured; the queue is told', async () => {
  const { decide, sent, woken, jwk } = await start([row(1), row(2)], accepted);
  expect(await decide()).toEqual([
    { line: 2, came: 'refused', message: 'No.' },
    { line: 2, came: 'approved' },
    { line: 3, came: 'rejected' },
  ]);
  const key = await importJWK({ ...jwk, alg: 'ES256' });
  const payloads = await Promise.all(
    (sent[0] ?? []).map(async (jws) =>
      Decision.parse(JSON.parse(new TextDecoder().decode((await compactVerify(jws, key)).payload))),
    ),
  );
  expect(
    payloads.map(({ proposalId, action, channel, attention, workspaceId }) => ({
      ...{ proposalId, action, channel, attention, workspaceId },
    })),
  ).toEqual(
    (['approve', 'reject'] as const).map((action, n) => ({
      ...{ proposalId: idOf(n + 1), action, channel: 'sheet', attention: UNMEASURED },
      workspaceId: WORKSPACE,
    })),
  );
  expect(new Set(payloads.map(({ id }) => id)).size).toBe(2);
  expect(woken).toEqual(['person']);
});

test('a conflict is told by its row, with the gate’s sentence', async () => {
  const { decide } = await start([row(1)], () => [
    {
      id: idOf(1),
      status: 'conflict',
      conflict: 'already_decided',
      detail: 'Mara has rejected it.',
    },
  ]);
  expect((await decide()).at(-1)).toEqual({
    ...{ line: 2, came: 'refused', message: 'Mara has rejected it.' },
  });
});

test('a long sheet goes in parts; of a part without an answer it is not known, the others stand', async () => {
  let asked = 0;
  const { decide, sent } = await start(
    Array.from({ length: 250 }, (_one, n) => row(n + 1)),
    (signed) => {
      asked += 1;
      if (asked === 2) throw new GateUnreachable('lost');
      return accepted(signed);
    },
  );
  const rows = await decide();
  expect(sent.map(({ length }) => length)).toEqual([100, 100, 50]);
  const count = (came: string) => rows.filter((one) => one.came === came).length;
  expect([count('unknown'), count('approved') + count('rejected')]).toEqual([100, 150]);
  expect(rows.find(({ came }) => came === 'unknown')?.message).toContain('not known');
});

test('a part that the gate refuses as a whole was not recorded, and says why', async () => {
  const { decide } = await start([row(1)], () => {
    throw new GateProblem({ code: null, status: 429, detail: 'Too many at once.' });
  });
  expect((await decide()).at(-1)).toEqual({
    ...{ line: 2, came: 'refused', message: 'Too many at once.' },
  });
});
