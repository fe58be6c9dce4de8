import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { Store } from '../../../src/store/db.ts';
import { idOf, itemOf } from '../panel/samples.ts';
import { bring, browserWith, due, storeWith } from './stage.tsx';

/* With whom an item is, until when, and what comes back by itself: in words, in the queue's lines and card. */
let db: Store;
let browser: ReturnType<typeof browserWith>;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => browser.close());

const NOTE = 'For the boss: is the price right?';
const escalated = (change: Partial<ReviewItem> = {}) =>
  itemOf(1, {
    ...{ state: 'escalated', tier: 'high' },
    decision: { id: idOf(70), action: 'escalate', by: 'Ana Ruiz', at: due(-600), note: NOTE },
    escalation: { returnsAt: due(-5), returned: due(-4) },
    ...change,
  });
async function start(...items: ReviewItem[]) {
  db = await storeWith(items);
  browser = browserWith(db);
  const tab = browser.open();
  await vi.waitFor(() => expect(tab.queue.list.state.value).toBe('ready'));
  return tab;
}
const line = (root: HTMLElement, n: number) =>
  root.querySelector(`.queue-line[data-id="${idOf(n)}"]`)?.textContent ?? '';

test('an escalation that nobody answered is back in the queue of whoever could decide it, and says so', async () => {
  const { root, queue } = await start(await escalated());
  await vi.waitFor(() => expect(line(root, 1)).toContain('back unanswered, escalated by Ana Ruiz'));
  expect(line(root, 1)).toContain(NOTE);
  await vi.waitFor(() =>
    expect(root.textContent).toContain('Escalated, and back: nobody answered'),
  );
  expect(root.querySelector('.queue-card')?.textContent).toContain('a manager still may');
  await vi.waitFor(() => expect(queue.session.guard.armed(performance.now())).toBe(true), {
    timeout: 5000,
  });
  await userEvent.keyboard('r');
  await vi.waitFor(() => expect(root.querySelector('.reject')).not.toBeNull());
  await userEvent.keyboard('3');
  await vi.waitFor(async () =>
    expect((await db.outbox.toArray())[0]?.decision.action).toBe('reject'),
  );
});

test('while it waits for its answer it is in nobody else’s queue, and comes back as the feed tells', async () => {
  const { root } = await start(await escalated({ escalation: { returnsAt: due(30) } }));
  await vi.waitFor(() => expect(root.textContent).toContain('Nothing waits for you'));
  await bring(db, [await escalated()]);
  browser.changed([idOf(1)]);
  await vi.waitFor(() => expect(line(root, 1)).toContain('back unanswered'));
});

test('of an older gate an escalation stays with the managers', async () => {
  const { escalation: _none, ...older } = await escalated();
  const { root } = await start(older);
  await vi.waitFor(() => expect(root.textContent).toContain('Nothing waits for you'));
});

test('who looks at an item is named with the time until which they do; over, they are not', async () => {
  const with_ = (name: string, minutes: number) => ({ name, until: due(minutes) });
  const { root } = await start(
    await itemOf(1, { dueAt: due(1), openWith: [with_('Bo Li', 1), with_('Cy Ito', 3)] }),
    await itemOf(2, { dueAt: due(2), openWith: [with_('Gone Person', -1)] }),
  );
  await vi.waitFor(() => expect(line(root, 1)).toContain('open with Bo Li, Cy Ito'));
  expect(line(root, 1)).toMatch(/open with Bo Li, Cy Ito, till .*\d:\d\d/);
  expect(line(root, 2)).not.toContain('Gone Person');
  expect(line(root, 2)).toContain('Email');
});

test('a look that ends while the page is open goes from its line by itself', async () => {
  const soon = new Date(Date.now() + 2000).toISOString();
  const { root } = await start(
    await itemOf(1, { dueAt: due(1), openWith: [{ name: 'Bo Li', until: soon }] }),
  );
  await vi.waitFor(() => expect(line(root, 1)).toContain('open with Bo Li'));
  // The page looks at the clock every 15 s.
  await vi.waitFor(() => expect(line(root, 1)).not.toContain('Bo Li'), { timeout: 25_000 });
}, 40_000);
