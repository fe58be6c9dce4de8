import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../src/demo/built.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { type Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import { seedProposals } from '../../src/demo/seed/seed.ts';
import { startWorld } from '../../src/demo/world/world.ts';
import { shootKinds } from './kind-shots.ts';
import { shootLanguages } from './language-shots.ts';
import { shootOutlook } from './outlook-shots.ts';
import { fillForQueue, shootQueue } from './queue-shots.ts';
import { shootRecords, turnOnShown } from './record-shots.ts';

/*
 * npm run screenshots            the README's pictures, taken anew
 * npm run screenshots -- DIR     every state, into that folder, to be looked at
 * npm run screenshots -- DIR queue   the queue's states alone; `languages` the other languages alone
 */
const folder =
  process.argv[2] ?? fileURLToPath(new URL('../../.github/screenshots', import.meta.url));
const all = process.argv[2] !== undefined;
const queueOnly = process.argv[3] === 'queue';
const languagesOnly = process.argv[3] === 'languages';
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
  'record-hubspot-light',
  'record-undo-light',
  'record-asked-dark',
]);
/** milliseconds for the page to come to rest after a step */
const REST = 900;

await mkdir(folder, { recursive: true });
await ensureBuilt((line) => console.error(line));
const world = await startWorld({ crm: true, outlook: { seed: { threads: [] } } });
const browser = await openBrowser(world);
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
  if (!all) return;
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

try {
  await shootFirstRun();
  const options = await pairAsRep(browser, world);
  await fillForQueue(world);
  await turnOnShown(browser);
  for (const theme of ['light', 'dark'] as const) {
    await options.emulateMedia({ colorScheme: theme });
    world.gmail.configure({ theme });
    const wanted = (name: string) => all || SHOWN.has(`${name}-${theme}`);
    const shoot = (page: typeof options, name: string, how: Shown = {}) =>
      wanted(name)
        ? page.screenshot({ path: join(folder, `${name}-${theme}.png`), ...how })
        : Promise.resolve();
    if (all && !queueOnly) {
      const proposal = seeds.get('ren-quarter');
      if (!proposal) throw new Error('there is no seed for the languages');
      const draft = await world.propose({
        ...proposal,
        input: { ...proposal.input, externalId: `languages-${theme}` },
      });
      await shootLanguages({ ...{ browser, world, options, draft, theme }, shoot });
    }
    if (languagesOnly) continue;
    if (all || theme === 'light') {
      await shootQueue(browser, { theme, shoot });
    }
    if (queueOnly) continue;
    for (const { name, seed, act } of SHOTS) {
      if (!wanted(name)) continue;
      const proposal = seeds.get(seed);
      if (!proposal) throw new Error(`there is no seed ${seed}`);
      const { draftId, threadId } = await world.propose({
        ...proposal,
        input: { ...proposal.input, externalId: `${seed}-${theme}` },
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
    await shootOutlook({ browser, world, theme, seeds, wanted, shoot });
    await shootRecords({ browser, world, theme, seeds, wanted, shoot });
    await shootKinds({
      ...{ context: browser.context, world, theme, seeds, wanted },
      shoot: (page, name, clip) => shoot(page, name, clip ? { clip } : {}),
    });
    await options.bringToFront();
    await shoot(options, 'options', { fullPage: true });
    for (const page of ['health', 'popup']) {
      const tab = await browser.context.newPage();
      await tab.setViewportSize(
        page === 'popup' ? { width: 360, height: 420 } : { width: 900, height: 700 },
      );
      await tab.emulateMedia({ colorScheme: theme });
      await tab.goto(`${browser.origin}/src/pages/${page}/index.html`);
      await tab.waitForTimeout(REST);
      await shoot(tab, page, { fullPage: page !== 'popup' });
      await tab.close();
    }
    const mailbox = await browser.context.newPage();
    await mailbox.emulateMedia({ colorScheme: theme });
    await mailbox.goto(world.mailboxUrl);
    await shoot(mailbox, 'mailbox');
    await mailbox.goto(`${world.gate.url}/docs`);
    await shoot(mailbox, 'docs');
    await mailbox.close();
  }
} finally {
  await browser.close();
  await world.close();
}
