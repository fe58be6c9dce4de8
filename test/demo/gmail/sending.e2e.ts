import { describe, expect, it } from 'vitest';
import type { SendHandlers } from '../../../src/demo/gmail/contract.ts';
import {
  ACCOUNT,
  EDITABLE,
  gmail,
  nextSent,
  openReply,
  page,
  SEND,
  savedDraft,
  useGmail,
  writeMail,
} from './harness.ts';

/** Long enough to act in it, and never waited for. */
const LONG_UNDO_MS = 600_000;

useGmail();

async function savedDraftId(): Promise<string> {
  return (await savedDraft()).draftId;
}

const paths: Record<string, { act(): Promise<void>; via: string; how?: string; reply?: boolean }> =
  {
    'a click on Send': { act: () => page.locator(SEND).click(), via: 'button' },
    'Enter on Send': { act: () => page.locator(SEND).press('Enter'), via: 'key' },
    'Space on Send': { act: () => page.locator(SEND).press('Space'), via: 'key' },
    'Ctrl+Enter': {
      act: () => page.locator(EDITABLE).press('Control+Enter'),
      via: 'shortcut',
    },
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
      expect(await sent).toMatchObject({
        draftId,
        via,
        how,
        from: { email: ACCOUNT },
      });
      await page.locator('.M9').waitFor({ state: 'detached' });
      expect(gmail.sent()).toHaveLength(1);
      expect(gmail.drafts()).toHaveLength(0);
      expect(gmail.violations()).toEqual([]);
    },
  );
});

describe('sending', () => {
  it('keeps sending through buttons that are replaced all the time', async () => {
    gmail.configure({
      rerenderSendButtonEveryMs: 20,
      sendHandlers: 'mousedown',
    });
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
    await page.locator('[role=alertdialog]', { hasText: to || 'at least one' }).waitFor();
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
    await page.locator('input[name=Filedata]').setInputFiles({
      name: 'a.txt',
      mimeType: 'text/plain',
      buffer: Buffer.alloc(5000),
    });
    await page.locator('.GM .dL').waitFor();
    const sent = nextSent();
    await page.locator(EDITABLE).press('Control+Enter');
    const mail = await sent;
    expect(mail.to).toEqual([{ name: 'Dana Whitfield', email: 'dana@northwind.example' }]);
    expect(mail.attachments).toEqual([{ name: 'a.txt', size: 5000, type: 'text/plain' }]);
    expect(mail.bodyHtml).toMatch(/One line\..*gmail_signature.*Account Executive/s);
  });
});
