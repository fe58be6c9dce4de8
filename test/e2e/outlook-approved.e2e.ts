import { describe, expect, it } from 'vitest';
import { type OutlookCompose, OutlookPage } from '../../src/demo/drive/outlook-page.ts';
import { turnOffSite } from '../../src/demo/drive/sites.ts';
import { ALIAS, ANA, BEN, type Change, changesAnywhere, retype } from './changes.ts';
import { CLICK, MENU, named, SENDING, SHORTCUT } from './outlook-paths.ts';
import { useOutlookStage } from './outlook-stage.ts';
import { injected } from './site-pages.ts';
import { type Item, timeEnough, until } from './stage.ts';

const SIGNATURE = '<div><br></div><div id="Signature"><div>Mara Lindqvist</div></div>';
const QUOTE =
  '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ana Ruiz</div><blockquote>The price is fine.</blockquote>';

const stage = useOutlookStage({ outlook: { aliases: [ALIAS] } });
/** As the page is when a test begins. */
const configure = (changes: Parameters<typeof stage.configure>[0] = {}) =>
  stage.configure({ aliases: [ALIAS], ...changes });
/** Ended mails of this proposal that the gate recorded, by how they ended. */
const ends = async (item: Item) =>
  (await stage.dispatches(item.proposalId)).map(({ state }) => state);

describe('Outlook: approved, unchanged', () => {
  it.each(named(SENDING))('by %s: sent exactly once, and recorded', async (_, { act }) => {
    configure({ rerenderSendButtonEveryMs: 150 });
    const item = await stage.propose({ delivery: 'compose', tail: SIGNATURE });
    const { mail, compose } = await stage.approvedDraft(item);
    await act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    expect(await ends(item)).toEqual(['executed']);
    await mail.page.close();
  });

  it.each(['mousedown', 'mouseup', 'click', 'keydown'] as const)(
    'sent exactly once through handlers on %s',
    async (sendHandlers) => {
      configure({ sendHandlers });
      const item = await stage.propose({ delivery: 'compose', tail: QUOTE });
      const { mail, compose } = await stage.approvedDraft(item);
      await CLICK.act(compose);
      await stage.becomes(item.proposalId, 'executed');
      await timeEnough();
      expect(stage.left(item.draftId)).toBe(1);
      await mail.page.close();
    },
  );

  it.each(named(MENU))('%s is stopped all the same', async (_, { act }) => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approvedDraft(item);
    await act(compose);
    await panel.says(/cannot be scheduled/);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    expect(await ends(item)).toEqual([]);
    await mail.page.close();
  });

  const twice: [string, (compose: OutlookCompose) => Promise<unknown>][] = [
    ['a double click', (compose) => compose.send.dblclick()],
    [
      'a click and Ctrl+Enter at once',
      async (compose) => {
        await compose.body.focus();
        await Promise.all([CLICK.act(compose), compose.mail.page.keyboard.press('Control+Enter')]);
      },
    ],
    [
      'the panel’s key and a click at once',
      async (compose) => {
        await (await compose.mail.panel()).focus();
        await Promise.all([compose.mail.page.keyboard.press('A'), CLICK.act(compose)]);
      },
    ],
  ];
  it.each(twice)('%s: exactly one mail', async (_, act) => {
    configure({ sendDelayMs: 200 });
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.approvedDraft(item);
    // The compose may go while the second press is on its way: that is no failure.
    await act(compose).catch(() => undefined);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough(800);
    expect(stage.left(item.draftId)).toBe(1);
    expect(await ends(item)).toEqual(['executed']);
    await mail.page.close();
  });

  it('is guarded and sent in a window of its own, too', async () => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail } = await stage.openDraft(item);
    const [page] = await Promise.all([
      stage.context.waitForEvent('page'),
      mail.page.locator('#popOut').click(),
    ]);
    const window = OutlookPage.of(page);
    const compose = await window.compose();
    const panel = await window.panel();
    await SHORTCUT.act(compose);
    await panel.says(/^Stopped: nobody has approved/);
    expect(stage.left(item.draftId)).toBe(0);
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await SHORTCUT.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
  });

  it('waits for what the page itself asks before it sends, whichever the answer is', async () => {
    configure();
    const body = '<p>Hi Ana,</p><p>it is all attached.</p>';
    const item = await stage.propose({ delivery: 'compose', body });
    const { mail, compose, panel } = await stage.approvedDraft(item);
    const shown = mail.page.locator('[data-countersign][popover]:popover-open');
    await CLICK.act(compose);
    // Nothing of ours stands over what the page asks.
    await expect.poll(() => shown.count()).toBe(0);
    await mail.page.locator('.g-shade').getByText('Back').click();
    await expect.poll(() => shown.count()).toBe(1);
    await until('the gate has heard it', async () => (await ends(item))[0] === 'failed');
    expect(stage.left(item.draftId)).toBe(0);
    const other = await stage.propose({ delivery: 'compose', body });
    await mail.choose(stage.conversationOf(other));
    await expect.poll(() => panel.holds(), { timeout: 15_000 }).toContain(other.subject);
    await panel.press('a');
    await stage.becomes(other.proposalId, 'approved');
    await CLICK.act(compose);
    await mail.page.locator('.g-shade').getByText('Send anyway').click();
    await stage.becomes(other.proposalId, 'executed');
    expect([stage.left(item.draftId), stage.left(other.draftId)]).toEqual([0, 1]);
    await mail.page.close();
  });
});

