import type { Page } from 'playwright-core';
import type { EmailContent } from '../../src/core/schema/email.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { seedProposals } from '../../src/demo/seed/seed.ts';
import { REP } from '../../src/demo/seed/workflows.ts';
import type { World } from '../../src/demo/world/world.ts';
import { BUYERS, draftFor } from '../core/clones/drafts.ts';

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
  { theme, shoot }: { theme: 'light' | 'dark'; shoot: Shoot },
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
  await open(NARROW);
  await shoot(page, 'queue-narrow');
  await page.locator('.queue-line', { hasText: 'like this' }).click();
  await page.waitForTimeout(REST);
  await shoot(page, 'queue-narrow-clones');
  await page.close();
}
