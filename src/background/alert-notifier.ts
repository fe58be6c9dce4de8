import type { Notify } from '../core/settings/settings.ts';
import type { Store } from '../store/db.ts';
import { getMeta, putMeta } from '../store/meta.ts';

/** Of each alert a notification of its own: what stopped isn't to be lost in how many wait. */
export const ALERT_NOTIFICATION = 'alert:';

export type AlertPorts = {
  spaces: () => Promise<readonly { db: Store }[]>;
  notify: () => Promise<Notify>;
  show: (id: string, title: string) => Promise<void>;
  hide: (id: string) => Promise<void>;
};

/**
 * Pages this person: each open alert that wakes somebody is shown once, and taken away when it was
 * closed or somebody has said that they look at it. What was shown is in Dexie, so that a worker that
 * starts anew doesn't show it again.
 */
export function createAlertNotifier({ spaces, notify, show, hide }: AlertPorts) {
  return async (): Promise<void> => {
    const off = (await notify()) === 'off';
    for (const { db } of await spaces()) await tell(db, off);
  };

  async function tell(db: Store, off: boolean): Promise<void> {
    const [told, open] = await Promise.all([getMeta(db, 'alertsShown'), getMeta(db, 'alerts')]);
    const shown = told ?? [];
    const wanted = off ? [] : (open ?? []);
    const due = wanted.filter(({ urgency, seenAt }) => urgency === 'page' && seenAt === undefined);
    const now = due.map(({ id }) => id);
    if (now.length === shown.length && now.every((id) => shown.includes(id))) return;
    // Written first: a worker that dies here shows one too few, and the mail has gone anyway.
    await putMeta(db, 'alertsShown', now);
    for (const id of shown)
      if (!now.includes(id)) await hide(`${ALERT_NOTIFICATION}${id}`).catch(() => undefined);
    for (const { id, title } of due)
      if (!shown.includes(id)) await show(`${ALERT_NOTIFICATION}${id}`, title);
  }
}
