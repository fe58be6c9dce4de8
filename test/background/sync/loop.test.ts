import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  GateProblem,
  GateUnreachable,
  NotPaired,
  Revoked,
} from '../../../src/background/gate/problems.ts';
import { createLoop, type Loop } from '../../../src/background/sync/loop.ts';
import type { Connection } from '../../../src/store/meta.ts';

/** A loop on a clock of its own, with everything that happens on one line each. */
let timeline: string[];
let kept: Connection | undefined;
let due: number[];
let outcomes: Record<string, (() => unknown) | undefined>;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  timeline = [];
  kept = undefined;
  due = [];
  outcomes = {};
});
afterEach(() => vi.useRealTimers());

function make(): Loop {
  const log = (line: string) => timeline.push(`${Date.now()} ${line}`);
  const step = (name: string) => ({ name, run: async () => outcomes[name]?.() });
  return createLoop({
    connection: {
      get: async () => kept,
      put: async (connection) => {
        kept = connection;
      },
    },
    steps: [step('outbox'), step('pull')],
    release: async () => {
      const released = due.filter((at) => at <= Date.now()).length;
      due = due.filter((at) => at > Date.now());
      return { released, nextAt: due.length === 0 ? null : Math.min(...due) };
    },
    now: () => Date.now(),
    random: () => 0.5,
    onConnection: () => log(`connection ${kept?.state}`),
    stayAwake: () => log('awake'),
    log,
  });
}

const fails = (error: Error) => () => {
  throw error;
};
const unreachable = fails(new GateUnreachable('away'));

test('a lost gate: waits longer each time, comes back by itself, and says so', async () => {
  const loop = make();
  outcomes.outbox = unreachable;
  await loop.wake('alarm');
  await vi.advanceTimersByTimeAsync(1_400);
  outcomes.outbox = undefined;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(timeline).toEqual([
    '0 outbox',
    '0 connection offline',
    '0 wait 500',
    '500 outbox',
    '500 wait 1000',
    '1500 outbox',
    '1500 pull',
    '1500 connection ok',
    '1500 done',
  ]);
});

test('an alarm respects the wait of a worker that was killed; a person does not', async () => {
  kept = { state: 'offline', failures: 9, notBefore: 90_000 };
  await make().wake('alarm');
  expect(timeline).toEqual([]);
  await make().wake('person');
  expect(timeline).toEqual(['0 outbox', '0 pull', '0 connection ok', '0 done']);
});

test('a refusal of one step does not hold up the next; the wait that the gate asked for is kept', async () => {
  const loop = make();
  outcomes.outbox = fails(
    new GateProblem({ code: 'rate-limited', status: 429, detail: '', retryAfterMs: 7_000 }),
  );
  await loop.wake('alarm');
  expect(timeline).toEqual(['0 outbox', '0 pull', '0 connection ok', '0 wait 7000']);
});

test('a revoked device asks no more until it is paired again', async () => {
  const loop = make();
  outcomes.outbox = fails(new Revoked());
  await loop.wake('alarm');
  await loop.wake('person');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(timeline).toEqual(['0 outbox', '0 connection revoked', '0 done']);
});

test('unpaired it does nothing and remembers nothing', async () => {
  outcomes.outbox = fails(new NotPaired());
  await make().wake('alarm');
  expect(timeline).toEqual(['0 outbox']);
  expect(kept).toBeUndefined();
});

test('a decision goes out when its window closes, without the network being asked before', async () => {
  const loop = make();
  due = [10_000];
  await loop.wake('timer');
  await vi.advanceTimersByTimeAsync(9_999);
  expect(timeline).toEqual(['0 idle']);
  await vi.advanceTimersByTimeAsync(1);
  expect(timeline.slice(1)).toEqual(['10000 outbox', '10000 pull', '10000 done']);
});

test('decisions are let out on every wake, also while waiting for the gate', async () => {
  kept = { state: 'offline', failures: 3, notBefore: 99_000 };
  due = [0];
  await make().wake('alarm');
  expect(due).toEqual([]);
  expect(timeline).toEqual([]);
});

test('many wakes during a round make one more round, which the last of them has waited for', async () => {
  const loop = make();
  let finish: () => void = () => undefined;
  outcomes.pull = () =>
    new Promise<void>((resolve) => {
      finish = resolve;
    });
  const first = loop.wake('alarm');
  await vi.advanceTimersByTimeAsync(0);
  outcomes.pull = undefined;
  const others = [loop.wake('timer'), loop.wake('person'), loop.wake('live')];
  finish();
  await Promise.all([first, ...others]);
  expect(timeline).toEqual(['0 outbox', '0 pull', '0 done', '0 outbox', '0 pull', '0 done']);
});

test('a long round keeps the worker awake', async () => {
  const loop = make();
  outcomes.pull = () => new Promise((resolve) => setTimeout(resolve, 45_000));
  const round = loop.wake('person');
  await vi.advanceTimersByTimeAsync(45_000);
  await round;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(timeline).toEqual(['0 outbox', '0 pull', '20000 awake', '40000 awake', '45000 done']);
});

test('stopped, it ends what is under way and its timers', async () => {
  const loop = make();
  due = [5_000];
  outcomes.outbox = unreachable;
  await loop.wake('alarm');
  await loop.stop();
  timeline = [];
  await vi.advanceTimersByTimeAsync(600_000);
  expect(timeline).toEqual([]);
});
