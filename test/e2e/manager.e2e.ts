import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { until } from '../../src/demo/check/ledger.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { MANAGER } from '../../src/demo/seed/workflows.ts';
import type { World } from '../../src/demo/world/world.ts';
import { APPROVER, mailOf, yearWorld } from '../simulate/year/world.ts';
import type { Reviewer } from '../support/reviewer.ts';
import { distFolder, timeEnough } from './stage.ts';

/** The gate's past, in decisions. With a million, filling it takes minutes. */
const DECISIONS = Number(process.env.YEAR_DECISIONS ?? 5000);
const FILLED_MS = 120_000 + DECISIONS;

let world: World;
let browser: LaunchedWithExtension;
/** subjects of what left today */
let left: string[];

beforeAll(async () => {
  const year = await yearWorld(DECISIONS);
  world = year.world;
  browser = await openBrowser(world, { dist: distFolder() });
  const burnt = await send(year.approver, 10);
  const at = new Date().toISOString();
  await world.agents.scribe.reportSignals(
    burnt.map((proposalId) => ({
      ...{ id: `bounce-${proposalId}`, proposalId, at },
      type: 'bounce' as const,
    })),
  );
  const page = await pairAsRep(browser, world, { ...MANAGER, role: 'manager' });
  await page.close();
}, FILLED_MS);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** So many mails of the newest workflow that were approved and that the gate has sent. */
async function send(by: Reviewer, count: number): Promise<string[]> {
  const ids: string[] = [];
  left = [];
  for (let n = 0; n < count; n += 1) {
    const mail = mailOf('burning', 'abcdefghijklmnop'[n] ?? '');
    const { id, contentDigest } = await world.agents.scribe.propose({
      ...mail,
      content: { ...mail.content, to: [{ email: `buyer@burning-${n}.example`, name: 'Ana Ruiz' }] },
    });
    const decision = await by.decision({ proposalId: id, revision: 1, contentDigest });
    const [answer] = await by.decide([await by.sign(decision)]);
    expect(answer?.status).toBe('accepted');
    left.push(mail.content.subject);
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

it('a manager of a gate with a year behind it finds the tripped brake, pauses another workflow, and spot-checks ten', async () => {
  const { context, origin } = browser;
  const popup = await context.newPage();
  await popup.setViewportSize({ width: 380, height: 600 });
  const open = () => popup.goto(`${origin}/src/pages/popup/index.html`);

  // Is anything on fire? What the gate said last is there at once; its answer of now may take a moment.
  await until(
    'the brake has tripped',
    async () => {
      await open();
      return popup
        .getByText('Stopped: Burning outreach.')
        .waitFor({ timeout: 5000 })
        .then(
          () => true,
          () => false,
        );
    },
    60_000,
  );
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
  await page.getByText(/10 looked at, of \d[\d,]+/).waitFor({ timeout: 30_000 });
  await page.getByText('You agree with 10 of 10 that a person had approved.').waitFor();
  await page.getByText(/0 of 10 still allows up to/).waitFor();
  const by = new RegExp(`approved by ${APPROVER.name}`);
  expect(await page.getByRole('cell', { name: by }).count()).toBe(10);
  // Nothing of the past was sent again, and of today nothing twice.
  const subjects = world.sink.mails().map(({ subject }) => subject);
  expect(subjects.filter((one) => / number /.test(one)).sort()).toEqual([...left].sort());
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
