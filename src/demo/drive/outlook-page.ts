import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { World } from '../world/world.ts';
import { type Panel, panelOf } from './panel.ts';

const ROOT = '[id^=docking_InitVisiblePart], [data-app-section=Form_Content]';

/** A person at the second inbox, which shows one compose at a time. */
export class OutlookPage {
  readonly page: Page;
  private constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext, world: World, path = '/mail/inbox') {
    const page = await context.newPage();
    await page.goto(new URL(path, world.outlook?.url).href);
    await page.locator('[role=listbox], [data-app-section=Form_Content]').first().waitFor();
    return new OutlookPage(page);
  }

  /** A page that opened by itself: a window of one compose. */
  static of(page: Page): OutlookPage {
    return new OutlookPage(page);
  }

  async folder(at: 0 | 1 | 2): Promise<void> {
    await this.page.locator('[role=treeitem]').nth(at).click();
  }

  row(conversationId: string): Locator {
    return this.page.locator(`[role=option][data-convid="${conversationId}"]`).first();
  }

  /** Chooses a row, also one that a panel stands over, as the arrow keys would. */
  choose(conversationId: string): Promise<void> {
    return this.row(conversationId).evaluate((row) => (row as HTMLElement).click());
  }

  /** Opens the draft of a conversation in the Drafts list. */
  async openDraft(conversationId: string): Promise<OutlookCompose> {
    await this.folder(1);
    await this.row(conversationId).click();
    return this.compose();
  }

  /** Opens a conversation, in which its reply draft stands. */
  async openThread(conversationId: string): Promise<OutlookCompose> {
    await this.folder(0);
    await this.row(conversationId).click();
    return this.compose();
  }

  /** The compose on screen. */
  async compose(): Promise<OutlookCompose> {
    const compose = new OutlookCompose(this);
    await compose.body.waitFor();
    return compose;
  }

  /** The mark, on the row of a conversation, that something waits there. */
  mark(conversationId: string): Locator {
    return this.row(conversationId).locator('[data-countersign]');
  }

  /** Dialogs that the page itself has open. */
  dialogs(): Promise<number> {
    return this.page.locator('.g-shade').count();
  }

  panel(): Promise<Panel> {
    return panelOf(this.page);
  }
}

/** The compose on screen. Its nodes may be another's next. */
export class OutlookCompose {
  readonly mail: OutlookPage;
  readonly root: Locator;
  constructor(mail: OutlookPage) {
    this.mail = mail;
    this.root = mail.page.locator(ROOT);
  }

  get body(): Locator {
    return this.root.locator('[aria-multiline=true]');
  }
  get subject(): Locator {
    return this.root.locator('[id$=_SUBJECT]');
  }
  get send(): Locator {
    return this.root.locator('.g-send');
  }
  /** To, Cc or Bcc; unfolds a reply's. */
  async field(name: 'TO' | 'CC' | 'BCC'): Promise<Locator> {
    const folded = this.root.locator('.g-folded');
    if ((await folded.count()) > 0) await folded.focus();
    return this.root.locator(`[id$=_${name}] [role=textbox]`);
  }

  /** Types at the end of the first line, as a person would. */
  async type(text: string): Promise<void> {
    await this.body.click({ position: { x: 8, y: 20 } });
    await this.mail.page.keyboard.press('End');
    await this.mail.page.keyboard.type(text);
  }

  async gone(): Promise<void> {
    await this.body.waitFor({ state: 'detached', timeout: 15_000 });
  }
}
