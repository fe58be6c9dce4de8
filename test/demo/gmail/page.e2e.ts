import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SendHandlers } from '../../../src/demo/gmail/contract.ts';
import { threadToken } from '../../../src/demo/gmail/draft-url.ts';
import type { SentMail } from '../../../src/demo/gmail/mailbox.ts';
import { type GmailServer, startGmail } from '../../../src/demo/gmail/server.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

const ACCOUNT = 'rep@example.com';
const EDITABLE = '[g_editable=true]';
const SEND = '.IZ .Up div[role=button]:not(.Uo):not([aria-haspopup=true])';
/** Long enough to act in it, and never waited for. */
const LONG_UNDO_MS = 600_000;

let gmail: GmailServer;
let browser: TestBrowser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  gmail = await startGmail({ account: ACCOUNT, accountName: 'Alex Reyes', sendDelayMs: 0 });
  browser = await openBrowser(gmail.port);
});

afterAll(async () => {
  await browser?.close();
  await gmail?.close();
});

beforeEach(async () => {
  await context?.close();
  gmail.configure({
    ...{ sendHandlers: 'all', rerenderSendButtonEveryMs: 0, sendDelayMs: 0, modern: true },
    ...{ classNames: 'stable', language: 'en', theme: 'light', lateDraftIdMs: 0 },
  });
  gmail.reset();
  context = await browser.newContext();
  page = await context.newPage();
});

async function open(hash = ''): Promise<void> {
  await page.goto(gmail.url + hash);
  await page.locator('[role=main]:visible').first().waitFor();
}

function nextSent(): Promise<SentMail> {
  return new Promise((resolve) => {
    const stop = gmail.onSent((mail) => {
      stop();
      resolve(mail);
    });
  });
}

async function writeMail(
  subject = 'Hello',
  to = 'Dana Whitfield <dana@northwind.example>',
): Promise<void> {
  await open();
  await page.locator('[gh=cm]').click();
  await page.keyboard.type(`${to},`);
  await page.locator('input[name=subjectbox]').fill(subject);
  await page.locator(EDITABLE).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('One line.');
}

async function openReply(): Promise<string> {
  const thread = gmail.threads().at(-1);
  if (!thread) throw new Error('the seed has no thread');
  const draft = gmail.createDraft({
    threadId: thread.legacyId,
    bodyHtml: '<p>Hi Dana,</p><div class="gmail_quote"><blockquote>old text</blockquote></div>',
  });
  await open(`#inbox/${threadToken(thread.id)}`);
  await page.locator('.ip.adB').locator(EDITABLE).waitFor();
  return draft.draftId;
}

/** Waits until the page's server has saved the draft at least `times` times. */
async function savedDraft(times = 1) {
  await expect
    .poll(() => gmail.drafts()[0]?.saves ?? 0, { timeout: 10_000 })
    .toBeGreaterThanOrEqual(times);
  const [draft] = gmail.drafts();
  if (!draft) throw new Error('no draft');
  return draft;
}

async function savedDraftId(): Promise<string> {
  return (await savedDraft()).draftId;
}

const paths: Record<string, { act(): Promise<void>; via: string; how?: string; reply?: boolean }> =
  {
    'a click on Send': { act: () => page.locator(SEND).click(), via: 'button' },
    'Enter on Send': { act: () => page.locator(SEND).press('Enter'), via: 'key' },
    'Space on Send': { act: () => page.locator(SEND).press('Space'), via: 'key' },
    'Ctrl+Enter': { act: () => page.locator(EDITABLE).press('Control+Enter'), via: 'shortcut' },
    'Ctrl+Shift+Enter': {
      act: () => page.locator(EDITABLE).press('Control+Shift+Enter'),
      via: 'shortcut',
    },
    'send and archive': {
      act: () => page.locator('.IZ .Up .Uo').click(),
      via: 'button',
      how: 'send-and-archive',
      reply: true,
    },
    'the menu, by keys': {
      act: async () => {
        await page.locator('.IZ .Up .hG').press('ArrowDown');
        for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      },
      via: 'menu',
    },
  };
const styles: SendHandlers[] = ['mousedown', 'mouseup', 'click', 'keydown', 'all'];

