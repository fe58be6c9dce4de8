import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_KEYS } from '../../src/pages/review/keys.ts';
import { MIXED, mail, system, takenBy } from './mixed-work.ts';
import { timeEnough, useStage, WORKFLOWS } from './stage.ts';

/* Keys that nobody meant as decisions, in the queue's own page: typed, held, by chance. */
const stage = useStage({ workflows: [...WORKFLOWS, MIXED], keepsTabs: true });
afterAll(() => {
  system.close();
});
const ITEMS = 14;
let tab: Page;

type Noted = { at: number; id: string; key?: string };
/** In the page, before its own scripts: when each item came on screen, and what was pressed on which. */
function notes(): void {
  const log: Noted[] = [];
  Object.assign(globalThis, { __log: log });
  const id = () =>
    document.querySelector('.queue-line[aria-current=true]')?.getAttribute('data-id') ?? '';
  let last = '';
  new MutationObserver(() => {
    if (id() === last) return;
    last = id();
    log.push({ at: performance.now(), id: last });
  }).observe(document, { subtree: true, childList: true, attributes: true });
  window.addEventListener(
    'keydown',
    (event) => {
      if (!event.repeat) log.push({ at: performance.now(), id: id(), key: event.key });
    },
    { capture: true },
  );
}

describe('nothing is decided that nobody meant', () => {
  beforeAll(async () => {
    for (let n = 0; n < ITEMS; n += 1) await mail(stage);
    tab = await stage.context.newPage();
    await tab.addInitScript(notes);
    await tab.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
    await tab.getByText(`${ITEMS} waiting`).first().waitFor({ timeout: 60_000 });
  }, 120_000);
  /** Beyond the undo window: what was decided has left by then. */
  const settledCount = async () => {
    await timeEnough(7500);
    return (await takenBy(stage)).size;
  };

  it('while typing in another field, with any modifier, or by keys of other things', async () => {
    const keys = Object.values(DEFAULT_KEYS).join('');
    await tab.locator('input[type=search]').focus();
    await tab.keyboard.type(keys + keys, { delay: 15 });
    await tab.locator('input[type=search]').fill('');
    await timeEnough(400);
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('Escape');
    await timeEnough(500);
    await tab.keyboard.press(DEFAULT_KEYS.reject, { delay: 40 });
    await tab.locator('#reject-note').focus();
    await tab.keyboard.type(`${keys}123456789`, { delay: 15 });
    await tab.keyboard.press('Escape');
    await timeEnough(500);
    await tab.keyboard.press('Escape');
    await timeEnough(500);
    for (const modifier of ['Control', 'Alt', 'Meta'])
      for (const key of ['x', 'c', 'd', 'e', 'v'])
        await tab.keyboard.press(`${modifier}+${key}`, { delay: 30 });
    for (const key of ['b', 'q', '7', 'PageDown', 'F2', 'Home', 'ArrowDown'])
      await tab.keyboard.press(key, { delay: 30 });
    expect(await settledCount()).toBe(0);
  }, 120_000);

  it('with a key held down: one item, however long, and none when it was down before', async () => {
    await tab.keyboard.press('Escape');
    await timeEnough(500);
    await tab.keyboard.down('a');
    for (let n = 0; n < 60; n += 1) {
      await timeEnough(25);
      await tab.keyboard.down('a'); // as the browser repeats it
    }
    await tab.keyboard.up('a');
    await expect.poll(async () => (await takenBy(stage)).size, { timeout: 20_000 }).toBe(1);
    expect(await settledCount()).toBe(1);
  }, 120_000);

  it('with random keys at random speeds: each decision has its own press, on an item seen 300 ms', async () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    // Undo seldom: it would take back most of what is to be looked at.
    const keys = 'aaaxrr3456fdvjsqb?aaxrr3456fdvkzqbn';
    for (let n = 0; n < 140; n += 1) {
      const key = keys[random(keys.length)] ?? 'q';
      await tab.keyboard.press(key, { delay: 5 + random(60) });
      await timeEnough(random(420));
      if (n % 20 === 19) await tab.keyboard.press('Escape');
    }
    await settledCount();
    const log = await tab.evaluate(
      () => (globalThis as unknown as { __log: { at: number; id: string; key?: string }[] }).__log,
    );
    const decided = [...(await takenBy(stage))].filter(([id]) => log.some((one) => one.id === id));
    const deciding = log.filter(({ key }) => key !== undefined && /^[ax1-9]$/.test(key));
    const unmeant = decided.filter(([id]) => {
      const presses = deciding.filter((one) => one.id === id);
      return !presses.some(({ at }) => {
        const shown = log.filter((one) => one.id === id && one.key === undefined && one.at < at);
        return at - (shown.at(-1)?.at ?? 0) >= 290;
      });
    });
    expect(unmeant).toEqual([]);
    expect(decided.length).toBeGreaterThan(3);
    expect(new Set(decided.map(([id]) => id)).size).toBeLessThanOrEqual(deciding.length);
  }, 180_000);
});
