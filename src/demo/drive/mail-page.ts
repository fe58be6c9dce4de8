import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { World } from '../world/world.ts';
import { type Panel, panelOf } from './panel.ts';

/** A person at the mail page. */
export class MailPage {
  readonly page: Page;
  private constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext, world: World, hash = '#inbox'): Promise<MailPage> {
    const page = await context.newPage();
    await page.goto(`${world.gmail.url}${hash}`);
    await page.locator('[gh=tl], [role=main]').first().waitFor();
    return new MailPage(page);
  }

  /** A page that opened by itself: a window of one compose. */
  static of(page: Page): MailPage {
    return new MailPage(page);
  }

  /** The mark, on the row of a draft or of a conversation, that something waits there. */
  mark(row: { draftId: string; threadId: string | null }): Locator {
    const ids = row.threadId
      ? `[data-legacy-thread-id="${row.threadId}"]`
      : `[data-standalone-draft-id="#msg-a:${row.draftId}"]`;
    return this.page.locator(`tr:has(${ids}) [data-countersign]:visible`).first();
  }

  /** The mark at the page's edge: something waits, here or elsewhere. */
  edgeMark(): Locator {
    return this.page.locator('[data-countersign][data-edge]');
  }

  /** Opens a stand-alone draft from the Drafts list, and waits for its compose. */
  async openDraft(draftId: string): Promise<Compose> {
    await this.go('#drafts');
    await this.page
      .locator(`[data-standalone-draft-id="#msg-a:${draftId}"]:visible`)
      .first()
      .click();
    return this.compose(draftId);
  }

  /** Opens the conversation whose reply draft this is. */
  async openThread(threadId: string, draftId: string): Promise<Compose> {
    await this.go('#inbox');
    await this.page.locator(`[data-legacy-thread-id="${threadId}"]:visible`).first().click();
    return this.compose(draftId);
  }

  async go(hash: string): Promise<void> {
    await this.page.evaluate((to) => {
      location.hash = to;
    }, hash);
  }

  /** The open compose of this draft, wherever it stands and whatever its classes are called. */
  async compose(draftId: string): Promise<Compose> {
    const root = this.page
      .locator(':has(> [data-compose-id])')
      .filter({ has: this.page.locator(`input[name=draft][value="#msg-a:${draftId}"]`) })
      .first();
    await root.locator('[g_editable=true]').waitFor();
    return new Compose(this, root);
  }

  /** The one open compose, whatever its id. */
  async only(): Promise<Compose> {
    const root = this.page.locator(':has(> [data-compose-id])').first();
    await root.locator('[g_editable=true]').waitFor();
    return new Compose(this, root);
  }

  /** Dialogs that the page itself has open: a date to choose, a refusal. */
  dialogs(): Promise<number> {
    return this.page.locator('.g-shade').count();
  }

  panel(): Promise<Panel> {
    return panelOf(this.page);
  }
}

/** One open compose. */
export class Compose {
  readonly mail: MailPage;
  readonly root: Locator;
  constructor(mail: MailPage, root: Locator) {
    this.mail = mail;
    this.root = root;
  }

  get body(): Locator {
    return this.root.locator('[g_editable=true]');
  }
  get subject(): Locator {
    return this.root.locator('input[name=subjectbox]');
  }
  get send(): Locator {
    return this.root.locator('.g-send').first();
  }
  /** Send and archive: replies only. */
  get archive(): Locator {
    return this.root.locator('.g-send-archive').first();
  }
  /** More send options. */
  get arrow(): Locator {
    return this.root.locator('.g-send-arrow').first();
  }
  /** An entry of the send menu, which must be open: 0 schedule, 1 send. */
  menuItem(at: number): Locator {
    return this.root.locator('[role=menu]:has([selector=scheduledSend]) [role=menuitem]').nth(at);
  }

  /** To full screen, and back. */
  full(): Promise<void> {
    return this.#title('full').click();
  }
  /** To its title bar, and back. */
  minimise(): Promise<void> {
    return this.#title('minimise').click();
  }
  /** To a window of its own, as Shift and the full-screen button do. */
  popOut(): Promise<void> {
    return this.#title('full').click({ modifiers: ['Shift'] });
  }

  #title(name: 'full' | 'minimise'): Locator {
    const at = { minimise: 0, full: 1 }[name];
    const dialog = this.mail.page.locator('[role=dialog]').filter({ has: this.root });
    return dialog.locator('.g-title-buttons .g-title-button').nth(at);
  }

  /** Types at the end of the first line, as a person would. */
  async type(text: string): Promise<void> {
    await this.body.click({ position: { x: 8, y: 8 } });
    await this.mail.page.keyboard.press('End');
    await this.mail.page.keyboard.type(text);
  }

  /** Gone from the page: sent or closed. */
  async gone(): Promise<void> {
    await this.root.waitFor({ state: 'detached', timeout: 15_000 });
  }
}
