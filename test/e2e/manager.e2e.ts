import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { until } from '../../src/demo/check/ledger.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { AGENTS, MANAGER } from '../../src/demo/seed/workflows.ts';
import { startWorld, type World } from '../../src/demo/world/world.ts';
import { Reviewer } from '../support/reviewer.ts';
import { distFolder, timeEnough } from './stage.ts';

const workflow = (id: string, name: string): WorkflowInput => ({
  ...{ id, name, pattern: 'pre-approval', owner: MANAGER.email, kinds: ['email.draft'] },
  policy: { ...DEFAULT_POLICY, ownCompanies: ['Brightloop'], undoSeconds: 0 },
});

/** whoever approved it all, and is not the manager who looks */
const APPROVER = { name: 'Jo Lind', email: 'jo@brightloop.example' };

let world: World;
let browser: LaunchedWithExtension;
/** what left of a workflow, by its subject */
const left = new Map<string, string>();

beforeAll(async () => {
  world = await startWorld({
    workflows: [workflow('steady', 'Steady outreach'), workflow('burning', 'Burning outreach')],
  });
  browser = await openBrowser(world, { dist: distFolder() });
  const code = await world.admin.pairingCode({ ...APPROVER, role: 'manager' });
  const approver = await Reviewer.pair(world.gate.url, code);
  await send(approver, 'steady', 12);
  const burnt = await send(approver, 'burning', 10);
  const at = new Date().toISOString();
  await world.agents.scribe.reportSignals(
    burnt.map((proposalId) => ({
      ...{ id: `bounce-${proposalId}`, proposalId, at },
      type: 'bounce' as const,
    })),
  );
  const page = await pairAsRep(browser, world, { ...MANAGER, role: 'manager' });
  await page.close();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/**
 * So many mails that were approved and that the gate has sent. Each workflow has a model version and a
 * sending domain of its own: a brake on those would stop both.
 */
async function send(by: Reviewer, workflowId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const subject = `${workflowId} number ${'abcdefghijklmnop'[n]}`;
    const email = `buyer-${n}@${workflowId}-${n}.example`;
    const { id, contentDigest } = await world.agents.scribe.propose({
      ...{
        workflowId,
        externalId: `${workflowId}-${n}`,
        agent: { ...AGENTS.scribe[1], modelVersion: workflowId },
      },
      ...{ confidence: 0.9, reasoning: [{ text: 'They asked.' }], claims: [], flags: [] },
      context: { recipientName: 'Ana Ruiz', company: 'Acme Robotics' },
      content: {
        ...{ kind: 'email.draft', delivery: 'gate', subject },
        ...{
          from: { email: `ana@${workflowId}.example`, name: 'Ana Reyes' },
          to: [{ email, name: 'Ana Ruiz' }],
        },
        ...{ cc: [], bcc: [], body: '<p>Hi Ana,</p><p>shall we talk?</p>', attachments: [] },
      },
    });
    const decision = await by.decision({ proposalId: id, revision: 1, contentDigest });
    const [answer] = await by.decide([await by.sign(decision)]);
    expect(answer?.status).toBe('accepted');
    left.set(id, subject);
    ids.push(id);
  }
  const { store, workspaceId } = world.admin;
  for (const id of ids)
    await until(`${id} has left`, async () => {
      const current = await store.proposals.current({ workspaceId, proposalId: id });
      return current?.state === 'executed';
    });
  return ids;
}

it('a manager finds the tripped brake, pauses another workflow, and spot-checks ten', async () => {
  const { context, origin } = browser;
  const popup = await context.newPage();
  await popup.setViewportSize({ width: 380, height: 600 });
  const open = () => popup.goto(`${origin}/src/pages/popup/index.html`);

  // Is anything on fire?
  await until('the brake has tripped', async () => {
    await open();
    await popup
      .getByText(/^(Act|Good|Look)\./)
      .first()
      .waitFor();
    return popup.getByText('Stopped: Burning outreach.').isVisible();
  });
  await popup
    .getByText(/Hard bounces of workflow .*10 of 10 sends/)
    .first()
    .waitFor();

  // Another is paused, with a reason.
  await popup.locator('[data-name=change-steady]').click();
  await popup.getByLabel('Why pause Steady outreach?').fill('Looking at it first.');
  await popup.locator('[data-name=confirm]').click();
  await popup.getByText('Looking at it first.').waitFor();
  const { store, workspaceId } = world.admin;
  const steady = await store.workflows.getWorkflow({ workspaceId, id: 'steady' });
  expect(steady).toMatchObject({ state: 'paused', pauseReason: 'Looking at it first.' });

  // A fair ten, looked at blind.
  const opening = context.waitForEvent('page');
  await popup.getByRole('link', { name: 'Spot-check' }).click();
  const page = await opening;
  await page.getByLabel('Workflow').selectOption('steady');
  await page.getByRole('button', { name: 'Draw 10' }).click();
  for (let n = 0; n < 10; n += 1) {
    await page.getByText(`${n} of 10 looked at`).waitFor();
    await page.getByText('Decide first, then see the rest').waitFor();
    await press(page, 'a', () =>
      page
        .getByText(/you said/i)
        .first()
        .isVisible(),
    );
    await press(page, 'a', async () => !(await page.getByText(`${n} of 10 looked at`).isVisible()));
  }
  await page.getByText('10 looked at, of 12').waitFor({ timeout: 30_000 });
  await page.getByText('You agree with 10 of 10 that a person had approved.').waitFor();
  await page.getByText(/0 of 10 still allows up to/).waitFor();
  expect(await page.getByRole('cell', { name: `approved by ${APPROVER.name}` }).count()).toBe(10);
  // Nothing of it was sent again.
  const subjects = world.sink.mails().map(({ subject }) => subject);
  const again = [...left.values()].map((one) => subjects.filter((other) => other === one).length);
  expect(new Set(again)).toEqual(new Set([1]));
}, 180_000);

/** A decision key counts once the item was on screen for a moment. */
async function press(
  page: Awaited<ReturnType<typeof browser.context.newPage>>,
  key: string,
  done: () => Promise<boolean>,
): Promise<void> {
  await until(`${key} was heard`, async () => {
    if (await done()) return true;
    await timeEnough(400);
    await page.keyboard.press(key, { delay: 40 });
    await timeEnough(150);
    return done();
  });
}
