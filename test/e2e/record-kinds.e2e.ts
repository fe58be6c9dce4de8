import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KINDS } from '../../src/core/schema/kind.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import type { CrmRecord } from '../../src/demo/crm/contract.ts';
import { SITES } from '../../src/demo/crm/sites.ts';
import { panelOf } from '../../src/demo/drive/panel.ts';
import { MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import { type Case, CONTEXT, Hands, type Work } from './kind-cases.ts';
import { RecordStage } from './record-stage.ts';
import { RECORD_CASES, workOn } from './record-works.ts';
import { injected } from './site-pages.ts';
import { until } from './stage.ts';
import { ToldSystem } from './told.ts';

/*
 * Every kind of work on every system's record, by keyboard alone: approved (and undone before), edited,
 * rejected. One browser, clean at first: each site is turned on by a click in the options, and off by
 * one at the end. What is approved is executed by a system at the workflow's webhook.
 * Half of the pairs by default, so that each kind meets five systems; all of them in some eight minutes:
 * EVERY_KIND=1 npx vitest run --config test/vitest.config.ts --project e2e test/e2e/record-kinds
 */
const SYSTEMS = SITES.map(({ system }) => system);
const casesOn = (on: string) =>
  RECORD_CASES.filter(
    (_, at) => process.env.EVERY_KIND === '1' || (at + SYSTEMS.indexOf(on)) % 2 === 0,
  );
/** Long enough for a hand on a busy machine to press undo, short enough to wait for. */
const UNDO_SECONDS = 5;
const system = await ToldSystem.start();
const workflow: WorkflowInput = {
  id: 'work',
  name: 'Work of every kind',
  pattern: 'pre-approval',
  owner: MANAGER.email,
  kinds: [...KINDS],
  policy: {
    ...DEFAULT_POLICY,
    undoSeconds: UNDO_SECONDS,
    pricing: { finance: [REP.email], maxDiscount: 25 },
  },
  executorUrl: system.url,
};
const stage = new RecordStage();
beforeAll(() => stage.start([], { workflows: [workflow] }));
afterAll(async () => {
  await stage.close();
  system.close();
});

/** One tab for each system, in a window of its own. */
const tabs = new Map<string, Page>();
const tabOf = async (name: string): Promise<Page> => {
  const page = tabs.get(name) ?? (await stage.window());
  tabs.set(name, page);
  return page;
};
const ours = (page: Page): Promise<number> => page.locator('[data-countersign]').count();
const runs = (page: Page): Promise<number> => injected(page, stage.browser.origin);

type Planned = { record: CrmRecord; work: Work; id: string };
let count = 0;
async function plan(on: string, { sample }: Case): Promise<Planned> {
  count += 1;
  const made = workOn(on, sample, count);
  return { ...made, id: await stage.propose(made.work, 'work', CONTEXT) };
}

/** A person in one tab: goes from record to record without loading, and works on each. */
class Rep {
  readonly #page: Page;
  readonly #system: string;
  constructor(page: Page, on: string) {
    this.#page = page;
    this.#system = on;
  }
  async at({ record, work, id }: Planned): Promise<Hands> {
    const place = stage.crm.url(this.#system, record).replace(/^https:\/\/[^/]+/, '');
    const before = this.#page.frames().filter((frame) => frame !== this.#page.mainFrame());
    await this.#page.evaluate((to) => window.__crm.go(to), place);
    await until('the panel before is gone', () => before.every((frame) => frame.isDetached()));
    const panel = await panelOf(this.#page);
    const box = panel.frame.locator('.work-box').filter({ hasText: record.name });
    await box.waitFor().catch(async (error: unknown) => {
      const says = await panel.text();
      throw new Error(`${work.kind} ${id} is not shown: ${says}`, { cause: error });
    });
    return new Hands(panel);
  }
}

/** A step with its name in what it fails with. */
const step = async <T>(name: string, run: () => Promise<T>): Promise<T> =>
  run().catch((error: unknown) => {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error });
  });

it.each(SYSTEMS)(
  '%s has nothing of ours in it until one click in the options turns it on',
  async (on) => {
    const kept = RECORD_CASES[0]?.[1];
    if (!kept) throw new Error('there are kinds');
    const { record, id } = await plan(on, kept);
    stage.crm.put(on, [record]);
    const page = await tabOf(on);
    await page.goto(stage.crm.url(on, record));
    expect([await runs(page), await ours(page), page.frames().length]).toEqual([0, 0, 1]);
    await stage.turnOn([on]);
    // At once, in the tab that is open.
    const panel = await panelOf(page);
    await panel.says(record.name);
    await panel.press('r');
    await panel.page.keyboard.press('1', { delay: 40 });
    await until('it is rejected', async () => (await stage.state(id)) === 'rejected');
  },
);

it.concurrent.each(SYSTEMS)(
  '%s: kinds of work are approved on their records, undone, edited and rejected by keyboard alone',
  { timeout: 400_000 },
  async (on) => {
    const cases = casesOn(on);
    const planned: Record<'approved' | 'edited' | 'rejected', Planned>[] = [];
    for (const [, one] of cases) {
      planned.push({
        approved: await plan(on, one),
        edited: await plan(on, one),
        rejected: await plan(on, one),
      });
    }
    stage.crm.put(
      on,
      planned.flatMap((each) => Object.values(each).map(({ record }) => record)),
    );
    const page = await tabOf(on);
    await page.goto(stage.crm.url(on));
    // Where addresses differ by their fragment alone, nothing was loaded.
    await page.reload();
    const rep = new Rep(page, on);
    for (const [at, [kind, { edit }]] of cases.entries()) {
      const here = planned[at];
      if (!here) throw new Error('each kind is planned');
      await step(`${kind}, approved and undone`, async () => {
        const hands = await rep.at(here.approved);
        await hands.approve();
        await hands.panel.says(/Approved\. Saved/);
        await hands.key('z', 60);
        await hands.panel.says('Undone. Nothing has left.');
        expect(await stage.state(here.approved.id)).toBe('pending');
        await hands.approve();
        await hands.panel.says(/Approved\. Saved/);
      });
      await step(`${kind}, edited`, async () => {
        const hands = await rep.at(here.edited);
        await edit(hands);
        await hands.panel.says('Approve edit');
        await hands.approve();
        await hands.panel.says(/with your edit\. Saved/);
      });
      await step(`${kind}, rejected`, async () => {
        const hands = await rep.at(here.rejected);
        await hands.panel.press('r');
        await hands.key('1', 60);
        await hands.panel.says(/Rejected\. Saved/);
      });
    }
    for (const [at, [kind, { after }]] of cases.entries()) {
      const here = planned[at];
      if (!here) continue;
      const { url } = stage.world.gate;
      await step(`${kind}, executed as approved`, () =>
        system.executed(here.approved.id, here.approved.work, url),
      );
      await step(`${kind}, executed as edited`, () =>
        system.executed(here.edited.id, after(here.edited.work), url),
      );
      await step(`${kind}, rejected at the gate`, async () => {
        await until('rejected', async () => (await stage.state(here.rejected.id)) === 'rejected');
        expect(system.of(here.rejected.id)).toEqual([]);
      });
    }
    // The page has heard no key and seen nothing against its policy.
    expect(await page.evaluate(() => window.__crmKeys)).toEqual([]);
    expect(await page.evaluate(() => window.__crmViolations)).toEqual([]);
  },
);

it.each(SYSTEMS)('%s is turned off by one click: at once, and for pages to come', async (on) => {
  const page = await tabOf(on);
  expect(await runs(page)).toBe(1);
  await stage.turnOff(on);
  await expect.poll(() => ours(page)).toBe(0);
  // A tab keeps an empty world of a script that once ran in it; another one has none.
  const fresh = await stage.open(on);
  expect([await runs(fresh), await ours(fresh), fresh.frames().length]).toEqual([0, 0, 1]);
  await fresh.close();
  await page.close();
});
