import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { ensureBrowser } from '../browser/ensure.ts';
import { type LaunchedWithExtension, launchExtension } from '../browser/launch.ts';
import { OUTLOOK_HOST } from '../outlook/server.ts';
import { REP } from '../seed/workflows.ts';
import type { World } from '../world/world.ts';

export const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Chromium with the shipped extension, its mail site served by this world. */
export async function openBrowser(
  world: World,
  options: {
    headless?: boolean;
    profileDir?: string;
    args?: string[];
    dist?: string;
  } = {},
): Promise<LaunchedWithExtension> {
  const { path } = await ensureBrowser((line) => console.error(line));
  return launchExtension({
    executablePath: path,
    dist: DIST,
    ...options,
    hosts: {
      'mail.google.com': world.gmail.port,
      ...(world.outlook ? { [OUTLOOK_HOST]: world.outlook.port } : {}),
      ...world.crm?.hosts,
    },
  });
}

/** Pairs this browser as the rep, in the options page, as a person would. */
export async function pairAsRep(
  browser: LaunchedWithExtension,
  world: World,
  person: { name: string; email: string; role?: 'rep' | 'manager' | 'admin' } = REP,
): Promise<Page> {
  const code = await world.admin.pairingCode(person);
  const page = await browser.context.newPage();
  await page.goto(`${browser.origin}/src/pages/options/index.html`);
  await page.getByLabel(/gate.*(address|url)/i).fill(world.gate.url);
  await page.getByLabel(/pairing code/i).fill(code);
  const device = page.getByLabel(/name of this device/i);
  if ((await device.inputValue()) === '') await device.fill('Demo browser');
  await page.getByRole('button', { name: /^pair/i }).click();
  await page.getByText(person.email).first().waitFor({ timeout: 15_000 });
  return page;
}
