import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNotices } from '../../src/background/notices.ts';
import { GAP_MS, type NoticeRules } from '../../src/core/notices/notices.ts';
import { Store } from '../../src/store/db.ts';
import { type AlertRow, putMeta } from '../../src/store/meta.ts';

let db: Store;
let rules: NoticeRules;
let clock: number;
let fails: boolean;
let calls: string[];
let woken: number[];
beforeEach(async () => {
  db = new Store(`notices-${crypto.randomUUID()}`);
  await db.open();
  calls = [];
  woken = [];
  fails = false;
  clock = Date.parse('2026-11-28T10:00:00.000Z');
  rules = { announce: 'all', budget: 6, quiet: null, urgentThrough: false };
});
afterEach(() => db.delete());

const alert = (id: string, change: Partial<AlertRow> = {}): AlertRow => ({
  ...{ id, urgency: 'page', title: `Stopped: ${id}`, firstAt: '2026-11-28T10:00:00.000Z' },
  ...change,
});
/** A worker that starts anew each time: all that it knows is in Dexie. */
const worker = () =>
  createNotices({
    ...{ home: db, spaces: async () => [{ db }], rules: async () => rules },
    looking: async () => false,
    show: async (id, notice) => {
      if (fails) throw new Error('the browser is going');
      const { kind } = notice;
      calls.push(kind === 'digest' ? `digest of ${notice.waiting}+${notice.alerts}` : `show ${id}`);
    },
    hide: async (id) => void calls.push(`hide ${id}`),
    now: () => clock,
    wakeIn: async (seconds) => void woken.push(seconds),
  });
const told = async (...alerts: AlertRow[]) => {
  await putMeta(db, 'alerts', alerts);
  await worker()();
};

test('each page is shown once, also by a worker that starts anew, and goes when it was seen', async () => {
  await told(alert('a'));
  await told(alert('a'), alert('b'));
  await told(alert('a'), alert('b'));
  await told(alert('a', { seenAt: '2026-11-28T10:05:00.000Z' }), alert('b'));
  await told();
  expect(calls).toEqual(['show alert:a', 'show alert:b', 'hide alert:a', 'hide alert:b']);
});

test('what can wait interrupts nobody, nor does anything whose person wants none', async () => {
  await told(alert('a', { urgency: 'tell' }));
  rules = { ...rules, announce: 'off' };
  await told(alert('b'));
  expect(calls).toEqual([]);
  rules = { ...rules, announce: 'all' };
  await told(alert('b'));
  expect(calls).toEqual(['show alert:b']);
});

test('one that never came up is told again by the next worker, and counts twice', async () => {
  rules = { ...rules, budget: 2 };
  fails = true;
  await expect(told(alert('a'))).rejects.toThrow('going');
  expect(calls).toEqual([]);
  fails = false;
  clock += 30_000;
  await told(alert('a'));
  expect(calls).toEqual(['show alert:a']);
  await told(alert('a'), alert('b'));
  expect(calls).toEqual(['show alert:a']);
  expect(woken.at(-1)).toBeLessThanOrEqual(GAP_MS / 1000);
});

test('looks that come at once tell a thing once', async () => {
  await putMeta(db, 'alerts', [alert('a')]);
  const look = worker();
  await Promise.all([look(), look(), look()]);
  expect(calls).toEqual(['show alert:a']);
});

test('what is held back in quiet hours sets an alarm for their end, and is one digest then', async () => {
  const minute = new Date(clock).getHours() * 60 + new Date(clock).getMinutes();
  rules = { ...rules, quiet: { from: minute, to: (minute + 120) % 1440 } };
  await putMeta(db, 'pending', 12);
  await told(alert('a'), alert('b'));
  expect(calls).toEqual([]);
  expect(woken).toEqual([7200]);
  clock += 7200_000;
  await worker()();
  expect(calls).toEqual(['digest of 12+2']);
});
