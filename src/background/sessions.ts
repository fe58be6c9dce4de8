import * as z from 'zod/mini';
import { MessageError } from '../messages/channel.ts';
import type { MessageSender } from '../platform/runtime.ts';

/** Memory that outlives the worker but not the browser: `platform/storage.ts`. */
export type SessionMemory = {
  get(key: string): Promise<unknown>;
  all(): Promise<Record<string, unknown>>;
  set(key: string, value: unknown): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
};

const Page = z.object({
  /** the host page's document: another one is another page */
  documentId: z.string(),
  host: z.string(),
  account: z.optional(z.string()),
});
const Nonce = z.object({
  tabId: z.int(),
  documentId: z.string(),
  at: z.number(),
});
const Panel = z.object({ tabId: z.int(), documentId: z.string() });

/** A nonce that no frame has shown by then was lost with its page. */
const NONCE_MS = 60_000;

/** An admitted panel's frame: what it may see is its page's account; null is the queue's own page, which sees all. */
export type PanelOf = { account: string | null };
export const QUEUE_PAGE: PanelOf = { account: null };

/**
 * Which pages are open, with which account, and which frames on them are our panels. A frame is
 * admitted by a nonce that only the page's content script was given: once, in the same tab, while
 * the same document is there.
 */
export class Sessions {
  readonly #memory: SessionMemory;
  readonly #now: () => number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(memory: SessionMemory, now: () => number) {
    this.#memory = memory;
    this.#now = now;
  }

  /** A content script has spoken for its page. A new document ends what the old one had. */
  pageOpened(from: MessageSender, page: { host: string; account?: string }): Promise<void> {
    const { tabId, documentId } = located(from);
    return this.#inTurn(async () => {
      const before = await this.#page(tabId);
      if (before !== null && before.documentId !== documentId) await this.#forgetTab(tabId);
      const account = page.account?.toLowerCase();
      await this.#memory.set(`page:${tabId}`, {
        documentId,
        host: page.host,
        ...(account === undefined ? {} : { account }),
      });
    });
  }

  /** The account of the page that a content script stands on; empty while it isn't known. */
  async accountOf(from: MessageSender): Promise<string> {
    const { tabId, documentId } = located(from);
    const page = await this.#page(tabId);
    if (page?.documentId !== documentId) throw new MessageError('the page has not said hello');
    return page.account ?? '';
  }

  /** A nonce for a panel's frame on this page. */
  async issueNonce(from: MessageSender): Promise<string> {
    const { tabId, documentId } = located(from);
    await this.accountOf(from);
    const nonce = `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll('-', '');
    await this.#memory.set(`nonce:${nonce}`, {
      tabId,
      documentId,
      at: this.#now(),
    });
    return nonce;
  }

  /** True once for a nonce, from a frame in the tab and over the document it was made for. */
  admit(from: MessageSender, nonce: string): Promise<boolean> {
    const { tabId, documentId } = located(from);
    return this.#inTurn(async () => {
      const key = `nonce:${nonce}`;
      const known = z.safeParse(Nonce, await this.#memory.get(key));
      await this.#memory.remove(key);
      if (!known.success || known.data.tabId !== tabId) return false;
      if (this.#now() - known.data.at > NONCE_MS) return false;
      const page = await this.#page(tabId);
      if (page?.documentId !== known.data.documentId) return false;
      await this.#memory.set(`panel:${documentId}`, {
        tabId,
        documentId: page.documentId,
      });
      return true;
    });
  }

  /** @throws MessageError where the frame was never admitted, or its page has gone. */
  async panelOf(from: MessageSender): Promise<PanelOf> {
    const { tabId, documentId } = located(from);
    const [kept, page] = await Promise.all([
      this.#memory.get(`panel:${documentId}`),
      this.#page(tabId),
    ]);
    const panel = z.safeParse(Panel, kept);
    if (
      !panel.success ||
      panel.data.tabId !== tabId ||
      page?.documentId !== panel.data.documentId
    ) {
      throw new MessageError('this frame is not admitted');
    }
    return { account: page.account ?? '' };
  }

  /** Every open host page. */
  async pages(): Promise<{ tabId: number; host: string; account: string }[]> {
    return Object.entries(await this.#memory.all()).flatMap(([key, value]) => {
      const page = key.startsWith('page:') ? z.safeParse(Page, value) : null;
      if (!page?.success) return [];
      return [
        {
          tabId: Number(key.slice('page:'.length)),
          host: page.data.host,
          account: page.data.account ?? '',
        },
      ];
    });
  }

  /** The tab has gone. */
  tabClosed(tabId: number): Promise<void> {
    return this.#inTurn(() => this.#forgetTab(tabId));
  }

  async #page(tabId: number): Promise<z.output<typeof Page> | null> {
    const page = z.safeParse(Page, await this.#memory.get(`page:${tabId}`));
    return page.success ? page.data : null;
  }

  async #forgetTab(tabId: number): Promise<void> {
    const keys = Object.entries(await this.#memory.all()).flatMap(([key, value]) => {
      const at = z.safeParse(z.object({ tabId: z.int() }), value);
      return key === `page:${tabId}` || (at.success && at.data.tabId === tabId) ? [key] : [];
    });
    await this.#memory.remove(keys);
  }

  /** The memory has no transactions: what reads and then writes goes one after the other. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(run);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function located({ tabId, documentId, frameId }: MessageSender): {
  tabId: number;
  documentId: string;
} {
  if (tabId === undefined) throw new MessageError('not from a tab');
  // Browsers before document ids: the frame's number is the next best, new with every page.
  return { tabId, documentId: documentId ?? `frame-${tabId}-${frameId ?? 0}` };
}
