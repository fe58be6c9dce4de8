import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GateProblem, GateUnreachable } from '../../src/background/gate/problems.ts';
import { metricsHandlers } from '../../src/background/metrics.ts';
import type { Space } from '../../src/background/space.ts';
import { Store } from '../../src/store/db.ts';
import { getMeta, putMeta } from '../../src/store/meta.ts';
import { answerBy } from '../pages/dashboard/answer.ts';

let db: Store;
let answers: (name: string, input: { query?: Record<string, unknown> }) => unknown;
beforeEach(async () => {
  db = new Store('metrics-test');
  await putMeta(db, 'pairing', {
    ...{ gateUrl: 'https://gate.example', deviceId: 'd', jkt: 'j', accessToken: 't', renewAt: 0 },
    workspace: { id: 'w', name: 'Seller', createdAt: '2026-11-22T10:00:00.000Z' },
    reviewer: { id: 'r', name: 'Boss', email: 'boss@x.example', role: 'manager', mailboxes: [] },
    gate: { name: 'Gate', url: 'https://gate.example', keyThumbprint: 'k' },
  });
  answers = (name) => (name === 'brakes' ? { brakes: [BRAKE] } : answerBy('all'));
});
afterEach(() => db.delete());

const BRAKE = {
  ...{
    id: 'b1',
    watches: 'workflow',
    name: 'outbound',
    workflows: ['outbound'],
    sends: 40,
    near: 0.3,
  },
  line: { signal: 'bounce', side: 'ceiling', line: 0.05, action: 'stop', window: { hours: 72 } },
  known: { sends: 40, events: 1, low: 0.01, high: 0.1, open: 2 },
};
const handlers = () =>
  metricsHandlers(
    async () =>
      ({
        db,
        gate: { call: async (name: string, input: object) => answers(name, input) },
      }) as unknown as Space,
  );
const ask = (weeks = 13) => handlers().metrics({ weeks, by: 'all' }, {} as never);

describe('the dashboard’s figures', () => {
  test('are the gate’s, with its brakes', async () => {
    const { manager, figures, old } = await ask();
    expect([manager, old]).toEqual([true, undefined]);
    expect(figures?.answer).toEqual(answerBy('all'));
    expect(figures?.brakes).toMatchObject([
      { id: 'b1', signal: 'bounce', events: 1, tripped: false },
    ]);
  });

  test('are the last ones of the same question while the gate is away, and it says why', async () => {
    await ask();
    answers = () => {
      throw new GateUnreachable('No answer.');
    };
    expect(await ask()).toMatchObject({ manager: true, old: 'No answer.' });
    await expect(ask(52)).rejects.toThrow('No answer.');
    answers = () => {
      throw new GateProblem({ code: 'unavailable', status: 503, detail: 'The database is away.' });
    };
    expect(await ask()).toMatchObject({ old: 'The database is away.' });
  });

  test('of before are not shown to whom the gate now refuses them', async () => {
    await ask();
    answers = () => {
      throw new GateProblem({ code: 'forbidden', status: 403, detail: 'Not yours.' });
    };
    expect(await ask()).toEqual({ manager: false });
    answers = () => {
      throw new GateProblem({ code: 'unauthenticated', status: 401, detail: 'Who are you?' });
    };
    await expect(ask()).rejects.toThrow('Who are you?');
  });

  test('of before are there at once, of the same question, without the gate', async () => {
    const kept = (weeks: number) => handlers()['metrics.kept']({ weeks, by: 'all' }, {} as never);
    expect(await kept(13)).toEqual({});
    await ask();
    answers = () => {
      throw new Error('nobody asks the gate for them');
    };
    expect((await kept(13)).figures?.answer).toEqual(answerBy('all'));
    expect(await kept(52)).toEqual({});
  });

  test('of before are nobody’s who is no manager any more', async () => {
    const kept = () => handlers()['metrics.kept']({ weeks: 13, by: 'all' }, {} as never);
    await ask();
    const pairing = await getMeta(db, 'pairing');
    if (!pairing) throw new Error('there is no pairing');
    await putMeta(db, 'pairing', { ...pairing, reviewer: { ...pairing.reviewer, role: 'rep' } });
    expect(await kept()).toEqual({});
    await putMeta(db, 'pairing', pairing);
    expect((await kept()).figures).toBeDefined();
    answers = () => {
      throw new GateProblem({ code: 'forbidden', status: 403, detail: 'Not yours.' });
    };
    await ask();
    expect(await kept()).toEqual({});
  });

  test('are kept of a few questions only, the newest', async () => {
    for (const weeks of [1, 2, 3, 4, 5, 6, 7, 2]) await ask(weeks);
    const kept = Object.keys((await getMeta(db, 'figures')) ?? {});
    expect(kept).toEqual([2, 7, 6, 5, 4, 3].map((weeks) => `${weeks} all `));
  });

  const REACH = { rate: 0.15, perDay: 30, mean: 45, ninetieth: 80, exposed: 120 };
  test('a brake’s evidence is its rate after each send, in their order', async () => {
    const at = '2026-11-28T10:00:00.000Z';
    answers = () => ({
      ...BRAKE,
      line: { ...BRAKE.line, counted: 'by-send' },
      sent: [
        { n: 3, at, event: false },
        { n: 2, at, event: true },
        { n: 1, at, event: false },
      ],
      days: [],
      log: [{ seq: 1, at, type: 'born', said: 'It began.' }],
      reach: { ...REACH, soonest: 5, detectionDays: 1.5, damageDays: 0.25 },
    });
    const id = '00000000-0000-4000-8000-000000000001';
    const { points, log, reach } = await handlers()['metrics.brake']({ id }, {} as never);
    expect(reach).toEqual({ ...REACH, detectionDays: 1.5, damageDays: 0.25 });
    expect(points.map(({ sends, events, event }) => [sends, events, event])).toEqual([
      [1, 0, false],
      [2, 1, true],
      [3, 1, false],
    ]);
    expect(log).toEqual([{ at, said: 'It began.' }]);
  });
});
