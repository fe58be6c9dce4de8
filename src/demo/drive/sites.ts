import type { BrowserContext, Page } from 'playwright-core';
import { HOSTS } from '../../core/hosts/catalogue.ts';
import type { LaunchedWithExtension } from '../browser/launch.ts';

/** Answers the browser's prompt with yes beforehand, which nobody sees without a screen. */
export async function sayYesTo(
  context: BrowserContext,
  extensionId: string,
  origins: readonly string[],
): Promise<void> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(
    async ({ id, hosts }) => {
      const { chrome } = globalThis as unknown as {
        chrome: {
          developerPrivate: { addHostPermission(id: string, host: string): Promise<void> };
        };
      };
      for (const host of hosts) await chrome.developerPrivate.addHostPermission(id, host);
    },
    { id: extensionId, hosts: [...origins] },
  );
  await page.close();
}

const options = async ({ context, origin }: LaunchedWithExtension): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`${origin}/src/pages/options/index.html`);
  return page;
};

/** As a person does: one click in the options for each site, the browser's prompt answered with yes. */
export async function turnOnSites(
  browser: LaunchedWithExtension,
  systems: readonly string[],
): Promise<void> {
  const sites = HOSTS.filter(({ name }) => systems.includes(name));
  await sayYesTo(
    browser.context,
    browser.extensionId,
    sites.flatMap(({ matches }) => matches),
  );
  const page = await options(browser);
  for (const { name } of sites) await turn(page, name, 'on');
  await page.close();
}

/** The same click once more. */
export async function turnOffSite(browser: LaunchedWithExtension, system: string): Promise<void> {
  const page = await options(browser);
  await turn(page, system, 'off');
  await page.close();
}

/** The click on a site's button, and the page's word that it worked. */
async function turn(page: Page, system: string, how: 'on' | 'off'): Promise<void> {
  const row = page.locator(`[data-site="${system}"]`);
  await row.getByRole('button', { name: `Turn ${how}` }).click();
  const said = how === 'on' ? /is on, also in tabs/ : /is off\. Nothing of ours/;
  const label = HOSTS.find(({ name }) => name === system)?.label ?? system;
  await page.getByRole('status').filter({ hasText: said }).filter({ hasText: label }).waitFor();
  await row.getByText(how === 'on' ? 'On' : 'Off', { exact: true }).waitFor();
}
