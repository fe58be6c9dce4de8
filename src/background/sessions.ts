import * as z from 'zod/mini';
import type { RecordIdentity } from '../core/hosts/catalogue.ts';
import { MessageError } from '../messages/channel.ts';
import type { MessageSender } from '../platform/runtime.ts';

/** Memory that outlives the worker but not the browser: `platform/storage.ts`. */
export type SessionMemory = {
  get(key: string): Promise<unknown>;
  all(): Promise<Record<string, unknown>>;
  set(key: string, value: unknown): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
};

const Identity = z.object({
  system: z.string(),
  recordType: z.string(),
  recordId: z.string(),
  accountId: z.nullable(z.string()),
});
/** On a record page a panel is for the place that its page showed when it was made, for ever. */
const PLACE = { place: z.optional(z.string()), records: z.optional(z.array(Identity)) };
const Page = z.object({
  /** the host page's document: another one is another page */
  documentId: z.string(),
  host: z.string(),
  account: z.optional(z.string()),
  /** of a record page: the record or list it shows, where its tab's address said so, and the records there */
  place: z.optional(z.string()),
  href: z.optional(z.string()),
  records: z.optional(z.array(Identity)),
  /** what it showed until a moment ago */
  left: z.optional(z.array(z.object({ place: z.string(), at: z.number() }))),
});
const Nonce = z.object({
  tabId: z.int(),
  documentId: z.string(),
  at: z.number(),
  ...PLACE,
});
const Panel = z.object({ tabId: z.int(), documentId: z.string(), ...PLACE });

/** A nonce that no frame has shown by then was lost with its page. */
const NONCE_MS = 60_000;

/**
 * An admitted panel's frame: what it may see is its page's account, or what is about these records; null
 * is the queue's own page, which sees all.
 */
export type PanelOf = {
  account: string | null;
  records?: RecordIdentity[];
  /** these records stand in a list, none of them by itself */
  isList?: boolean;
};
export const QUEUE_PAGE: PanelOf = { account: null };

const MOVED = 'the page shows another record now';
/** A decision that was on its way while the page went on to another record. */
const LEFT_MS = 3_000;
/** A page whose address changed says so at once; one that doesn't in this time is deaf. */
const NOTICE_MS = 1_000;

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

  /** A record page shows this place now: a record, a list, or neither. */
  recordOpened(
    from: MessageSender,
    page: { host: string; href: string; place: string; records: RecordIdentity[] },
  ): Promise<void> {
    const { tabId, documentId } = located(from);
    return this.#inTurn(async () => {
      const before = await this.#page(tabId);
      const same = before?.documentId === documentId;
      if (before !== null && !same) await this.#forgetTab(tabId);
      const at = this.#now();
      const recent = (before?.left ?? []).filter((one) => at - one.at < LEFT_MS);
      const moved = before?.place !== undefined && before.place !== page.place;
      const left = moved ? [...recent, { place: before.place ?? '', at }] : recent;
      await this.#memory.set(`page:${tabId}`, { documentId, ...page, left: same ? left : [] });
    });
  }

  /** The account of the page that a content script stands on; empty while it isn't known. */
  async accountOf(from: MessageSender): Promise<string> {
    return (await this.pageOf(from)).account;
  }

  /** The same with the host. */
  async pageOf(from: MessageSender): Promise<{ host: string; account: string }> {
    const { tabId, documentId } = located(from);
    const page = await this.#page(tabId);
    if (page?.documentId !== documentId) throw new MessageError('the page has not said hello');
    return { host: page.host, account: page.account ?? '' };
  }

  /** A nonce for a panel's frame on this page; on a record page for this place of it. */
  async issueNonce(
    from: MessageSender,
    at?: { place: string; records: RecordIdentity[] },
  ): Promise<string> {
    const { tabId, documentId } = located(from);
    await this.accountOf(from);
    const { place, records } = at ?? (await this.#page(tabId)) ?? {};
    const nonce = `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll('-', '');
    await this.#memory.set(`nonce:${nonce}`, {
      tabId,
      documentId,
      at: this.#now(),
      ...{ place, records },
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
        place: known.data.place,
        records: known.data.records,
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
    const { place, records = [] } = panel.data;
    if (place === undefined) return { account: page.account ?? '' };
    const now = await this.#settledPage(from, page);
    // A list may have come to more records meanwhile.
    const isList = place.startsWith('list ');
    if (now.place === place) return { account: '', records: now.records ?? records, isList };
    const left = now.left?.findLast((one) => one.place === place);
    if (left !== undefined && this.#now() - left.at < LEFT_MS) {
      return { account: '', records, isList };
    }
    throw new MessageError(MOVED);
  }

  /**
   * The record page as its own tab's address says it is. Where that has changed and the page hasn't
   * said so, it is about to; what a page shows that never does isn't decided on.
   */
  async #settledPage(from: MessageSender, page: z.output<typeof Page>) {
    const { tabId } = located(from);
    let now = page;
    for (let waited = 0; from.tabUrl !== undefined && now.href !== from.tabUrl; waited += 50) {
      if (waited >= NOTICE_MS) throw new MessageError(MOVED);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const later = await this.#page(tabId);
      if (later?.documentId !== page.documentId) throw new MessageError('the page has gone');
      // It went on once more meanwhile: what it says now is newer than what this message came with.
      if (later.href !== page.href) return later;
      now = later;
    }
    return now;
  }

  /**
   * Something was decided in this tab. Kept for the tab and not for its page: whoever goes on to another
   * one takes back there what they did here.
   */
  decided(from: MessageSender, decisionId: string): Promise<void> {
    const { tabId } = from;
    if (tabId === undefined) return Promise.resolve();
    return this.#inTurn(() => this.#memory.set(`decided:${tabId}`, decisionId));
  }

  /** The last decision that was made in this tab, or null. */
  async lastDecided({ tabId }: MessageSender): Promise<string | null> {
    if (tabId === undefined) return null;
    // One that is being written down just now counts.
    await this.#turn;
    const kept = z.safeParse(z.string(), await this.#memory.get(`decided:${tabId}`));
    return kept.success ? kept.data : null;
  }

  /** Every open host page. */
  async pages(): Promise<{ tabId: number; host: string; account: string; hasRecords: boolean }[]> {
    return Object.entries(await this.#memory.all()).flatMap(([key, value]) => {
      const page = key.startsWith('page:') ? z.safeParse(Page, value) : null;
      if (!page?.success) return [];
      return [
        {
          tabId: Number(key.slice('page:'.length)),
          host: page.data.host,
          account: page.data.account ?? '',
          hasRecords: page.data.place !== undefined,
        },
      ];
    });
  }

  /** The tab has gone. */
  tabClosed(tabId: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#forgetTab(tabId);
      await this.#memory.remove(`decided:${tabId}`);
    });
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
