import type { Page } from 'playwright-core';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import type { GivenVerdict, OpenAlert, Oversight } from '../../src/messages/oversight.ts';
import { LONG } from '../pages/lanes/states.ts';
import { idOf } from '../pages/panel/samples.ts';
import { managed, REST, scripted } from './scripted.ts';

type Shoot = (page: Page, name: string, how?: { fullPage: boolean }) => Promise<unknown>;
const AT = '2026-11-28T10:00:00.000Z';

const ALERTS: OpenAlert[] = [
  {
    ...{ id: idOf(1), urgency: 'page', workflowId: 'outbound', times: 2, firstAt: AT, seen: false },
    title:
      'Complaints of workflow outbound: 6 of 120 sends (5 %, 95 % interval 2.3 % to 10 %), over its ceiling of 0.3 %.',
    ...{ held: 41, underWay: 3, sent: 38 },
    left: [
      { proposalId: idOf(5), kind: 'email.draft', title: 'A look at your routing', to: 'Bo Ek' },
      { proposalId: idOf(6), kind: 'sequence.enroll', title: `Hello ${LONG}`, to: LONG },
      { proposalId: idOf(7) },
    ],
  },
  {
    ...{ id: idOf(2), urgency: 'tell', times: 1, firstAt: AT, seen: true },
    title: 'Replies of workflow renewals: 3 of 210 sends (1.4 %), under its floor of 3 %.',
  },
  {
    ...{ id: idOf(3), urgency: 'tell', times: 1, firstAt: AT, seen: true },
    title: `Hard bounces of template ${LONG}: 2 of 900 sends, over its ceiling of 0.1 %.`,
  },
];
const OVERSIGHT: Oversight = {
  ...{ manager: true, alerts: ALERTS, workflows: [], ramps: [] },
  worth: { actionable: 3, closed: 8 },
};
const SENT = [
  {
    ...{ proposalId: idOf(11), workflowId: 'outbound', kind: 'email.draft', sentAt: AT },
    ...{ title: 'A look at your routing', unattended: true, reported: false },
  },
  {
    ...{ proposalId: idOf(12), workflowId: LONG.toLowerCase(), kind: 'email.draft', sentAt: AT },
    ...{ title: `Old news ${LONG}`, unattended: false, reported: false },
  },
  {
    ...{ proposalId: idOf(13), workflowId: 'enrich', kind: 'contact.enrich', sentAt: AT },
    ...{ title: null, unattended: true, reported: true },
  },
];

const given = (n: number, change: Partial<GivenVerdict> = {}): GivenVerdict => ({
  ...{ id: idOf(n), verdict: 'noise', title: ALERTS[n - 1]?.title ?? '', leavesAt: AT },
  ...{ undoable: false, away: false },
  ...change,
});
const refused = (closed: boolean, why: string) => ({ refused: { closed, why } });
/** What becomes of verdicts; those that can be taken back, from now on. */
const verdicts = (): Record<string, GivenVerdict[]> => {
  const open = { undoable: true, leavesAt: new Date(Date.now() + 8000).toISOString() };
  return {
    held: [given(1, open), given(2, { ...open, verdict: 'actionable' }), given(3, open)],
    leaving: [given(2)],
    waits: [given(2, { ...open, away: true }), given(3, { away: true })],
    refused: [
      { ...given(3, refused(true, '')), id: idOf(9) },
      given(2, refused(false, 'Only a manager of this workspace may.')),
    ],
  };
};

/** What the popup says of alerts and of what left, in one theme. */
export async function shootPopup(
  browser: LaunchedWithExtension,
  { theme, shoot }: { theme: 'light' | 'dark'; shoot: Shoot },
): Promise<void> {
  const at = `${browser.origin}/src/pages/popup/index.html`;
  const open = async (answers: Record<string, unknown>, language?: string) => {
    const page = await browser.context.newPage();
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 320, height: 600 });
    await scripted(page, { ...managed(language), ...answers }, at);
    return page;
  };
  for (const name of Object.keys(verdicts()))
    for (const language of ['auto', 'de', 'ja']) {
      const page = await open(
        { oversight: { ...OVERSIGHT, verdicts: verdicts()[name] } },
        language,
      );
      const tongue = language === 'auto' ? '' : `-${language}`;
      await shoot(page, `popup-verdict-${name}${tongue}`, { fullPage: true });
      await page.close();
    }
  const undoUntil = new Date(Date.now() + 60_000).toISOString();
  const page = await open({
    oversight: OVERSIGHT,
    'sent.list': { sent: SENT },
    'defect.report': { undoUntil },
  });
  for (const summary of await page.locator('summary').all()) await summary.click();
  await page.waitForTimeout(REST);
  await shoot(page, 'popup-links', { fullPage: true });
  for (const wrong of await page.locator('[data-name^=wrong-]').all()) await wrong.focus();
  await page.locator('[data-name^=wrong-]').first().click();
  await page.waitForTimeout(REST);
  await page.locator('[data-name^=wrong-]').first().press('Enter');
  await page.waitForTimeout(REST);
  await shoot(page, 'popup-wrong', { fullPage: true });
  await page.close();
}
