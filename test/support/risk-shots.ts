import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { START_LINES } from '../../src/core/brakes/line.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { MANAGER } from '../../src/demo/seed/workflows.ts';
import type { World } from '../../src/demo/world/world.ts';

type Shoot = (page: Page, name: string, how: { fullPage: boolean }) => Promise<unknown>;
/** CSS pixels */
const FULL = { width: 1000, height: 800 };
const NARROW = { width: 320, height: 720 };
/** milliseconds for the page to come to rest after a step */
const REST = 700;

const INVENTORY = [
  'type,name,owner,approval,suppression,audience,review_hours,spend,volume,waiting,answered,colour',
  'agent,Social poster,,none,,,,,40,,,red',
  'agent,Research assistant,mara@brightloop.example,countersign,,,,,300,,,',
  'sequencer,Cadence,mara@brightloop.example,,own,Trial users,,,900,,,',
  'sequencer,Nurture,,,shared,trial users,,,2000,,,',
  'spend,Model credits,,,,,0,"4,200",,,,',
  'gate,Shared approvals inbox,,,,,,,,12,2026-09-01,',
  'robot,Something else,,,,,,,,,,',
].join('\n');

/** What the page finds: scores that all say the same, warnings for nothing, sends past the gate. */
export async function fillForRisks({ agents, admin }: World): Promise<void> {
  const { store, workspaceId } = admin;
  for (let n = 0; n < 110; n += 1)
    await agents.steward.propose({
      ...{ workflowId: 'crm-hygiene', externalId: `risk-${n}`, confidence: 0.92 },
      ...{ agent: { model: 'steward', modelVersion: '4.1' }, reasoning: [], claims: [], flags: [] },
      content: {
        kind: 'contact.enrich',
        contact: { system: 'HubSpot', object: 'contact', id: `${n}` },
        changes: [{ field: 'title', before: null, after: 'CTO' }],
      },
    });
  const line = START_LINES.find(({ action }) => action === 'warn');
  const { id: by } = await store.people.upsertReviewer({
    ...{ workspaceId, id: randomUUID(), role: 'manager', mailboxes: [], ...MANAGER },
  });
  for (let n = 0; n < 42; n += 1) {
    const { id } = await store.alerts.raise({
      ...{ workspaceId, by: 'gate:brakes' },
      alert: {
        ...{ cause: `warned ${n}`, kind: 'brake-warns', urgency: 'tell', title: 'Near its line.' },
        ...{ workflowId: 'outbound-mid-market', detail: { line } },
      },
    });
    const verdict = n === 0 ? 'actionable' : 'noise';
    await store.alerts.close({ workspaceId, id, by, verdict });
  }
  const at = new Date().toISOString();
  await store.signals.add({
    ...{ workspaceId, source: 'connector:old-sequencer' },
    signals: [1, 2, 3].map(() => ({ id: randomUUID(), type: 'sent', at })),
  });
}

/** Each state of the risks page, in both themes, in a manager's own browser. */
export async function shootRisks(
  world: World,
  shootIn: (theme: 'light' | 'dark') => Shoot,
): Promise<void> {
  const browser = await openBrowser(world);
  try {
    await pairAsRep(browser, world, { ...MANAGER, role: 'manager' });
    const page = await browser.context.newPage();
    const open = async (theme: 'light' | 'dark', size: typeof FULL) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(size);
      await page.goto(`${browser.origin}/src/pages/risks/index.html`);
      await page
        .getByText(/structural risk/i)
        .first()
        .waitFor();
      await page
        .getByText(/None found|What it costs/)
        .first()
        .waitFor();
      await page.waitForTimeout(REST);
    };
    for (const theme of ['light', 'dark'] as const) {
      await open(theme, FULL);
      await shootIn(theme)(page, 'risks-none', { fullPage: true });
    }
    await fillForRisks(world);
    for (const theme of ['light', 'dark'] as const) {
      const shoot = shootIn(theme);
      await open(theme, FULL);
      await shoot(page, 'risks-found', { fullPage: true });
      await page.getByRole('button', { name: 'Do this…' }).first().click();
      await page.locator('input[type=file]').setInputFiles({
        ...{ name: 'inventory.csv', mimeType: 'text/csv', buffer: Buffer.from(INVENTORY) },
      });
      await page.getByText('Social poster').first().waitFor();
      await page.waitForTimeout(REST);
      await shoot(page, 'risks-inventory', { fullPage: true });
      await open(theme, NARROW);
      await shoot(page, 'risks-narrow', { fullPage: true });
    }
    await page.getByRole('button', { name: 'Do this…' }).first().click();
    await page.getByLabel('Why?').fill('Nobody acts on these.');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText(/^Done:/).waitFor();
    await page.setViewportSize(FULL);
    await page.waitForTimeout(REST);
    await shootIn('dark')(page, 'risks-done', { fullPage: true });
    await page.goto(`${browser.origin}/src/pages/popup/index.html`);
    await page.setViewportSize({ width: 360, height: 700 });
    await page.waitForTimeout(REST);
    await shootIn('dark')(page, 'popup-manager', { fullPage: true });
  } finally {
    await browser.close();
  }
}
