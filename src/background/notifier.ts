import type { Notify } from '../core/settings/settings.ts';
import type { Store } from '../store/db.ts';
import { getMeta, pendingCount, putMeta } from '../store/meta.ts';
import { highRiskCount } from '../store/queue.ts';

/** The one notification that there is: it says how many wait, and changes with them. */
export const NOTIFICATION = 'waiting';

export type NotifierPorts = {
  db: Store;
  notify: () => Promise<Notify>;
  /** true while a review surface is open: the person sees what comes */
  looking: () => boolean;
  /** rejects, or does nothing, where the permission isn't granted */
  show: (id: string, counts: { waiting: number; high: number }) => Promise<void>;
  hide: (id: string) => Promise<void>;
};

/**
 * Says so when more waits than was said before; how many, and nothing of what. What was said is in
 * Dexie: a worker that starts anew doesn't say it again.
 */
export function createNotifier({ db, notify, looking, show, hide }: NotifierPorts) {
  return async (): Promise<void> => {
    const wanted = await notify();
    const before = (await getMeta(db, 'announced')) ?? 0;
    if (wanted === 'off') {
      if (before === 0) return;
      await putMeta(db, 'announced', 0);
      await hide(NOTIFICATION);
      return;
    }
    const [waiting, high] = await Promise.all([pendingCount(db), highRiskCount(db)]);
    const count = wanted === 'high' ? high : waiting;
    if (count === before) return;
    await putMeta(db, 'announced', count);
    if (count === 0) await hide(NOTIFICATION);
    else if (count > before && !looking()) await show(NOTIFICATION, { waiting, high });
  };
}
