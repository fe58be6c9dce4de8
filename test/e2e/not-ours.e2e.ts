import type { CDPSession } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import { named, SCHEDULE_PATHS, SEND_PATHS, SHORTCUT } from './send-paths.ts';
import { type Item, timeEnough, until, useStage } from './stage.ts';

const stage = useStage();
const TYPED = 'and this is what somebody types';
const FRIEND = { name: 'A friend', email: 'friend@elsewhere.example' };

/** A draft of the person's own, which no agent knows. */
async function own(on: { reply?: boolean; bodyHtml?: string; subject?: string } = {}) {
  const { gmail } = stage.world;
  const subject = on.subject ?? 'Lunch?';
  const bodyHtml = on.bodyHtml ?? '<div>Thursday?</div>';
  const thread = on.reply
    ? gmail.createThread({ subject, messages: [{ from: FRIEND, html: '<p>When?</p>' }] })
    : null;
  const draft = gmail.createDraft({
    to: [FRIEND],
    subject,
    bodyHtml,
    ...(thread ? { threadId: thread.legacyId } : {}),
  });
  const ids = { draftId: draft.draftId, threadId: thread?.legacyId ?? null };
  const item: Item = { proposalId: '', subject, ...ids };
  return { item, ...(await stage.open(item)) };
}

// Without an item of this mailbox all would be easy: there would be nothing to tell apart.
beforeAll(() => stage.propose({ delivery: 'compose' }));

