import type { BrowserContext, Page } from 'playwright-core';
import { MailPage } from '../../src/demo/drive/mail-page.ts';
import { draftToken } from '../../src/demo/gmail/draft-url.ts';
import type { World } from '../../src/demo/world/world.ts';
import { type Numbered, proposeDrafts } from './drafts.ts';
import { noted, PROBE_SCRIPT, panelFrame } from './frame-probe.ts';
import { quantile, type Row, row } from './row.ts';
import { openStage, pause, until } from './stage.ts';

const REPEATS = 24;

/** From the compose's last coming into the page to this item's painting in the panel; milliseconds. */
async function painted(page: Page, { number }: Numbered): Promise<number> {
  const shown = await until(`item ${number} in the panel`, async () => {
    const frame = await panelFrame(page);
    return (await noted(frame)).shown.find(({ item }) => item === number);
  });
  const { composes } = await noted(page);
  return shown.at - Math.max(...composes.filter((at) => at <= shown.at));
}

/** One page, its frame ready and hidden: each draft opened from the list and closed again. */
async function warm(context: BrowserContext, world: World, drafts: readonly Numbered[]) {
  const mail = await MailPage.open(context, world, '#drafts');
  await panelFrame(mail.page);
  await pause(1500);
  const times: number[] = [];
  for (const draft of drafts) {
    // A person looks before opening the next one; within 200 ms of a redrawn list the scan waits.
    await mail.go('#drafts');
    await pause(400);
    const compose = await mail.openDraft(draft.draftId);
    times.push(await painted(mail.page, draft));
    await compose.body.press('Escape');
    await compose.gone();
  }
  return { page: mail.page, times };
}

/** A page that is opened with the draft in its address: no frame is there when the compose comes. */
async function cold(context: BrowserContext, world: World, draft: Numbered): Promise<number> {
  const page = await context.newPage();
  const token = draftToken(draft.threadId, `msg-a:${draft.draftId}`);
  await page.goto(`${world.gmail.url}#drafts?compose=${token}`);
  const ms = await painted(page, draft);
  await page.close();
  return ms;
}

/** B3: how long after a compose its item stands beside it. */
export async function b3(): Promise<Row[]> {
  const stage = await openStage();
  const browser = await stage.withExtension();
  try {
    const drafts = await proposeDrafts(stage.world, REPEATS + 1);
    await browser.context.addInitScript(PROBE_SCRIPT);
    // The first one warms caches of both kinds and doesn't count.
    const { page, times } = await warm(browser.context, stage.world, drafts);
    const emptyCold: number[] = [];
    const emptyWarm: number[] = [];
    for (let turn = 0; turn <= REPEATS; turn += 1) emptyCold.push(await stage.peer.cold(page));
    for (let turn = 0; turn <= REPEATS; turn += 1) emptyWarm.push(await stage.peer.warm(page));
    await page.close();
    const colds: number[] = [];
    for (const draft of drafts) colds.push(await cold(browser.context, stage.world, draft));
    const p = (list: number[]) =>
      `p50 ${quantile(list, 0.5).toFixed(1)}, p95 ${quantile(list, 0.95).toFixed(1)} ms`;
    const rest = { unit: 'ms', figure: 'p95' as const };
    return [
      row({
        row: 'B3',
        work: `compose in the DOM → item painted, frame kept ready (an empty extension frame shown again: ${p(emptyWarm.slice(1))})`,
        samples: times.slice(1),
        ...rest,
        limit: 50,
        goal: 'p95 ≤ 50 ms',
        met: (value, limit) => value <= limit,
      }),
      row({
        row: 'B3',
        work: `the same while the page itself loads, no frame yet (an empty extension frame loaded: ${p(emptyCold.slice(1))})`,
        samples: colds.slice(1),
        ...rest,
        limit: 150,
        goal: 'p95 ≤ 150 ms',
        met: (value, limit) => value <= limit,
      }),
    ];
  } finally {
    await browser.close();
    await stage.close();
  }
}
