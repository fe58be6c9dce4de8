import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Gate } from '../../src/background/gate/client.ts';
import { GateProblem, GateUnreachable } from '../../src/background/gate/problems.ts';
import { flushReports } from '../../src/background/sync/reports.ts';
import { sayWrong, unsayWrong, WRONG_UNDO_MS } from '../../src/background/wrong.ts';
import type { Store } from '../../src/store/db.ts';
import { heldReports } from '../../src/store/reports.ts';
import { idOf } from '../pages/panel/samples.ts';
import { storeWith } from '../pages/queue/stage.tsx';

let db: Store;
let woken: number;
let told: unknown[];
let fails: Error | null;
let hold: Promise<void> | undefined;
const NOW = Date.parse('2026-11-29T08:00:00Z');
const ITEM = idOf(7);
const wake = async (): Promise<void> => {
  woken += 1;
};
const loop = { wake } as never;
beforeEach(async () => {
  db = await storeWith([]);
  [woken, told, fails, hold] = [0, [], null, undefined];
});
afterEach(() => db.close());

const gate = {
  call: async (name: string, { params, body }: { params: { id: string }; body: unknown }) => {
    if (fails) throw fails;
    told.push([name, params.id, body]);
    await hold;
    return {};
  },
} as unknown as Gate;
const say = (more: { foundBy?: 'prospect' } = {}, now = NOW) =>
  sayWrong({ db, loop }, { proposalId: ITEM, ...more, now });
const flush = (now: number) =>
  flushReports({ db, gate, now: () => now, signal: AbortSignal.timeout(5000) });

it('leaves once it can’t be taken back any more, with who noticed, and only once', async () => {
  const { undoUntil } = await say({ foundBy: 'prospect' });
  expect(Date.parse(undoUntil)).toBe(NOW + WRONG_UNDO_MS);
  expect(woken).toBe(1);
  // Pressed again, in another page perhaps: it is the same.
  expect(await say({}, NOW + 2000)).toEqual({ undoUntil });
  await flush(NOW + WRONG_UNDO_MS - 1);
  expect(told).toEqual([]);
  expect(await heldReports(db, NOW)).toEqual({ due: 0, nextAt: NOW + WRONG_UNDO_MS });
  expect(await heldReports(db, NOW + WRONG_UNDO_MS)).toEqual({ due: 1, nextAt: null });
  await flush(NOW + WRONG_UNDO_MS);
  await flush(NOW + WRONG_UNDO_MS + 1);
  expect(told).toEqual([['reportDefect', ITEM, { foundBy: 'prospect' }]]);
});

it('is taken back until then, and never heard of', async () => {
  await say();
  expect(await unsayWrong({ db }, ITEM)).toEqual({ undone: true });
  expect(await unsayWrong({ db }, ITEM)).toEqual({ undone: false });
  await flush(NOW + 60_000);
  expect(told).toEqual([]);
});

it('is not taken back while it is on its way, nor after the gate was away', async () => {
  let done = (): void => undefined;
  hold = new Promise((resolve) => {
    done = resolve;
  });
  await say();
  const flushing = flush(NOW + WRONG_UNDO_MS);
  await expect.poll(() => told.length).toBe(1);
  expect(await unsayWrong({ db }, ITEM)).toEqual({ undone: false });
  done();
  await flushing;
  await say({}, NOW + 20_000);
  fails = new GateUnreachable('no answer');
  await expect(flush(NOW + 40_000)).rejects.toThrow('no answer');
  // It may have arrived: the gate takes it once, however often it is told.
  expect(await unsayWrong({ db }, ITEM)).toEqual({ undone: false });
  fails = null;
  await flush(NOW + 41_000);
  expect(told).toHaveLength(2);
});

it('what the gate refuses for good holds up nothing', async () => {
  await say();
  fails = new GateProblem({ status: 404, code: 'not-found', detail: 'no such item' } as never);
  await flush(NOW + WRONG_UNDO_MS);
  expect(await db.reports.count()).toBe(0);
});

it('a clock that is set back holds it up for a minute at the most', async () => {
  await say({}, NOW + 3_600_000);
  await flush(NOW);
  expect(told).toHaveLength(1);
});
