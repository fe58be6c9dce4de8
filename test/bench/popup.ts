import type { Page } from 'playwright-core';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { MANAGER } from '../../src/demo/seed/workflows.ts';
import { proposeUnplaced } from './drafts.ts';
import { fillQueue } from './fill.ts';
import { type Row, row } from './row.ts';
import { MEASURED, openStage, until } from './stage.ts';

const QUEUED = Number(process.env.BENCH_QUEUED ?? 100_000);
const RUNS = 20;
const GOAL_MS = 100;

/** Notes when the answer to "is anything on fire" was in a frame, and when the gate's own of now was. */
export const POPUP_WATCH = `(() => {
  const at = (globalThis.countersignAt = {});
  const look = () => {
    if (at.glance === undefined && document.querySelector('.glance')) {
      at.glance = 0;
      requestAnimationFrame(() => { at.glance = performance.now(); });
    }
    if (at.now === undefined && document.querySelector('.glance') && document.querySelector('dl.facts')
        && !document.querySelector('[role=status]')) at.now = performance.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
})()`;

/** One opening of the popup: milliseconds from the navigation until both were there. */
export async function openPopup(page: Page, url: string): Promise<{ glance: number; now: number }> {
  await page.goto(url);
  return until(
    'the popup',
    async () => {
      const at = (await page.evaluate('globalThis.countersignAt')) as
        | { glance?: number; now?: number }
        | undefined;
      return at?.glance && at.now ? { glance: at.glance, now: at.now } : null;
    },
    60_000,
  );
}

/** The popup of a manager, with a long queue behind it. */
export async function popup(): Promise<Row[]> {
  const stage = await openStage();
  const browser = await openBrowser(stage.world, { dist: MEASURED });
  try {
    const paired = await pairAsRep(browser, stage.world, { ...MANAGER, role: 'manager' });
    await paired.close();
    await proposeUnplaced(stage.world);
    const { context, origin } = browser;
    const queue = await context.newPage();
    await queue.goto(`${origin}/src/pages/queue/index.html`);
    await until('the feed', () => queue.locator('.queue-line').count());
    await fillQueue(queue, QUEUED);
    await queue.close();
    console.error(`  ${QUEUED} items are queued`);
    const page = await context.newPage();
    await page.setViewportSize({ width: 380, height: 600 });
    await page.addInitScript(POPUP_WATCH);
    const url = `${origin}/src/pages/popup/index.html`;
    for (let warm = 0; warm < 3; warm += 1) await openPopup(page, url);
    const opened: { glance: number; now: number }[] = [];
    for (let run = 0; run < RUNS; run += 1) opened.push(await openPopup(page, url));
    return [
      row({
        row: 'popup',
        work: `opened with ${QUEUED} items behind it → how every workflow does, in a frame, as the gate said last`,
        samples: opened.map(({ glance }) => glance),
        ...{ figure: 'p95', unit: 'ms', limit: GOAL_MS, goal: `p95 ≤ ${GOAL_MS} ms` },
        met: (value, limit) => value <= limit,
      }),
      row({
        row: 'popup',
        work: 'the same → the gate’s answer of now, and what waits',
        samples: opened.map(({ now }) => now),
        ...{ unit: 'ms', limit: GOAL_MS, goal: 'none; beside the row above' },
        met: () => true,
      }),
    ];
  } finally {
    await browser.close();
    await stage.close();
  }
}
