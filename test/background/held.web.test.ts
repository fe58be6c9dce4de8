import { afterEach, beforeEach, expect, it } from 'vitest';
import { Changes } from '../../src/background/changes.ts';
import type { Gate } from '../../src/background/gate/client.ts';
import { GateProblem, GateUnreachable } from '../../src/background/gate/problems.ts';
import { hold, takeBack, UNDO_MS, verdictsOf } from '../../src/background/held.ts';
import { flushReports } from '../../src/background/sync/reports.ts';
import type { Store } from '../../src/store/db.ts';
import { CONNECTION_START, putMeta } from '../../src/store/meta.ts';
import { forgetRefused, heldReports } from '../../src/store/reports.ts';
import { forgetOver } from '../../src/store/retention.ts';
import { idOf } from '../pages/panel/samples.ts';
import { storeWith } from '../pages/queue/stage.tsx';

let db: Store;
let woken: number;
let told: unknown[];
let fails: Error | null;
let answers: Promise<void> | undefined;
const NOW = Date.parse('2026-11-29T08:00:00Z');
const ITEM = idOf(7);
const wake = async (): Promise<void> => {
  woken += 1;
};
const loop = { wake } as never;
beforeEach(async () => {
  db = await storeWith([]);
  [woken, told, fails, answers] = [0, [], null, undefined];
});
afterEach(() => db.close());

const ALERT = idOf(8);
const changes = new Changes();
const gate = {
  call: async (name: string, { params, body }: { params: { id: string }; body: unknown }) => {
    if (fails) throw fails;
    told.push([name, params.id, body]);
    await answers;
    return {};
  },
} as unknown as Gate;
const say = (more: { foundBy?: 'prospect' } = {}, now = NOW) =>
  hold({ db, loop }, { kind: 'defect', proposalId: ITEM, ...more }, now);
const unsay = () => takeBack({ db }, { kind: 'defect', proposalId: ITEM });
const flush = (now: number) =>
  flushReports({ db, gate, changes, now: () => now, signal: AbortSignal.timeout(5000) });

it('leaves once it can’t be taken back any more, with who noticed, and only once', async () => {
  const { undoUntil } = await say({ foundBy: 'prospect' });
  expect(Date.parse(undoUntil)).toBe(NOW + UNDO_MS);
  expect(woken).toBe(1);
  // Pressed again, in another page perhaps: it is the same.
  expect(await say({}, NOW + 2000)).toEqual({ undoUntil });
  await flush(NOW + UNDO_MS - 1);
  expect(told).toEqual([]);
  expect(await heldReports(db, NOW)).toEqual({ due: 0, nextAt: NOW + UNDO_MS });
  expect(await heldReports(db, NOW + UNDO_MS)).toEqual({ due: 1, nextAt: null });
  await flush(NOW + UNDO_MS);
  await flush(NOW + UNDO_MS + 1);
  expect(told).toEqual([['reportDefect', ITEM, { foundBy: 'prospect' }]]);
});

it('is taken back until then, and never heard of', async () => {
  await say();
  expect(await unsay()).toEqual({ undone: true });
  expect(await unsay()).toEqual({ undone: false });
  await flush(NOW + 60_000);
  expect(told).toEqual([]);
});

it('is not taken back while it is on its way, nor after the gate was away', async () => {
  let done = (): void => undefined;
  answers = new Promise((resolve) => {
    done = resolve;
  });
  await say();
  const flushing = flush(NOW + UNDO_MS);
  await expect.poll(() => told.length).toBe(1);
  expect(await unsay()).toEqual({ undone: false });
  done();
  await flushing;
  await say({}, NOW + 20_000);
  fails = new GateUnreachable('no answer');
  await expect(flush(NOW + 40_000)).rejects.toThrow('no answer');
  // It may have arrived: the gate takes it once, however often it is told.
  expect(await unsay()).toEqual({ undone: false });
  fails = null;
  await flush(NOW + 41_000);
  expect(told).toHaveLength(2);
});

it('what the gate refuses for good of what was wrong holds up nothing', async () => {
  await say();
  fails = new GateProblem({ status: 404, code: 'not-found', detail: 'no such item' } as never);
  await flush(NOW + UNDO_MS);
  expect(await db.reports.count()).toBe(0);
});

it('a clock that is set back holds it up for a minute at the most', async () => {
  await say({}, NOW + 3_600_000);
  await flush(NOW);
  expect(told).toHaveLength(1);
});

