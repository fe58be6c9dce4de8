import type { Page } from 'playwright-core';
import { verifyClearance } from '../../client/verify-clearance.ts';
import { recordsOf } from '../../core/hosts/same-record.ts';
import type { Content } from '../../core/schema/content.ts';
import type { CrmRecord } from '../crm/contract.ts';
import { seededRecords } from '../crm/seeded.ts';
import type { CrmServer } from '../crm/server.ts';
import { panelOf } from '../drive/panel.ts';
import { turnOnSites } from '../drive/sites.ts';
import { seedProposals } from '../seed/seed.ts';
import { must, NotHeld, until } from './ledger.ts';
import type { CheckRun } from './run.ts';

type Facts = Record<string, unknown>;

/** A field struck, the rest approved: nothing ran on the page before the site was turned on. */
export async function onHubspot(run: CheckRun): Promise<Facts> {
  const { crm } = pages(run, 'hubspot');
  const { proposalId, input } = await run.propose('enr-2');
  const { content } = input;
  if (content.kind !== 'contact.enrich') throw new NotHeld('the seed is no enrichment');
  const page = await run.context.newPage();
  await page.goto(crm.url('hubspot', recordOf(content)));
  await run.settle(500);
  must('nodes of ours before the site is on', await ours(page), 0);
  await turnOnSites(run.browser, ['hubspot']);
  const panel = await panelOf(page);
  await panel.says('Rotterdam');
  await panel.press('d');
  await page.keyboard.press('ArrowDown', { delay: 40 });
  await page.keyboard.press('d', { delay: 40 });
  await panel.says('Approve edit');
  await panel.press('a');
  const kept = content.changes.filter((_, at) => at !== 1);
  const { decision } = await run.world.agents.steward.waitForDecision(proposalId);
  must('action', decision?.action, 'approve_edited');
  await executedAs(run, proposalId, { ...content, changes: kept });
  must('keys that the page heard', await page.evaluate(() => window.__crmKeys), []);
  must('policy of the page', await page.evaluate(() => window.__crmViolations), []);
  await page.close();
  return { executed: 1, action: decision?.action };
}

/** Approved, taken back on the next record, approved again. */
export async function onSalesforce(run: CheckRun): Promise<Facts> {
  const { crm } = pages(run, 'salesforce');
  await turnOnSites(run.browser, ['salesforce']);
  const first = await run.propose('sf-enr-1');
  const next = await run.propose('sf-upd-1');
  const page = await run.context.newPage();
  await page.goto(crm.url('salesforce', recordOf(first.input.content)));
  const panel = await panelOf(page);
  await panel.press('a');
  await panel.says(/Approved\. Saved/);
  await goTo(page, crm.url('salesforce', recordOf(next.input.content)));
  await until('its panel is gone', () => panel.frame.isDetached());
  const other = await panelOf(page);
  await other.says(/^Approved: /);
  await other.press('z');
  await other.says(/^Undone\./);
  await run.settle(run.undoSeconds * 1000 + 500);
  const { store, workspaceId } = run.world.admin;
  const states = await Promise.all(
    [first, next].map(
      async ({ proposalId }) => (await store.proposals.current({ workspaceId, proposalId }))?.state,
    ),
  );
  must('states at the gate', states, ['pending', 'pending']);
  await goTo(page, crm.url('salesforce', recordOf(first.input.content)));
  await until('its panel is gone', () => other.frame.isDetached());
  await (await panelOf(page)).press('a');
  await executedAs(run, first.proposalId, first.input.content);
  await page.close();
  return { undone: 1, executed: 1 };
}

/** The record pages of a system, with what the seeds are about on them. */
function pages({ world }: CheckRun, system: string): { crm: CrmServer } {
  const { crm } = world;
  if (!crm) throw new NotHeld('there are no record pages');
  crm.put(system, seededRecords(seedProposals(Date.now())).get(system) ?? []);
  return { crm };
}

function recordOf(content: Content): Pick<CrmRecord, 'object' | 'id'> {
  const [record] = recordsOf(content);
  if (!record) throw new NotHeld('the seed is about no record');
  return { object: record.object as CrmRecord['object'], id: record.id };
}

const ours = (page: Page): Promise<number> => page.locator('[data-countersign]').count();
const goTo = (page: Page, url: string): Promise<void> =>
  page.evaluate((to) => window.__crm.go(to), url.replace(/^https:\/\/[^/]+/, ''));

/** The executing system was told exactly this, once, with a clearance for it. */
async function executedAs(run: CheckRun, proposalId: string, content: Content): Promise<void> {
  await until('it is executed', () => run.hook.executed(proposalId).length > 0, 30_000);
  const [told, ...more] = run.hook.executed(proposalId);
  must('executions', more.length, 0);
  must('content', told?.content, content);
  await verifyClearance({
    jws: told?.clearance ?? '',
    keys: new URL(`${run.world.gate.url}/.well-known/jwks.json`),
    issuer: run.world.gate.url,
    executor: 'gate:webhook',
    content,
  });
}
