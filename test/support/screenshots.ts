import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { ensureBuilt } from '../../src/demo/built.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { type Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import { seedProposals } from '../../src/demo/seed/seed.ts';
import { MANAGER } from '../../src/demo/seed/workflows.ts';
import { startWorld } from '../../src/demo/world/world.ts';
import { shootDashboard } from './dashboard-shots.ts';
import { shootFindings } from './findings-shots.ts';
import { shootKinds } from './kind-shots.ts';
import { shootLanes } from './lane-shots.ts';
import { chooseLanguage, shootLanguages } from './language-shots.ts';
import { shootLinks } from './link-shots.ts';
import { shootOutlook } from './outlook-shots.ts';
import { shootPolicies } from './policy-shots.ts';
import { shootPopup } from './popup-shots.ts';
import { fillForQueue, shootQueue } from './queue-shots.ts';
import { shootRecords, turnOnShown } from './record-shots.ts';
import { fillForRisks, shootRisks } from './risk-shots.ts';
import { shootVision } from './vision-shots.ts';

/** What can be asked for alone. */
const PARTS = [
  ...['first-run', 'queue', 'languages', 'mail', 'records', 'pages', 'managers'],
  ...['policies', 'findings', 'risks', 'lanes', 'dashboard', 'colour-blind', 'popup', 'links'],
] as const;
type Part = (typeof PARTS)[number];
/*
 * npm run screenshots               the README's pictures, taken anew
 * npm run screenshots -- DIR        every state, into that folder, to be looked at
 * npm run screenshots -- DIR PART   one of PARTS alone
 */
const [, , into, part] = process.argv;
if (part !== undefined && !PARTS.some((one) => one === part))
  throw new Error(`There is no part ${part}; there are ${PARTS.join(', ')}.`);
const folder = into ?? fileURLToPath(new URL('../../.github/screenshots', import.meta.url));
const all = into !== undefined;
/** whether it is asked for; of these the README shows nothing */
const does = (one: Part): boolean =>
  part === undefined
    ? all ||
      ![
        ...['first-run', 'languages', 'policies', 'findings', 'lanes', 'colour-blind'],
        ...['popup', 'links'],
      ].includes(one)
    : part === one;
/** what the README shows */
const SHOWN = new Set([
  'panel-light',
  'panel-dark',
  'stopped-light',
  'options-light',
  'mailbox-light',
  'queue-clones-light',
  'kind-update-struck-light',
  'kind-quote-light',
  'kind-enrollment-light',
  'kind-route-light',
  'kind-score-light',
  'kind-enrichment-light',
  'kind-meeting-light',
  'kind-social-light',
  'kind-call-light',
  'outlook-light',
  'managers-popup-light',
  'risks-found-light',
  'record-hubspot-light',
  'record-undo-light',
  'record-asked-dark',
]);
const MANAGERS_PAGES = ['managers-popup', 'spot-check', 'weekly', 'map', 'report'];
/** Those besides which are looked at in another language, for their lengths. */
const WORDED_PAGES = ['dashboard', 'findings', 'risks', 'policies', 'mine'];
/** milliseconds for the page to come to rest after a step */
const REST = 900;

await mkdir(folder, { recursive: true });
await ensureBuilt((line) => console.error(line));
if (does('dashboard')) await shootDashboard(folder, all ? 'states' : 'head');
if (does('colour-blind')) await shootDashboard(folder, 'colour-blind');
if (process.argv[3] === 'dashboard') process.exit();
const world = await startWorld({ crm: true, outlook: { seed: { threads: [] } } });
const browser = await openBrowser(world);
const managed = (['managers', 'findings', 'colour-blind'] as const).some(does);
const manager = managed ? await openBrowser(world) : null;
const seeds = new Map(seedProposals(Date.now()).map((seed) => [seed.input.externalId, seed]));

