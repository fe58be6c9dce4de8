import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutlookCompose, OutlookPage } from '../../src/demo/drive/outlook-page.ts';
import type { Panel } from '../../src/demo/drive/panel.ts';
import type { SendHandlers } from '../../src/demo/gmail/contract.ts';
import { MENU, named, SENDING, SHORTCUT } from './outlook-paths.ts';
import { useOutlookStage } from './outlook-stage.ts';
import { type Item, TO, timeEnough, until } from './stage.ts';

const stage = useOutlookStage({ keepsTabs: true });

/** Often enough that each press meets another node than the last, and seldom enough to be pressed. */
const RERENDER_MS = 150;
const HANDLERS: SendHandlers[] = ['mousedown', 'mouseup', 'click', 'keydown', 'all'];
const cases = [
  ...HANDLERS.map((sendHandlers) => ['compose', sendHandlers, RERENDER_MS] as const),
  ['compose', 'click', 0] as const,
  ['gate', 'all', RERENDER_MS] as const,
];

describe.each(cases)(
  'Outlook: not approved, delivery by %s, handlers on %s, re-rendered every %i ms',
  (delivery, sendHandlers, rerenderSendButtonEveryMs) => {
    let item: Item;
    let mail: OutlookPage;
    let compose: OutlookCompose;
    let panel: Panel;
    beforeAll(async () => {
      stage.configure({ sendHandlers, rerenderSendButtonEveryMs });
      item = await stage.propose({ delivery });
      ({ mail, compose } = await stage.openDraft(item));
      panel = await mail.panel();
    });
    afterAll(() => mail?.page.close());

    it.each(named([...SENDING, ...MENU]))(
      '%s is stopped, and the panel says why',
      async (name, { act }) => {
        await act(compose);
        await panel.says(/^Stopped: /);
        const why = await panel.stopped();
        if (/^[56]/.test(name)) expect(why).toMatch(/cannot be scheduled/);
        else
          expect(why).toMatch(
            delivery === 'gate' ? /the gate sends this mail/ : /nobody has approved/,
          );
        expect(stage.left(item.draftId)).toBe(0);
        expect(await mail.dialogs()).toBe(0);
        await panel.dismiss();
      },
    );

    it('is still there, pending, and nothing has left or was redeemed', async () => {
      await timeEnough();
      expect(stage.left(item.draftId)).toBe(0);
      expect(await compose.body.count()).toBe(1);
      expect(await stage.state(item.proposalId)).toBe('pending');
      expect(await stage.dispatches(item.proposalId)).toEqual([]);
    });
  },
);

/** A draft of the person's own, which no agent knows. */
async function own(changes: Parameters<typeof stage.configure>[0] = {}) {
  stage.configure(changes);
  const draft = stage.mailbox.createDraft({
    to: [{ name: 'A friend', email: 'friend@elsewhere.example' }],
    subject: 'Lunch?',
    bodyHtml: '<div>Thursday?</div>',
  });
  const item: Item = { proposalId: '', draftId: draft.draftId, threadId: null, subject: 'Lunch?' };
  return { item, ...(await stage.openDraft(item)) };
}

describe("Outlook: a compose that isn't ours, while others wait", () => {
  beforeAll(() => stage.propose({ delivery: 'compose' }));

  it.each(named(SENDING))('%s sends it', async (_, { act }) => {
    const { item, mail, compose } = await own();
    await act(compose);
    await until('the page sends it', () => stage.left(item.draftId) === 1);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it.each(named(MENU))('%s does what it says', async (name, { act }) => {
    const { item, mail, compose } = await own();
    await act(compose);
    if (name.startsWith('6')) await mail.page.locator('.g-shade button').first().click();
    await until('the page has it', () => stage.left(item.draftId) === 1);
    expect(stage.mailbox.scheduled().some(({ fields }) => fields.messageId === item.draftId)).toBe(
      name.startsWith('6'),
    );
    await mail.page.close();
  });

  it('is none of our business when the page’s own scripts send it', async () => {
    const { item, mail, compose } = await own();
    await compose.send.evaluate((node) => (node as HTMLElement).click());
    await until('the page sends it', () => stage.left(item.draftId) === 1);
    await mail.page.close();
  });

  it('is sent, begun by the person beside a conversation in which something waits', async () => {
    stage.configure();
    const waiting = await stage.propose({ delivery: 'compose', reply: true });
    const mail = (await own()).mail;
    await mail.openThread(stage.conversationOf(waiting));
    await mail.page.locator('.g-new').click();
    const compose = await mail.compose();
    await mail.page.keyboard.type('Friend <friend@elsewhere.example>,');
    await compose.body.click();
    await mail.page.keyboard.type('Thursday?');
    const subject = `Mine, ${crypto.randomUUID()}`;
    await compose.subject.fill(subject);
    await SHORTCUT.act(compose);
    const sent = () => stage.mailbox.sent().filter((one) => one.subject === subject).length;
    await until('the page sends it', () => sent() === 1);
    expect(await stage.state(waiting.proposalId)).toBe('pending');
    await mail.page.close();
  });
});

describe("Outlook: events that the page's own scripts make", () => {
  it.each(['pending', 'approved'] as const)(
    'never send a draft that is %s, and start no redemption',
    async (state) => {
      stage.configure();
      const item = await stage.propose({ delivery: 'compose' });
      const { mail, compose } =
        state === 'approved' ? await stage.approvedDraft(item) : await stage.openDraft(item);
      await mail.panel();
      await compose.send.evaluate((node) => {
        const init = { bubbles: true, cancelable: true, composed: true, button: 0 };
        for (const type of ['mousedown', 'mouseup', 'click'])
          node.dispatchEvent(new MouseEvent(type, init));
        (node as HTMLElement).click();
        node.dispatchEvent(new KeyboardEvent('keydown', { ...init, key: 'Enter' }));
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { ...init, key: 'Enter', code: 'Enter', ctrlKey: true }),
        );
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { ...init, key: 's', code: 'KeyS', altKey: true }),
        );
      });
      await timeEnough(800);
      expect(stage.left(item.draftId)).toBe(0);
      expect(await stage.dispatches(item.proposalId)).toEqual([]);
      expect(await stage.state(item.proposalId)).toBe(state);
      await mail.page.close();
    },
  );
});

