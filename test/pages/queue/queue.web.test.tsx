import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { bringBack } from '../../../src/store/put-off.ts';
import { LENGTHS, speak } from '../../support/languages.ts';
import { idOf, itemOf } from '../panel/samples.ts';
import { browser, db, gone, names, openQueue, outbox, ready, start } from './queue-stage.ts';
import { bring, due } from './stage.tsx';

describe('the list', () => {
  test('is by risk, then due time; clones are one line', async () => {
    const { root } = await start();
    expect(names(root)).toEqual([idOf(3), idOf(2), idOf(100), idOf(1)]);
    expect(root.querySelector(`[data-id="${idOf(100)}"]`)?.textContent).toContain('5 like this');
    expect([...root.querySelectorAll('.queue-group')].map((group) => group.textContent)).toEqual([
      'High risk',
      'Medium risk',
      'Low risk',
    ]);
  });

  test('is found in by search and filters, and the card follows its order', async () => {
    const { root, queue } = await start();
    await userEvent.keyboard('/');
    await userEvent.keyboard('nordfracht');
    await vi.waitFor(() => expect(names(root)).toEqual([idOf(101)]), { timeout: 3000 });
    await userEvent.keyboard('{Escape}');
    await queue.list.setFilter({ kind: 'lead.score' });
    await vi.waitFor(() => expect(root.textContent).toContain('Nothing matches'));
  });

  test('draws only what is on screen of thousands, and goes on as one scrolls', async () => {
    const { root, queue } = await openQueue(
      await Promise.all(Array.from({ length: 1500 }, (_, n) => itemOf(n + 1, { dueAt: due(n) }))),
    );
    await ready(queue);
    expect(names(root).length).toBeLessThan(60);
    const scroller = root.querySelector('.queue-scroll') ?? root;
    await vi.waitFor(
      () => {
        scroller.scrollTop = scroller.scrollHeight;
        expect(names(root)).toContain(idOf(1500));
      },
      { timeout: 10_000 },
    );
    expect(names(root).length).toBeLessThan(60);
  });
});

describe('keys', () => {
  test('decide one item a press, and undo brings it back', async () => {
    const { root, queue } = await start();
    await userEvent.keyboard('a');
    await gone(root, idOf(3));
    expect(queue.session.model.currentId.value).toBe(idOf(2));
    expect(root.querySelector('.toast')?.textContent).toContain('Approved. Saved.');
    await userEvent.keyboard('z');
    await vi.waitFor(() => expect(names(root)[0]).toBe(idOf(3)));
    expect(await outbox()).toEqual([]);
  });

  test('held down, too early, typed into a field, or with the card out of sight decide nothing', async () => {
    const { root, queue } = await start();
    await userEvent.keyboard('{a>12/}');
    await gone(root, idOf(3));
    await userEvent.keyboard('a'); // the next item has just come
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await outbox()).toHaveLength(1);
    await ready(queue);
    await userEvent.keyboard('/');
    await userEvent.keyboard('acr1x');
    await userEvent.keyboard('{Escape}');
    expect(await outbox()).toHaveLength(1);
    await queue.list.setFilter({});
    await page.viewport(320, 640);
    await vi.waitFor(() =>
      expect(root.querySelector('.queue-card')?.hasAttribute('hidden')).toBe(true),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    await userEvent.keyboard('acx');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await outbox()).toHaveLength(1);
  });

  test('a worker that fails says not saved, and the item stays', async () => {
    const { root } = await start({ fails: true });
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(root.textContent).toContain('Not saved'));
    expect(names(root)).toContain(idOf(3));
  });
});

describe('what is put off', () => {
  test('is out of the list, is found under its own button with its time, and is back by itself', async () => {
    const { root, queue } = await start();
    const other = browser.open();
    await ready(other.queue);
    other.root.remove();
    await userEvent.keyboard('{Shift>}S{/Shift}');
    await vi.waitFor(() => expect(root.querySelector('.choice-list')).not.toBeNull());
    await userEvent.keyboard('2');
    await gone(root, idOf(3));
    expect(queue.session.model.currentId.value).toBe(idOf(2));
    expect(queue.session.model.said.value).toContain('It comes back by itself.');
    expect(await outbox()).toEqual([]);
    await userEvent.click(root.querySelector('[data-name=put-off]') ?? root);
    await vi.waitFor(() => expect(names(root)).toEqual([idOf(3)]));
    expect(root.querySelector('.queue-kind')?.textContent).toMatch(/^back /);
    await userEvent.click(root.querySelector('[data-name=put-off]') ?? root);
    await vi.waitFor(() => expect(names(root)).not.toContain(idOf(3)));
    const { ids } = await bringBack(db, Date.now() + 4 * 3_600_000);
    browser.changed(ids);
    await vi.waitFor(() => expect(names(root)[0]).toBe(idOf(3)));
  });
});

