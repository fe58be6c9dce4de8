import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import type { Panel } from '../../src/demo/drive/panel.ts';
import type { SendHandlers } from '../../src/demo/gmail/contract.ts';
import {
  CLICK,
  chooseSchedule,
  named,
  openMenu,
  SCHEDULE_PATHS,
  SEND_PATHS,
} from './send-paths.ts';
import { type Item, timeEnough, useStage } from './stage.ts';

const stage = useStage({ keepsTabs: true });

const HANDLERS: SendHandlers[] = ['mousedown', 'mouseup', 'click', 'keydown', 'all'];
/** Often enough that each press meets another node than the last, and seldom enough to be pressed. */
const RERENDER_MS = 150;

const cases = (['gate', 'compose'] as const).flatMap((delivery) =>
  HANDLERS.flatMap((sendHandlers) =>
    [0, RERENDER_MS].map((rerenderSendButtonEveryMs) => {
      const buttons = rerenderSendButtonEveryMs > 0 ? 'buttons re-rendered' : 'buttons that stay';
      const page = { sendHandlers, rerenderSendButtonEveryMs };
      return [
        `delivery by ${delivery}, handlers on ${sendHandlers}, ${buttons}`,
        delivery,
        page,
      ] as const;
    }),
  ),
);

describe.each(cases)('not approved, %s', (_, delivery, page) => {
  let item: Item;
  let mail: MailPage;
  let compose: Compose;
  let panel: Panel;
  beforeAll(async () => {
    stage.configure(page);
    // A reply has all the buttons that there are.
    item = await stage.propose({ delivery, reply: true });
    ({ mail, compose } = await stage.open(item));
    panel = await mail.panel();
  });
  afterAll(() => mail?.page.close());

  it.each(named([...SEND_PATHS, ...SCHEDULE_PATHS]))(
    '%s is stopped, and the panel says why',
    async (name, { act }) => {
      await act(compose);
      await panel.says(/^Stopped: /);
      const why = await panel.stopped();
      // Where a menu's entry can't be told by keys, the worst is said: never that it was sent.
      if (name.startsWith('6')) expect(why).toMatch(/cannot be scheduled/);
      else if (!name.startsWith('5'))
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
});

describe('a new mail, not approved', () => {
  it.each(named([...SEND_PATHS.filter(({ replyOnly }) => !replyOnly), ...SCHEDULE_PATHS]))(
    '%s is stopped in a floating compose',
    async (_, { act }) => {
      stage.configure();
      const item = await stage.propose({ delivery: 'compose' });
      const { mail, compose } = await stage.open(item);
      const panel = await mail.panel();
      await act(compose);
      await panel.says(/^Stopped: /);
      await timeEnough();
      expect(stage.left(item.draftId)).toBe(0);
      await mail.page.close();
    },
  );
});

describe('the date dialog that was open before the draft was known', () => {
  it('does not schedule a draft that has become ours', async () => {
    stage.configure();
    const { gmail } = stage.world;
    const to = { name: 'Ana Ruiz', email: 'ana.ruiz@acme-robotics.example' };
    const draft = gmail.createDraft({ to: [to], subject: 'Dated', bodyHtml: '<div>Dated.</div>' });
    const known = { draftId: draft.draftId, threadId: null, proposalId: '', subject: 'Dated' };
    const { mail, compose } = await stage.open(known);
    await openMenu(compose);
    await chooseSchedule(compose);
    const choice = mail.page.locator('body > div > [role=dialog] button').first();
    await choice.waitFor();
    await stage.propose({
      delivery: 'compose',
      draft: false,
      subject: 'Dated',
      body: '<p>Dated.</p>',
      more: {
        placement: { host: 'gmail', account: 'mara@brightloop.example', draftId: draft.draftId },
      },
    });
    // Without a panel on screen the worker asks the gate every half minute only.
    await expect
      .poll(() => mail.page.locator('[data-countersign][popover]:popover-open').count(), {
        timeout: 60_000,
      })
      .toBe(1);
    await choice.press('Enter');
    await timeEnough();
    expect(gmail.scheduled().filter(({ fields }) => fields.subject === 'Dated')).toEqual([]);
    await mail.page.close();
  });
});

describe("events that the page's own scripts make", () => {
  it.each(['pending', 'approved'] as const)(
    'never send a draft that is %s, and start no redemption',
    async (state) => {
      stage.configure();
      const item = await stage.propose({ delivery: 'compose' });
      const { mail, compose } = await stage.open(item);
      const panel = await mail.panel();
      if (state === 'approved') {
        await panel.press('a');
        await stage.becomes(item.proposalId, 'approved');
      }
      await compose.send.evaluate((node) => {
        const mouse = (type: string) =>
          node.dispatchEvent(
            new MouseEvent(type, { bubbles: true, cancelable: true, composed: true, button: 0 }),
          );
        for (const type of ['mousedown', 'mouseup', 'click']) mouse(type);
        (node as HTMLElement).click();
        for (const name of ['Enter', ' ']) {
          const init = { key: name, bubbles: true, cancelable: true, composed: true };
          for (const type of ['keydown', 'keyup'])
            node.dispatchEvent(new KeyboardEvent(type, init));
        }
      });
      await compose.body.evaluate((node) => {
        const init = {
          key: 'Enter',
          code: 'Enter',
          ctrlKey: true,
          bubbles: true,
          cancelable: true,
        };
        node.dispatchEvent(new KeyboardEvent('keydown', init));
      });
      await compose.root
        .locator('[role=menu] [role=menuitem]')
        .last()
        .evaluate((node) => node.dispatchEvent(new MouseEvent('mouseup', { bubbles: true })));
      await timeEnough(800);
      expect(stage.left(item.draftId)).toBe(0);
      expect(await stage.dispatches(item.proposalId)).toEqual([]);
      expect(await stage.state(item.proposalId)).toBe(state);
      await mail.page.close();
    },
  );

  it('cannot add a second send to the one that was let through', async () => {
    stage.configure({ sendHandlers: 'mouseup' });
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.open(item);
    const panel = await mail.panel();
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await compose.send.evaluate((node) => {
      node.ownerDocument.addEventListener(
        'mousedown',
        (event) => {
          if (event.isTrusted) return;
          for (const type of ['mousedown', 'mouseup', 'click'])
            node.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
        },
        true,
      );
    });
    await CLICK.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });
});