describe.each(styles)('sending, handlers on %s', (sendHandlers) => {
  it.each(Object.entries(paths))(
    '%s sends one mail',
    async (_, { act, via, how = 'send', reply }) => {
      gmail.configure({ sendHandlers });
      const draftId = reply ? await openReply() : await writeMail().then(savedDraftId);
      const sent = nextSent();
      await act();
      expect(await sent).toMatchObject({ draftId, via, how, from: { email: ACCOUNT } });
      await page.locator('.M9').waitFor({ state: 'detached' });
      expect(gmail.sent()).toHaveLength(1);
      expect(gmail.drafts()).toHaveLength(0);
      expect(gmail.violations()).toEqual([]);
    },
  );
});

describe('sending', () => {
  it('keeps sending through buttons that are replaced all the time', async () => {
    gmail.configure({ rerenderSendButtonEveryMs: 20, sendHandlers: 'mousedown' });
    await writeMail();
    const before = await page.locator(SEND).elementHandle();
    await expect.poll(() => before?.evaluate((node) => node.isConnected)).toBe(false);
    const sent = nextSent();
    await page.locator(SEND).dispatchEvent('mousedown', { button: 0 });
    expect((await sent).subject).toBe('Hello');
  });

  it.each(['', 'not an address'])('refuses the recipient %j in an alert dialog', async (to) => {
    await writeMail('Hello', to || ' ');
    await page.locator(SEND).click();
    await page.locator('[role=alertdialog]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[role=alertdialog]').waitFor({ state: 'detached' });
    expect(await page.locator(EDITABLE).count()).toBe(1);
    expect(gmail.sent().length + gmail.pending().length).toBe(0);
  });

  it('holds scheduled mail until its time', async () => {
    await writeMail('Later');
    await page.locator('.hG').click();
    await page.locator('[selector=scheduledSend]').click();
    await page.locator('body > div > [role=dialog] button').first().click();
    await expect.poll(() => gmail.scheduled().length).toBe(1);
    expect(gmail.sent()).toHaveLength(0);
    const sent = nextSent();
    gmail.runScheduled();
    expect(await sent).toMatchObject({ how: 'schedule', subject: 'Later' });
  });

  it('undoes: nothing is sent, and the same draft returns in a new compose', async () => {
    gmail.configure({ sendDelayMs: LONG_UNDO_MS });
    await writeMail('Back again');
    const { draftId } = await savedDraft();
    const composeId = await page.locator('.aoI').getAttribute('data-compose-id');
    await page.locator(SEND).click();
    await expect.poll(() => gmail.pending().length).toBe(1);
    await page.locator('#link_undo').click();
    await page.locator(EDITABLE).waitFor();
    expect(await page.locator('input[name=draft]').inputValue()).toBe(`#msg-a:${draftId}`);
    expect(await page.locator('input[name=subjectbox]').inputValue()).toBe('Back again');
    expect(await page.locator('.aoI').getAttribute('data-compose-id')).not.toBe(composeId);
    expect(await page.locator(EDITABLE).textContent()).toContain('One line.');
    expect([gmail.sent(), gmail.pending()]).toEqual([[], []]);
  });

  it('sends recipients, body with signature, and attachments as they stood', async () => {
    await writeMail('All of it');
    await page
      .locator('input[name=Filedata]')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.alloc(5000) });
    await page.locator('.GM .dL').waitFor();
    const sent = nextSent();
    await page.locator(EDITABLE).press('Control+Enter');
    const mail = await sent;
    expect(mail.to).toEqual([{ name: 'Dana Whitfield', email: 'dana@northwind.example' }]);
    expect(mail.attachments).toEqual([{ name: 'a.txt', size: 5000, type: 'text/plain' }]);
    expect(mail.bodyHtml).toMatch(/One line\..*gmail_signature.*Account Executive/s);
  });
});

