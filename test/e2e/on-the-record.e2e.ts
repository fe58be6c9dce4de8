import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { type Panel, panelOf } from '../../src/demo/drive/panel.ts';
import { hubSpotDouble } from '../gate/connectors/systems/hubspot.ts';
import { change, recordsOf, useRecordStage } from './record-stage.ts';
import { timeEnough, until } from './stage.ts';

/** Sites with their own look, or their own way of writing addresses: path, query, fragment. */
const SHAPES = ['hubspot', 'salesforce', 'pipedrive', 'dynamics', 'apollo'];
const NO_ACCOUNT = ['close', 'outreach', 'salesloft', 'apollo'];
const hub = await hubSpotDouble({ token: 'token-hub-1234', portal: 4412 });
const stage = useRecordStage([...new Set([...SHAPES, ...NO_ACCOUNT])], {
  gateSettings: { HUBSPOT_TOKEN: 'token-hub-1234', HUBSPOT_API_URL: hub.url },
});
afterAll(() => hub.stop());

const isShown = (page: Page) =>
  page.evaluate(() => document.querySelector('[data-countersign][popover]:popover-open') !== null);
const violations = (page: Page) => page.evaluate(() => window.__crmViolations);
const go = (page: Page, place: string) => page.evaluate((to) => window.__crm.go(to), place);
/** The panel of the page that was gone to; the one before it has gone. */
async function nextPanel(page: Page, before: Panel): Promise<Panel> {
  await expect.poll(() => before.frame.isDetached()).toBe(true);
  return panelOf(page);
}

describe('what was decided on a record', () => {
  it('is taken back on the next record, beside that one’s own work', async () => {
    const [record, other] = recordsOf('hubspot');
    stage.crm.put('hubspot', [record, other]);
    await stage.propose(change('hubspot', record, 'Chairwoman'), 'with-undo');
    const second = await stage.propose(change('hubspot', other, 'Treasurer'), 'with-undo');
    const page = await stage.open('hubspot', record);
    const panel = await panelOf(page);
    await panel.says('Chairwoman');
    await panel.press('a');
    await panel.says(/Approved\. Saved/);
    await go(page, placeOf('hubspot', other));
    const next = await nextPanel(page, panel);
    await next.says('Treasurer');
    await next.says(`Approved: ${record.name}. Saved.`);
    await next.press('z');
    await next.says('Undone. Nothing has left. It waits on its own record and in the queue.');
    await next.says('Treasurer');
    await go(page, placeOf('hubspot', record));
    const back = await nextPanel(page, next);
    await back.says('Chairwoman');
    await back.press('r');
    await page.keyboard.press('1', { delay: 40 });
    await back.says(/Rejected\. Saved/);
    expect(await stage.state(second)).toBe('pending');
  });

  it.each([
    ['on a record where nothing waits', (page: Page, to: string) => go(page, placeOn(to))],
    ['on a page that is loaded anew', (page: Page, to: string) => page.goto(to).then(() => {})],
  ])('is taken back %s; then that panel goes', async (_, move) => {
    const [record, other] = recordsOf('salesforce');
    stage.crm.put('salesforce', [record, other]);
    const id = await stage.propose(change('salesforce', record, 'Chairwoman'), 'with-undo');
    const page = await stage.open('salesforce', record);
    const panel = await panelOf(page);
    await panel.press('a');
    await panel.says(/Approved\. Saved/);
    await move(page, stage.crm.url('salesforce', other));
    const next = await nextPanel(page, panel);
    await next.says('Nothing waits for you');
    await next.says(`Approved: ${record.name}. Saved.`);
    await next.press('z');
    await next.says(/^Undone\./);
    await expect.poll(() => isShown(page), { timeout: 10_000 }).toBe(false);
    await timeEnough();
    expect(await stage.state(id)).toBe('pending');
  });

  it('is taken back from the queue', async () => {
    const [record] = recordsOf('dynamics');
    stage.crm.put('dynamics', [record]);
    const id = await stage.propose(change('dynamics', record, 'Chairwoman'), 'with-undo');
    const page = await stage.open('dynamics', record);
    const panel = await panelOf(page);
    await panel.press('a');
    await panel.says(/Approved\. Saved/);
    await page.close();
    const queue = await stage.browser.context.newPage();
    await queue.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
    await queue.getByText(`Approved: ${record.name}. Saved.`).first().waitFor();
    await queue.keyboard.press('z', { delay: 40 });
    await queue.getByText('Undone. Nothing has left.').first().waitFor();
    await queue.locator('.queue-line', { hasText: record.name }).waitFor();
    expect(await stage.state(id)).toBe('pending');
  });

  it('is offered nowhere once it has left', async () => {
    const [record, other] = recordsOf('pipedrive');
    stage.crm.put('pipedrive', [record, other]);
    const id = await stage.propose(change('pipedrive', record, 'Chairwoman'));
    const page = await stage.open('pipedrive', record);
    const panel = await panelOf(page);
    await panel.press('a');
    await stage.decided(id, 'approved');
    await go(page, placeOf('pipedrive', other));
    await timeEnough(1_000);
    expect(await isShown(page)).toBe(false);
  });
});

