import type { Page } from 'playwright-core';
import type { EmailContent } from '../../src/core/schema/email.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { seedProposals } from '../../src/demo/seed/seed.ts';
import { REP } from '../../src/demo/seed/workflows.ts';
import type { World } from '../../src/demo/world/world.ts';
import { BUYERS, draftFor } from '../core/clones/drafts.ts';
import { Reviewer } from './reviewer.ts';

type Shoot = (page: Page, name: string) => Promise<unknown>;
/** CSS pixels: the full page, and a side panel at its narrowest. */
const FULL = { width: 1200, height: 800 };
const NARROW = { width: 320, height: 720 };
/** milliseconds for the page to come to rest after a step */
const REST = 700;

/** What the queue is shown with: the seeds that have no draft, and five clones. */
export async function fillForQueue(world: World): Promise<void> {
  for (const seed of seedProposals(Date.now())
    .filter(({ draft }) => !draft)
    .slice(0, 12))
    await world.propose({
      ...seed,
      input: { ...seed.input, externalId: `queue-${seed.input.externalId}` },
    });
  for (const [at, buyer] of BUYERS.entries()) {
    const { content, claims, context, template = '', slots = [] } = draftFor(buyer);
    const from = { email: REP.email, name: REP.name };
    await world.agents.scribe.propose({
      ...{ workflowId: 'inbound-follow-up', externalId: `queue-clone-${at}`, template, slots },
      ...{ agent: { model: 'scribe', modelVersion: '2' }, confidence: 0.9 - at / 50, flags: [] },
      ...{ reasoning: [{ text: 'The company plans docks by hand.' }], claims },
      ...(context ? { context } : {}),
      content: { ...(content as EmailContent), from },
    });
  }
}

/** Each state of the queue's page in one theme. */
export async function shootQueue(
  browser: LaunchedWithExtension,
  { theme, shoot, world }: { theme: 'light' | 'dark'; shoot: Shoot; world: World },
): Promise<void> {
  const page = await browser.context.newPage();
  await page.emulateMedia({ colorScheme: theme });
  const open = async (size: typeof FULL) => {
    await page.setViewportSize(size);
    await page.goto(`${browser.origin}/src/pages/queue/index.html`);
    await page.locator('.queue-line').first().waitFor();
    await page.waitForTimeout(REST);
  };
  await open(FULL);
  await shoot(page, 'queue');
  await page.locator('.queue-line', { hasText: 'like this' }).click();
  await page.waitForTimeout(REST);
  await shoot(page, 'queue-clones');
  await page.keyboard.press('C', { delay: 40 });
  await page.waitForTimeout(REST);
  await shoot(page, 'queue-reject-all');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(REST);
  await page.keyboard.press('a', { delay: 40 });
  await page.waitForTimeout(REST);
  await shoot(page, 'queue-toast');
  await page.keyboard.press('z');
  await page.locator('input[type=search]').fill('nobody at all');
  await page.waitForTimeout(REST);
  await shoot(page, 'queue-no-match');
  await shootSheet(page, shoot);
  await open(FULL);
  await shootNotTaken(page, { shoot, world });
  await open(FULL);
  await shootLinks(page, { shoot, origin: browser.origin });
  await open(NARROW);
  await shoot(page, 'queue-narrow');
  await page.locator('.queue-line', { hasText: 'like this' }).click();
  await page.waitForTimeout(REST);
  await shoot(page, 'queue-narrow-clones');
  await page.close();
}

/** An item by its own link: open, just decided, and where there is none. */
async function shootLinks(
  page: Page,
  { shoot, origin }: { shoot: Shoot; origin: string },
): Promise<void> {
  const id = await page.locator('.queue-line').last().getAttribute('data-id');
  const at = async (item: string | null, name: string) => {
    await page.goto(`${origin}/src/pages/queue/index.html?item=${item}`);
    await page.waitForTimeout(REST);
    await shoot(page, name);
  };
  await at(id, 'link-open');
  await page.keyboard.press('r', { delay: 40 });
  await page.waitForTimeout(REST);
  await page.keyboard.press('9', { delay: 40 });
  await page.waitForTimeout(REST);
  await at(id, 'link-decided');
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await page.waitForTimeout(REST);
  await at('01930000-0000-7000-8000-00000000dead', 'link-unknown');
  await at('cut-off', 'link-malformed');
}

/** A filled sheet, of which each row says why it can't be decided. */
async function shootSheet(page: Page, shoot: Shoot): Promise<void> {
  await page.locator('input[type=search]').fill('');
  await page.locator('[data-name=sheet]').click();
  const filled = ['decision,reason,proposal,revision,digest', 'approve,,x,1,y', 'maybe,,x,1,y', ''];
  await page.locator('.sheet input[type=file]').setInputFiles({
    ...{ name: 'filled.csv', mimeType: 'text/csv', buffer: Buffer.from(filled.join('\r\n')) },
  });
  await page.locator('.sheet-rows').waitFor();
  await page.waitForTimeout(REST);
  await shoot(page, 'queue-sheet');
  await page.locator('[data-name=sheet]').click();
}

/** Rejected here, and meanwhile approved on another device of the same person. */
async function shootNotTaken(
  page: Page,
  { shoot, world }: { shoot: Shoot; world: World },
): Promise<void> {
  await page.locator('[data-name=reject]:not([aria-disabled=true])').waitFor();
  const line = page.locator('.queue-line[aria-current=true]');
  const id = await line.getAttribute('data-id');
  await page.waitForTimeout(REST);
  await page.keyboard.press('r', { delay: 40 });
  await page.waitForTimeout(200);
  await page.keyboard.press('3', { delay: 40 });
  const phone = await Reviewer.pair(world.gate.url, await world.admin.pairingCode(REP), 'Phone');
  const { entries } = await phone.syncAll();
  const shown = entries
    .flatMap((entry) => (entry.op === 'upsert' ? [entry.item] : []))
    .findLast(({ proposalId }) => proposalId === id);
  if (!shown) throw new Error('the other device has no such item');
  const change = { action: 'reject', reason: { code: 'timing' } } as const;
  await phone.decide([await phone.sign(await phone.decision(shown, change))]);
  await page.locator('[data-name=not-taken]').click({ timeout: 40_000 });
  await page.waitForTimeout(REST);
  await shoot(page, 'queue-not-taken');
  await page.locator('[data-name=seen]').click();
}
