import { expect, vi } from 'vitest';
import { englishIn } from './foreign.web.ts';

/** The languages that a page is tried in, by the tags that options would set. */
export const FOREIGN = [
  ['German', 'de'],
  ['Japanese', 'ja'],
] as const;
type Foreign = (typeof FOREIGN)[number][0];

/**
 * Waits until nothing of a page is English any more but what came from the gate (`data`), and that it
 * fits its window then.
 */
export async function saidAllIn(root: Element, language: Foreign, data: unknown): Promise<void> {
  const tag = FOREIGN.find(([name]) => name === language)?.[1];
  await vi.waitFor(
    async () => {
      expect(document.documentElement.lang).toBe(tag);
      expect(await englishIn(root, { language, data })).toEqual([]);
    },
    { timeout: 10_000, interval: 250 },
  );
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
}

/** Opens all that can be. */
export function unfold(root: Element): void {
  for (const details of root.querySelectorAll('details')) details.open = true;
}