test('what is decided in one tab is gone in the other', async () => {
  const { root } = await start();
  const other = browser.open();
  await ready(other.queue);
  await userEvent.keyboard('a');
  await gone(root, idOf(3));
  await gone(other.root, idOf(3));
  await bring(db, [], [idOf(2)]);
  browser.changed([idOf(2)]);
  await gone(other.root, idOf(2));
});

describe('says in plain words', () => {
  test('that nothing waits', async () => {
    const { root } = await openQueue([]);
    await vi.waitFor(() => expect(root.textContent).toContain('Nothing waits for you'));
  });

  test('that it is offline, and what that means', async () => {
    const { root } = await start({ connection: 'offline' });
    await vi.waitFor(() => expect(root.textContent).toContain('The gate cannot be reached'));
    expect(root.textContent).toContain('may be older');
  });

  test('what the gate said of a decision, once, though its item has gone from the screen', async () => {
    const { root } = await start();
    await userEvent.keyboard('a');
    await gone(root, idOf(3));
    const [row] = await outbox();
    if (!row) throw new Error('nothing was decided');
    await vi.waitFor(() => expect(root.querySelector('[data-name=undo]')).not.toBeNull());
    const detail = 'This one was planted: another company’s name. You caught it.';
    const answer = { id: row.decisionId, status: 'accepted', detail } as const;
    await db.outbox.put({ ...row, state: 'accepted', answer });
    browser.changed([idOf(3)]);
    await vi.waitFor(() => expect(root.textContent).toContain(`Of one you decided: ${detail}`));
    expect(root.querySelector('[data-name=undo]')).not.toBeNull();
    const once = root.textContent?.split(detail).length;
    await bring(db, [await itemOf(3, { tier: 'high', state: 'rejected' })]);
    browser.changed([idOf(3)]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(root.textContent?.split(detail).length).toBe(once);
  });

  test('whose decision stands, where two decided', async () => {
    const { root } = await start();
    const decision = { id: idOf(7), action: 'reject', by: 'Mara Lindqvist', at: due(-1) };
    await userEvent.keyboard('a');
    await gone(root, idOf(3));
    const [row] = await outbox();
    if (!row) throw new Error('nothing was decided');
    const answer = {
      id: row.decisionId,
      status: 'conflict',
      conflict: 'already_decided',
      detail: 'Mara Lindqvist has rejected this already.',
    } as const;
    await db.outbox.put({ ...row, state: 'conflict', answer });
    await bring(db, [await itemOf(3, { tier: 'high', state: 'rejected', decision })]);
    browser.changed([idOf(3)]);
    await userEvent.keyboard('k');
    await vi.waitFor(() => expect(root.textContent).toContain('Your decision was not taken'));
    expect(root.textContent).toContain('Mara Lindqvist');
  });
});

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each([
    ['side by side', 1200, false],
    ['clones', 1200, true],
    ['the list at 320 px', 320, false],
    ['the card at 320 px', 320, true],
  ] as const)('%s', async (_name, width, card) => {
    const { root, queue } = await start({ theme });
    await vi.waitFor(() => expect(document.documentElement.dataset.theme).toBe(theme));
    await page.viewport(width, 800);
    if (card) {
      queue.session.items.select(idOf(100));
      queue.pane.value = 'card';
      await vi.waitFor(() => expect(root.querySelector('.clones')).not.toBeNull(), {
        timeout: 3000,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const { violations } = await axe.run(root, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe.each(LENGTHS)('in %s', (language) => {
  beforeEach(() => speak(language));
  afterEach(() => speak('English'));
  test('list, card and the clones’ table fit into 320 px', async () => {
    const { root, queue } = await start();
    await page.viewport(320, 800);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    queue.session.items.select(idOf(100));
    queue.pane.value = 'card';
    await vi.waitFor(() => expect(root.querySelector('.clones')).not.toBeNull(), { timeout: 3000 });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    const body = root.querySelector('main.body');
    expect(body?.scrollWidth ?? 0).toBeLessThanOrEqual((body?.clientWidth ?? 0) + 1);
  });
});
