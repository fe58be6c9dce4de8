import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { seedProposals } from '../../src/demo/seed/seed.ts';
import { startWorld, type World } from '../../src/demo/world/world.ts';
import { distFolder } from './stage.ts';

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

it('one notification says how many wait, once that was chosen, and not a word of what', async () => {
  const page = await pairAsRep(browser, world);
  const shown = () =>
    browser.worker.evaluate(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { notifications: { getAll(): Promise<Record<string, unknown>> } };
      };
      return Object.keys(await chrome.notifications.getAll());
    });
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
