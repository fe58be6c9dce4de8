import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAlertNotifier } from '../../src/background/alert-notifier.ts';
import type { Notify } from '../../src/core/settings/settings.ts';
import { Store } from '../../src/store/db.ts';
import { type AlertRow, putMeta } from '../../src/store/meta.ts';

let db: Store;
let notify: Notify;
const shown = new Map<string, string>();
let calls: string[];
beforeEach(async () => {
  db = new Store();
  await db.open();
  shown.clear();
  calls = [];
  notify = 'all';
});
afterEach(() => db.delete());

const alert = (id: string, change: Partial<AlertRow> = {}): AlertRow => ({
  ...{ id, urgency: 'page', title: `Stopped: ${id}`, firstAt: '2026-11-28T10:00:00.000Z' },
  ...change,
});
/** A worker that starts anew each time: all that it knows is in Dexie. */
const told = async (...alerts: AlertRow[]) => {
  await putMeta(db, 'alerts', alerts);
  await createAlertNotifier({
    spaces: async () => [{ db }],
    notify: async () => notify,
    show: async (id, title) => {
      calls.push(`show ${id}`);
      shown.set(id, title);
    },
    hide: async (id) => {
      calls.push(`hide ${id}`);
      shown.delete(id);
    },
  })();
};

test('each page is shown once, also by a worker that starts anew, and goes when it was seen', async () => {
  await told(alert('a'));
  await told(alert('a'), alert('b'));
  await told(alert('a'), alert('b'));
  expect([...shown.values()]).toEqual(['Stopped: a', 'Stopped: b']);
  await told(alert('a', { seenAt: '2026-11-28T10:05:00.000Z' }), alert('b'));
  await told();
  expect(calls).toEqual(['show alert:a', 'show alert:b', 'hide alert:a', 'hide alert:b']);
});

test('what can wait interrupts nobody, nor does anything whose person wants none', async () => {
  await told(alert('a', { urgency: 'tell' }));
  notify = 'off';
  await told(alert('b'));
  expect(calls).toEqual([]);
  notify = 'all';
  await told(alert('b'));
  expect(calls).toEqual(['show alert:b']);
});
