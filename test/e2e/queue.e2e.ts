import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EmailContent } from '../../src/core/schema/email.ts';
import { REP } from '../../src/demo/seed/workflows.ts';
import { BUYERS, draftFor } from '../core/clones/drafts.ts';
import { timeEnough, until, useStage } from './stage.ts';

const stage = useStage({ keepsTabs: true });
const OTHERS = 8;
const ids: string[] = [];
const clones: string[] = [];
let tab: Page;

/** The n-th clone, from the rep's own mailbox. */
const clone = (n: number) => {
  const buyer = BUYERS[n];
  if (!buyer) throw new Error('there are five');
  const { content, claims, context, template, slots } = draftFor(buyer);
  return {
    delivery: 'gate' as const,
    draft: false,
    more: {
      ...{ claims, template: template ?? 'none', slots: slots ?? [] },
      ...(context ? { context } : {}),
      content: { ...(content as EmailContent), from: { email: REP.email, name: REP.name } },
    },
  };
};
const waiting = () => tab.locator('.queue-line').count();
const decisions = async () =>
  (await stage.rows("select proposal_id from decisions where status = 'accepted'")).length;
/** A press as a finger's, once the item has been on screen long enough. */
const press = async (key: string) => {
  await timeEnough(450);
  await tab.keyboard.press(key, { delay: 40 });
};

beforeAll(async () => {
  for (let n = 0; n < OTHERS; n += 1) {
    ids.push((await stage.propose({ delivery: 'gate', draft: false })).proposalId);
  }
  for (let n = 0; n < BUYERS.length; n += 1) {
    clones.push((await stage.propose(clone(n))).proposalId);
  }
  tab = await stage.context.newPage();
  await tab.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
  await until('every line', async () => (await waiting()) === OTHERS + 1);
});

describe('in the queue’s own page', () => {
  it('random keys into a field, keys held down and keys of other things decide nothing', async () => {
    await tab.locator('input[type=search]').focus();
    await tab.keyboard.type('a r1 x A c zzz', { delay: 15 });
    await tab.keyboard.press('Escape');
    await tab.locator('input[type=search]').fill('');
    await timeEnough(100); // no finger is up and down again in less
    await tab.keyboard.press('Escape'); // emptied, and left again
    await expect.poll(waiting).toBe(OTHERS + 1);
    for (const key of ['b', 'q', '7', 'Enter', 'Tab', 'PageDown', 'F2', 'Control+a', 'Alt+x'])
      await tab.keyboard.press(key, { delay: 5 });
    await timeEnough();
    expect(await tab.locator('.toast').count()).toBe(0);
    expect(await waiting()).toBe(OTHERS + 1);
    expect(await decisions()).toBe(0);
  });

  it('a key held down decides one item', async () => {
    await tab.keyboard.press('Escape'); // out of the filters, where Tab has led
    await timeEnough(500);
    await tab.keyboard.down('a');
    for (let n = 0; n < 40; n += 1) {
      await tab.keyboard.down('a'); // as the browser repeats it
      await timeEnough(20);
    }
    await tab.keyboard.up('a');
    await expect.poll(waiting).toBe(OTHERS);
    await until('one decision', async () => (await decisions()) === 1);
    await timeEnough(1000);
    expect(await decisions()).toBe(1);
  });

  it('all of a mixed set is worked through by keys alone, clones with one', async () => {
    const other = await stage.context.newPage();
    await other.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
    await expect.poll(() => other.locator('.queue-line').count()).toBe(OTHERS);
    await tab.bringToFront();
    // Whatever stands first: clones with c, of the others one is escalated, one rejected, one put off.
    const odd = ['x', 'r', 's'];
    const empty = tab.locator('main .empty');
    for (let turn = 0; turn < 40 && (await empty.count()) === 0; turn += 1) {
      const before = await waiting();
      if (before === 0) {
        await timeEnough(250); // between two drawings of the list
        continue;
      }
      if ((await tab.locator('.clones').count()) > 0) await press('c');
      else {
        const key = odd.pop() ?? 'a';
        await press(key);
        if (key === 's') continue;
        if (key === 'r') await press('3');
      }
      await expect.poll(waiting, { timeout: 10_000 }).toBe(before - 1);
    }
    expect(await waiting()).toBe(0);
    expect(await empty.textContent()).toContain('Nothing waits for you');
    await expect.poll(() => other.locator('.queue-line').count(), { timeout: 5000 }).toBe(0);
    await until('all decisions', async () => (await decisions()) === OTHERS + clones.length);
    for (const id of clones) await stage.becomes(id, 'executed');
    const states = await Promise.all(ids.map((id) => stage.state(id)));
    expect(states.filter((state) => state === 'rejected')).toHaveLength(1);
    expect(states.filter((state) => state === 'escalated')).toHaveLength(1);
    await other.close();
  });
});
