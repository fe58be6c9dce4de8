import {
  NO_NOTICES,
  type Notice,
  type NoticeRules,
  nextNotices,
  noticeId,
  shownNow,
} from '../core/notices/notices.ts';
import { quietOf, type WallClock } from '../core/notices/quiet.ts';
import type { Settings } from '../core/settings/settings.ts';
import type { Store } from '../store/db.ts';
import { type AlertRow, getMeta, pendingCount, putMeta } from '../store/meta.ts';
import { highRiskCount } from '../store/queue.ts';

/** The alarm after which what was held back is looked at again. */
export const NOTICE_ALARM = 'notices';

export type NoticePorts = {
  /** where it is kept what was told */
  home: Store;
  spaces: () => Promise<readonly { db: Store }[]>;
  /** `off` as well where the browser's permission isn't granted */
  rules: () => Promise<NoticeRules>;
  /** true while a review surface is open: the person sees what comes */
  looking: () => Promise<boolean>;
  show: (id: string, notice: Notice) => Promise<void>;
  hide: (id: string) => Promise<void>;
  now: () => number;
  /** wakes the worker once, in `seconds` */
  wakeIn: (seconds: number) => Promise<void>;
};

/**
 * Tells this person what there is to tell, by the rules of `core/notices`. What was told, what is held
 * back and when each was shown is in Dexie: a worker that starts anew says nothing twice, loses nothing
 * and keeps to the budget. One look at a time.
 */
export function createNotices(ports: NoticePorts): () => Promise<void> {
  const { home } = ports;
  let turn: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const dbs = (await ports.spaces()).map(({ db }) => db);
    const [kept = NO_NOTICES, rules, looking, waiting, high, alerts] = await Promise.all([
      getMeta(home, 'notices'),
      ports.rules(),
      ports.looking(),
      sumOf(dbs.map(pendingCount)),
      sumOf(dbs.map(highRiskCount)),
      openAlerts(dbs),
    ]);
    const world = { now: ports.now(), waiting, high, looking, rules, wall: ownClock };
    const due = alerts.map(({ id, title, firstAt }) => ({
      ...{ id, title, firstAt: Date.parse(firstAt) },
    }));
    const { state, show, hide, wakeAt } = nextNotices(kept, { ...world, alerts: due });
    if (JSON.stringify(state) !== JSON.stringify(kept)) await putMeta(home, 'notices', state);
    for (const id of hide) await ports.hide(id).catch(() => undefined);
    if (show !== null) {
      await ports.show(noticeId(show), show);
      await putMeta(home, 'notices', shownNow(state));
    }
    if (wakeAt !== null) await ports.wakeIn((wakeAt - world.now) / 1000);
  }

  return () => {
    turn = turn.then(look, look);
    return turn;
  };
}

/** Open alerts that wake somebody, and that nobody has said to look at. */
export async function openAlerts(dbs: readonly Store[]): Promise<AlertRow[]> {
  const each = await Promise.all(dbs.map((db) => getMeta(db, 'alerts')));
  return each.flatMap((alerts = []) =>
    alerts.filter(({ urgency, seenAt }) => urgency === 'page' && seenAt === undefined),
  );
}

/** The rules that these settings make. */
export const rulesOf = (settings: Settings, granted: boolean): NoticeRules => ({
  announce: granted ? settings.notify : 'off',
  budget: settings.notifyBudget,
  quiet: quietOf(settings.quietHours),
  urgentThrough: settings.quietUrgent === 'through',
});

/** This computer's own clock. */
const ownClock: WallClock = (at) => {
  const time = new Date(at);
  return time.getHours() * 60 + time.getMinutes();
};

const sumOf = async (counts: readonly Promise<number>[]): Promise<number> =>
  (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
