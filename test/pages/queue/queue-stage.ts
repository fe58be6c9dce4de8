import { afterEach, beforeEach, expect, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { Queue } from '../../../src/pages/queue/queue.ts';
import type { Store } from '../../../src/store/db.ts';
import { itemOf } from '../panel/samples.ts';
import { browserWith, cloneOf, due, storeWith } from './stage.tsx';

/** A wide window with the queue of one browser: hooks run in the file that imports this. */
export let db: Store;
export let browser: ReturnType<typeof browserWith>;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => browser.close());

const tier = (n: number) => (['low', 'medium', 'high'] as const)[n] ?? 'low';

/** Three mails: low, medium, high risk; then five clones of medium risk. */
const mixed = async () => [
  ...(await Promise.all([0, 1, 2].map((n) => itemOf(n + 1, { tier: tier(n), dueAt: due(n + 1) })))),
  ...(await Promise.all([0, 1, 2, 3, 4].map((n) => cloneOf(n)))),
];

/** A queue of these in a tab. */
export async function openQueue(
  items: ReviewItem[],
  { width, ...input }: Parameters<typeof browserWith>[1] & { width?: number } = {},
) {
  db = await storeWith(items);
  browser = browserWith(db, input);
  return browser.open(width);
}
/** The mixed queue, with its first item on screen and its keys armed. */
export async function start(input: Parameters<typeof openQueue>[1] = {}) {
  const tab = await openQueue(await mixed(), input);
  await ready(tab.queue);
  return tab;
}

export const ready = (queue: Queue) =>
  vi.waitFor(
    () => {
      if (!queue.session.guard.armed(performance.now())) throw new Error('not armed');
      if (!queue.session.model.plan.value) throw new Error('no plan');
    },
    { timeout: 5000 },
  );

export const names = (root: HTMLElement): string[] =>
  [...root.querySelectorAll('.queue-line')].map((line) => line.getAttribute('data-id') ?? '');

export const gone = (root: HTMLElement, id: string) =>
  vi.waitFor(() => expect(names(root)).not.toContain(id), { timeout: 3000 });

export const outbox = () => db.outbox.toArray();
