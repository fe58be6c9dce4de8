import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SITES } from '../../src/demo/crm/sites.ts';
import { panelOf } from '../../src/demo/drive/panel.ts';
import { change, recordsOf, useRecordStage } from './record-stage.ts';
import { timeEnough } from './stage.ts';

const SYSTEMS = SITES.map(({ system }) => system);
const stage = useRecordStage(SYSTEMS);

const isShown = (page: Page) =>
  page.evaluate(() => document.querySelector('[data-countersign][popover]:popover-open') !== null);
const violations = (page: Page) => page.evaluate(() => window.__crmViolations);

describe.each(SYSTEMS)('on a record of %s', (system) => {
  it('the work on it is approved, rejected and undone by keyboard', async () => {
    const [record, other] = recordsOf(system);
    stage.crm.put(system, [record, other]);
    const first = await stage.propose(change(system, record, 'Chairwoman'), 'with-undo');
    const page = await stage.open(system, record);
    const panel = await panelOf(page);
    await panel.says('Chairwoman');
    expect(await isShown(page)).toBe(true);
    await panel.press('a');
    await panel.says(/approved/i);
    await panel.press('z');
    await timeEnough();
    expect(await stage.state(first)).toBe('pending');
    await panel.press('r');
    await page.keyboard.press('1', { delay: 40 });
    await panel.says(/rejected/i);
    const second = await stage.propose(change(system, other, 'Treasurer'));
    await page.evaluate((place) => window.__crm.go(place), placeOf(system, other));
    // Another record, another panel: the one before can't come to this one's work.
    await expect.poll(() => panel.frame.isDetached()).toBe(true);
    const next = await panelOf(page);
    await next.says('Treasurer');
    await next.press('a');
    await stage.decided(second, 'approved');
    expect(await page.evaluate(() => window.__crmKeys)).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });
});

describe.each(['hubspot', 'salesforce'])('the pages of %s', (system) => {
  it('a dialog of theirs stands alone; the panel comes back after it', async () => {
    const [record] = recordsOf(system);
    stage.crm.put(system, [record]);
    await stage.propose(change(system, record, 'Chairwoman'));
    const page = await stage.open(system, record);
    await panelOf(page);
    for (const kind of ['native', 'aria'] as const) {
      await page.evaluate((which) => window.__crm.openDialog(which), kind);
      await expect.poll(() => isShown(page)).toBe(false);
      await page.evaluate(() => window.__crm.closeDialog());
      await expect.poll(() => isShown(page)).toBe(true);
    }
  });

  it('may draw themselves anew, body and all, and the panel stays what it was', async () => {
    const [record] = recordsOf(system);
    stage.crm.put(system, [record]);
    await stage.propose(change(system, record, 'Chairwoman'));
    const page = await stage.open(system, record);
    const panel = await panelOf(page);
    await panel.frame.evaluate(() => Object.assign(globalThis, { __same: true }));
    await page.evaluate(() => window.__crm.redraw());
    await page.evaluate(() => window.__crm.replaceBody());
    await timeEnough();
    expect(await isShown(page)).toBe(true);
    expect(await panel.frame.evaluate(() => '__same' in globalThis)).toBe(true);
  });

  it('hide the panel at once where nothing waits, and on addresses that are no record', async () => {
    const [record, other] = recordsOf(system);
    stage.crm.put(system, [record, other]);
    await stage.propose(change(system, record, 'Chairwoman'));
    const page = await stage.open(system, record);
    await panelOf(page);
    const gone = await page.evaluate(
      (place) => {
        window.__crm.go(place);
        return document.querySelector('[data-countersign][popover]:popover-open') === null;
      },
      placeOf(system, other),
    );
    expect(gone).toBe(true);
    await timeEnough();
    expect(await isShown(page)).toBe(false);
    await page.goBack();
    await expect.poll(() => isShown(page)).toBe(true);
    await page.evaluate(() => window.__crm.go('/settings'));
    await expect.poll(() => isShown(page)).toBe(false);
  });

  it('of a list say how much waits on its records, and lead to it', async () => {
    const [one, two] = COMPANIES[system] ?? ['', ''];
    const [record, other] = recordsOf(system);
    const all = [
      { ...record, object: 'company' as const, id: one },
      { ...other, object: 'company' as const, id: two },
    ];
    stage.crm.put(system, all);
    for (const company of all) await stage.propose(change(system, company, 'Treasurer'));
    const page = await stage.open(system);
    const chip = page.locator('[data-countersign][data-edge]');
    await chip.waitFor();
    await expect.poll(() => chipSays(page)).toBe('2 to review');
    // Its inside is closed to this test as to the page: pressed where it stands.
    await chip.click();
    const panel = await panelOf(page);
    await panel.says('Treasurer');
    await panel.says('2 waiting');
    expect(await isShown(page)).toBe(true);
  });
});

describe('pages where no site was turned on', () => {
  it('get nothing from us', async () => {
    const page = await stage.browser.context.newPage();
    await page.goto(stage.world.mailboxUrl);
    await timeEnough();
    expect(await page.locator('[data-countersign]').count()).toBe(0);
  });
});

/** What the mark at the edge says, as assistive technology hears it: its inside is closed to pages. */
async function chipSays(page: Page): Promise<string | undefined> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const names = nodes.map(({ name }) => String(name?.value ?? ''));
  return names.find((name) => /to review$/.test(name));
}

/** Records that no other test works on. */
const COMPANIES: Record<string, [string, string]> = {
  hubspot: ['8001', '8002'],
  salesforce: ['001di00000kXT3HAAW', '0018c00002ZvCDnAAN'],
};

const placeOf = (system: string, record: ReturnType<typeof recordsOf>[0]): string =>
  stage.crm.url(system, record).replace(/^https:\/\/[^/]+/, '');
