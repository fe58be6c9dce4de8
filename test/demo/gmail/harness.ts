import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { threadToken } from '../../../src/demo/gmail/draft-url.ts';
import type { SentMail, StoredDraft } from '../../../src/demo/gmail/mailbox.ts';
import { type GmailServer, startGmail } from '../../../src/demo/gmail/server.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

export const ACCOUNT = 'rep@example.com';
export const EDITABLE = '[g_editable=true]';
export const SEND = '.IZ .Up div[role=button]:not(.Uo):not([aria-haspopup=true])';

export let gmail: GmailServer;
export let context: BrowserContext;
export let page: Page;
let browser: TestBrowser;

/** One server and browser per test file, a fresh mailbox and context per test. */
export function useGmail(): void {
  beforeAll(async () => {
    gmail = await startGmail({
      account: ACCOUNT,
      accountName: 'Alex Reyes',
      sendDelayMs: 0,
    });
    browser = await openBrowser(gmail.port);
  });
  afterAll(async () => {
    await browser?.close();
    await gmail?.close();
  });
  beforeEach(async () => {
    await context?.close();
    gmail.configure({
      ...{
        sendHandlers: 'all',
        rerenderSendButtonEveryMs: 0,
        sendDelayMs: 0,
        modern: true,
      },
      ...{
        classNames: 'stable',
        language: 'en',
        theme: 'light',
        lateDraftIdMs: 0,
      },
    });
    gmail.reset();
    context = await browser.newContext();
    page = await context.newPage();
  });
}

export async function open(hash = ''): Promise<void> {
  await page.goto(gmail.url + hash);
  await page.locator('[role=main]:visible').first().waitFor();
}

export function nextSent(): Promise<SentMail> {
  return new Promise((resolve) => {
    const stop = gmail.onSent((mail) => {
      stop();
      resolve(mail);
    });
  });
}

export async function writeMail(
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

export async function openReply(): Promise<string> {
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
export async function savedDraft(times = 1): Promise<StoredDraft> {
  await expect
    .poll(() => gmail.drafts()[0]?.saves ?? 0, { timeout: 10_000 })
    .toBeGreaterThanOrEqual(times);
  const [draft] = gmail.drafts();
  if (!draft) throw new Error('no draft');
  return draft;
}
