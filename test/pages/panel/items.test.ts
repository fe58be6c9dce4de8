import { expect, test } from 'vitest';
import type { ItemView } from '../../../src/messages/shared.ts';
import { type AskWorker, createItems } from '../../../src/pages/review/items.ts';
import { createModel } from '../../../src/pages/review/model.ts';
import { idOf, itemOf } from './samples.ts';

/** A worker with this queue, that fails `failures` questions for neighbours before it answers one. */
async function panelOn(count: number, failures = 0) {
  const views: ItemView[] = await Promise.all(
    Array.from({ length: count }, async (_, at) => ({ item: await itemOf(at) })),
  );
  const queue = { views, failures, asked: 0 };
  const ask = (async (name: string, payload: { proposalId?: string }) => {
    const at = queue.views.findIndex(({ item }) => item.proposalId === payload.proposalId);
    if (name === 'item.get') return at < 0 ? {} : { view: queue.views[at] };
    queue.asked += 1;
    if (queue.failures > 0) {
      queue.failures -= 1;
      throw new Error('the worker died');
    }
    const next = queue.views.slice(at + 1, at + 7);
    return { next, previous: [], pending: queue.views.length };
  }) as AskWorker;
  const model = createModel();
  const nothing = () => undefined;
  const afterPaint = () => Promise.resolve();
  const on = { onSelect: nothing, onTold: nothing, onStay: nothing, afterPaint };
  return { queue, model, items: createItems({ model, ask, ...on }) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('neighbours are asked for once more when the worker died over it', async () => {
  const { model, items } = await panelOn(3, 1);
  items.select(idOf(0));
  await settled();
  expect(model.next.value).toEqual([idOf(1), idOf(2)]);
});

test('who ran out of items gets the next one that comes, by itself', async () => {
  const { queue, model, items } = await panelOn(1, 99);
  items.select(idOf(0));
  await settled();
  model.progress.value = new Map([
    [idOf(0), { step: 'saved', action: 'approve', decisionId: idOf(50), undoUntil: '' }],
  ]);
  items.advance();
  await settled();
  expect(model.currentId.value).toBeNull();
  queue.failures = 0;
  queue.views.push({ item: await itemOf(1) });
  await items.refresh();
  expect(model.currentId.value).toBe(idOf(1));
});

test('who is faster than the worker goes on through what is known, in the queue’s order', async () => {
  const { queue, model, items } = await panelOn(5, 99);
  items.keep([...queue.views].reverse());
  items.select(idOf(0));
  const order = queue.views
    .toSorted((a, b) =>
      `${a.item.dueAt} ${a.item.proposalId}` < `${b.item.dueAt} ${b.item.proposalId}` ? -1 : 1,
    )
    .map(({ item }) => item.proposalId);
  const start = order.indexOf(idOf(0));
  const seen: (string | null)[] = [];
  for (let step = 0; step < 5; step += 1) {
    items.move();
    seen.push(model.currentId.value);
  }
  expect(seen).toEqual([1, 2, 3, 4, 5].map((step) => order[(start + step) % 5]));
});

test('a panel that has shown nothing yet takes no item by itself', async () => {
  const { model, items } = await panelOn(2);
  await items.refresh();
  expect(model.currentId.value).toBeNull();
});
