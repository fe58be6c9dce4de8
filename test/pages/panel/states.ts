import { vi } from 'vitest';
import type { Build } from './build-states.ts';
import { DECIDING } from './deciding-states.ts';
import { COMING } from './item-states.ts';
import { BESIDE } from './page-states.ts';

/** Every state the panel has, built through the same two lines as in use. */
export const STATES: Record<string, Build> = { ...DECIDING, ...BESIDE, ...COMING };

/** Waits until nothing is being fetched or drawn any more. */
export async function settled(): Promise<void> {
  await vi.waitFor(() => {
    const text = document.querySelector('#app')?.textContent ?? '';
    if (text.trim() === '') throw new Error('empty');
  });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await new Promise((done) => requestIdleCallback(done));
}
