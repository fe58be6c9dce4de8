import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { REP } from '../../src/demo/seed/workflows.ts';
import { useStage } from './stage.ts';

const stage = useStage({ separateGate: true });

async function options(): Promise<Page> {
  const page = await stage.context.newPage();
  await page.goto(`${stage.browser.origin}/src/pages/options/index.html`);
  await page.getByLabel('Theme').waitFor();
  return page;
}

async function saved(page: Page, button: string): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await coming;
  return await readFile(await download.path(), 'utf8');
}

it('the test of the connection goes to the gate and back, and names it and its key', async () => {
  const page = await options();
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await page.getByText(/answered in \d+ ms\. It holds the key/).waitFor();
  await stage.world.gate.kill();
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await page.getByText('The gate cannot be reached.').first().waitFor();
  await page.close();
});

it('while the gate is away settings are kept and data can be had; none of it is in the diagnostics', async () => {
  await stage.world.restartGate();
  const item = await stage.propose({ delivery: 'gate', subject: 'Quarterly canary' });
  const { mail } = await stage.open(item);
  await mail.panel();
  await mail.page.close();
  await stage.world.gate.kill();
  const page = await options();
  await page.getByLabel('Theme').selectOption('dark');
  await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.getByLabel('Language', { exact: true }).selectOption('de');
  await page.reload();
  await expect.poll(() => page.getByLabel('Sprache', { exact: true }).inputValue()).toBe('de');
  await page.getByText('Das Gate ist nicht erreichbar.').first().waitFor();
  // The panel is a third party's frame: its words come by the extension's own files there, too.
  const german = await stage.open(item);
  const { frame } = await german.mail.panel();
  const approve = frame.locator('[data-name=approve]');
  await expect.poll(() => approve.textContent(), { timeout: 20_000 }).toContain('Freigeben');
  await german.mail.page.close();
  await page.getByLabel('Sprache', { exact: true }).selectOption('auto');
  await page.getByLabel('Language', { exact: true }).waitFor();
  const mine = await saved(page, 'Save my data');
  expect(mine).toContain('Quarterly canary');
  expect(mine).toContain(REP.email);
  expect(mine).not.toMatch(/accessToken|"jws"/);
  const diagnostics = await saved(page, 'Save diagnostics');
  expect(JSON.parse(diagnostics)).toMatchObject({
    spaces: [{ queue: { items: 1 } }],
    settings: { theme: 'dark' },
  });
  for (const secret of [
    'canary',
    REP.email,
    REP.name,
    'Brightloop',
    new URL(stage.world.gate.url).host,
  ]) {
    expect(diagnostics).not.toContain(secret);
  }
  await page.close();
});
