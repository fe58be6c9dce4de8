import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { startWorld } from '../../src/demo/world/world.ts';
import { hashSecret } from '../../src/gate/http/identify.ts';
import { codeForm, newPairingCode } from '../../src/gate/http/pairing-code.ts';
import { createStore } from '../../src/gate/store/index.ts';
import { filledDatabase, withServer } from '../bench/scale-database.ts';
import { fillYear } from '../gate/metrics/fill.ts';
import { throughEyes } from './vision-shots.ts';

/**
 * The dashboard with a year behind it, into this folder: in its states; the head of one, for the README; or
 * as eyes that don't tell colours apart see it.
 */
export async function shootDashboard(
  folder: string,
  what: 'states' | 'head' | 'colour-blind',
): Promise<void> {
  await withServer(async (server) => {
    const filled = await filledDatabase(server, (at) =>
      fillYear(at, { count: 30_000, weeks: 52, workflows: 4, seed: 3 }),
    );
    const store = createStore(filled.url);
    await store.metrics.roll({ now: Date.now() });
    const world = await startWorld({ databaseUrl: filled.url });
    const browser = await openBrowser(world);
    try {
      const { workspaceId, manager } = filled.loaded;
      const person = { name: manager.reviewer.name, email: manager.reviewer.email };
      const code = newPairingCode();
      await store.people.createPairingCode({
        codeHash: hashSecret(codeForm(code)),
        ...{ workspaceId, reviewerId: manager.reviewer.id, ttlSeconds: 600 },
      });
      const admin = { ...world.admin, pairingCode: () => Promise.resolve(code) };
      await pairAsRep(browser, { ...world, admin }, person);
      const page = await browser.context.newPage();
      const refused: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') refused.push(message.text());
      });
      await page.goto(`${browser.origin}/src/pages/dashboard/index.html`);
      if (what === 'states') await states(page, folder, () => world.gate.close());
      else if (what === 'head') await head(page, folder);
      else await eyes(page, folder);
      if (refused.length > 0) console.error(refused.slice(0, 5).join('\n'));
    } finally {
      await browser.close();
      await store.close();
      await world.close().catch(() => undefined);
    }
  });
}

async function head(page: Page, folder: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1100, height: 800 });
  await page.locator('[data-figure="brakes"]').waitFor();
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(folder, 'dashboard-light.png') });
}

async function eyes(page: Page, folder: string): Promise<void> {
  await page.setViewportSize({ width: 1100, height: 800 });
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.getByLabel('Told apart by').selectOption('workflow');
    await page.locator('[data-figure="override"] text', { hasText: 'Workflow 1' }).waitFor();
    await page.locator('[data-figure="brakes"]').waitFor();
    await throughEyes(page, { folder, name: `eyes-dashboard-${theme}`, fullPage: true });
  }
}

async function states(page: Page, folder: string, away: () => Promise<void>): Promise<void> {
  const shoot = async (name: string): Promise<void> => {
    await page.locator('[data-figure="brakes"]').waitFor();
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(folder, `dashboard-${name}.png`), fullPage: true });
  };
  const apart = (by: string) => page.getByLabel('Told apart by').selectOption(by);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 1100, height: 800 });
    await apart('all');
    await shoot(theme);
    await apart('workflow');
    await page.locator('[data-figure="override"] text', { hasText: 'Workflow 1' }).waitFor();
    await shoot(`workflows-${theme}`);
    await page.setViewportSize({ width: 320, height: 640 });
    await shoot(`narrow-${theme}`);
  }
  await page.setViewportSize({ width: 1100, height: 800 });
  await away();
  await page.reload();
  await page.getByText(/can’t be reached/).waitFor({ timeout: 60_000 });
  await shoot('offline');
}