describe('Outlook: which draft a compose is', () => {
  it.each([
    ['follows', 120],
    ['goes before', -120],
  ])('is told by an address that %s what is shown, also from draft to draft', async (_, late) => {
    stage.configure({ lateAddressMs: late });
    const first = await stage.propose({ delivery: 'compose' });
    const second = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.openDraft(first);
    const panel = await mail.panel();
    await mail.choose(stage.conversationOf(second));
    await expect.poll(() => panel.holds(), { timeout: 15_000 }).toContain(second.subject);
    await SHORTCUT.act(compose);
    await panel.says(/^Stopped: nobody has approved/);
    await mail.choose(stage.conversationOf(first));
    await expect.poll(() => panel.holds(), { timeout: 15_000 }).toContain(first.subject);
    await SHORTCUT.act(compose);
    await panel.says(/^Stopped: nobody has approved/);
    await timeEnough();
    expect([stage.left(first.draftId), stage.left(second.draftId)]).toEqual([0, 0]);
    await mail.page.close();
  });

  it('is asked of the person where only its conversation tells; a yes binds it, approved it leaves', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true });
    const mail = (await own()).mail;
    const compose = await mail.openThread(stage.conversationOf(item));
    const panel = await mail.panel();
    await panel.says('Is this that draft?');
    await SHORTCUT.act(compose);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await panel.button('match-yes').click();
    await panel.frame.getByText('Is this that draft?').waitFor({ state: 'detached' });
    await SHORTCUT.act(compose);
    await panel.says(/^Stopped: nobody has approved/);
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await SHORTCUT.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it('is asked once: after a no it is the person’s own', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true });
    const mail = (await own()).mail;
    const compose = await mail.openThread(stage.conversationOf(item));
    const panel = await mail.panel();
    await panel.says('Is this that draft?');
    await panel.button('match-no').click();
    // A key that comes before the answer has reached the page is stopped, rightly.
    await panel.frame
      .getByText('Is this that draft?')
      .waitFor({ state: 'detached' })
      .catch((error) => {
        if (!panel.frame.isDetached()) throw error;
      });
    await timeEnough();
    await SHORTCUT.act(compose);
    await until('the page sends it', () => stage.left(item.draftId) === 1);
    expect(await stage.state(item.proposalId)).toBe('pending');
    await mail.page.close();
  });

  it('is found by its text where the agent made no draft', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', draft: false });
    const draft = stage.mailbox.createDraft({
      to: [TO],
      subject: item.subject,
      bodyHtml: stage.bodyOf(item),
    });
    const { mail, compose } = await stage.openDraft({ ...item, draftId: draft.draftId });
    const panel = await mail.panel();
    await panel.says('Is this that draft?');
    await panel.button('match-yes').click();
    await panel.frame.getByText('Is this that draft?').waitFor({ state: 'detached' });
    await SHORTCUT.act(compose);
    await panel.says(/^Stopped: nobody has approved/);
    const [binding] = await stage.rows(
      'select host, draft_id from bindings where proposal_id = $1',
      [item.proposalId],
    );
    expect(binding).toEqual({ host: 'outlook', draft_id: draft.draftId });
    await mail.page.close();
  });
});
