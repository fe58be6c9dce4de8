import type { Page } from 'playwright-core';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { OutlookPage } from '../../src/demo/drive/outlook-page.ts';
import type { SeedProposal } from '../../src/demo/seed/build.ts';
import type { World } from '../../src/demo/world/world.ts';

/** milliseconds for the page to come to rest after a step */
const REST = 900;

/** The second inbox: the panel beside a draft, and a send that was stopped. */
export async function shootOutlook(on: {
  browser: LaunchedWithExtension;
  world: World;
  theme: 'light' | 'dark';
  seeds: ReadonlyMap<string, SeedProposal>;
  wanted: (name: string) => boolean;
  shoot: (page: Page, name: string) => Promise<unknown>;
}): Promise<void> {
  const { browser, world, theme, seeds, wanted, shoot } = on;
  const seed = seeds.get('ren-quarter');
  if (!world.outlook || !seed) throw new Error('no second inbox, or no such seed');
  if (!['outlook', 'outlook-stopped'].some(wanted)) return;
  world.outlook.configure({ theme });
  const { draftId } = await world.propose(
    { ...seed, input: { ...seed.input, externalId: `outlook-${theme}` } },
    'outlook',
  );
  const draft = world.outlook.drafts().find((one) => one.draftId === draftId);
  if (!draft) throw new Error('the draft is not in the mailbox');
  const mail = await OutlookPage.open(browser.context, world);
  await mail.page.emulateMedia({ colorScheme: theme });
  const compose = await mail.openDraft(draft.legacyThreadId);
  const panel = await mail.panel();
  await panel.says(/risk/);
  await mail.page.waitForTimeout(REST);
  await shoot(mail.page, 'outlook');
  await compose.send.click();
  await panel.says(/Stopped/);
  await mail.page.waitForTimeout(REST);
  await shoot(mail.page, 'outlook-stopped');
  await mail.page.close();
}
