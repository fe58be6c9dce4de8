import type { Notify } from '../core/settings/settings.ts';
import type { Store } from '../store/db.ts';
import { getMeta, pendingCount, putMeta } from '../store/meta.ts';
import { highRiskCount } from '../store/queue.ts';

/** The one notification that there is: it says how many wait, and changes with them. */
export const NOTIFICATION = 'waiting';

export type NotifierPorts = {
  /** where it is kept what was said */
  home: Store;
  spaces: () => Promise<readonly { db: Store }[]>;
  notify: () => Promise<Notify>;
  /** true while a review surface is open: the person sees what comes */
  looking: () => Promise<boolean>;
  /** rejects, or does nothing, where the permission isn't granted */
  show: (id: string, counts: { waiting: number; high: number }) => Promise<void>;
  hide: (id: string) => Promise<void>;
};

/**
 * Says so when more waits than was said before; how many, and nothing of what. What was said is in
 * Dexie: a worker that starts anew doesn't say it again.
 */
export function createNotifier({ home, spaces, notify, looking, show, hide }: NotifierPorts) {
  return async (): Promise<void> => {
    const wanted = await notify();
    const before = (await getMeta(home, 'announced')) ?? 0;
    if (wanted === 'off') {
      if (before === 0) return;
      await putMeta(home, 'announced', 0);
      await hide(NOTIFICATION);
      return;
    }
    const dbs = (await spaces()).map(({ db }) => db);
    const [waiting, high] = await Promise.all([
      sumOf(dbs.map(pendingCount)),
      sumOf(dbs.map(highRiskCount)),
    ]);
    const count = wanted === 'high' ? high : waiting;
    if (count === before) return;
    await putMeta(home, 'announced', count);
    if (count === 0) await hide(NOTIFICATION);
    else if (count > before && !(await looking())) await show(NOTIFICATION, { waiting, high });
  };
}

const sumOf = async (counts: readonly Promise<number>[]): Promise<number> =>
  (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
