import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBrowser } from '../../src/demo/browser/ensure.ts';
import { extensionIdOf, type LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { launchWithExtension } from '../support/chromium.ts';
import { inWorld, startSites } from './site-pages.ts';
import { distFolder } from './stage.ts';

/** Where Debian's Chromium looks for what an organisation has set. */
const ROOT = '/etc/chromium';
const { path: executable } = await ensureBrowser(() => undefined);
const why =
  process.getuid?.() !== 0
    ? 'only root may write a policy for the browser'
    : executable !== '/usr/bin/chromium' || !existsSync(ROOT)
      ? `where ${executable} looks for policies is not known here`
      : null;
if (why !== null) console.warn(`policy.e2e: skipped, ${why}`);

const GATE = 'https://gate.brightloop.example';
const POLICY = {
  gateAddress: GATE,
  theme: 'dark',
  allowedSites: ['hubspot'],
  keys: { approve: 'y' },
  // What the browser itself takes for wrong it doesn't deliver; the others arrive all the same.
  retentionDays: 9999,
  // What only we can tell is wrong is delivered, and named on the page.
  customSites: [{ name: 'mine', label: 'Mine', host: '*.co.uk', pattern: '/{type}/{id}' }],
};

describe.skipIf(why !== null)('a policy of the organisation', () => {
  let browser: LaunchedWithExtension;
  let sites: Awaited<ReturnType<typeof startSites>>;
  let undo = async (): Promise<void> => undefined;

  beforeAll(async () => {
    const made = ['policies', 'policies/managed'].find((one) => !existsSync(join(ROOT, one)));
    const file = join(ROOT, 'policies/managed/countersign-test.json');
    undo = () => rm(made === undefined ? file : join(ROOT, made), { recursive: true, force: true });
    await mkdir(join(ROOT, 'policies/managed'), { recursive: true });
    const id = await extensionIdOf(distFolder());
    await writeFile(file, JSON.stringify({ '3rdparty': { extensions: { [id]: POLICY } } }));
    sites = await startSites();
    browser = await launchWithExtension({
      ...{ dist: distFolder(), hosts: { 'mail.google.com': sites.port } },
    });
  });
  afterAll(async () => {
    await undo();
    await browser?.close();
    sites?.close();
  });

  const options = async () => {
    const page = await browser.context.newPage();
    await page.goto(`${browser.origin}/src/pages/options/index.html`);
    await page.getByLabel('Theme').waitFor();
    return page;
  };

  it('is in force on the options page, and locks what it sets with a reason', async () => {
    const page = await options();
    const locked = (name: string) => page.locator(`#${name}-locked`).textContent();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.getByLabel('Theme').isDisabled()).toBe(true);
    expect(await locked('theme')).toContain('Your organisation has set this');
    expect(await page.getByLabel(/gate address/i).inputValue()).toBe(GATE);
    expect(await page.getByLabel(/gate address/i).isEditable()).toBe(false);
    expect(await page.getByLabel('Key for: Approve', { exact: true }).inputValue()).toBe('y');
    expect(await page.getByLabel('Key for: Approve', { exact: true }).isDisabled()).toBe(true);
    // What it doesn't set is the person's.
    expect(await page.getByLabel('Language', { exact: true }).isDisabled()).toBe(false);
    expect(await page.getByLabel('Keep what is over for').inputValue()).toBe('30');
    await page
      .locator('[data-site=close]')
      .getByText('Your organisation does not allow it')
      .waitFor();
    expect(await page.locator('[data-site=hubspot]').textContent()).not.toContain('organisation');
    await page.getByText('policy has a mistake').waitFor();
    await page.getByText('Anyone can have a host under co.uk').waitFor();
    await page.close();
  });

  it('can be read by no page, and by no content script in one', async () => {
    const page = await browser.context.newPage();
    await page.goto('https://mail.google.com/mail/u/0/');
    const seen = await page.evaluate(
      () => typeof (window as { chrome?: { storage?: unknown } }).chrome?.storage,
    );
    expect(seen).toBe('undefined');
    const read = (area: string) =>
      inWorld(page, browser.origin, `chrome.storage.${area}.get(null).then(JSON.stringify)`);
    for (const area of ['managed', 'local', 'session']) {
      expect(await read(area), area).toMatch(/not allowed|is not/);
    }
    await page.close();
  });
});
