import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { WorkflowInput } from '../../src/core/schema/workflow.ts';
import { DEFAULT_POLICY } from '../../src/core/schema/workflow.ts';
import { MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import { timeEnough, until, useStage } from './stage.ts';

const workflow = (id: string, fatigue: object): WorkflowInput => ({
  ...{ id, name: `Reviewed mail, ${id}`, pattern: 'pre-approval', owner: MANAGER.email },
  kinds: ['email.draft'],
  policy: { ...DEFAULT_POLICY, ownCompanies: ['Brightloop'], undoSeconds: 0, fatigue },
});
const stage = useStage({
  keepsTabs: true,
  workflows: [workflow('blind', { blindShare: 1 }), workflow('plain', {})],
});

const FLAG = 'Promises what nobody can keep';
const flagged = {
  workflowId: 'blind',
  more: {
    flags: [
      { code: 'promise', severity: 'high' as const, message: FLAG, origin: 'agent' as const },
    ],
  },
};
const lookOf = async (proposalId: string) => {
  const [row] = await stage.rows(
    'select action, first_look, deliberate, jws from decisions where proposal_id = $1',
    [proposalId],
  );
  return row;
};
const press = async (tab: Page, key: string) => {
  await timeEnough(450);
  await tab.keyboard.press(key, { delay: 40 });
};

describe('a blind look, from policy to the screen', () => {
  it('in Gmail: nothing of the agent’s word in the panel, no mark in the draft, then both; changed once', async () => {
    const item = await stage.propose({ delivery: 'compose', ...flagged });
    const { mail } = await stage.open(item);
    const panel = await mail.panel();
    await panel.says('Decide first, then see the rest');
    expect(await panel.holds()).not.toContain(FLAG);
    expect(await panel.holds()).not.toContain('says 0.90');
    const marks = () =>
      mail.page.evaluate(() =>
        [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0),
      );
    expect(await marks()).toBe(0);
    await panel.press('a');
    await panel.says(FLAG);
    await panel.says(/you said/);
    expect(await lookOf(item.proposalId)).toBeUndefined();
    await panel.press('r');
    await panel.press('5');
    await stage.becomes(item.proposalId, 'rejected');
    const row = await lookOf(item.proposalId);
    expect(row).toMatchObject({ action: 'reject', first_look: { action: 'approve' } });
    expect(row?.deliberate).toBe(true);
    const payload = Buffer.from(String(row?.jws).split('.')[1] ?? '', 'base64url').toString();
    expect(JSON.parse(payload)).toMatchObject({ firstLook: { action: 'approve' } });
    await mail.page.close();
  });

  it('in the queue: kept by one key', async () => {
    const item = await stage.propose({ delivery: 'gate', draft: false, ...flagged });
    const tab = await stage.context.newPage();
    await tab.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
    await tab.getByText('Decide first, then see the rest').waitFor();
    expect(await tab.locator('body').textContent()).not.toContain(FLAG);
    await press(tab, 'x');
    await tab.getByText(FLAG).first().waitFor();
    await press(tab, 'o');
    await stage.becomes(item.proposalId, 'escalated');
    expect(await lookOf(item.proposalId)).toMatchObject({
      action: 'escalate',
      first_look: { action: 'escalate' },
    });
    await tab.close();
  });
});

describe('the levers, against a browser that shows the work', () => {
  it('what was recalled stands in the queue again, and says why', async () => {
    const item = await stage.propose({ delivery: 'compose', workflowId: 'plain' });
    const { mail } = await stage.approved(item);
    await mail.page.close();
    const { store, workspaceId } = stage.world.admin;
    const done = await store.levers.recall({
      ...{ workspaceId, id: v7(), by: 'cli' },
      request: {
        ...{ reviewer: REP.email, reason: 'the review was not deliberate' },
        since: new Date(Date.now() - 600_000).toISOString(),
      },
    });
    expect(done?.recalled).toEqual([item.proposalId]);
    const tab = await stage.context.newPage();
    await tab.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
    await tab.locator(`[data-id="${item.proposalId}"]`).click();
    await tab.getByText('taken back before it left: the review was not deliberate').waitFor();
    await tab.close();
  });

  it('what was swept is gone from an open queue at once', async () => {
    const item = await stage.propose({
      ...{ delivery: 'gate', draft: false, workflowId: 'plain' },
      more: { template: 'spring' },
    });
    const tab = await stage.context.newPage();
    await tab.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
    const line = tab.locator(`[data-id="${item.proposalId}"]`);
    await line.waitFor();
    const { store, workspaceId } = stage.world.admin;
    const { stopped } = await store.levers.sweep({
      ...{ workspaceId, id: v7(), by: 'cli' },
      request: { template: 'spring', reason: 'Wrong product.' },
    });
    expect(stopped).toMatchObject([{ proposalId: item.proposalId }]);
    await until('the line to go', async () => (await line.count()) === 0);
    await tab.close();
  });
});
