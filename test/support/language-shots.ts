import type { Page } from 'playwright-core';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { MailPage } from '../../src/demo/drive/mail-page.ts';
import type { World } from '../../src/demo/world/world.ts';

type Shoot = (page: Page, name: string, how?: { fullPage: boolean }) => Promise<unknown>;
type Draft = { draftId: string | null; threadId: string | null };
/** Those with words besides English. */
const LANGUAGES = ['de', 'es', 'ja'];
/** milliseconds for the page to come to rest after a step */
const REST = 900;

/** Chooses a language in options, for all pages of this browser. */
export async function chooseLanguage(options: Page, language: string): Promise<void> {
  await options.bringToFront();
  await options.locator('#language').selectOption(language);
  await options.waitForTimeout(REST);
}

/** The panel, the queue, options and the popup in each language, in one theme. */
export async function shootLanguages(input: {
  browser: LaunchedWithExtension;
  world: World;
  /** the options page, which has the choice of a language */
  options: Page;
  draft: Draft;
  theme: 'light' | 'dark';
  shoot: Shoot;
}): Promise<void> {
  const { browser, world, options, draft, theme, shoot } = input;
  const page = async (path: string, size: { width: number; height: number }, name: string) => {
    const tab = await browser.context.newPage();
    await tab.setViewportSize(size);
    await tab.emulateMedia({ colorScheme: theme });
    await tab.goto(`${browser.origin}/src/pages/${path}/index.html`);
    await tab.waitForTimeout(REST);
    await shoot(tab, name);
    await tab.close();
  };
  for (const language of LANGUAGES) {
    await chooseLanguage(options, language);
    await shoot(options, `options-${language}`, { fullPage: true });
    await page('queue', { width: 1200, height: 800 }, `queue-${language}`);
    await page('queue', { width: 320, height: 720 }, `queue-narrow-${language}`);
    await page('popup', { width: 360, height: 420 }, `popup-${language}`);
    const mail = await MailPage.open(browser.context, world);
    await mail.page.emulateMedia({ colorScheme: theme });
    if (!draft.draftId) throw new Error('the draft to show the panel with has no id');
    if (draft.threadId) await mail.openThread(draft.threadId, draft.draftId);
    else await mail.openDraft(draft.draftId);
    await mail.panel();
    await mail.page.waitForTimeout(REST);
    await shoot(mail.page, `panel-${language}`);
    const panel = await mail.panel();
    await panel.press('r');
    await mail.page.waitForTimeout(REST);
    await shoot(mail.page, `reject-${language}`);
    await mail.page.close();
  }
  await chooseLanguage(options, 'auto');
}