type Shown = Parameters<Page['screenshot']>[0];
type Shot = {
  name: string;
  seed: string;
  act?: (at: { mail: MailPage; compose: Compose }) => Promise<void>;
};
const key =
  (name: string) =>
  async ({ mail }: { mail: MailPage }) =>
    (await mail.panel()).press(name);

const SHOTS: Shot[] = [
  { name: 'panel', seed: 'out-halden-funding' },
  { name: 'walk', seed: 'ren-quarter', act: key('f') },
  {
    name: 'stopped',
    seed: 'ren-silent',
    act: async ({ compose, mail }) => {
      const panel = await mail.panel();
      await panel.press('a');
      await panel.says(/Press Send/, 20_000);
      await compose.type(' and the others');
      await compose.send.click();
      await panel.says(/Stopped/);
    },
  },
  {
    name: 'mend',
    seed: 'ren-quarter',
    async act({ mail }) {
      const panel = await mail.panel();
      await panel.press('f');
      await panel.press('d');
    },
  },
  { name: 'put-off', seed: 'ren-cc', act: key('S') },
  { name: 'escalate-to', seed: 'ren-cc', act: key('X') },
  { name: 'approved', seed: 'in-demo-request', act: key('a') },
  {
    name: 'edited',
    seed: 'out-acme-hiring',
    act: async ({ compose, mail }) => {
      await (await mail.panel()).press('e');
      await compose.type(' and happy Monday,');
    },
  },
  { name: 'reject', seed: 'in-price-promise', act: key('r') },
  { name: 'rtl', seed: 'out-ar' },
  { name: 'long-name', seed: 'out-de-lang' },
  { name: 'long-text', seed: 'out-long' },
  { name: 'links', seed: 'out-look-alike-link' },
  { name: 'help', seed: 'ren-cc', act: key('?') },
];

/** The options page before anything is paired, with the form of a custom CRM open. */
async function shootFirstRun(): Promise<void> {
  if (!does('first-run')) return;
  const tab = await browser.context.newPage();
  await tab.goto(`${browser.origin}/src/pages/options/index.html`);
  await tab.getByRole('button', { name: 'Add another CRM' }).click();
  await tab.getByLabel('What you call it').fill('Acme CRM');
  await tab.getByLabel('What your agents call it').fill('acme-crm');
  await tab.getByLabel('Host', { exact: true }).fill('*.co.uk');
  await tab.getByLabel(/^Try it/).fill('https://crm.acme.example/deal/4711');
  for (const theme of ['light', 'dark'] as const) {
    await tab.emulateMedia({ colorScheme: theme });
    await tab.waitForTimeout(REST);
    await tab.screenshot({ path: join(folder, `first-run-${theme}.png`), fullPage: true });
  }
  await tab.close();
}

/** First-party pages as they open, the popup in its own size. */
async function shootPages(
  by: LaunchedWithExtension,
  names: readonly string[],
  how: {
    theme: 'light' | 'dark';
    shoot: (page: Page, name: string, how?: Shown) => Promise<unknown>;
  },
): Promise<void> {
  for (const name of names) {
    const tab = await by.context.newPage();
    const popup = name.endsWith('popup');
    await tab.setViewportSize(popup ? { width: 360, height: 600 } : { width: 1100, height: 800 });
    await tab.emulateMedia({ colorScheme: how.theme });
    await tab.goto(`${by.origin}/src/pages/${name.replace('managers-', '')}/index.html`);
    await tab.waitForTimeout(REST);
    await how.shoot(tab, name, { fullPage: !popup });
    await tab.close();
  }
}

