import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { sayYesTo } from '../../src/demo/drive/sites.ts';
import { launchWithExtension } from '../support/chromium.ts';
import { openPopup } from './popup.ts';
import { injected, inWorld, startSites, stopWorker, untouched } from './site-pages.ts';
import { distFolder } from './stage.ts';

const CLOSE = 'https://app.close.com/lead/lead_abc/';
const ACME = 'https://crm.acme.example/app/deal/4711';
const OTHER = 'https://www.example.com/';

let browser: LaunchedWithExtension;
let sites: Awaited<ReturnType<typeof startSites>>;
let profileDir: string;

const launch = () =>
  launchWithExtension({
    ...{ dist: distFolder(), profileDir },
    hosts: {
      ...{ 'app.close.com': sites.port, 'crm.acme.example': sites.port },
      ...{ 'www.example.com': sites.port },
    },
  });

// A clean profile, paired with nothing: turning sites on needs no gate.
beforeAll(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'countersign-sites-'));
  sites = await startSites();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  sites.close();
  await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
});

async function open(url: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(url);
  return page;
}
const options = () => open(`${browser.origin}/src/pages/options/index.html`);
const row = (page: Page, name: string) => page.locator(`[data-site="${name}"]`);
const say = (page: Page, text: RegExp) =>
  page.getByRole('status').filter({ hasText: text }).waitFor();
/** Whether the record pages' script has run in this document; it leaves its name in its own world. */
const ranIn = async (page: Page) =>
  (await injected(page, browser.origin)) > 0 &&
  (await inWorld(page, browser.origin, "'__countersignRecord' in globalThis"));
const runsIn = (page: Page, count: number) =>
  expect.poll(() => injected(page, browser.origin), { timeout: 10_000 }).toBe(count);

// Another zone's file: without it there is nothing that could be turned on.
const SCRIPT = join(distFolder(), 'content/record.js');
const there = existsSync(SCRIPT);
if (!there) console.warn(`sites.e2e: skipped, the build has no ${SCRIPT}`);

describe.skipIf(!there).sequential('a site', () => {
  it('has nothing of ours in it before it is on', async () => {
    for (const url of [CLOSE, ACME, OTHER]) {
      const page = await open(url);
      await untouched(page, browser.origin);
      await page.close();
    }
  });

  it('is turned on by one click, at once in a tab that is open, and nowhere else', async () => {
    const [lead, other] = [await open(CLOSE), await open(OTHER)];
    await sayYesTo(browser.context, browser.extensionId, ['https://app.close.com/*']);
    const page = await options();
    await row(page, 'close').getByRole('button', { name: 'Turn on' }).click();
    await say(page, /Close is on/);
    await runsIn(lead, 1);
    await untouched(other, browser.origin);
    await row(page, 'close').getByText('On', { exact: true }).waitFor();
    await row(page, 'hubspot').getByText('Off', { exact: true }).waitFor();
    await Promise.all([lead, other, page].map((each) => each.close()));
  });

  it('stays on when the worker was stopped, and when the browser was started again', async () => {
    await stopWorker(browser.context);
    const lead = await open(CLOSE);
    await runsIn(lead, 1);
    await browser.close();
    browser = await launch();
    const again = await open(CLOSE);
    await runsIn(again, 1);
    const page = await options();
    await row(page, 'close').getByText('On', { exact: true }).waitFor();
    await untouched(await open(OTHER), browser.origin);
    await browser.context.pages().at(-1)?.close();
    await Promise.all([again, page].map((each) => each.close()));
  });

  it('is turned off by one click: nothing is left, also for a worker that starts anew', async () => {
    const page = await options();
    await row(page, 'close').getByRole('button', { name: 'Turn off' }).click();
    await say(page, /Close is off/);
    await row(page, 'close').getByText('Off', { exact: true }).waitFor();
    const lead = await open(CLOSE);
    await untouched(lead, browser.origin);
    await stopWorker(browser.context);
    await page.reload();
    await row(page, 'close').getByText('Off', { exact: true }).waitFor();
    await lead.reload();
    await untouched(lead, browser.origin);
    await Promise.all([lead, page].map((each) => each.close()));
  });

  it('is offered by the popup that is opened on it, and turned on there', async () => {
    const lead = await open(CLOSE);
    await sayYesTo(browser.context, browser.extensionId, ['https://app.close.com/*']);
    const popup = await openPopup(browser.context, browser.extensionId, lead);
    await expect.poll(() => popup.text()).toContain('Turn on for Close');
    await popup.press('[data-name=this-site]');
    await runsIn(lead, 1);
    await popup.close();
    const other = await open(OTHER);
    const there = await openPopup(browser.context, browser.extensionId, other);
    await expect.poll(() => there.text()).toContain('Not paired');
    expect(await there.text()).not.toContain('Turn on');
    await there.close();
    await Promise.all([lead, other].map((each) => each.close()));
  });

  it('of the person’s own is described, tried, and turned on for its one host', async () => {
    const [deal, other] = [await open(ACME), await open(OTHER)];
    await sayYesTo(browser.context, browser.extensionId, ['https://crm.acme.example/*']);
    const page = await options();
    await page.getByRole('button', { name: 'Add another CRM' }).click();
    await page.getByLabel('What you call it').fill('Acme CRM');
    await page.getByLabel('What your agents call it').fill('acme-crm');
    await page.getByLabel('Host', { exact: true }).fill('crm.acme.example');
    await page.getByLabel('Address of a record, after the host').fill('/app/{type}/{id}');
    await page.getByLabel(/^Try it/).fill(ACME);
    await page.getByText('Found: deal 4711.').waitFor();
    await page.getByRole('button', { name: 'Save and turn on' }).click();
    await say(page, /Acme CRM is on/);
    await runsIn(deal, 1);
    await expect.poll(() => ranIn(deal)).toBe(true);
    await untouched(other, browser.origin);
    await row(page, 'acme-crm').getByRole('button', { name: 'Remove' }).click();
    await say(page, /was removed/);
    const fresh = await open(ACME);
    await untouched(fresh, browser.origin);
    // A tab keeps the world of a script that once ran in it, empty: nothing runs in it any more.
    await deal.reload();
    expect(await ranIn(deal)).toBe(false);
    await Promise.all([deal, fresh, other, page].map((each) => each.close()));
  });
});
