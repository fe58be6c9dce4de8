import { describe, expect, it } from 'vitest';
// For the page's globals.
import type {} from '../../../src/demo/gmail/contract.ts';
import {
  ACCOUNT,
  context,
  EDITABLE,
  gmail,
  nextSent,
  open,
  openReply,
  page,
  SEND,
  savedDraft,
  useGmail,
  writeMail,
} from './harness.ts';

useGmail();

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
