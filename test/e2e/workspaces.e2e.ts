import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { REP } from '../../src/demo/seed/workflows.ts';
import { startWorld, type World } from '../../src/demo/world/world.ts';
import { stopWorker } from '../e2e-chaos/kill.ts';
import { CLICK } from './send-paths.ts';
import { timeEnough, until, useStage, WORKFLOWS } from './stage.ts';

const stage = useStage({ separateGate: true, keepsTabs: true });
let other: World;
let options: Page;
let queue: Page;

beforeAll(async () => {
  other = await startWorld({
    ...{ workspace: 'Northwind', workflows: WORKFLOWS },
    separateGate: true,
  });
});
afterAll(async () => {
  await other?.close();
});

const mail = (subject: string, by?: World) =>
  stage.propose({ ...{ delivery: 'gate', draft: false, subject }, ...(by ? { by } : {}) });
/** How many decisions a gate has taken on a proposal. */
const taken = async (proposalId: string, world: World): Promise<number> =>
  (
    await stage.rows(
      "select id from decisions where status = 'accepted' and proposal_id = $1",
      [proposalId],
      world,
    )
  ).length;
const line = (subject: string) => queue.locator('.queue-line', { hasText: subject });
const card = (name: string) =>
  options.locator('section[data-space]').filter({ has: options.getByRole('heading', { name }) });

/** Opens an item in the queue and approves it by key, once it has been on screen long enough. */
async function approve(subject: string): Promise<void> {
  await queue.bringToFront();
  await line(subject).click();
  await queue.locator('.queue-card').getByText(subject).first().waitFor();
  await queue.locator('[data-name=approve]:not([aria-disabled=true])').waitFor();
  await timeEnough(450);
  await queue.keyboard.press('a', { delay: 40 });
  await line(subject).waitFor({ state: 'detached' });
}

/** Asks the worker to look again, which wakes it where it was stopped. */
const refresh = (): Promise<unknown> =>
  options.evaluate(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };
    };
    return chrome.runtime.sendMessage({ to: 'pages-to-worker', name: 'refresh', payload: {} });
  });

