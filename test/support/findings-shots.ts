import type { Page } from 'playwright-core';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';

type Shoot = (page: Page, name: string, how?: { fullPage: boolean }) => Promise<unknown>;
/** milliseconds for the page to come to rest after a step */
const REST = 900;

/** The findings page of a manager, wide and at its narrowest, as the gate answers it. */
export async function shootFindings(
  browser: LaunchedWithExtension,
  { theme, shoot }: { theme: 'light' | 'dark'; shoot: Shoot },
): Promise<void> {
  const page = await browser.context.newPage();
  await page.emulateMedia({ colorScheme: theme });
  for (const [name, width] of [
    ['findings', 900],
    ['findings-narrow', 320],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${browser.origin}/src/pages/findings/index.html`);
    await page.getByRole('heading', { name: 'Right as it came' }).waitFor();
    await page.waitForTimeout(REST);
    await shoot(page, name, { fullPage: true });
  }
  await page.close();
}