describe("a compose that isn't ours", () => {
  it.each(named(SEND_PATHS))('%s sends it', async (_, { act }) => {
    stage.configure();
    const { item, mail, compose } = await own({ reply: true });
    await act(compose);
    await until('the page sends it', () => stage.left(item.draftId) === 1);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it.each(named(SCHEDULE_PATHS))(
    '%s opens the date dialog, which schedules it',
    async (_, { act }) => {
      stage.configure();
      const { item, mail, compose } = await own();
      await act(compose);
      await mail.page.locator('.g-shade button').first().click();
      await until('the page schedules it', () => stage.left(item.draftId) === 1);
      await mail.page.close();
    },
  );

  it.each(['mousedown', 'mouseup', 'click', 'keydown', 'all'] as const)(
    'button, key and shortcut send it with handlers on %s and buttons that are re-rendered',
    async (sendHandlers) => {
      for (const { act } of SEND_PATHS.filter(({ name }) =>
        /^[123] (click|Enter|Ctrl.Enter)/.test(name),
      )) {
        // Gmail's own click needs press and release on one node: that one stays.
        stage.configure({
          sendHandlers,
          rerenderSendButtonEveryMs: sendHandlers === 'click' ? 0 : 400,
        });
        const { item, mail, compose } = await own();
        await act(compose);
        await until('the page sends it', () => stage.left(item.draftId) === 1);
        await mail.page.close();
      }
    },
  );

  it('is sent by scripts of the page, too: they are none of our business', async () => {
    stage.configure();
    const { item, mail, compose } = await own();
    await compose.send.evaluate((node) => {
      for (const type of ['mousedown', 'mouseup', 'click'])
        node.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
    });
    await until('the page sends it', () => stage.left(item.draftId) === 1);
    await mail.page.close();
  });

  it('typing in it tells the worker nothing and runs next to nothing of ours', async () => {
    stage.configure();
    const { mail, compose } = await own();
    await compose.type('First.');
    await timeEnough(1500);
    const heard = await stage.hear();
    const calls = await profile(mail);
    const before = await calls();
    await mail.page.keyboard.type(TYPED, { delay: 5 });
    const after = await calls();
    // What runs at each key: a listener that looks at the key and returns. A rare scan may come between.
    const ran = risen(before, after, 2 * TYPED.length);
    expect(ran.length, ran.join(', ')).toBeLessThanOrEqual(3);
    await timeEnough(1000);
    const told = (await heard()).filter((message) => message !== 'content-to-worker health.report');
    expect(told).toEqual([]);
    expect(mail.page.frames().length).toBeLessThanOrEqual(2);
    await mail.page.close();
  });

  it('never has a panel beside it', async () => {
    stage.configure();
    const { mail } = await own();
    await timeEnough(800);
    expect(await mail.page.locator('[data-countersign][popover]:popover-open').count()).toBe(0);
    await mail.page.close();
  });
});

describe('a compose whose id is not known', () => {
  /** A new mail, ready to send, in a build of the page that tells its id nowhere yet. */
  async function unknown(): Promise<{ mail: MailPage; compose: Compose; subject: string }> {
    stage.configure({ lateDraftIdMs: 600_000 });
    const page = await stage.context.newPage();
    await page.addInitScript(() => {
      const { setAttribute } = Element.prototype;
      Element.prototype.setAttribute = function (name: string, value: string) {
        if (name !== 'jslog') setAttribute.call(this, name, value);
      };
    });
    // Never saved, so that the address doesn't tell the id either.
    await page.route('**/mail/x/save', (route) => route.abort());
    await page.goto(stage.world.gmail.url);
    const mail = MailPage.of(page);
    await page.locator('[gh=cm]').click();
    await page.locator('[g_editable=true]').waitFor();
    const compose = await mail.only();
    const subject = `Not known yet, ${crypto.randomUUID()}`;
    await page.keyboard.type('Friend <friend@elsewhere.example>,');
    await compose.subject.fill(subject);
    await compose.body.click();
    await page.keyboard.type('Thursday?');
    return { mail, compose, subject };
  }
  const left = (subject: string) =>
    stage.world.gmail.sent().filter((mail) => mail.subject === subject).length;
  const uncleared = async () =>
    (await stage.rows("select 1 from signals where type = 'sent-uncleared'")).length;

  it('is let through by policy, and reported', async () => {
    const before = await uncleared();
    const { mail, compose, subject } = await unknown();
    await SHORTCUT.act(compose);
    await until('the page sends it', () => left(subject) === 1);
    await timeEnough();
    expect(left(subject)).toBe(1);
    await until('the gate has the signal', async () => (await uncleared()) === before + 1);
    await mail.page.close();
  });

  it('is let through unreported when the id comes in time and is nobody’s', async () => {
    const before = await uncleared();
    const { mail, compose, subject } = await unknown();
    const id = compose.root.locator('input[name=draft]');
    const node = await id.elementHandle();
    await Promise.all([
      SHORTCUT.act(compose),
      node?.evaluate((input) => {
        setTimeout(() => input.setAttribute('value', '#msg-a:r-4242424242424242'), 150);
      }),
    ]);
    await until('the page sends it', () => left(subject) === 1);
    await timeEnough(1000);
    expect(await uncleared()).toBe(before);
    await mail.page.close();
  });

  it('is held where the policy says so', async () => {
    await stage.propose({ delivery: 'compose', workflowId: 'holding' });
    const { mail, compose, subject } = await unknown();
    await SHORTCUT.act(compose);
    await timeEnough(1500);
    expect(left(subject)).toBe(0);
    expect(await compose.body.count()).toBe(1);
    await mail.page.close();
  });
});

describe('a compose that only looks like a waiting item', () => {
  async function lookalike() {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', draft: false });
    const { gmail } = stage.world;
    const draft = gmail.createDraft({
      to: [{ name: 'Ana Ruiz', email: 'ana.ruiz@acme-robotics.example' }],
      subject: item.subject,
      bodyHtml: stage.bodyOf(item),
    });
    const { mail, compose } = await stage.open({ ...item, draftId: draft.draftId });
    const panel = await mail.panel();
    await panel.says('Is this that draft?');
    return { item, draftId: draft.draftId, mail, compose, panel };
  }

  it('is asked about; until then nothing is sent; a yes binds it, and it is sent once approved', async () => {
    const { item, draftId, mail, compose, panel } = await lookalike();
    await SHORTCUT.act(compose);
    await timeEnough();
    expect(stage.left(draftId)).toBe(0);
    await panel.button('match-yes').click();
    await panel.frame.getByText('Is this that draft?').waitFor({ state: 'detached' });
    await SHORTCUT.act(compose);
    await panel.says(/^Stopped: nobody has approved/);
    expect(stage.left(draftId)).toBe(0);
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await SHORTCUT.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(draftId)).toBe(1);
    await mail.page.close();
  });

  it('is left alone after a no, and not asked about again', async () => {
    const { item, draftId, mail, compose, panel } = await lookalike();
    await panel.button('match-no').click();
    await compose.type('?');
    await timeEnough(1000);
    expect(await panel.frame.getByText('Is this that draft?').count()).toBe(0);
    await SHORTCUT.act(compose);
    await until('the page sends it', () => stage.left(draftId) === 1);
    expect(await stage.state(item.proposalId)).toBe('pending');
    await mail.page.close();
  });
});

type Calls = Map<string, number>;

/** How often each of our content script's functions has run in this page so far. */
async function profile(mail: MailPage): Promise<() => Promise<Calls>> {
  const cdp: CDPSession = await stage.context.newCDPSession(mail.page);
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const calls: Calls = new Map();
  return async () => {
    const { result } = await cdp.send('Profiler.takePreciseCoverage');
    for (const { url, functions } of result) {
      if (!url.startsWith(stage.browser.origin)) continue;
      for (const { functionName, ranges } of functions) {
        const [range] = ranges;
        const name = `${functionName}@${range?.startOffset}`;
        calls.set(name, (calls.get(name) ?? 0) + (range?.count ?? 0));
      }
    }
    return new Map(calls);
  };
}

/** The functions that ran this often or more in between. */
const risen = (before: Calls, after: Calls, times: number): string[] =>
  [...after]
    .filter(([name, count]) => count - (before.get(name) ?? 0) >= times)
    .map(([name]) => name);