describe('two workspaces at two gates in one browser', () => {
  it('the second is paired beside the first, by clicks in the options', async () => {
    options = await stage.context.newPage();
    await options.goto(`${stage.browser.origin}/src/pages/options/index.html`);
    await options.getByRole('button', { name: 'Pair another workspace' }).click();
    await options.getByLabel('Gate address').fill(other.gate.url);
    await options.getByLabel('Pairing code').fill(await other.admin.pairingCode(REP));
    await options.getByLabel('Name of this device').fill('Test browser');
    await options.getByRole('button', { name: 'Pair', exact: true }).click();
    await card('Brightloop').getByText(stage.world.gate.url).waitFor();
    await card('Northwind').getByText(other.gate.url).waitFor();
    await card('Northwind').getByRole('button', { name: 'Test the connection' }).click();
    await card('Northwind')
      .getByText(/answered in \d+ ms\. It holds the key/)
      .waitFor();
  });

  it('the queue shows both with their names, and one alone where that is asked for', async () => {
    await mail('Of the first workspace');
    await mail('Of the second workspace', other);
    queue = await stage.context.newPage();
    await queue.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
    await line('Of the first workspace').getByText('Brightloop').waitFor();
    await line('Of the second workspace').getByText('Northwind').waitFor();
    await queue.getByLabel('Workspace').selectOption({ label: 'Northwind' });
    await line('Of the first workspace').waitFor({ state: 'detached' });
    expect(await queue.locator('.queue-line').count()).toBe(1);
    await queue.getByLabel('Workspace').selectOption('');
    await line('Of the first workspace').waitFor();
  });

  it('a decision reaches the gate that its item came from, and no other', async () => {
    const first = await mail('Decided in the first');
    const second = await mail('Decided in the second', other);
    await line('Decided in the first').waitFor();
    await line('Decided in the second').waitFor();
    await approve('Decided in the first');
    await approve('Decided in the second');
    await until('both are decided', async () => {
      const states = await Promise.all([
        stage.state(first.proposalId),
        stage.state(second.proposalId, other),
      ]);
      return !states.includes('pending');
    });
    expect(await taken(first.proposalId, stage.world)).toBe(1);
    expect(await taken(second.proposalId, other)).toBe(1);
    expect(await stage.state(second.proposalId)).toBeUndefined();
    expect(await stage.state(first.proposalId, other)).toBeUndefined();
    const all = async (world: World) =>
      (await stage.rows('select workspace_id from decisions', [], world)).map(
        ({ workspace_id }) => workspace_id,
      );
    expect(new Set(await all(stage.world))).toEqual(new Set([stage.world.admin.workspaceId]));
    expect(new Set(await all(other))).toEqual(new Set([other.admin.workspaceId]));
  });

  it('beside a draft the panel shows the work of the workspace that it belongs to, and sends it by that gate’s leave', async () => {
    const item = await stage.propose({ delivery: 'compose', by: other });
    const { mail: page, compose } = await stage.open(item);
    const panel = await page.panel();
    await panel.says('Northwind');
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved', other);
    await panel.says(/Press Send/);
    await CLICK.act(compose);
    await stage.becomes(item.proposalId, 'executed', other);
    expect(stage.left(item.draftId)).toBe(1);
    expect(await stage.state(item.proposalId)).toBeUndefined();
    await page.page.close();
  });

  it('with one gate away the other works; what waits for it leaves when it is back, over a killed worker', async () => {
    const first = await mail('While the second is away');
    const second = await mail('For the gate that is away', other);
    await line('While the second is away').waitFor();
    await line('For the gate that is away').waitFor();
    await other.gate.kill();
    // What follows, a second try of this one included, needs both gates.
    onTestFailed(() => other.restartGate());
    await approve('For the gate that is away');
    await approve('While the second is away');
    await until('the first is decided', async () => {
      return (await stage.state(first.proposalId)) !== 'pending';
    });
    await card('Northwind').getByText('Offline').waitFor({ timeout: 60_000 });
    await card('Brightloop').getByText('Connected').waitFor();
    await queue.locator('.queue-head').getByText('Northwind').first().waitFor();
    // By now the browser may have stopped an idle worker by itself; a running one is to be killed.
    await refresh();
    expect(await stopWorker(stage.context, stage.browser.origin)).toBe(true);
    await other.restartGate();
    await options.bringToFront();
    await options.reload();
    await until('the second is decided', async () => {
      await refresh();
      return (await stage.state(second.proposalId, other)) !== 'pending';
    });
    expect(await taken(second.proposalId, other)).toBe(1);
    expect(await taken(first.proposalId, stage.world)).toBe(1);
  });

  it('signed out of one, that one’s work, key and database are gone, and the other goes on', async () => {
    const left = await mail('Still waits in the first');
    await mail('Gone with the second', other);
    await line('Gone with the second').waitFor();
    await line('Still waits in the first').waitFor();
    await options.bringToFront();
    await card('Northwind').getByRole('button', { name: 'Sign out of this workspace' }).click();
    await card('Northwind').getByRole('button', { name: 'Yes, sign out of it' }).click();
    await options.getByRole('heading', { name: 'Connection' }).waitFor();
    await queue.bringToFront();
    await line('Gone with the second').waitFor({ state: 'detached' });
    expect(await line('Still waits in the first').getByText('Brightloop').count()).toBe(0);
    const names = () =>
      queue.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    await expect.poll(names).toEqual(['countersign']);
    const revoked = await stage.rows(
      'select id from devices where revoked_at is not null',
      [],
      other,
    );
    expect(revoked).toHaveLength(1);
    await approve('Still waits in the first');
    await until('it is decided', async () => (await stage.state(left.proposalId)) !== 'pending');
  });
});
