import type { Frame, Locator, Page } from 'playwright-core';

const PANEL = '/src/pages/panel/index.html';

/** The panel's frame in this page, once it is there and shows an item. */
export async function panelOf(page: Page): Promise<Panel> {
  const find = () => page.frames().find((frame) => frame.url().endsWith(PANEL));
  const deadline = Date.now() + 15_000;
  for (let frame = find(); Date.now() < deadline; frame = find()) {
    if (frame) {
      const shown = frame.locator('[data-name=approve], .empty h2').first();
      try {
        await shown.waitFor({ timeout: 15_000 });
        return new Panel(page, frame);
      } catch (error) {
        // The page went on while its frame was loading: another one comes.
        if (!frame.isDetached() || page.isClosed()) throw error;
      }
    }
    await page.waitForTimeout(50);
  }
  throw new Error('no panel came up beside this page');
}

/** A person at the panel: looks, and presses keys. */
export class Panel {
  readonly page: Page;
  readonly frame: Frame;
  constructor(page: Page, frame: Frame) {
    this.page = page;
    this.frame = frame;
  }

  /** Everything the panel says now. */
  text(): Promise<string> {
    return this.frame.locator('body').innerText();
  }

  /** Everything it holds, what is folded away included. */
  async holds(): Promise<string> {
    return (await this.frame.locator('body').textContent()) ?? '';
  }

  /** Waits until the panel says this. */
  async says(words: string | RegExp, timeout = 15_000): Promise<void> {
    await this.frame.getByText(words).first().waitFor({ timeout });
  }

  /** Why the last send was stopped; empty when none was. */
  async stopped(): Promise<string> {
    const titles = this.frame.getByText(/^Stopped: /);
    return (await titles.count()) > 0 ? ((await titles.first().textContent()) ?? '') : '';
  }

  /** Every difference that it shows, as one text; what is only there for the ear too. */
  async difference(): Promise<string> {
    return (await this.frame.locator('.difference').allTextContents()).join('\n');
  }

  /** Puts away what it says about a stopped send. */
  async dismiss(): Promise<void> {
    const button = this.frame.getByRole('button', { name: 'Dismiss' });
    const gone = () => button.waitFor({ state: 'detached', timeout: 2000 });
    // The panel has just grown by these words and may move under the pointer: pressed again, as a person would.
    for (let tries = 1; tries < 3; tries += 1) {
      await button.click();
      if (await isDone(gone())) return;
    }
    await button.click();
    await gone();
  }

  /** A button by its own name, in every language. */
  button(name: string): Locator {
    return this.frame.locator(`[data-name="${name}"]`);
  }

  /** Gives the panel the focus as a click on its empty head would. */
  async focus(): Promise<void> {
    await this.frame.locator('main.body').focus();
  }

  /** A real key press, after the item has been on screen long enough for it to count. */
  async press(key: string): Promise<void> {
    await this.focus();
    // Nobody approves what the panel says cannot be approved yet.
    if (key === 'a' || key === 'A') {
      await this.frame.locator('[data-name=approve]:not([aria-disabled=true])').waitFor();
    }
    // Decision keys arm 300 ms after the item was painted: a person is not faster either.
    await this.page.waitForTimeout(400);
    await this.page.keyboard.press(key, { delay: 40 });
  }
}

const isDone = (done: Promise<unknown>): Promise<boolean> =>
  done.then(
    () => true,
    () => false,
  );
