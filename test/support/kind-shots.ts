import type { BrowserContext, Page } from 'playwright-core';
import { MailPage } from '../../src/demo/drive/mail-page.ts';
import type { Panel } from '../../src/demo/drive/panel.ts';
import type { SeedProposal } from '../../src/demo/seed/build.ts';
import type { World } from '../../src/demo/world/world.ts';

type Shot = { name: string; seed: string; act?: (panel: Panel) => Promise<void> };
const keys =
  (...names: string[]) =>
  async (panel: Panel) => {
    await panel.focus();
    for (const name of names) {
      await panel.page.waitForTimeout(400);
      await panel.page.keyboard.press(name, { delay: 40 });
    }
  };

/** What isn't a mail, each kind as it is reviewed, and some as they are edited. */
const SHOTS: Shot[] = [
  { name: 'kind-enrollment', seed: 'seq-2' },
  { name: 'kind-enrollment-edit', seed: 'seq-1', act: keys('d', 'ArrowDown', 'd', 'e') },
  { name: 'kind-update', seed: 'upd-2' },
  { name: 'kind-update-struck', seed: 'upd-2', act: keys('d', 'ArrowDown', 'd') },
  { name: 'kind-update-edit', seed: 'upd-2', act: keys('e') },
  { name: 'kind-route', seed: 'route-2' },
  { name: 'kind-score', seed: 'score-2', act: keys('e') },
  { name: 'kind-enrichment', seed: 'enr-2' },
  { name: 'kind-quote', seed: 'quote-2' },
  { name: 'kind-quote-edit', seed: 'quote-2', act: keys('e') },
  { name: 'kind-meeting', seed: 'meet-1' },
  { name: 'kind-social', seed: 'soc-1' },
  { name: 'kind-call', seed: 'call-1', act: keys('e') },
];

/** Tall enough that nothing of a panel has to be scrolled to. */
const TALL = { width: 1280, height: 1500 };
/** of the page around a panel */
const MARGIN = 24;
/** milliseconds for the page to come to rest after a step */
const REST = 900;

type Clip = { x: number; y: number; width: number; height: number };

/** The panel with a little of the page around it. */
async function aroundPanel(page: Page): Promise<Clip> {
  const box = await page.locator('[data-countersign][popover]').boundingBox();
  if (!box) throw new Error('the panel is not on screen');
  const [x, y] = [Math.max(0, box.x - MARGIN), Math.max(0, box.y - MARGIN)];
  return {
    ...{ x, y },
    width: Math.min(TALL.width - x, box.x - x + box.width + MARGIN),
    height: Math.min(TALL.height - y, box.y - y + box.height + MARGIN),
  };
}

/** Opens each in the panel by itself, on the mail page, and shoots it. */
export async function shootKinds(on: {
  context: BrowserContext;
  world: World;
  theme: 'light' | 'dark';
  seeds: ReadonlyMap<string, SeedProposal>;
  wanted: (name: string) => boolean;
  shoot: (page: Page, name: string, clip?: Clip) => Promise<unknown>;
}): Promise<void> {
  const { context, world, theme, seeds, wanted, shoot } = on;
  for (const { name, seed, act } of SHOTS) {
    if (!wanted(name)) continue;
    const proposal = seeds.get(seed);
    if (!proposal) throw new Error(`there is no seed ${seed}`);
    const externalId = `${name}-${theme}`;
    const { proposalId } = await world.propose({
      ...proposal,
      input: { ...proposal.input, externalId },
    });
    const mail = await MailPage.open(context, world);
    await mail.page.setViewportSize(TALL);
    await mail.page.emulateMedia({ colorScheme: theme });
    await mail.edgeMark().click();
    const panel = await mail.panel();
    const why = proposal.input.reasoning[0]?.text ?? '';
    for (let step = 0; step < 60 && !(await panel.holds()).includes(why); step += 1) {
      await panel.press('j');
    }
    await panel.frame.locator('.work-box').waitFor();
    await act?.(panel);
    await mail.page.waitForTimeout(REST);
    await shoot(mail.page, name, await aroundPanel(mail.page));
    await mail.page.close();
    // Out of the way of the next.
    await world.agents.steward.withdraw(proposalId);
  }
}