async function typeInto(compose: OutlookCompose, field: 'TO' | 'CC', text: string) {
  const line = await compose.field(field);
  if ((await line.count()) === 0) await compose.root.locator('.g-opener').first().click();
  await line.focus();
  await compose.mail.page.keyboard.press('End');
  await compose.mail.page.keyboard.type(text);
}

const CHANGES: Change<OutlookCompose>[] = [
  ...changesAnywhere({
    picker: '.g-picker',
    signature: { tail: SIGNATURE, text: '#Signature div' },
  }),
  {
    name: 'a recipient added',
    change: (compose) => typeInto(compose, 'TO', 'Eve <eve@elsewhere.example>,'),
    shows: /eve@elsewhere\.example/,
  },
  {
    name: 'a recipient typed but not yet a pill',
    change: (compose) => typeInto(compose, 'TO', 'eve@elsewhere.example'),
    shows: /eve@elsewhere\.example/,
  },
  {
    name: 'a recipient removed',
    wanted: { to: [ANA, BEN] },
    change: async (compose) => (await compose.field('TO')).locator('.g-pill-remove').last().click(),
    shows: /ben@acme-robotics\.example/,
  },
  {
    name: 'a copy to somebody',
    change: (compose) => typeInto(compose, 'CC', 'eve@elsewhere.example,'),
    shows: /Cc/,
  },
  {
    name: 'another From',
    async change(compose) {
      await compose.root.locator('.g-from').click();
      await compose.mail.page.locator('[role=menuitem]').getByText(ALIAS).click();
    },
    shows: /sales/,
  },
  {
    name: 'the text inside the quote',
    wanted: { reply: true, tail: QUOTE },
    change: (compose) => retype(compose, 'blockquote', 'The price is half.'),
    shows: /half/,
  },
];

describe('Outlook: approved, then changed', () => {
  it.each(CHANGES.map((change) => [change.name, change] as const))(
    '%s: stopped, and the panel shows what differs',
    async (_, { wanted, change, shows }) => {
      configure();
      const item = await stage.propose({ delivery: 'compose', ...wanted });
      const { mail, compose, panel } = await stage.approvedDraft(item);
      await change(compose);
      await CLICK.act(compose);
      await panel.says(/^Stopped: this is not what was approved/);
      await timeEnough();
      expect(stage.left(item.draftId)).toBe(0);
      expect(await ends(item)).toEqual([]);
      await expect.poll(() => panel.difference(), { timeout: 5000 }).toMatch(shows);
      await mail.page.close();
    },
  );

  it.each(named(SENDING))('by %s: stopped as well', async (_, { act }) => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approvedDraft(item);
    await compose.type('x');
    await act(compose);
    await panel.says(/^Stopped: /);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await mail.page.close();
  });

  it('may be approved as it is now, and is then sent as it is now, once', async () => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approvedDraft(item);
    await compose.type(' today');
    await CLICK.act(compose);
    await panel.says(/^Stopped: this is not what was approved/);
    await panel.press('A');
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    const sent = stage.mailbox.sent().find(({ draftId }) => draftId === item.draftId);
    expect(sent?.bodyHtml).toContain(' today');
    await mail.page.close();
  });
});

