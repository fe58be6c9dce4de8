import { isQuiet, type Quiet, quietUntil, type WallClock } from './quiet.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** What merely waits is announced no more often: what comes in between is told together. */
export const GAP_MS = HOUR_MS;

/** How this person may be interrupted. */
export type NoticeRules = {
  /** nothing, what is of high risk only, or all that waits */
  announce: 'off' | 'high' | 'all';
  /** notifications in any 24 hours, at the most */
  budget: number;
  quiet: Quiet | null;
  /** what was stopped is told in quiet hours as well */
  urgentThrough: boolean;
};

/** What there is to tell. */
export type NoticeWorld = {
  /** milliseconds since 1970 */
  now: number;
  waiting: number;
  /** how many of them are of high risk */
  high: number;
  /** open alerts that wake somebody and that nobody has said to look at */
  alerts: readonly { id: string; title: string; firstAt: number }[];
  /** the person sees what waits by themselves */
  looking: boolean;
  rules: NoticeRules;
  wall: WallClock;
};

/** One notification. At most one of each kind (of `alert`, each id) is up at a time. */
export type Notice =
  | { kind: 'waiting'; waiting: number; high: number }
  | { kind: 'alert'; id: string; title: string }
  /** sums up by cause; `first`: an alert's own sentence, `since`: when the oldest of it came */
  | {
      kind: 'digest';
      waiting: number;
      high: number;
      alerts: number;
      first?: string;
      since: number;
    };

type Told = {
  /** alerts that were told */
  alerts: string[];
  /** how many that wait were told of, or fewer if they became fewer since */
  waiting: number;
};

/** All that is remembered between two looks. JSON. */
export type NoticeState = Told & {
  /** when each of the last 24 hours was shown, oldest first */
  shown: number[];
  /** ids of notifications that are up */
  up: string[];
  /** since when something is held back */
  heldSince?: number;
  /** what was told before the one that is being shown: one that never came up is told again */
  before?: Told;
};

export const NO_NOTICES: NoticeState = { alerts: [], waiting: 0, shown: [], up: [] };

export type NoticeStep = {
  /** to be kept before anything is shown; `shownNow` makes of it what is kept afterwards */
  state: NoticeState;
  show: Notice | null;
  /** ids of notifications that are over */
  hide: string[];
  /** when to look again although nothing changed; null: only then */
  wakeAt: number | null;
};

export const noticeId = (notice: Notice): string =>
  notice.kind === 'alert' ? `alert:${notice.id}` : notice.kind;

/** The same state once the notification is up. */
export const shownNow = ({ before: _told, ...state }: NoticeState): NoticeState => state;

/**
 * What to tell a person now. At most one notification a look, never more than the budget in any 24
 * hours; the last of the budget is kept for what was stopped. What may not be told now is held back and
 * told as one digest as soon as it may: when the quiet hours end, the hour or the budget lets it.
 */
