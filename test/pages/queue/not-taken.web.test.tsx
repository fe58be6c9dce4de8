import axe from 'axe-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import type { Store } from '../../../src/store/db.ts';
import type { OutboxRow } from '../../../src/store/outbox-states.ts';
import { englishIn } from '../../support/foreign.web.ts';
import { speak } from '../../support/languages.ts';
import { idOf, itemOf } from '../panel/samples.ts';
import { bring, browserWith, due, storeWith } from './stage.tsx';

let db: Store;
let browser: ReturnType<typeof browserWith>;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => browser.close());

const WROTE = 'Hi Ana, my own careful words. '.repeat(8).trim();
const BY = { id: idOf(77), action: 'reject', by: 'Mara Lindqvist', at: due(-60) };

/** A decision of this device that the gate refused: two devices decided, the other was first. */
async function lost(n: number, change: Partial<Decision> = {}): Promise<OutboxRow> {
  const item = await itemOf(n);
  if (item.content.kind !== 'email.draft') throw new Error('it is a mail');
  const content = { ...item.content, body: `<p>${WROTE}</p>` };
  return {
    ...{ decisionId: idOf(500 + n), proposalId: idOf(n), revision: 1, state: 'conflict' },
    ...{ savedAt: Date.now() - n, undoMs: 0, releaseAt: 0, attempts: 1, settledAt: Date.now() },
    decision: {
      ...{ v: 1, id: idOf(500 + n), workspaceId: idOf(9000), proposalId: idOf(n), revision: 1 },
      ...{ action: 'approve_edited', contentDigest: await contentDigest(content), content },
      reason: { code: 'tone', note: 'Warmer, please' },
      attention: { activeMs: 0, unseenWords: 0, flagsSeen: false, evidenceOpened: 0 },
      decidedAt: due(-300),
      ...change,
    },
    answer: {
      ...{ id: idOf(500 + n), status: 'conflict', conflict: 'already_decided' },
      detail: 'You have rejected this already, on another of your devices.',
    },
  };
}
async function start(input: Parameters<typeof browserWith>[1] & { width?: number } = {}) {
  db = await storeWith([
    await itemOf(1, { state: 'rejected', decision: BY }),
    await itemOf(2, { dueAt: due(5) }),
  ]);
  await db.outbox.bulkPut([await lost(1), await lost(3)]);
  browser = browserWith(db, input);
  const tab = browser.open(input.width);
  await vi.waitFor(() => expect(tab.root.querySelector('.not-taken')).not.toBeNull());
  return tab;
}
const press = (root: HTMLElement, name: string) =>
  userEvent.click(root.querySelector(`[data-name=${name}]`) ?? root);
const shown = (root: HTMLElement) => root.querySelectorAll('.not-taken-list > li').length;

test('a decision that another device was ahead of is told, with whose stands and what was written', async () => {
  const { root } = await start();
  expect(root.querySelector('.not-taken')?.textContent).toContain(
    '2 of your decisions were not taken',
  );
  expect(shown(root)).toBe(0);
  await press(root, 'not-taken');
  await vi.waitFor(() => expect(shown(root)).toBe(2));
  const first = root.querySelector('.not-taken-list > li');
  expect(first?.textContent).toContain('Approved with your edit');
  expect(first?.textContent).toContain('Rejected by Mara Lindqvist');
  expect(first?.textContent).toContain('on another of your devices');
  expect(first?.textContent).toContain('Tone: Warmer, please');
  const area = first?.querySelector('textarea');
  expect(area?.value).toContain(WROTE);
  expect(area?.readOnly).toBe(true);
  expect(root.querySelectorAll('.not-taken-list > li')[1]?.textContent).toContain(
    'no longer on this device',
  );
});

test('its text is selected to be copied by hand where the browser keeps the clipboard', async () => {
  const { root } = await start();
  await press(root, 'not-taken');
  await vi.waitFor(() => expect(shown(root)).toBe(2));
  const writes = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
  await press(root, 'copy-own');
  await vi.waitFor(() =>
    expect(root.querySelector('.own-words [role=status]')?.textContent).toContain('Selected'),
  );
  const area = root.querySelector('textarea');
  expect(document.activeElement).toBe(area);
  expect(area?.selectionEnd).toBe(area?.value.length);
  writes.mockRestore();
});

