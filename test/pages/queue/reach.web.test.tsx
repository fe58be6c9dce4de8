import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import type { Store } from '../../../src/store/db.ts';
import { idOf, itemOf } from '../panel/samples.ts';
import { browserWith, cloneOf, due, storeWith } from './stage.tsx';

/* What a person needs who hears the queue's page, sees it large, or can't bear motion. */
let db: Store;
let browser: ReturnType<typeof browserWith>;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => browser.close());

type Opened = ReturnType<ReturnType<typeof browserWith>['open']>;
let on: Opened;
async function open(width?: number): Promise<void> {
  db = await storeWith([
    await itemOf(1, { tier: 'high', dueAt: due(1) }),
    await itemOf(2, { tier: 'high', dueAt: due(2) }),
    ...(await Promise.all([0, 1, 2, 3].map((n) => cloneOf(n)))),
  ]);
  browser = browserWith(db);
  on = browser.open(width);
  await vi.waitFor(() => expect(on.queue.list.lines.value.length).toBeGreaterThan(0));
}
const ready = () =>
  vi.waitFor(
    () => {
      expect(on.queue.session.guard.armed(performance.now())).toBe(true);
      expect(on.queue.session.model.plan.value).not.toBeNull();
    },
    { timeout: 5000 },
  );
/** The page's own live region, not the ones of pieces in it. */
const spoken = () =>
  on.root.querySelector('.queue > [role=status], .queue > * > [role=status]')?.textContent ?? '';
const says = (words: string | RegExp) =>
  vi.waitFor(() => expect(spoken()).toMatch(words), { timeout: 5000 });

describe('is said aloud', () => {
  test('a decision once it is saved, its undo, and a batch of clones by its number', async () => {
    await open();
    await ready();
    await userEvent.keyboard('a');
    await says('Approved. Saved.');
    await userEvent.keyboard('z');
    await says('Undone. Nothing has left.');
    await vi.waitFor(() => expect(on.queue.session.model.currentId.value).toBe(idOf(1)));
    on.queue.session.items.select(idOf(100));
    await vi.waitFor(() => expect(on.root.querySelector('.clones')).not.toBeNull(), {
      timeout: 5000,
    });
    await ready();
    await userEvent.keyboard('c');
    await says('Approved 4 clones. Saved.');
  });

  test('by a region that is there from the start, polite, and never hidden', async () => {
    await open();
    const live = on.root.querySelector('.queue [role=status]');
    expect([live?.getAttribute('aria-live'), live?.closest('[hidden]')]).toEqual(['polite', null]);
  });
});

test('every line says its place; list, search and filters have names', async () => {
  await open();
  const lines = [...on.root.querySelectorAll('.queue-lines > li')];
  expect(lines.map((line) => line.getAttribute('aria-posinset'))).toEqual(['1', '2', '3']);
  expect(on.root.querySelectorAll('.queue-line[aria-current=true]')).toHaveLength(1);
  for (const field of on.root.querySelectorAll('select, input, .queue-list section')) {
    const name =
      field.getAttribute('aria-label') ?? field.closest('label')?.textContent?.trim() ?? '';
    expect(name, field.outerHTML.slice(0, 120)).not.toBe('');
  }
});

describe.each([
  ['at 320 px', 320],
  ['at 200 % zoom of a window 1280 px wide', 640],
  ['at 200 % zoom of a side panel 360 px wide', 180],
] as const)('%s', (_name, width) => {
  test.each(['list', 'card', 'sheet'] as const)(
    'the %s is all there, without scrolling sideways',
    async (what) => {
      await page.viewport(width, 800);
      await open();
      if (what === 'card') {
        on.queue.pane.value = 'card';
        await ready();
      }
      if (what === 'sheet') {
        await vi.waitFor(() => expect(on.queue.standing.value).toHaveLength(1));
        on.queue.sheet.open.value = true;
        await vi.waitFor(() => expect(on.root.querySelector('.sheet')).not.toBeNull());
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      const shown = [...on.root.querySelectorAll('button, select, input, a')].filter(
        (each) => each.checkVisibility() && each.closest('.wide') === null,
      );
      expect(shown.length).toBeGreaterThan(3);
      for (const each of shown) {
        const { left, right } = each.getBoundingClientRect();
        const words = each.textContent || each.outerHTML.slice(0, 120);
        expect([left >= 0, right <= width + 1], words).toEqual([true, true]);
      }
    },
  );
});

test('nothing moves for who wants no motion', async () => {
  const media = (value: string) =>
    cdp().send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-reduced-motion', value }],
    });
  await media('reduce');
  try {
    await open();
    await ready();
    await userEvent.keyboard('a');
    await says('Approved. Saved.');
    expect(document.getAnimations()).toEqual([]);
    for (const element of on.root.querySelectorAll('*')) {
      const { transitionDuration, animationName } = getComputedStyle(element);
      expect([transitionDuration, animationName]).toEqual(['0s', 'none']);
    }
  } finally {
    await media('');
  }
});