const verdict = (said: 'actionable' | 'noise' = 'noise', now = NOW) =>
  hold({ db, loop }, { kind: 'verdict', alertId: ALERT, verdict: said, title: 'Bounces' }, now);
const undoVerdict = () => takeBack({ db }, { kind: 'verdict', alertId: ALERT });
const notOpen = new GateProblem({
  ...{ code: 'not-open', status: 409 },
  detail: 'The alert was closed as actionable.',
});

it('an alert’s verdict leaves by itself, once, whatever is pressed after it', async () => {
  const { undoUntil } = await verdict('noise');
  // Another page has not heard of it yet: what was said first stays.
  expect(await verdict('actionable', NOW + 2000)).toEqual({ undoUntil });
  await flush(NOW + UNDO_MS - 1);
  expect(told).toEqual([]);
  await flush(NOW + UNDO_MS);
  await flush(NOW + UNDO_MS + 1);
  expect(told).toEqual([['closeAlert', ALERT, { verdict: 'noise' }]]);
  expect(await verdictsOf({ db })).toEqual([]);
});

it('a verdict and a defect of the same id are two things, each taken back by itself', async () => {
  await hold({ db, loop }, { kind: 'defect', proposalId: ALERT }, NOW);
  await verdict();
  expect(await undoVerdict()).toEqual({ undone: true });
  await flush(NOW + UNDO_MS);
  expect(told).toEqual([['reportDefect', ALERT, {}]]);
});

it('waits for a gate that is away, can be taken back while nothing was tried, and says both', async () => {
  await verdict();
  await putMeta(db, 'connection', { ...CONNECTION_START, state: 'offline', failures: 1 });
  expect(await verdictsOf({ db })).toMatchObject([{ undoable: true, away: true }]);
  fails = new GateUnreachable('no answer');
  await expect(flush(NOW + UNDO_MS)).rejects.toThrow('no answer');
  expect(await verdictsOf({ db })).toMatchObject([{ undoable: false, away: true }]);
  expect(await undoVerdict()).toEqual({ undone: false });
  fails = null;
  await flush(NOW + 3_600_000);
  expect(told).toHaveLength(1);
});

it('says that an alert was closed by another meanwhile, tells it no more, and is forgotten once seen', async () => {
  let pushed = 0;
  const off = changes.onItems(() => {
    pushed += 1;
  });
  await verdict();
  fails = notOpen;
  await flush(NOW + UNDO_MS);
  off();
  expect(pushed).toBe(1);
  expect(await verdictsOf({ db })).toMatchObject([
    { id: ALERT, verdict: 'noise', title: 'Bounces', refused: { closed: true } },
  ]);
  // It holds up nothing, is never due again, and isn't taken for something on its way.
  fails = null;
  expect(await heldReports(db, NOW + 3_600_000)).toEqual({ due: 0, nextAt: null });
  await flush(NOW + 3_600_000);
  expect(told).toEqual([]);
  await forgetRefused(db, { kind: 'verdict', alertId: ALERT });
  expect(await verdictsOf({ db })).toEqual([]);
});

it('of what the gate won’t have for another reason it keeps the gate’s sentence, and may be said anew', async () => {
  await verdict();
  fails = new GateProblem({ code: 'forbidden', status: 403, detail: 'Only a manager may.' });
  await flush(NOW + UNDO_MS);
  expect(await verdictsOf({ db })).toMatchObject([
    { refused: { closed: false, why: 'Only a manager may.' } },
  ]);
  fails = null;
  await verdict('actionable', NOW + 60_000);
  await flush(NOW + 60_000 + UNDO_MS);
  expect(told).toEqual([['closeAlert', ALERT, { verdict: 'actionable' }]]);
  expect(await db.reports.count()).toBe(0);
});

it('a refusal that nobody looks at is forgotten with what is over; what may still leave is not', async () => {
  await verdict();
  await flushRefused();
  await hold({ db, loop }, { kind: 'defect', proposalId: ITEM }, NOW);
  await forgetOver(db, NOW + UNDO_MS);
  expect(await db.reports.count()).toBe(2);
  await forgetOver(db, NOW + UNDO_MS + 1);
  expect((await db.reports.toArray()).map(({ report }) => report.kind)).toEqual(['defect']);
});

async function flushRefused(): Promise<void> {
  fails = notOpen;
  await flush(NOW + UNDO_MS);
}
