import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { MailPage } from '../../src/demo/drive/mail-page.ts';
import type { SeedProposal } from '../../src/demo/seed/build.ts';
import type { World } from '../../src/demo/world/world.ts';

/** How Chromium lets us see: no red, no green, no blue cones, and no colour at all. */
const EYES = ['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'] as const;
/** milliseconds for the page to come to rest after a step */
const REST = 600;

/** The page as each of these eyes sees it; `NAME-EYES.png` into the folder. */
export async function throughEyes(
  page: Page,
  to: { folder: string; name: string; fullPage?: boolean },
): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  for (const type of EYES) {
    await devtools.send('Emulation.setEmulatedVisionDeficiency', { type });
    await page.waitForTimeout(REST);
    const path = join(to.folder, `${to.name}-${type}.png`);
    await page.screenshot({ path, fullPage: to.fullPage === true });
  }
  await devtools.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
  await devtools.detach();
}

/** A workflow that is paused, and one whose owner is nobody: what the popup and the map mark. */
async function trouble({ admin: { store, workspaceId } }: World): Promise<void> {
  const [first, second] = await store.workflows.listWorkflows(workspaceId);
  if (!first || !second) throw new Error('the demo has workflows');
  await store.workflows.setWorkflowState({
    ...{ workspaceId, id: first.id, state: 'paused', by: 'gate:brakes' },
    reason: 'Complaints: 5 of 400 sends, above their ceiling of 1 %.',
  });
  const { pauseReason: _why, state: _state, ...rest } = second;
  await store.workflows.putWorkflow({
    workspaceId,
    workflow: {
      ...{ ...rest, owner: 'gone@brightloop.example' },
      policy: { ...rest.policy, version: rest.policy.version + 1 },
    },
  });
}

/** The map, the popup, and the card with its marks, beside a draft and in the queue; light and dark. */
export async function shootVision(at: {
  folder: string;
  manager: LaunchedWithExtension;
  browser: LaunchedWithExtension;
  world: World;
  seed: SeedProposal;
}): Promise<void> {
  const { folder, manager, browser, world, seed } = at;
  await trouble(world);
  for (const theme of ['light', 'dark'] as const) {
    for (const name of ['popup', 'map'] as const) {
      const tab = await manager.context.newPage();
      const small = name === 'popup';
      await tab.setViewportSize(small ? { width: 360, height: 600 } : { width: 1100, height: 800 });
      await tab.emulateMedia({ colorScheme: theme });
      await tab.goto(`${manager.origin}/src/pages/${name}/index.html`);
      await tab.waitForTimeout(3 * REST);
      await throughEyes(tab, { folder, name: `eyes-${name}-${theme}`, fullPage: true });
      await tab.close();
    }
    world.gmail.configure({ theme });
    const { draftId } = await world.propose({
      ...seed,
      input: { ...seed.input, externalId: `eyes-${theme}` },
    });
    if (!draftId) throw new Error('the seed of the marks has no draft');
    const mail = await MailPage.open(browser.context, world);
    await mail.page.emulateMedia({ colorScheme: theme });
    await mail.openDraft(draftId);
    await (await mail.panel()).says(/risk/);
    await mail.page.waitForTimeout(3 * REST);
    // Chromium changes what the page draws, not the panel's frame in it, which is another process:
    // the card itself is seen in the queue.
    await throughEyes(mail.page, { folder, name: `eyes-draft-${theme}` });
    await mail.page.close();
    const queue = await browser.context.newPage();
    await queue.setViewportSize({ width: 1200, height: 900 });
    await queue.emulateMedia({ colorScheme: theme });
    await queue.goto(`${browser.origin}/src/pages/queue/index.html`);
    await queue.locator('.queue-line', { hasText: 'Priya' }).first().click();
    await queue.waitForTimeout(3 * REST);
    await throughEyes(queue, { folder, name: `eyes-card-${theme}` });
    await queue.close();
  }
}