describe('Outlook: the panel, by keys alone', () => {
  it('approves and sends in one', async () => {
    configure();
    const item = await stage.propose({ delivery: 'compose', reply: true, tail: QUOTE });
    const { mail } = await stage.openDraft(item);
    await (await mail.panel()).press('A');
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it('hands over for an edit in the compose, and approves what was made of it', async () => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.openDraft(item);
    const panel = await mail.panel();
    await panel.press('e');
    await compose.type(' and a good morning');
    await panel.says('Approve edit');
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await SHORTCUT.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    const sent = stage.mailbox.sent().find(({ draftId }) => draftId === item.draftId);
    expect(sent?.bodyHtml).toContain('and a good morning');
    await mail.page.close();
  });

  it('rejects with a reason; the draft then cannot be sent from here', async () => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.openDraft(item);
    const panel = await mail.panel();
    await panel.press('r');
    await panel.press('2');
    await stage.becomes(item.proposalId, 'rejected');
    expect(await compose.body.count()).toBe(1);
    await mail.page.close();
  });

  it('takes an approval back in time', async () => {
    configure();
    const item = await stage.propose({ delivery: 'gate', workflowId: 'with-undo' });
    const { mail } = await stage.openDraft(item);
    const panel = await mail.panel();
    await panel.press('a');
    await panel.says(/Undo/);
    await panel.press('z');
    await timeEnough(1500);
    expect(await stage.state(item.proposalId)).toBe('pending');
    await mail.page.close();
  });

  it('keeps its keys from the page, whose own would archive', async () => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail } = await stage.openDraft(item);
    const panel = await mail.panel();
    for (const key of ['?', '?', 'j', 'k']) await panel.press(key);
    const seen = await mail.page.evaluate(() => window.__gmailKeys.map(({ key }) => key));
    expect(seen).toEqual([]);
    await mail.page.close();
  });
});

describe("Outlook's own undo of a send", () => {
  it('is recorded as recalled; the draft that comes back needs a new approval, and leaves once', async () => {
    configure({ sendDelayMs: 60_000 });
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approvedDraft(item);
    await CLICK.act(compose);
    await until('the page has it', () => stage.left(item.draftId) === 1);
    await mail.page.locator('#link_undo').click();
    await compose.body.waitFor();
    await stage.becomes(item.proposalId, 'recalled');
    await CLICK.act(compose);
    await panel.says(/^Stopped: /);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await CLICK.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    expect(stage.left(item.draftId)).toBe(1);
    expect((await ends(item)).toSorted()).toEqual(['executed', 'failed']);
    await mail.page.close();
  });
});

describe('Outlook: what waits', () => {
  it('is marked on its row, also after the list was drawn anew; a press opens it', async () => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const conversation = stage.conversationOf(item);
    const mail = await OutlookPage.open(stage.context, stage.world, '/mail/drafts');
    await mail.mark(conversation).waitFor();
    stage.mailbox.createDraft({ to: [BEN], subject: 'Another', bodyHtml: '<div>One.</div>' });
    await mail.page.getByText('Another').waitFor();
    await mail.mark(conversation).waitFor();
    await mail.mark(conversation).click();
    const panel = await mail.panel();
    await expect.poll(() => panel.holds(), { timeout: 15_000 }).toContain(item.subject);
    await mail.compose();
    await mail.page.close();
  });

  it('follows the theme of the page', async () => {
    configure({ theme: 'dark' });
    const item = await stage.propose({ delivery: 'compose' });
    const { mail } = await stage.openDraft(item);
    const panel = await mail.panel();
    await expect
      .poll(() =>
        panel.frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
      )
      .toContain('dark');
    await mail.page.close();
  });
});

describe('Outlook, turned off', () => {
  it('has nothing of ours in it, at once in an open tab and in new ones, and sends by itself', async () => {
    configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.openDraft(item);
    await mail.panel();
    await turnOffSite(stage.browser, 'outlook');
    await expect.poll(() => mail.page.locator('[data-countersign]').count()).toBe(0);
    const fresh = await OutlookPage.open(stage.context, stage.world);
    expect(await injected(fresh.page, stage.browser.origin)).toBe(0);
    await fresh.page.close();
    await SHORTCUT.act(compose);
    await until('the page sends it', () => stage.left(item.draftId) === 1);
    await mail.page.close();
  });
});
