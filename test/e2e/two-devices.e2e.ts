import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { REP } from '../../src/demo/seed/workflows.ts';
import { Reviewer } from '../support/reviewer.ts';
import { distFolder, type Item, timeEnough, until, useStage, WORKFLOWS } from './stage.ts';

/* One person with two browsers, both real, on the same items. */
const [model] = WORKFLOWS;
if (!model) throw new Error('there are workflows');
/** Long enough to be overtaken, short enough to be waited for. */
const SLOW = { ...model, id: 'slow', policy: { ...model.policy, undoSeconds: 5 } };
const stage = useStage({ workflows: [...WORKFLOWS, SLOW], keepsTabs: true });
const WROTE = ' In my own words.';
let second: LaunchedWithExtension;
let here: Page;
let there: Page;

const queueOf = async ({ context, origin }: LaunchedWithExtension): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`${origin}/src/pages/queue/index.html`);
  return page;
};
const line = (page: Page, { subject }: Item) =>
  page.locator('.queue-line', { hasText: subject }).first();
/** Its card is on screen and can be decided. */
async function look(page: Page, item: Item): Promise<void> {
  await page.bringToFront();
  await line(page, item).click({ timeout: 20_000 });
  await page.locator('.queue-card').getByText(item.subject).first().waitFor();
  await page.locator('[data-name=approve]:not([aria-disabled=true])').waitFor();
  await timeEnough(450);
}
const notTaken = (page: Page) => page.locator('.not-taken');
const show = (page: Page) => page.locator('[data-name=not-taken]').click();
const accepted = ({ proposalId }: Item) =>
  stage.rows("select action from decisions where proposal_id = $1 and status = 'accepted'", [
    proposalId,
  ]);

beforeAll(async () => {
  second = await openBrowser(stage.world, { dist: distFolder() });
  await (await pairAsRep(second, stage.world)).close();
  here = await queueOf(stage.browser);
  there = await queueOf(second);
});
afterAll(async () => {
  await second?.close();
});

describe('one person with two browsers on one item', () => {
  it('decided in both at once: one counts, the other says so, whose stands, and keeps it over a reload', async () => {
    // Both still wait in their browsers when the second is made: neither hears of the other before.
    const item = await stage.propose({ delivery: 'gate', draft: false, workflowId: 'slow' });
    await Promise.all([look(here, item), look(there, item)]);
    await Promise.all([
      here.keyboard.press('a', { delay: 40 }),
      (async () => {
        await there.keyboard.press('r', { delay: 40 });
        await timeEnough(120);
        await there.keyboard.press('3', { delay: 40 });
      })(),
    ]);
    await until('one of the two was refused', async () => {
      const shown = await Promise.all([here, there].map((page) => notTaken(page).count()));
      return shown.reduce((sum, one) => sum + one, 0) === 1;
    });
    const won = await accepted(item);
    expect(won).toHaveLength(1);
    const loser = won[0]?.action === 'approve' ? there : here;
    await loser.reload();
    await notTaken(loser).waitFor();
    await show(loser);
    const words = notTaken(loser);
    await words.getByText('on another of your devices').waitFor();
    const stands = won[0]?.action === 'approve' ? 'Approved by' : 'Rejected by';
    await words.getByText(`${stands} ${REP.name}`).waitFor();
    await loser.locator('[data-name=seen]').click();
    await notTaken(loser).waitFor({ state: 'detached' });
    for (const page of [here, there]) await line(page, item).waitFor({ state: 'detached' });
  });

  it('an edit that arrives after the other device’s decision is not lost: its text and reason can be copied', async () => {
    const item = await stage.propose({ delivery: 'gate', draft: false, workflowId: 'slow' });
    await look(here, item);
    await here.keyboard.press('e', { delay: 40 });
    await here.locator('#edit-body').waitFor();
    await here.locator('#edit-body').focus();
    await here.keyboard.press('End');
    await here.keyboard.type(WROTE);
    await here.keyboard.press('Escape');
    await here.locator('.queue-card .edited ins').first().waitFor();
    await here.locator('[data-name=approve]:not([aria-disabled=true])').waitFor();
    await timeEnough(450);
    await here.keyboard.press('a', { delay: 40 });
    await line(here, item).waitFor({ state: 'detached' });
    // Its undo window is open: meanwhile another device of the same person decides.
    const { gate, admin } = stage.world;
    const phone = await Reviewer.pair(gate.url, await admin.pairingCode(REP), 'Phone');
    const { entries } = await phone.syncAll();
    const seen = entries.flatMap((entry) =>
      entry.op === 'upsert' && entry.item.proposalId === item.proposalId ? [entry.item] : [],
    );
    const shown = seen.at(-1);
    if (!shown) throw new Error('the other device was not told of it');
    const change = { action: 'reject', reason: { code: 'timing' } } as const;
    const jws = await phone.sign(await phone.decision(shown, change));
    expect((await phone.decide([jws]))[0]?.status).toBe('accepted');
    await notTaken(here).waitFor({ timeout: 30_000 });
    await show(here);
    const own = here.locator('.not-taken textarea');
    expect(await own.inputValue()).toContain(WROTE.trim());
    await notTaken(here).getByText('Rejected by').waitFor();
    expect(await accepted(item)).toEqual([{ action: 'reject' }]);
    expect(await stage.dispatches(item.proposalId)).toEqual([]);
  });
});
