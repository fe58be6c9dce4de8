import type { Page } from 'playwright-core';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { space, status } from '../pages/evidence-ask.ts';

/** milliseconds for the page to come to rest after a step */
export const REST = 700;

/** A manager's browser with one workspace. */
export const managed = (language = 'auto'): Record<string, unknown> => ({
  status: status(space()),
  'settings.get': { ...DEFAULT_SETTINGS, language, locked: [], lockedKeys: [], faults: [] },
});

/**
 * Opens a page of the built extension whose worker's answers are scripted, by name: states that a real
 * gate needs months for, or another person. What isn't named is asked of the worker itself.
 */
export async function scripted(
  page: Page,
  answers: Record<string, unknown>,
  url: string,
): Promise<void> {
  await page.addInitScript((known: Record<string, unknown>) => {
    type Send = (message: { name?: string }, ...rest: unknown[]) => unknown;
    const { runtime } = (globalThis as unknown as { chrome: { runtime: { sendMessage: Send } } })
      .chrome;
    const real = runtime.sendMessage.bind(runtime);
    runtime.sendMessage = (message, ...rest) => {
      const name = message.name ?? '';
      if (!Object.hasOwn(known, name)) return real(message, ...rest);
      const outcome = { ok: true, reply: known[name] };
      const told = rest.at(-1);
      if (typeof told === 'function') told(outcome);
      return Promise.resolve(outcome);
    };
  }, answers);
  await page.goto(url);
  await page.waitForTimeout(REST);
}
