import type { Frame, Page } from 'playwright-core';
import { type Panel, panelOf } from '../../src/demo/drive/panel.ts';
import { numberOf } from './items.ts';

/** What the panel shows at one look. */
export type Look = {
  /** the item's number, or null when there is none on screen */
  number: number | null;
  canApprove: boolean;
  text: string;
};

/** A panel whose every word is written down as it comes. */
export class Desk {
  readonly #panel: Panel;
  private constructor(panel: Panel) {
    this.#panel = panel;
  }

  get page(): Page {
    return this.#panel.page;
  }
  get frame(): Frame {
    return this.#panel.frame;
  }

  static async at(page: Page): Promise<Desk> {
    const panel = await panelOf(page);
    await panel.frame.evaluate(() => {
      // Without a named function in it: what compiles this file may add a helper to those.
      const heard = [document.querySelector('.toast')?.textContent ?? ''];
      Object.assign(globalThis, { __heard: heard });
      new MutationObserver(() => {
        const now = document.querySelector('.toast')?.textContent ?? '';
        if (heard.at(-1) !== now) heard.push(now);
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    return new Desk(panel);
  }

  /** Everything its toast has said so far; the last is what it says now, '' when nothing. */
  heard(): Promise<string[]> {
    return this.frame.evaluate(() => [...(globalThis as unknown as { __heard: string[] }).__heard]);
  }

  async look(): Promise<Look> {
    const { letters, ...rest } = await this.frame.evaluate(() => {
      const text = document.querySelector('main')?.textContent ?? '';
      const letters = /this is item ([a-j]+) of the run/.exec(text)?.[1] ?? null;
      const approve = document.querySelector('[data-name=approve]');
      return {
        letters,
        canApprove: approve !== null && approve.getAttribute('aria-disabled') !== 'true',
        text,
      };
    });
    return { number: letters === null ? null : numberOf(letters), ...rest };
  }

  /** The first look that is as wanted; the last one when the time (milliseconds) is over. */
  async until(wanted: (look: Look) => boolean, timeout = 8000): Promise<Look> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const look = await this.look();
      if (wanted(look) || Date.now() > deadline) return look;
      await pause(60);
    }
  }

  /** Waits until no word of an earlier decision stands there, so that the next is this one's. */
  async quiet(): Promise<number> {
    const deadline = Date.now() + 8000;
    for (;;) {
      const heard = await this.heard();
      const now = heard.at(-1) ?? '';
      if (!/Saved\.|…/.test(now) || Date.now() > deadline) return heard.length;
      await pause(80);
    }
  }

  /** The first thing said since then that matches; null when nothing did in time. */
  async hears(since: number, words: RegExp, timeout = 12_000): Promise<string | null> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const found = (await this.heard()).slice(since).find((said) => words.test(said));
      if (found !== undefined) return found;
      if (Date.now() > deadline) return null;
      await pause(60);
    }
  }

  /** A person's key, in the panel, once the item has been on screen for long enough. */
  press(key: string): Promise<void> {
    return this.#panel.press(key);
  }

  /** The same without the wait, for keys that need none. */
  async pressNow(key: string): Promise<void> {
    await this.#panel.focus();
    await this.page.keyboard.press(key, { delay: 40 });
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