it('a tab in the background knows what was decided in another one', async () => {
  const [record] = recordsOf('hubspot');
  stage.crm.put('hubspot', [record]);
  const id = await stage.propose(change('hubspot', record, 'Chairwoman'), 'with-undo');
  const behind = await stage.open('hubspot', record);
  const first = await panelOf(behind);
  await first.says('Chairwoman');
  const page = await stage.open('hubspot', record);
  const panel = await panelOf(page);
  await panel.press('a');
  await panel.says(/Approved\. Saved/);
  await behind.bringToFront();
  await expect.poll(() => first.button('approve').getAttribute('aria-disabled')).toBe('true');
  // It is another tab's decision, and that one's or the queue's to take back.
  await first.focus();
  await behind.keyboard.press('z', { delay: 40 });
  await first.says('There is nothing to undo.');
  await page.bringToFront();
  await panel.press('z');
  await panel.says(/^Undone\./);
  expect(await stage.state(id)).toBe('pending');
});

it('a value that was changed in the system meanwhile is a conflict on screen, and is not written over', async () => {
  const [record] = recordsOf('hubspot');
  stage.crm.put('hubspot', [record]);
  hub.records.set(`contacts/${record.id}`, { jobtitle: 'Chief of Staff' });
  const id = await stage.propose(change('hubspot', record, 'Chairwoman'));
  const page = await stage.open('hubspot', record);
  const panel = await panelOf(page);
  await panel.says('The record has changed meanwhile');
  await panel.says(/jobtitle now holds “Chief of Staff”/);
  // Approved all the same: the gate compares again.
  await panel.press('a');
  await until('it has failed', async () => (await stage.state(id)) === 'failed');
  expect(hub.records.get(`contacts/${record.id}`)).toEqual({ jobtitle: 'Chief of Staff' });
});

describe.each(NO_ACCOUNT)('on %s, whose addresses name no account', (system) => {
  it('the page’s own name confirms the record; another name is asked about', async () => {
    const [record, other] = recordsOf(system);
    stage.crm.put(system, [record, { ...other, name: 'Somebody Else' }]);
    const first = await stage.propose(change(system, record, 'Chairwoman'));
    const second = await stage.propose(change(system, other, 'Treasurer'));
    const page = await stage.open(system, record);
    const panel = await panelOf(page);
    await panel.says(`The page calls this record ${record.name}, as the agent does`);
    await panel.press('a');
    await stage.decided(first, 'approved');
    // The record before stays in the page, hidden: its name counts for nothing.
    await go(page, placeOf(system, other));
    const next = await nextPanel(page, panel);
    await next.says('Is this that record?');
    await next.says('Somebody Else');
    expect(await next.button('approve').getAttribute('aria-disabled')).toBe('true');
    await next.focus();
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('Tab');
      if (await next.button('record-yes').evaluate((one) => one === document.activeElement)) break;
    }
    await page.keyboard.press('Enter', { delay: 40 });
    await next.press('a');
    await stage.decided(second, 'approved');
    expect(await violations(page)).toEqual([]);
  });
});

it('a no to that question leaves the page alone, and the work in the queue', async () => {
  const [record] = recordsOf('close');
  stage.crm.put('close', [{ ...record, name: 'Somebody Else' }]);
  const id = await stage.propose(change('close', record, 'Chairwoman'));
  const page = await stage.open('close', record);
  const panel = await panelOf(page);
  await panel.says('Is this that record?');
  await panel.button('record-no').focus();
  await page.keyboard.press('Enter', { delay: 40 });
  await expect.poll(() => isShown(page)).toBe(false);
  await stage.propose(change('close', record, 'Treasurer'));
  await timeEnough(1_000);
  expect(await isShown(page)).toBe(false);
  expect(await stage.state(id)).toBe('pending');
});

describe.each(SHAPES)('the pages of %s', (system) => {
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
});

describe.each(['hubspot', 'salesforce'])('the pages of %s', (system) => {
  it('of a list say how much waits on its records, and lead to it', async () => {
    const all = recordsOf(system, 'company');
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

const placeOn = (url: string): string => url.replace(/^https:\/\/[^/]+/, '');
const placeOf = (system: string, record: ReturnType<typeof recordsOf>[0]): string =>
  placeOn(stage.crm.url(system, record));
