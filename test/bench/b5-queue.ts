import type { Page } from 'playwright-core';
import { proposeUnplaced } from './drafts.ts';
import { fillQueue } from './fill.ts';
import { quantile, type Row, row } from './row.ts';
import { openStage, pause, until } from './stage.ts';

const QUEUED = Number(process.env.BENCH_QUEUED ?? 100_000);
const RUNS = 60;
const WARM = 6;
const LINES = 50;

/**
 * From another filter's choice until its rows have been read, and until its first lines are in the document,
 * in milliseconds. Its first line has to be another one than before: by it the new lines are known.
 */
const CHOOSE = `async (rank) => {
  const select = document.querySelector('select[aria-label=Risk]');
  const first = () => document.querySelector('.queue-line')?.dataset.id;
  const before = first();
  const { getAll } = IDBIndex.prototype;
  let read = null;
  IDBIndex.prototype.getAll = function (...given) {
    const request = getAll.apply(this, given);
    request.addEventListener('success', () => { read ??= performance.now() - from; });
    return request;
  };
  const from = performance.now();
  select.value = String(rank);
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      observer.disconnect();
      reject(new Error('risk ' + rank + ' was chosen, and the first line is the one of before: ' + before));
    }, 10000);
    const observer = new MutationObserver(() => {
      if (first() === before) return;
      clearTimeout(late);
      observer.disconnect();
      resolve();
    });
    observer.observe(document.getElementById('app'), { subtree: true, childList: true, attributes: true });
  });
  const drawn = performance.now() - from;
  IDBIndex.prototype.getAll = getAll;
  if (read === null) throw new Error('the page has drawn what it did not read');
  return { read, drawn };
}`;

/** The same lines by a cursor on the same index, with nothing between: rows read and thrown away. */
const RAW = `async (rank) => {
  globalThis.rawDb ??= await new Promise((resolve, reject) => {
    const asked = indexedDB.open('countersign');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const from = performance.now();
  const index = rawDb.transaction('items').objectStore('items').index('[head+tierRank+dueAt]');
  const range = IDBKeyRange.bound([1, rank], [1, rank, []]);
  await new Promise((resolve, reject) => {
    let seen = 0;
    const cursor = index.openCursor(range);
    cursor.onerror = () => reject(cursor.error);
    cursor.onsuccess = () => {
      seen += 1;
      if (!cursor.result || seen >= ${LINES}) resolve(cursor.result?.value);
      else cursor.result.continue();
    };
  });
  return performance.now() - from;
}`;

/** The tier chosen at a turn: never that of the turn before, nor the one that the unfiltered list begins with. */
const rankAt = (turn: number): number => (turn + 1) % 3;
/** What a choice brings along after its lines (the card, the next items) has been done by then, milliseconds. */
const SETTLED = 120;

const ask = <T>(page: Page, script: string, rank: number): Promise<T> =>
  page.evaluate(`(${script})(${rank})`);

/** B5: the queue's page at 100,000 items, the first 50 by risk and due time under a filter. */
export async function b5(): Promise<Row[]> {
  const stage = await openStage();
  const browser = await stage.withExtension();
  try {
    await proposeUnplaced(stage.world);
    const url = `${browser.origin}/src/pages/queue/index.html`;
    const page = await browser.context.newPage();
    await page.goto(url);
    await until('the feed', () => page.locator('.queue-line').count());
    await fillQueue(page, QUEUED);
    console.error(`  ${QUEUED} items are queued`);
    const opened: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      await page.goto(url);
      await page.locator('.queue-line').first().waitFor();
      opened.push(await page.evaluate('performance.now()'));
    }
    const samples: number[] = [];
    const reads: number[] = [];
    const raw: number[] = [];
    for (let turn = 0; turn < WARM + RUNS; turn += 1) {
      const rank = rankAt(turn);
      await pause(SETTLED);
      const peer = await ask<number>(page, RAW, rank);
      await pause(SETTLED);
      const { read, drawn } = await ask<{ read: number; drawn: number }>(page, CHOOSE, rank);
      if (turn < WARM) continue;
      raw.push(peer);
      samples.push(drawn);
      reads.push(read);
    }
    const most = (value: number, limit: number) => value <= limit;
    const peer = quantile(raw, 0.5);
    return [
      row({
        row: 'B5',
        work: `a filter chosen → its first lines of ${QUEUED} in the document (raw cursor over the same ${LINES}: p50 ${peer.toFixed(1)}, p95 ${quantile(raw, 0.95).toFixed(1)} ms; the page itself opens in ${quantile(opened, 0.5).toFixed(0)} ms)`,
        samples,
        figure: 'p95',
        unit: 'ms',
        limit: 20,
        goal: 'p95 ≤ 20 ms',
        met: most,
      }),
      row({
        row: 'B5',
        work: `the same at the median until its rows are read, beside the raw cursor's, which draws nothing either (drawn at ${quantile(samples, 0.5).toFixed(1)} ms)`,
        samples: reads,
        unit: 'ms',
        limit: peer,
        goal: '≤ 1.3 × raw',
        met: (value, limit) => value <= 1.3 * limit,
      }),
    ];
  } finally {
    await browser.close();
    await stage.close();
  }
}