try {
  await shootFirstRun();
  const options = await pairAsRep(browser, world);
  await fillForQueue(world);
  const managersOptions = manager
    ? await pairAsRep(manager, world, { ...MANAGER, role: 'manager' })
    : null;
  await turnOnShown(browser);
  if (does('policies')) await shootPolicies(world, folder);
  for (const theme of ['light', 'dark'] as const) {
    await options.emulateMedia({ colorScheme: theme });
    world.gmail.configure({ theme });
    const wanted = (name: string) => all || SHOWN.has(`${name}-${theme}`);
    const shoot = (page: typeof options, name: string, how: Shown = {}) =>
      wanted(name)
        ? page.screenshot({ path: join(folder, `${name}-${theme}.png`), ...how })
        : Promise.resolve();
    if (does('languages')) {
      const proposal = seeds.get('ren-quarter');
      if (!proposal) throw new Error('there is no seed for the languages');
      const draft = await world.propose({
        ...proposal,
        input: { ...proposal.input, externalId: `languages-${theme}` },
      });
      await shootLanguages({ ...{ browser, world, options, draft, theme }, shoot });
    }
    if (does('queue') && (all || theme === 'light')) {
      await shootQueue(browser, { theme, shoot, world });
    }
    for (const { name, seed, act } of does('mail') ? SHOTS : []) {
      if (!wanted(name)) continue;
      const proposal = seeds.get(seed);
      if (!proposal) throw new Error(`there is no seed ${seed}`);
      const { draftId, threadId } = await world.propose({
        ...proposal,
        input: { ...proposal.input, externalId: `${name}-${seed}-${theme}` },
      });
      if (!draftId) throw new Error(`${seed} has no draft`);
      const mail = await MailPage.open(browser.context, world);
      await mail.page.emulateMedia({ colorScheme: theme });
      const compose = threadId
        ? await mail.openThread(threadId, draftId)
        : await mail.openDraft(draftId);
      await (await mail.panel()).says(/risk/);
      await act?.({ mail, compose });
      await mail.page.waitForTimeout(REST);
      await shoot(mail.page, name);
      await mail.page.close();
    }
    if (does('mail')) await shootOutlook({ browser, world, theme, seeds, wanted, shoot });
    if (does('records')) {
      await shootRecords({ browser, world, theme, seeds, wanted, shoot });
      await shootKinds({
        ...{ context: browser.context, world, theme, seeds, wanted },
        shoot: (page, name, clip) => shoot(page, name, clip ? { clip } : {}),
      });
    }
    if (manager && does('managers')) await shootPages(manager, MANAGERS_PAGES, { theme, shoot });
    if (manager && managersOptions && does('managers')) {
      await chooseLanguage(managersOptions, 'de');
      const german = (page: Page, name: string, how?: Shown) => shoot(page, `${name}-de`, how);
      await shootPages(manager, [...MANAGERS_PAGES, ...WORDED_PAGES], { theme, shoot: german });
      await chooseLanguage(managersOptions, 'auto');
    }
    if (manager && does('findings')) await shootFindings(manager, { theme, shoot });
    if (does('lanes')) await shootLanes(browser, { theme, shoot });
    if (does('popup')) await shootPopup(browser, { theme, shoot });
    if (does('links')) await shootLinks(browser, { theme, shoot });
    if (!does('pages')) continue;
    await options.bringToFront();
    await shoot(options, 'options', { fullPage: true });
    await shootPages(browser, ['health', 'popup', 'mine'], { theme, shoot });
    const mailbox = await browser.context.newPage();
    await mailbox.emulateMedia({ colorScheme: theme });
    await mailbox.goto(world.mailboxUrl);
    await shoot(mailbox, 'mailbox');
    await mailbox.goto(`${world.gate.url}/docs`);
    await shoot(mailbox, 'docs');
    await mailbox.close();
  }
  // In a workspace that is full by then: what it finds is added to it.
  if (does('risks'))
    await shootRisks(world, (theme) => async (page, name, how) => {
      if (all || SHOWN.has(`${name}-${theme}`))
        await page.screenshot({ path: join(folder, `${name}-${theme}.png`), ...how });
    });
  const marked = seeds.get('out-halden-funding');
  if (manager && marked && does('colour-blind')) {
    if (!does('risks')) await fillForRisks(world);
    await shootVision({ folder, manager, browser, world, seed: marked });
  }
} finally {
  await manager?.close();
  await browser.close();
  await world.close();
}