describe('drafts', () => {
  it('autosave keeps the draft id and rotates the message id', async () => {
    await writeMail();
    const first = await savedDraft();
    await page.locator(EDITABLE).press('x');
    const second = await savedDraft(first.saves + 1);
    expect(second.draftId).toBe(first.draftId);
    expect(second.legacyMessageId).not.toBe(first.legacyMessageId);
    expect(await page.locator('input[name=draft]').inputValue()).toBe(`#msg-a:${first.draftId}`);
    await expect.poll(() => page.url()).toMatch(/\?compose=[B-Zb-z]{40,}$/);
    await page.reload();
    await page.locator(EDITABLE).waitFor();
    expect(await page.locator('input[name=draft]').inputValue()).toBe(`#msg-a:${first.draftId}`);
  });

  it('saves what execCommand writes', async () => {
    await writeMail();
    const { saves } = await savedDraft();
    await page.locator(EDITABLE).evaluate((node) => {
      node.focus();
      document.execCommand('insertText', false, 'by command');
    });
    expect((await savedDraft(saves + 1)).bodyHtml).toContain('by command');
  });

  it('may give a new compose its id late', async () => {
    gmail.configure({ lateDraftIdMs: 300 });
    await open();
    await page.locator('[gh=cm]').click();
    expect(await page.locator('input[name=draft]').inputValue()).toBe('');
    await expect
      .poll(() => page.locator('input[name=draft]').inputValue())
      .toMatch(/^#msg-a:r-?\d+$/);
  });

  it('lists API drafts with the ids of their compose, and discards them', async () => {
    await open('#drafts');
    const { draftId, legacyMessageId } = gmail.createDraft({
      subject: 'From an agent',
      bodyHtml: '<p>x</p>',
    });
    const row = page.locator(`[data-standalone-draft-id="#msg-a:${draftId}"]`);
    expect(await row.getAttribute('data-legacy-last-message-id')).toBe(legacyMessageId);
    await row.click();
    expect(await page.locator('input[name=draft]').inputValue()).toBe(`#msg-a:${draftId}`);
    await page.locator('.gU .oh').click();
    await expect.poll(() => gmail.drafts().length).toBe(0);
    expect(await page.locator(EDITABLE).count()).toBe(0);
  });
});

describe('surfaces', () => {
  it('opens an unsent reply inline, its quote folded until asked for', async () => {
    const draftId = await openReply();
    expect(await page.locator('input[name=draft]').inputValue()).toBe(`#msg-a:${draftId}`);
    expect(await page.locator('input[name=rm]').inputValue()).toMatch(/^#msg-f:\d+$/);
    expect(await page.locator('h2.hP').getAttribute('data-legacy-thread-id')).toBe(
      await page.locator('input[name=lts]').inputValue(),
    );
    expect(await page.locator(EDITABLE).textContent()).not.toContain('old text');
    await page.locator('.ajR').click();
    expect(await page.locator(EDITABLE).textContent()).toContain('old text');
  });

  it('moves the same dialog to full screen and back, with a new body node', async () => {
    await writeMail();
    const dialog = await page.locator('div.AD > [role=dialog]').elementHandle();
    const body = await page.locator(EDITABLE).elementHandle();
    await page.locator('.Hq').click();
    expect(await dialog?.evaluate((node) => node.parentElement?.className)).toContain('aSt');
    expect(await body?.evaluate((node) => node.isConnected)).toBe(false);
    expect(await page.locator(EDITABLE).textContent()).toContain('One line.');
    await page.locator('.Hq').click();
    expect(await dialog?.evaluate((node) => node.parentElement?.className)).toContain('AD');
    await page.locator('.Hl').click();
    expect(await page.locator(EDITABLE).isVisible()).toBe(false);
    expect(await page.locator(EDITABLE).count()).toBe(1);
  });

  it('makes a new body node for plain text', async () => {
    await writeMail();
    const body = await page.locator(EDITABLE).elementHandle();
    await page.locator('.Xv').click();
    await page.locator('.btx [role=menuitem]').first().click();
    expect(await body?.evaluate((node) => node.isConnected)).toBe(false);
    expect(await page.locator(`${EDITABLE} div`).count()).toBe(0);
  });

  it('pops out to a window that sends', async () => {
    await writeMail('Popped');
    const { draftId } = await savedDraft();
    const opened = context.waitForEvent('page');
    await page.locator('.Hq').click({ modifiers: ['Shift'] });
    const popup = await opened;
    await popup.locator(EDITABLE).waitFor();
    expect(new URL(popup.url()).pathname).toMatch(/\/popout$/);
    expect(await popup.locator('input[name=draft]').inputValue()).toBe(`#msg-a:${draftId}`);
    expect(await popup.locator('[gh=tl]').count()).toBe(0);
    const sent = nextSent();
    await popup.locator(SEND).click();
    expect(await sent).toMatchObject({ draftId, subject: 'Popped' });
  });

  it('keeps the semantic anchors when class names are shuffled', async () => {
    gmail.configure({ classNames: 'shuffled' });
    await open();
    await page.locator('[gh=cm]').click();
    for (const anchor of [
      EDITABLE,
      'input[name=subjectbox]',
      '[data-compose-id]',
      '[name=to]',
      '[selector=scheduledSend]',
    ]) {
      expect(await page.locator(anchor).count(), anchor).toBe(1);
    }
    for (const gone of ['.M9', '.aoI', '.Ap', '.IZ', '.zA', '.oh']) {
      expect(await page.locator(gone).count(), gone).toBe(0);
    }
  });

  it.each([true, false])('names recipients in either form (modern: %s)', async (modern) => {
    gmail.configure({ modern });
    await writeMail();
    const chip = page.locator(
      modern
        ? 'div.anm[name=to] [role=listbox] [role=option][data-name]'
        : '.GS tr .vR > input[type=hidden][name=to]',
    );
    expect(await chip.count()).toBe(1);
    expect(await chip.getAttribute(modern ? 'data-hovercard-id' : 'value')).toContain(
      'dana@northwind.example',
    );
  });
});

describe('keys and policy', () => {
  it('acts on single keys once, sees them in both phases, and leaves typing alone', async () => {
    await open();
    const top = gmail.threads().at(-1);
    await page.keyboard.press('e');
    await expect.poll(() => gmail.threads().at(-1)?.folders).toEqual([]);
    const seen = await page.evaluate(() =>
      window.__gmailKeys.filter(({ type }) => type === 'keydown'),
    );
    expect(seen.map(({ phase, acted }) => [phase, acted])).toEqual([
      ['capture', true],
      ['bubble', false],
    ]);
    await page.keyboard.press('z');
    await expect.poll(() => gmail.threads().at(-1)?.folders).toEqual(['inbox']);
    await page.keyboard.press('c');
    await page.keyboard.type('e#!');
    await page.keyboard.press('Tab');
    expect(gmail.threads().find(({ id }) => id === top?.id)?.folders).toEqual(['inbox']);
    await page.keyboard.press('Escape');
    await page.locator(EDITABLE).waitFor({ state: 'detached' });
    await page.keyboard.press('#');
    await expect.poll(() => gmail.threads().at(-1)?.folders).toEqual(['trash']);
  });

  it('takes a key from a shadow root for a shortcut, as Gmail does', async () => {
    await open();
    await page.evaluate(() => {
      const host = document.body.appendChild(document.createElement('div'));
      const field = host
        .attachShadow({ mode: 'open' })
        .appendChild(document.createElement('input'));
      field.focus();
    });
    await page.keyboard.press('e');
    await expect.poll(() => gmail.threads().at(-1)?.folders).toEqual([]);
  });

  it('refuses HTML strings, and reports it to page and server', async () => {
    await open();
    const refused = await page.evaluate(() => {
      try {
        Reflect.set(document.createElement('div'), 'innerHTML', '<b>x</b>');
        return 'allowed';
      } catch (error) {
        return error instanceof TypeError ? 'refused' : 'other';
      }
    });
    expect(refused).toBe('refused');
    await expect.poll(() => page.evaluate(() => window.__violations.length)).toBe(1);
    await expect.poll(() => gmail.violations()[0]?.directive).toBe('require-trusted-types-for');
  });

  it.each(['de', 'ar', 'he', 'ja'] as const)(
    'breaks no policy in %s, through lists, thread and composes',
    async (language) => {
      gmail.configure({ language, theme: 'dark', modern: language !== 'de' });
      await openReply();
      expect(await page.title()).toBe(`Evaluating review tools for Q1 - ${ACCOUNT} - Gmail`);
      await page.locator('[gh=cm]').click();
      await page.locator('a[href="#drafts"]').click();
      await page.locator('tr.zA:visible').first().waitFor();
      expect(await page.evaluate(() => document.dir)).toBe(
        language === 'ar' || language === 'he' ? 'rtl' : 'ltr',
      );
      expect(await page.evaluate(() => window.__violations)).toEqual([]);
      expect(gmail.violations()).toEqual([]);
    },
  );
});
