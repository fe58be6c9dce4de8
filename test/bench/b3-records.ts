import type { BrowserContext, Page } from 'playwright-core';
import { turnOnSites } from '../../src/demo/drive/sites.ts';
import type { World } from '../../src/demo/world/world.ts';
import { noted, PROBE_SCRIPT } from './frame-probe.ts';
import { CRMS, type Crm, type NumberedRecord, proposeOnRecords } from './records.ts';
import { quantile, type Row, row } from './row.ts';
import { openStage, pause, until } from './stage.ts';

const REPEATS = 24;
const PANEL = '/src/pages/panel/index.html';

/** From the record's coming into the page to its item's painting in the panel; milliseconds. */
async function painted(page: Page, { number }: NumberedRecord): Promise<number> {
  const shown = await until(`record ${number} in the panel`, async () => {
    const frame = page.frames().find((one) => one.url().endsWith(PANEL));
    // The frame of the record before may go while it is asked.
    const seen = await (frame ? noted(frame) : null)?.catch(() => null);
    return seen?.shown.find(({ item }) => item === number);
  });
  const { composes } = await noted(page);
  return shown.at - Math.max(...composes.filter((at) => at <= shown.at));
}

/** From record to record as the page goes there itself; each has a panel's frame of its own. */
async function along(page: Page, world: World, on: { system: Crm; records: NumberedRecord[] }) {
  const times: number[] = [];
  for (const numbered of on.records) {
    const url = world.crm?.url(on.system, numbered.record) ?? '';
    await page.evaluate((to) => window.__crm.go(to), url.replace(/^https:\/\/[^/]+/, ''));
    times.push(await painted(page, numbered));
    await pause(300);
  }
  return times;
}

async function measure(context: BrowserContext, world: World, system: Crm) {
  const records = await proposeOnRecords(world, system, REPEATS + 1);
  const page = await context.newPage();
  await page.goto(world.crm?.url(system) ?? '');
  // The feed has brought them when the list's page says so.
  await page.locator('[data-countersign][data-edge]').waitFor();
  await pause(1500);
  const going = await along(page, world, { system, records });
  await page.close();
  const loading: number[] = [];
  for (const numbered of records) {
    const fresh = await context.newPage();
    await fresh.goto(world.crm?.url(system, numbered.record) ?? '');
    loading.push(await painted(fresh, numbered));
    await fresh.close();
  }
  return { going: going.slice(1), loading: loading.slice(1) };
}

/** B3 on record pages: how long after a record its item stands beside it. No frame is ever kept ready. */
export async function b3Records(): Promise<Row[]> {
  const stage = await openStage({ crm: true });
  const browser = await stage.withExtension();
  try {
    await turnOnSites(browser, CRMS);
    await browser.context.addInitScript(PROBE_SCRIPT);
    const rows: Row[] = [];
    for (const system of CRMS) {
      const { going, loading } = await measure(browser.context, stage.world, system);
      const page = await browser.context.newPage();
      await page.goto(stage.world.crm?.url(system) ?? '');
      const empty: number[] = [];
      for (let turn = 0; turn <= REPEATS; turn += 1) empty.push(await stage.peer.cold(page));
      await page.close();
      const peer = empty.slice(1);
      const beside = `p50 ${quantile(peer, 0.5).toFixed(1)}, p95 ${quantile(peer, 0.95).toFixed(1)} ms`;
      const rest = {
        ...{ row: 'B3', unit: 'ms', figure: 'p95' as const, limit: 150, goal: 'p95 ≤ 150 ms' },
        met: (value: number, limit: number) => value <= limit,
      };
      rows.push(
        row({
          ...rest,
          work: `${system}: gone to in the page → item painted in a new frame (an empty extension frame loaded: ${beside})`,
          samples: going,
        }),
        row({ ...rest, work: `${system}: the same while the page itself loads`, samples: loading }),
      );
    }
    return rows;
  } finally {
    await browser.close();
    await stage.close();
  }
}
