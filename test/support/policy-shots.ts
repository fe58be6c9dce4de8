import { join } from 'node:path';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { MANAGER } from '../../src/demo/seed/workflows.ts';
import type { World } from '../../src/demo/world/world.ts';

/** milliseconds for the page to come to rest after a step */
const REST = 700;

/** The policies page as a manager has it, in a browser of their own, against the world's gate. */
export async function shootPolicies(world: World, folder: string): Promise<void> {
  const browser = await openBrowser(world);
  try {
    await pairAsRep(browser, world, { ...MANAGER, role: 'manager' });
    const page = await browser.context.newPage();
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      const shoot = async (name: string): Promise<void> => {
        await page.waitForTimeout(REST);
        const path = join(folder, `policies-${name}-${theme}.png`);
        await page.screenshot({ path, fullPage: true });
      };
      await page.setViewportSize({ width: 1000, height: 800 });
      await page.goto(`${browser.origin}/src/pages/policies/index.html`);
      await page.locator('.workflow-list').waitFor();
      await shoot('list');
      await page.getByRole('button', { name: /^Open/ }).first().click();
      await page
        .getByText(/is in force/)
        .first()
        .waitFor();
      await page.getByLabel('Confidence line, percent').fill('70');
      await page.getByRole('button', { name: /^Try it/ }).click();
      await page.getByText(/this would have sent|Nothing was proposed/).waitFor();
      await shoot('draft');
      await page.setViewportSize({ width: 320, height: 720 });
      await page.getByText(/^Five questions/).click();
      await shoot('narrow');
    }
  } finally {
    await browser.close();
  }
}
