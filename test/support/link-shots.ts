import type { Page } from 'playwright-core';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import type { Reply } from '../../src/messages/channel.ts';
import type { PanelToWorker } from '../../src/messages/panel-to-worker.ts';
import { FULL as FINDINGS } from '../pages/findings/states.ts';
import { DRIFTED, row } from '../pages/lanes/states.ts';
import { idOf, itemOf, mailOf } from '../pages/panel/samples.ts';
import { CHECK, detailOf, LONG, lookOf } from '../pages/spot-check/states.ts';
import { managed, REST, scripted } from './scripted.ts';

type Shoot = (page: Page, name: string, how?: { fullPage: boolean }) => Promise<unknown>;
type Told = Reply<PanelToWorker, 'item.look'>;
type Became = NonNullable<NonNullable<Told['view']>['became']>;
/** CSS pixels: the full page, and a side panel at its narrowest. */
const SIZES = [
  ['', { width: 1200, height: 800 }],
  ['-narrow', { width: 320, height: 720 }],
] as const;

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const by = (action: 'approve' | 'approve_edited' | 'reject', change: object = {}) => ({
  decision: { id: idOf(70), action, by: 'Tomás Okafor', at: ago(90), ...change },
});
const WORKFLOW = {
  id: 'outbound-mid',
  name: 'Outbound email, mid-market',
  pattern: 'pre-approval',
} as const;

/** What an item that is not this device's has become, as the gate tells it. */
const outcomes = (): [string, Partial<ReviewItem>, Became][] => [
  ['another', { ownership: { mine: false, message: 'fin@northwind.example decides this.' } }, {}],
  [
    'another-long',
    {
      ownership: { mine: false, message: `${LONG.toLowerCase()}@northwind.example decides this.` },
      content: mailOf({ subject: `${LONG} ${LONG}` }),
    },
    {},
  ],
  ['approved', { state: 'approved', ...by('approve') }, {}],
  ['held', { state: 'approved', ...by('approve'), workflow: { ...WORKFLOW, paused: true } }, {}],
  ['executed', { state: 'executed', ...by('approve', { by: LONG }) }, { leftAt: ago(80) }],
  [
    'edited',
    {
      ...{ state: 'executed', ...by('approve_edited') },
      content: mailOf({ body: '<p>Hi Petra,</p><p>Is Friday good?</p>' }),
    },
    { leftAt: ago(80), written: mailOf() },
  ],
  ['alone', { state: 'executed', lane: 'auto' }, { leftAt: ago(80) }],
  ['rejected', { state: 'rejected', ...by('reject', { reason: 'tone' }) }, {}],
  ['withdrawn', { state: 'withdrawn' }, {}],
  [
    'withdrawn-by-gate',
    { state: 'withdrawn' },
    { withdrawn: { detail: 'petra.wolf@huber-logistik.de opted out of mail.', at: ago(9) } },
  ],
  ['expired', { state: 'expired' }, {}],
  ['failed', { state: 'failed', ...by('approve') }, {}],
  ['not-known', { state: 'unknown', ...by('approve') }, {}],
  [
    'erased',
    {
      ...{ state: 'rejected', ...by('reject'), claims: [], flags: [], reasoning: [], context: {} },
      content: mailOf({ subject: 'erased', body: '<p>erased</p>' }),
    },
    { erasedAt: ago(2000) },
  ],
];
const NONE: [string, Told][] = [
  ['unknown', { why: 'unknown' }],
  ['away', { why: 'away', detail: 'The gate cannot be reached.' }],
  ['coming', { why: 'coming' }],
  ['elsewhere', { why: 'elsewhere' }],
  ['signed-out', { why: 'signed-out' }],
];

/** Of what the lanes page lists, as far as this device knows it. */
const NAMED = [1, 2].map((n) => ({
  proposalId: `01930000-0000-7000-8000-00000000000${n}`,
  kind: 'email.draft',
  title: n === 1 ? 'A look at your routing' : LONG,
  to: n === 1 ? 'Bo Ek' : LONG,
}));

/** Items by their links: what became of them, and the lists that name them, in one theme. */
export async function shootLinks(
  browser: LaunchedWithExtension,
  how: { theme: 'light' | 'dark'; shoot: Shoot },
): Promise<void> {
  const told = new Map<string, Told>(NONE);
  for (const [name, change, became] of outcomes())
    told.set(name, { view: { item: await itemOf(7, change), became } });
  for (const [name, answer] of told)
    for (const [narrow, size] of SIZES) {
      const page = await opened(browser, how.theme, size);
      const url = `${browser.origin}/src/pages/queue/index.html?item=${idOf(7)}`;
      await scripted(page, { 'item.look': answer }, url);
      await how.shoot(page, `link-${name}${narrow}`);
      await page.close();
    }
  await shootLists(browser, how);
}

/** The pages that name items, with what they name unfolded. */
async function shootLists(
  browser: LaunchedWithExtension,
  { theme, shoot }: { theme: 'light' | 'dark'; shoot: Shoot },
): Promise<void> {
  const decided = new Map([
    [lookOf(1), 'approve'],
    [lookOf(2), 'reject'],
    [lookOf(3), 'approve'],
  ]);
  const check = detailOf(4, decided);
  const [, second, third] = check.items;
  if (second?.decided) second.decided.title = `${LONG} ${LONG}`;
  if (third?.decided) third.decided.title = null;
  const { items: _, seed: __, strata: ___, ...listed } = check;
  const spot = {
    'spot-check.list': {
      spotChecks: [listed],
      workflows: [{ id: 'outbound', name: 'Outbound, mid-market' }],
    },
    'spot-check.get': check,
  };
  const lists: [string, Record<string, unknown>][] = [
    ['findings', { findings: FINDINGS }],
    ['spot-check', spot],
    ['lanes', { lanes: { workflows: [row()] }, 'lanes.of': { ...DRIFTED, named: NAMED } }],
  ];
  for (const [name, answers] of lists)
    for (const [narrow, size] of SIZES) {
      // Tall: the document of spot-checks scrolls in itself.
      const page = await opened(browser, theme, { width: Math.min(size.width, 900), height: 1900 });
      const url = `${browser.origin}/src/pages/${name}/index.html`;
      await scripted(page, { ...managed(), ...answers }, url);
      if (name === 'spot-check') await page.locator(`[data-name="open-${CHECK}"]`).click();
      await page.waitForTimeout(REST);
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) if (one instanceof HTMLDetailsElement) one.open = true;
      });
      await page.waitForTimeout(REST);
      await shoot(page, `list-${name}${narrow}`, { fullPage: true });
      await page.close();
    }
}

async function opened(
  browser: LaunchedWithExtension,
  theme: 'light' | 'dark',
  size: { width: number; height: number },
): Promise<Page> {
  const page = await browser.context.newPage();
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize(size);
  return page;
}
