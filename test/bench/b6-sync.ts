import type { Page } from 'playwright-core';
import { DIRECTIONS } from '../../src/messages/directions.ts';
import { proposeUnplaced } from './drafts.ts';
import { changedAt, feedOf, proposalAt } from './feed-entries.ts';
import { type LongFeed, longFeed } from './long-feed.ts';
import { makeRaw, putRaw, writtenAt } from './raw-rows.ts';
import { proposeOnRecords } from './records.ts';
import { quantile, type Row, row, wholeRate } from './row.ts';
import { openStage, pause, until } from './stage.ts';

const QUEUED = Number(process.env.BENCH_QUEUED ?? 100_000);
/** As many as the protocol gives on a page, and the store writes in a transaction. */
const PAGE = 500;
/** The first sync is stopped so often, for the same rows to be put raw: both meet the same machine. */
const PARTS = 20;
const PART = Math.max(5 * PAGE, Math.floor(QUEUED / PARTS / PAGE) * PAGE);
const CHANGES = 1000;
const CATCH_UPS = 6;
const GOAL = 0.7;

/** Rows a second: of the sync, the request and the gate's work in it; of the raw put. */
type Rates = { ours: number[]; raw: number[] };
type Scene = { page: Page; feed: LongFeed; count: number };

/** B6: the first sync of a long feed, and what came since, beside a raw bulk put of the same rows. */
export async function b6(): Promise<Row[]> {
  const count = Math.ceil(QUEUED / PART) * PART;
  const feed = await longFeed(feedOf(count));
  feed.length = count;
  const stage = await openStage({ gateSettings: { PUBLIC_URL: feed.url } });
  feed.gateUrl = stage.world.gate.url;
  try {
    await proposeUnplaced(stage.world);
    await proposeOnRecords(stage.world, 'hubspot', 1);
    const browser = await stage.withExtension(feed.url);
    try {
      const page = await browser.context.newPage();
      await page.goto(`${browser.origin}/src/pages/options/index.html`);
      await makeRaw(page);
      const scene = { page, feed, count };
      const first = await firstSync(scene);
      const firstOwn = feed.ownSeconds;
      console.error(`  ${count} proposals came in ${(count / wholeRate(first.ours)).toFixed(0)} s`);
      const caught = await catchUps(scene);
      return [
        rowOf(`first sync of ${count} proposals, ${PART} at a time`, first, firstOwn),
        rowOf(`catch-up after ${CHANGES} changes`, caught, feed.ownSeconds - firstOwn),
      ];
    } finally {
      await browser.close();
    }
  } finally {
    await feed.close();
    await stage.close();
  }
}

/** The worker's own pull goes on and on; it waits for the feed while the raw rows are put. */
async function firstSync({ page, feed, count }: Scene): Promise<Rates> {
  const rates: Rates = { ours: [], raw: [] };
  for (let from = 0; from < count; from += PART) {
    const to = from + PART;
    const began = performance.timeOrigin + performance.now();
    feed.release(to);
    const at = await written({ page, feed, count }, to);
    rates.ours.push(PART / ((at - began) / 1000));
    const ids = Array.from({ length: PART }, (_, n) => proposalAt(from + n));
    rates.raw.push(PART / ((await putRaw(page, ids, PAGE)) / 1000));
  }
  return rates;
}

/** As often as the popup's own button would: from the message to the last page written. */
async function catchUps({ page, feed, count }: Scene): Promise<Rates> {
  const rates: Rates = { ours: [], raw: [] };
  for (let turn = 0; turn < CATCH_UPS; turn += 1) {
    // What came after the last one (badge, open pages) is over.
    await pause(500);
    const from = turn * CHANGES;
    const to = count + from + CHANGES;
    feed.length = to;
    feed.release(to);
    const began = performance.timeOrigin + performance.now();
    const asked = { to: DIRECTIONS.pagesToWorker, name: 'refresh', payload: {} };
    const refreshed = page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(asked)})`);
    const at = await written({ page, feed, count }, to);
    await refreshed;
    rates.ours.push(CHANGES / ((at - began) / 1000));
    const changed = Array.from({ length: CHANGES }, (_, n) => changedAt(from + n, count));
    const ids = [...new Set(changed)].map(proposalAt);
    rates.raw.push(ids.length / ((await putRaw(page, ids, PAGE)) / 1000));
  }
  return rates;
}

/** When the store had all of the feed to this place; asked once the last page has been fetched. */
async function written({ page, feed }: Scene, to: number): Promise<number> {
  await until(`the feed to ${to}`, async () => feed.given >= to, 120_000);
  return await writtenAt(page, `${to}.0`, to === feed.length);
}

function rowOf(what: string, { ours, raw }: Rates, ownSeconds: number): Row {
  const peer = wholeRate(raw);
  const spread = (rates: number[]) =>
    `${quantile(rates, 0.05).toFixed(0)} to ${quantile(rates, 0.95).toFixed(0)}`;
  return row({
    row: 'B6',
    work: `${what}, from the request to the last row durable, the gate’s own time, parsing and digests in it (ours ${spread(ours)} a second; raw bulk put of the same rows, ${PAGE} a strict transaction as ours: ${spread(raw)}; the feed worked ${ownSeconds.toFixed(1)} s)`,
    samples: ours,
    figure: 'whole',
    unit: 'rows/s',
    limit: peer,
    goal: `≥ ${GOAL} of raw`,
    met: (value, limit) => value >= GOAL * limit,
  });
}