export function nextNotices(kept: NoticeState, world: NoticeWorld): NoticeStep {
  const { now, rules } = world;
  const shown = kept.shown.map((at) => Math.min(at, now)).filter((at) => at > now - DAY_MS);
  if (rules.announce === 'off')
    return { state: { ...NO_NOTICES, shown }, show: null, hide: kept.up, wakeAt: null };

  const last = kept.before ?? kept;
  const wakened = kept.before === undefined ? kept.heldSince : (kept.heldSince ?? now);
  const count = rules.announce === 'high' ? world.high : world.waiting;
  const alerts = last.alerts.filter((id) => world.alerts.some((one) => one.id === id));
  const untold = world.alerts.filter(({ id }) => !alerts.includes(id));
  const more = count > last.waiting && !world.looking;
  const waiting = world.looking ? count : Math.min(last.waiting, count);
  const heldSince = untold.length > 0 || more ? (wakened ?? now) : undefined;

  const show = choose(kept, { world, shown, untold, more, count, since: wakened });
  const up = kept.up.filter((id) => isStill(id, world, count));
  const hide = kept.up.filter((id) => !up.includes(id));
  const base = { alerts, waiting, shown, up };
  if (show === null) {
    const state = { ...base, ...(heldSince === undefined ? {} : { heldSince }) };
    return { state, show, hide, wakeAt: heldSince === undefined ? null : nextTry(world, shown) };
  }
  const id = noticeId(show);
  // A digest holds what the other one said.
  if (show.kind === 'digest' && up.includes('waiting')) hide.push('waiting');
  const saysWaiting = show.kind === 'waiting' || (show.kind === 'digest' && show.waiting > 0);
  const stillHeld = more && !saysWaiting;
  const state: NoticeState = {
    alerts: show.kind === 'waiting' ? alerts : world.alerts.map((one) => one.id),
    waiting: saysWaiting ? count : waiting,
    shown: [...shown, now],
    up: [...up.filter((one) => !hide.includes(one) && one !== id), id],
    before: { alerts, waiting },
    ...(stillHeld ? { heldSince: wakened ?? now } : {}),
  };
  return { state, show, hide, wakeAt: stillHeld ? nextTry(world, state.shown) : null };
}

/** What merely waits may use all of the budget but one, where there is more than one. */
const roomOf = ({ budget }: NoticeRules): number => (budget > 1 ? budget - 1 : budget);

function choose(
  kept: NoticeState,
  at: {
    world: NoticeWorld;
    shown: readonly number[];
    untold: NoticeWorld['alerts'];
    more: boolean;
    count: number;
    since: number | undefined;
  },
): Notice | null {
  const { world, shown, untold, more, since } = at;
  const { now, rules, waiting, high } = world;
  const quiet = isQuiet(rules.quiet, now, world.wall);
  const urgent =
    untold.length > 0 && (!quiet || rules.urgentThrough) && shown.length < rules.budget;
  const spaced = now - (shown.at(-1) ?? Number.NEGATIVE_INFINITY) >= GAP_MS;
  const ordinary = more && !quiet && spaced && shown.length < roomOf(rules);
  if (!urgent && !ordinary) return null;
  const [first] = urgent ? untold : [];
  const with_ = more && !quiet;
  if (first !== undefined && untold.length === 1 && !with_)
    return { kind: 'alert', id: first.id, title: first.title };
  if (first === undefined && since === undefined && !kept.up.includes('digest'))
    return { kind: 'waiting', waiting, high };
  return {
    kind: 'digest',
    ...(with_ ? { waiting, high } : { waiting: 0, high: 0 }),
    alerts: urgent ? untold.length : 0,
    ...(first === undefined ? {} : { first: first.title }),
    since: Math.min(since ?? now, now, ...(urgent ? untold.map(({ firstAt }) => firstAt) : [])),
  };
}

/** Whether what a notification says is still so. */
function isStill(id: string, { alerts }: NoticeWorld, count: number): boolean {
  if (id === 'waiting') return count > 0;
  if (id === 'digest') return count > 0 || alerts.length > 0;
  return alerts.some((one) => id === `alert:${one.id}`);
}

/** The next moment at which something that is held back might be told. */
function nextTry({ now, rules, wall }: NoticeWorld, shown: readonly number[]): number {
  const quiet = rules.quiet;
  const times = [
    quiet !== null && isQuiet(quiet, now, wall) ? quietUntil(quiet, now, wall) : 0,
    (shown.at(-1) ?? 0) + GAP_MS,
    (shown.at(-roomOf(rules)) ?? 0) + DAY_MS,
    (shown.at(-rules.budget) ?? 0) + DAY_MS,
  ].filter((time) => time > now);
  // The nearest: what is urgent waits for less than what isn't, and looking in vain costs nothing.
  return times.length === 0 ? now + GAP_MS : Math.min(...times);
}
