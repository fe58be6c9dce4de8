import type { BrowserContext, Page } from 'playwright-core';
import { MailPage } from '../../src/demo/drive/mail-page.ts';
import { panelOf } from '../../src/demo/drive/panel.ts';
import { turnOnSites } from '../../src/demo/drive/sites.ts';
import { proposeUnplaced } from './drafts.ts';
import { fillQueue } from './fill.ts';
import { type Heap, heapOf } from './heap.ts';
import { CRMS, proposeOnRecords } from './records.ts';
import { type Row, row } from './row.ts';
import { openStage, pause, until } from './stage.ts';

const QUEUED = Number(process.env.BENCH_QUEUED ?? 100_000);
const MB = 1_000_000;
const TIMES = 5;
/** Items gone through before a panel is weighed: what it keeps of them counts. */
const WALK = 20;

const most = (value: number, limit: number): boolean => value <= limit;
const sum = ({ script, embedder }: Heap): number => (script + embedder) / MB;

/** The panel on this page after a walk through the items that it can reach, several times over. */
async function weigh(context: BrowserContext, page: Page, url: string): Promise<number[]> {
  const panel = await panelOf(page);
  const samples: number[] = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    await panel.focus();
    for (let step = 0; step < WALK; step += 1) {
      await page.keyboard.press('j', { delay: 10 });
      await pause(60);
    }
    samples.push(sum(await heapOf(context, { type: 'iframe', url })));
  }
  return samples;
}

/** B10: the worker's heap with a long queue, and a panel's on three hosts, each beside an empty one. */
export async function b10(): Promise<Row[]> {
  const stage = await openStage({ crm: true });
  const browser = await stage.withExtension();
  const { context, origin } = browser;
  try {
    await turnOnSites(browser, CRMS);
    await proposeUnplaced(stage.world);
    const queue = await context.newPage();
    await queue.goto(`${origin}/src/pages/queue/index.html`);
    await until('the feed', () => queue.locator('.queue-line').count());
    await fillQueue(queue, QUEUED);
    // Frames of one extension share a process: a page of it would be weighed as well.
    await queue.close();
    console.error(`  ${QUEUED} items are queued`);
    const panels: { host: string; samples: number[] }[] = [];
    const frame = `${origin}/src/pages/panel/`;
    const mail = await MailPage.open(context, stage.world);
    await mail.edgeMark().waitFor({ timeout: 120_000 });
    await mail.edgeMark().click();
    panels.push({ host: 'gmail', samples: await weigh(context, mail.page, frame) });
    await stage.peer.cold(mail.page);
    const emptyFrame = sum(await heapOf(context, { type: 'iframe', url: stage.peer.origin }));
    // The worker as it is while a person works: page, panel and socket open.
    const worker: number[] = [];
    const empty: number[] = [];
    for (let turn = 0; turn < TIMES; turn += 1) {
      await pause(1_000);
      worker.push(sum(await heapOf(context, { type: 'service_worker', url: origin })));
      await stage.peer.commit(mail.page, 3_000);
      empty.push(sum(await heapOf(context, { type: 'service_worker', url: stage.peer.origin })));
    }
    await mail.page.close();
    for (const system of CRMS) {
      const [first] = await proposeOnRecords(stage.world, system, WALK);
      if (!first) throw new Error('there are records');
      const page = await context.newPage();
      await page.goto(stage.world.crm?.url(system) ?? '');
      const chip = page.locator('[data-countersign][data-edge]');
      await chip.waitFor({ timeout: 60_000 });
      await chip.click();
      panels.push({ host: system, samples: await weigh(context, page, frame) });
      await page.close();
    }
    return [
      row({
        row: 'B10',
        work: `service worker’s heap, ${QUEUED} queued, a panel open (an empty extension’s worker: ${Math.max(...empty).toFixed(1)} MB)`,
        samples: worker,
        ...{ figure: 'p95', unit: 'MB', limit: 40, goal: '≤ 40 MB', met: most },
      }),
      ...panels.map(({ host, samples }) =>
        row({
          row: 'B10',
          work: `panel’s heap on ${host} after ${WALK * TIMES} keys (an empty extension frame: ${emptyFrame.toFixed(1)} MB)`,
          samples,
          ...{ figure: 'p95', unit: 'MB', limit: 8, goal: '≤ 8 MB', met: most },
        }),
      ),
    ];
  } finally {
    await browser.close();
    await stage.close();
  }
}
