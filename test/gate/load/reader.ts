import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { SyncAnswer } from '../../../src/protocol/sync.ts';
import type { Reviewer } from '../../support/reviewer.ts';
import { patiently } from '../chaos/patience.ts';
import type { Page } from './history.ts';
import { NO_HURRY, type Surprised } from './persist.ts';

export const lastOf = ({ proposalId, revision, state }: ReviewItem): [string, string] => [
  proposalId,
  `${revision} ${state}`,
];

/** Somebody who follows their feed by its cursor through everything that happens. */
export type Reader = {
  /** what they have now */
  held: Map<string, ReviewItem>;
  pages: Page[];
  /** reads on to the feed's end, and what stands there */
  end(): Promise<Map<string, string>>;
};

const pageOf = ({ cursor, resync, entries }: SyncAnswer): Page => ({
  cursor,
  resync: resync === true,
  entries: entries.map((entry) =>
    entry.op === 'remove'
      ? { proposalId: entry.proposalId, revision: 0, state: '', removed: true }
      : {
          proposalId: entry.item.proposalId,
          revision: entry.item.revision,
          state: entry.item.state,
          removed: false,
        },
  ),
});

export function startReader(reviewer: Reviewer, surprised: Surprised): Reader {
  const held = new Map<string, ReviewItem>();
  const pages: Page[] = [];
  let cursor: string | null = null;
  let ending = false;
  const step = async (wait: number): Promise<boolean> => {
    const read = () => reviewer.sync(cursor, { wait });
    const page = await patiently('the feed', read, surprised, NO_HURRY);
    pages.push(pageOf(page));
    if (page.resync) {
      held.clear();
      cursor = null;
      return true;
    }
    cursor = page.cursor;
    for (const entry of page.entries) {
      if (entry.op === 'remove') held.delete(entry.proposalId);
      else held.set(entry.item.proposalId, entry.item);
    }
    return page.more;
  };
  const following = (async () => {
    while (!ending) await step(2);
    while (await step(0));
  })();
  return {
    held,
    pages,
    async end() {
      ending = true;
      await following;
      return new Map([...held.values()].map(lastOf));
    },
  };
}
