import { sender } from '../messages/channel.ts';
import { DIRECTIONS } from '../messages/directions.ts';
import { workerToContent } from '../messages/worker-to-content.ts';
import { workerToPages } from '../messages/worker-to-pages.ts';
import type { Store } from '../store/db.ts';
import type { Change, Changes } from './changes.ts';
import { pageIndex } from './index-entries.ts';
import type { Sessions } from './sessions.ts';
import { isAnyPaired } from './status.ts';

/** Changes within this many milliseconds go out together. */
const TOGETHER_MS = 100;

/** What leaves the worker unasked. Nobody has to be there to hear it. */
export type Speak = {
  toPages: (message: unknown) => Promise<unknown>;
  toTab: (tabId: number, message: unknown) => Promise<unknown>;
};

/** Asks one tab's content script. */
export const askTab = (speak: Speak, tabId: number) =>
  sender({
    to: DIRECTIONS.workerToContent,
    map: workerToContent,
    transport: (envelope) => speak.toTab(tabId, envelope),
  });

/**
 * Tells pages which items changed and host tabs their new index. What is pending when the worker
 * dies is lost, and harmless: whoever comes later asks first.
 */
export function pushChanges(input: {
  spaces: () => Promise<readonly { db: Store }[]>;
  sessions: Sessions;
  changes: Changes;
  speak: Speak;
  /** the badge, after every batch */
  after: () => Promise<void>;
}): void {
  const { spaces, sessions, changes, speak } = input;
  const tell = sender({
    to: DIRECTIONS.workerToPages,
    map: workerToPages,
    transport: speak.toPages,
  });
  let batch: Change[] = [];
  let connection = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  changes.onItems((change) => {
    batch.push(change);
    soon();
  });
  changes.onConnection(() => {
    connection = true;
    soon();
  });

  function soon(): void {
    if (timer === undefined)
      timer = setTimeout(() => void flush().catch(() => undefined), TOGETHER_MS);
  }

  // A push that fails (the store closing for sign-out of the profile, say) is made up for likewise.
  async function flush(): Promise<void> {
    timer = undefined;
    const [items, connected] = [batch, connection];
    batch = [];
    connection = false;
    await Promise.all([pages(items, connected), tabs(items, connected), input.after()]);
  }

  async function pages(items: Change[], connected: boolean): Promise<void> {
    if (items.length > 0) {
      const proposalIds = [...new Set(items.flatMap(({ ids }) => ids))];
      const all = items.some((change) => change.all);
      await tell('items.changed', { proposalIds, all }).catch(() => undefined);
    }
    if (connected) await tell('connection.changed', {}).catch(() => undefined);
  }

  async function tabs(items: Change[], connected: boolean): Promise<void> {
    const anyone = connected || items.some(({ accounts }) => accounts === null);
    const whose = new Set(items.flatMap(({ accounts }) => [...(accounts ?? [])]));
    const all = await spaces();
    const paired = await isAnyPaired(all);
    for (const { tabId, account, hasRecords } of await sessions.pages()) {
      if (hasRecords) {
        await askTab(speak, tabId)('record.changed', {}).catch(() => undefined);
        continue;
      }
      if (!anyone && !whose.has(account)) continue;
      const { entries } = await pageIndex(all, account);
      await askTab(speak, tabId)('index.changed', { paired, entries }).catch(() => undefined);
    }
  }
}
