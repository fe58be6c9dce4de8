import type { Page } from 'playwright-core';
import type { Content } from '../../src/core/schema/content.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import type { CrmRecord } from '../../src/demo/crm/contract.ts';
import { seededRecords } from '../../src/demo/crm/seeded.ts';
import { type Panel, panelOf } from '../../src/demo/drive/panel.ts';
import { turnOnSites } from '../../src/demo/drive/sites.ts';
import type { SeedProposal } from '../../src/demo/seed/build.ts';
import type { World } from '../../src/demo/world/world.ts';

/** milliseconds for the page to come to rest after a step */
const REST = 900;
const SYSTEMS = ['hubspot', 'salesforce', 'close', 'outlook'];
/** A record whose page calls it otherwise than the agent does, in a system whose addresses name no account. */
const LEAD: CrmRecord = {
  ...{ object: 'lead', id: 'lead_g4AZCOW7Kpc3tithNBrr', name: 'Orchard Labs (archived)' },
  fields: [{ name: 'status', label: 'Status', value: 'Potential' }],
};
const LEAD_WORK: Content = {
  kind: 'contact.enrich',
  contact: { system: 'close', object: 'lead', id: LEAD.id, label: 'Bluefin Robotics' },
  changes: [{ field: 'status', before: 'Potential', after: 'Qualified' }],
};

/** Turns on the sites that are shot. */
export const turnOnShown = (browser: LaunchedWithExtension): Promise<void> =>
  turnOnSites(browser, SYSTEMS);

/** The panel on record pages: beside its record, what was just decided on the next one, and the question of names. */
export async function shootRecords(on: {
  browser: LaunchedWithExtension;
  world: World;
  theme: 'light' | 'dark';
  seeds: ReadonlyMap<string, SeedProposal>;
  wanted: (name: string) => boolean;
  shoot: (page: Page, name: string) => Promise<unknown>;
}): Promise<void> {
  const { browser, world, theme, seeds, wanted, shoot } = on;
  const { crm } = world;
  const names = ['record-hubspot', 'record-salesforce', 'record-undo', 'record-asked'];
  if (!crm || !names.some(wanted)) return;
  crm.configure({ theme });
  for (const [system, records] of seededRecords([...seeds.values()])) crm.put(system, records);
  crm.put('close', [LEAD]);

  async function propose(id: string, content?: Content): Promise<string> {
    const seed = seeds.get(id);
    if (!seed) throw new Error(`there is no seed ${id}`);
    const input = { ...seed.input, externalId: `record-${id}-${theme}` };
    const proposed = content ? { ...input, content, context: {} } : input;
    return (await world.propose({ ...seed, input: proposed })).proposalId;
  }
  async function open(url: string): Promise<{ page: Page; panel: Panel }> {
    const page = await browser.context.newPage();
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(url);
    const panel = await panelOf(page);
    await panel.frame.locator('.work-box').waitFor();
    return { page, panel };
  }
  const urlOf = (system: string, object: CrmRecord['object'], id: string) =>
    crm.url(system, { object, id });

  const ids = [await propose('enr-2')];
  const { page } = await open(urlOf('hubspot', 'contact', '7007'));
  await page.waitForTimeout(REST);
  await shoot(page, 'record-hubspot');
  await page.close();

  ids.push(await propose('sf-enr-1'), await propose('sf-upd-1'));
  const first = await open(urlOf('salesforce', 'contact', '003J900000G00dSIAR'));
  await first.page.waitForTimeout(REST);
  await shoot(first.page, 'record-salesforce');
  await first.panel.press('a');
  await first.panel.says(/Approved\. Saved/);
  await first.page.evaluate(
    (to) => window.__crm.go(to),
    urlOf('salesforce', 'deal', '0065g00000AbCdEAAV').replace(/^https:\/\/[^/]+/, ''),
  );
  await first.page.waitForTimeout(REST);
  await (await panelOf(first.page)).says(/^Approved: /);
  await shoot(first.page, 'record-undo');
  await (await panelOf(first.page)).press('z');
  await first.page.close();

  ids.push(await propose('score-2', LEAD_WORK));
  const asked = await open(urlOf('close', LEAD.object, LEAD.id));
  await asked.panel.says('Is this that record?');
  await asked.page.waitForTimeout(REST);
  await shoot(asked.page, 'record-asked');
  await asked.page.close();
  for (const id of ids) await world.agents.steward.withdraw(id).catch(() => undefined);
}
