import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { ACTIONS } from '../../../src/pages/review/keys.ts';
import type { Store } from '../../../src/store/db.ts';
import { itemOf, mailOf } from '../panel/samples.ts';
import { browserWith, cloneOf, due, storeWith } from './stage.tsx';

let db: Store;
let browser: ReturnType<typeof browserWith>;
let root: HTMLElement;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => browser.close());

async function start(items: ReviewItem[], input: Parameters<typeof browserWith>[1] = {}) {
  db = await storeWith(items);
  browser = browserWith(db, input);
  const tab = browser.open();
  root = tab.root;
  await vi.waitFor(
    () => {
      expect(tab.queue.session.guard.armed(performance.now())).toBe(true);
      expect(tab.queue.session.model.plan.value).not.toBeNull();
      expect(tab.queue.standing.value).toHaveLength(1);
    },
    { timeout: 5000 },
  );
  return tab;
}
const two = () => Promise.all([1, 2].map((n) => itemOf(n, { dueAt: due(n) })));
const listed = (name: 'here' | 'elsewhere'): string[] =>
  [...root.querySelectorAll<HTMLElement>(`[data-keys=${name}] dd[data-action]`)].map(
    ({ dataset }) => dataset.action ?? '',
  );
/** What the help lists as working, once it says so of these and not of those. */
async function helps(works: readonly string[], not: readonly string[]): Promise<void> {
  await vi.waitFor(() => {
    expect(listed('here')).toEqual(expect.arrayContaining([...works]));
    expect(listed('elsewhere')).toEqual(expect.arrayContaining([...not]));
  });
  // Each once: a key that is nowhere is one that nobody finds.
  expect([...listed('here'), ...listed('elsewhere')].sort()).toEqual([...ACTIONS].sort());
}
const outbox = async () => (await db.outbox.toArray()).length;

describe('the help tells the keys that work here from those that don’t', () => {
  test('of a mail that waits, for a rep', async () => {
    await start(await two());
    await userEvent.keyboard('?');
    await helps(
      ['approve', 'edit', 'reject', 'escalate', 'later', 'snooze', 'next', 'search', 'help'],
      ['approve-send', 'approve-all', 'reject-all', 'undo', 'keep', 'pause', 'sweep', 'compare'],
    );
  });

  test('what can be undone, once something was decided', async () => {
    await start(await two());
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(root.querySelector('[data-name=undo]')).not.toBeNull());
    await userEvent.keyboard('?');
    await helps(['undo', 'approve'], ['next']);
  });

  test('clones, and stopping a source for a manager', async () => {
    await start(await Promise.all([0, 1, 2].map((n) => cloneOf(n))), { role: 'manager' });
    await vi.waitFor(() => expect(root.querySelector('.clones')).not.toBeNull());
    await userEvent.keyboard('?');
    await helps(['approve-all', 'reject-all', 'sweep'], ['keep', 'pause']);
  });

  test('a blind look: it is decided, and nothing is walked, struck or edited', async () => {
    await start([await itemOf(1, { tier: 'high', blind: { reason: 'share' } })]);
    await userEvent.keyboard('?');
    await helps(['approve', 'reject', 'escalate'], ['edit', 'finding', 'strike', 'keep']);
  });
});

describe('the search', () => {
  test('has a key like any other: in the help, on its field, changed in the options', async () => {
    await start(await two(), { keys: { search: 'q', later: '/' } });
    await vi.waitFor(() =>
      expect(root.querySelector('input[type=search]')?.getAttribute('aria-keyshortcuts')).toBe('q'),
    );
    expect(root.querySelector('input[type=search]')?.getAttribute('placeholder')).toContain('q');
    await userEvent.keyboard('/');
    expect(document.activeElement?.localName).not.toBe('input');
    await userEvent.keyboard('q');
    await vi.waitFor(() => expect(document.activeElement?.localName).toBe('input'));
  });

  test('takes what is typed right behind its key, and nothing is decided by it', async () => {
    await start(await two());
    await userEvent.keyboard('/ar1x');
    await vi.waitFor(() =>
      expect(root.querySelector<HTMLInputElement>('input[type=search]')?.value).toBe('ar1x'),
    );
    expect(await outbox()).toBe(0);
  });

  test('neither where the list has to be shown first', async () => {
    const tab = await start(await two());
    await page.viewport(320, 700);
    tab.queue.pane.value = 'card';
    await vi.waitFor(() => expect(tab.queue.session.guard.armed(performance.now())).toBe(true), {
      timeout: 5000,
    });
    await userEvent.keyboard('/a');
    await vi.waitFor(() => expect(document.activeElement?.localName).toBe('input'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await outbox()).toBe(0);
  });
});

describe('what will happen is said, and when', () => {
  const toast = () => root.querySelector('.toast')?.textContent ?? '';
  test.each([
    [
      'approving a mail that the gate sends',
      'gate',
      'a',
      /In \d+ s it goes to the gate, to be sent/,
    ],
    ['approving one that leaves from its draft', 'compose', 'a', /its draft may be sent/],
    ['escalating', 'gate', 'x', /In \d+ s it goes to whoever decides it/],
    ['rejecting', 'gate', 'r3', /In \d+ s the agent is told; nothing is sent/],
  ] as const)('%s', async (_name, delivery, keys, words) => {
    await start([await itemOf(1, { content: mailOf({ delivery }) })]);
    for (const key of keys) {
      await userEvent.keyboard(key);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await vi.waitFor(() => expect(toast()).toMatch(words));
  });
});
