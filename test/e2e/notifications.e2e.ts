import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { seedProposals } from '../../src/demo/seed/seed.ts';
import { REP } from '../../src/demo/seed/workflows.ts';
import { startWorld, type World } from '../../src/demo/world/world.ts';
import { distFolder } from './stage.ts';

type Chrome = {
  notifications: { getAll(): Promise<Record<string, unknown>> };
  action: { getBadgeText(of: object): Promise<string>; getTitle(of: object): Promise<string> };
};

let world: World;
let browser: LaunchedWithExtension;
let folder: string;

// Without a screen nobody can answer the browser's prompt for a permission: this copy of the build
// has the permission from the start. All else of it is what ships.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-dist-'));
  await cp(distFolder(), folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest: { permissions: string[] } & Record<string, unknown> = JSON.parse(
    await readFile(file, 'utf8'),
  );
  const { optional_permissions: optional = [], ...rest } = manifest;
  const permissions = [...manifest.permissions, ...(optional as string[])];
  await writeFile(file, JSON.stringify({ ...rest, permissions }));
  world = await startWorld();
  browser = await openBrowser(world, { dist: folder });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

let page: Page;
const inWorker = <T>(ask: (chrome: Chrome) => Promise<T>): Promise<T> =>
  browser.worker.evaluate(`(${ask.toString()})(globalThis.chrome)`) as Promise<T>;
const shown = async () =>
  Object.keys(await inWorker((chrome) => chrome.notifications.getAll())).toSorted();

it('one notification says how many wait, once that was chosen, and not a word of what', async () => {
  page = await pairAsRep(browser, world);
  expect(await shown()).toEqual([]);
  await page.getByLabel('Announce').selectOption('all');
  await expect.poll(() => page.getByLabel('Announce').inputValue()).toBe('all');
  const [seed] = seedProposals(Date.now());
  if (!seed) throw new Error('there is no seed');
  await world.propose(seed);
  await expect.poll(shown, { timeout: 60_000 }).toEqual(['waiting']);
  await page.getByLabel('Announce').selectOption('off');
  await expect.poll(shown).toEqual([]);
});

it('what was stopped in quiet hours is on the button at once, and one digest when they end', async () => {
  const { store, workspaceId } = world.admin;
  const [workflow] = await store.workflows.listWorkflows(workspaceId);
  if (!workflow) throw new Error('there is no workflow');
  const owned = { ...workflow, id: 'owned', owner: REP.email };
  await store.workflows.putWorkflow({ workspaceId, workflow: owned });
  await page.getByLabel('Announce').selectOption('all');
  await page.getByLabel('Hold notifications back').check();
  const hour = await page.evaluate(() => new Date().getHours());
  const time = (hours: number) => `${String((hours + 24) % 24).padStart(2, '0')}:00`;
  await page.getByLabel('From', { exact: true }).fill(time(hour - 1));
  await page.getByLabel('Until', { exact: true }).fill(time(hour + 2));
  await expect
    .poll(() => page.getByLabel('Until', { exact: true }).inputValue())
    .toBe(time(hour + 2));
  await store.alerts.raise({
    ...{ workspaceId, by: 'test' },
    alert: {
      ...{ cause: 'a-test', kind: 'brake-tripped', urgency: 'page' },
      ...{ workflowId: owned.id, title: 'Bounces are over 5 %', detail: {} },
    },
  });
  const badge = () => inWorker((chrome) => chrome.action.getBadgeText({}));
  await expect.poll(badge, { timeout: 90_000 }).toMatch(/^!/);
  expect(await inWorker((chrome) => chrome.action.getTitle({}))).toContain('1 thing was stopped');
  expect(await shown()).toEqual([]);
  // The box is what the worker has kept, and changes when it has.
  const held = page.getByLabel('Hold notifications back');
  await held.click();
  await expect.poll(() => held.isChecked(), { timeout: 15_000 }).toBe(false);
  await expect.poll(shown, { timeout: 60_000 }).toEqual(['digest']);
});