test('typing keys into its text decides nothing', async () => {
  const { root } = await start();
  await press(root, 'not-taken');
  await vi.waitFor(() => expect(shown(root)).toBe(2));
  root.querySelector('textarea')?.focus();
  await new Promise((resolve) => setTimeout(resolve, 400));
  await userEvent.keyboard('arxC1');
  expect((await db.outbox.toArray()).map(({ state }) => state)).toEqual(['conflict', 'conflict']);
});

test('it stays over a reload until the person says they have seen it, in all tabs', async () => {
  const { root } = await start();
  const other = browser.open();
  await vi.waitFor(() => expect(other.root.querySelector('.not-taken')).not.toBeNull());
  other.root.style.display = 'none';
  for (const left of [1, 0]) {
    if (shown(root) === 0) await press(root, 'not-taken');
    await vi.waitFor(() => expect(shown(root)).toBe(left + 1));
    await press(root, 'seen');
    await vi.waitFor(async () => expect(await db.outbox.count()).toBe(left));
    await vi.waitFor(() => expect(shown(root)).toBe(left));
  }
  await vi.waitFor(() => expect(root.querySelector('.not-taken')).toBeNull());
  await vi.waitFor(() => expect(other.root.querySelector('.not-taken')).toBeNull());
});

test('one that comes while the page is open is said aloud at once, as something that went wrong', async () => {
  db = await storeWith([await itemOf(1, { dueAt: due(1) }), await itemOf(2, { dueAt: due(5) })]);
  browser = browserWith(db);
  const { root, queue } = browser.open();
  await vi.waitFor(() => expect(queue.session.model.plan.value).not.toBeNull(), { timeout: 5000 });
  await vi.waitFor(() => expect(queue.session.guard.armed(performance.now())).toBe(true));
  await userEvent.keyboard('a');
  await vi.waitFor(async () => expect(await db.outbox.count()).toBe(1));
  await vi.waitFor(() => expect(queue.session.model.currentId.value).toBe(idOf(2)));
  const [row] = await db.outbox.toArray();
  if (!row) throw new Error('nothing was decided');
  const { answer } = await lost(1);
  await vi.waitFor(() => expect(queue.session.model.views.value.has(idOf(1))).toBe(true));
  await db.outbox.put({
    ...{ ...row, state: 'conflict' },
    ...(answer ? { answer: { ...answer, id: row.decisionId } } : {}),
  });
  await bring(db, [await itemOf(1, { state: 'rejected', decision: BY })]);
  browser.changed([idOf(1)]);
  await vi.waitFor(() => expect(queue.session.model.said.value).toContain('was not taken'));
  await vi.waitFor(() => expect(root.querySelector('.not-taken')).not.toBeNull());
  expect(root.querySelector('.toast.bad')).not.toBeNull();
});

test.each([
  ['light', 1200],
  ['dark', 1200],
  ['light', 320],
] as const)('axe finds nothing, %s at %i px', async (theme, width) => {
  await page.viewport(width, 800);
  const { root } = await start({ theme });
  await press(root, 'not-taken');
  await vi.waitFor(() => expect(shown(root)).toBe(2));
  await vi.waitFor(() => expect(document.documentElement.dataset.theme).toBe(theme));
  expect((await axe.run(root)).violations.map(({ id, nodes }) => [id, nodes.length])).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

test.each(['German', 'Japanese'] as const)(
  'in %s nothing of it is English but what people and the gate said',
  async (language) => {
    await speak(language);
    try {
      const { root } = await start();
      await press(root, 'not-taken');
      await vi.waitFor(() => expect(shown(root)).toBe(2));
      const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec';
      const data = [await lost(1), await itemOf(1), BY, months];
      const of = root.querySelector('.not-taken') ?? root;
      expect(await englishIn(of, { language, data })).toEqual([]);
    } finally {
      await speak('English');
    }
  },
);
