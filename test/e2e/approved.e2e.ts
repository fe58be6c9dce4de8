import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import { QUOTE, SIGNATURE } from './mails.ts';
import { CLICK, SEND_PATHS } from './send-paths.ts';
import { type Item, timeEnough, until, useStage } from './stage.ts';

const stage = useStage();

/** Ended mails of this proposal that the gate recorded, by how they ended. */
const ends = async (item: Item) =>
  (await stage.dispatches(item.proposalId)).map(({ state }) => state);

let brief: { item: Item; approvedAt: number };

beforeAll(async () => {
  const item = await stage.propose({ delivery: 'compose', workflowId: 'brief' });
  const { mail } = await stage.approved(item);
  brief = { item, approvedAt: Date.now() };
  await mail.page.close();
});

describe('approved for sending from Gmail, unchanged', () => {
  it.each(
    [...SEND_PATHS.filter(({ name }) => !name.startsWith('5 the menu, by keys'))].map(
      (path) => [path.name, path] as const,
    ),
  )('by %s: sent exactly once, and recorded', async (_, { act }) => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true, tail: QUOTE });
    const { mail, compose } = await stage.approved(item);
    await act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    expect(await ends(item)).toEqual(['executed']);
    await mail.page.close();
  });

  it.each(['mousedown', 'mouseup', 'click', 'keydown', 'all'] as const)(
    'sent exactly once through handlers on %s and buttons that are re-rendered',
    async (sendHandlers) => {
      stage.configure({ sendHandlers, rerenderSendButtonEveryMs: 150 });
      const item = await stage.propose({ delivery: 'compose', tail: SIGNATURE });
      const { mail, compose } = await stage.approved(item);
      await CLICK.act(compose);
      await stage.becomes(item.proposalId, 'executed');
      await timeEnough();
      expect(stage.left(item.draftId)).toBe(1);
      await mail.page.close();
    },
  );

  it('showing the trimmed quote is no change', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true, tail: QUOTE });
    const { mail, compose } = await stage.approved(item);
    await compose.root.locator('.ajR').click();
    await compose.body.locator('blockquote').last().waitFor();
    await CLICK.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  const twice: [string, (compose: Compose, mail: MailPage) => Promise<unknown>][] = [
    ['a double click', (compose) => compose.send.dblclick()],
    [
      'a click and Ctrl+Enter at once',
      async (compose, { page }) => {
        await compose.body.focus();
        await Promise.all([CLICK.act(compose), page.keyboard.press('Control+Enter')]);
      },
    ],
    [
      'five clicks without a pause',
      async (compose) => {
        for (let click = 0; click < 5; click += 1) await CLICK.act(compose);
      },
    ],
    [
      'the panel’s key and a click at once',
      async (compose, { page }) => {
        await (await compose.mail.panel()).focus();
        await Promise.all([page.keyboard.press('A'), CLICK.act(compose)]);
      },
    ],
  ];
  it.each(twice)('%s: exactly one mail', async (_, act) => {
    stage.configure({ sendDelayMs: 200 });
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.approved(item);
    // The compose may go while the second press is on its way: that is no failure.
    await act(compose, mail).catch(() => undefined);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough(800);
    expect(stage.left(item.draftId)).toBe(1);
    expect(await ends(item)).toEqual(['executed']);
    await mail.page.close();
  });

  it('approve and send, by one key: exactly one mail', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', tail: SIGNATURE });
    const { mail } = await stage.open(item);
    await (await mail.panel()).press('A');
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });
});

describe('what has left', () => {
  it('can be said to be wrong on its thread, by one key, whoever looks at it later', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true });
    const { mail, compose } = await stage.approved(item);
    await CLICK.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await mail.page.close();
    const later = await MailPage.open(stage.context, stage.world, `#inbox`);
    await later.page.locator(`[data-legacy-thread-id="${item.threadId}"]:visible`).first().click();
    const marks = later.page.locator('[data-message-id] [data-countersign]:visible');
    await expect.poll(() => marks.count(), { timeout: 15_000 }).toBe(1);
    await marks.first().click();
    const panel = await later.panel();
    await panel.says('This was wrong');
    await panel.press('r');
    await panel.says(/^You said that it was wrong/);
    const told = () =>
      stage.rows(
        `select facts ->> 'foundBy' as by from signals
         where type = 'defect_reported' and proposal_id = $1`,
        [item.proposalId],
      );
    // Once it can't be taken back any more.
    await expect.poll(told, { timeout: 30_000 }).toEqual([{ by: 'rep' }]);
    await later.page.close();
  });
});

describe('what else stops an approved mail', () => {
  it('a paused workflow stops it, a resumed one lets it go', async () => {
    stage.configure();
    const { store, workspaceId } = stage.world.admin;
    const change = { workspaceId, id: 'pausable', reason: 'too many complaints', by: v7() };
    const item = await stage.propose({ delivery: 'compose', workflowId: 'pausable' });
    const { mail, compose, panel } = await stage.approved(item);
    await store.workflows.setWorkflowState({ ...change, state: 'paused' });
    await CLICK.act(compose);
    await panel.says(/^Stopped: this workflow is paused/);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await store.workflows.setWorkflowState({ ...change, state: 'running' });
    await CLICK.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it('a new revision by the agent stops the old approval', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', body: '<p>The first text.</p>' });
    const { mail, compose, panel } = await stage.approved(item);
    await stage.revise(item, '<p>The second text.</p>');
    await CLICK.act(compose);
    await panel.says(/^Stopped: /);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await mail.page.close();
  });
});

describe("Gmail's own undo of a send", () => {
  it('is recorded as recalled; the draft that comes back needs a new approval, and leaves once', async () => {
    stage.configure({ sendDelayMs: 60_000 });
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approved(item);
    await CLICK.act(compose);
    await until('the page has it', () => stage.left(item.draftId) === 1);
    await mail.page.locator('#link_undo').click();
    const again = await mail.compose(item.draftId);
    await stage.becomes(item.proposalId, 'recalled');
    expect(stage.left(item.draftId)).toBe(0);
    await CLICK.act(again);
    await panel.says(/^Stopped: /);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await CLICK.act(again);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    expect((await ends(item)).toSorted()).toEqual(['executed', 'failed']);
    await mail.page.close();
  });
});

describe('an approval that is over', () => {
  it('does not let the mail leave', async () => {
    stage.configure();
    const { mail, compose } = await stage.open(brief.item);
    const panel = await mail.panel();
    await until('the minute is over', () => Date.now() > brief.approvedAt + 61_000, 70_000);
    await CLICK.act(compose);
    await panel.says(/^Stopped: /);
    expect(await panel.stopped()).toMatch(/expired|nobody has approved/);
    await timeEnough();
    expect(stage.left(brief.item.draftId)).toBe(0);
    await mail.page.close();
  });
});
