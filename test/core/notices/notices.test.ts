import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  GAP_MS,
  NO_NOTICES,
  type NoticeRules,
  type NoticeState,
  type NoticeWorld,
  nextNotices,
  shownNow,
} from '../../../src/core/notices/notices.ts';
import { isQuiet, type WallClock } from '../../../src/core/notices/quiet.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 2, 8);
const wall: WallClock = (at) => Math.floor(at / 60_000) % 1440;
const RULES: NoticeRules = { announce: 'all', budget: 6, quiet: null, urgentThrough: false };

/** A person's browser over time: what there is, what was told, and a worker that may die at any moment. */
class Day {
  state: NoticeState = NO_NOTICES;
  now = START;
  waiting = 0;
  looking = false;
  alerts: { id: string; title: string; firstAt: number }[] = [];
  readonly shown: { at: number; waiting: number; alerts: number; kind: string }[] = [];
  readonly toldAlerts: string[] = [];
  /** how many that wait this person was really told of */
  known = 0;
  wakeAt: number | null = null;

  constructor(readonly rules: NoticeRules) {}

  /** One look. `dies`: before the notification, so that only what was kept until then is known. */
  look(dies = false): void {
    const { now, waiting, looking, alerts, rules } = this;
    const world: NoticeWorld = { now, waiting, high: waiting, looking, alerts, rules, wall };
    this.known = looking ? waiting : Math.min(this.known, waiting);
    const kept = this.state;
    const step = nextNotices(kept, world);
    this.state = JSON.parse(JSON.stringify(step.state)) as NoticeState;
    this.wakeAt = step.wakeAt;
    if (step.wakeAt !== null) expect(step.wakeAt).toBeGreaterThan(now);
    if (step.show === null) return;
    if (dies) {
      this.wakeAt = now + 30_000;
      return;
    }
    const { show } = step;
    const told = show.kind === 'waiting' ? 0 : show.kind === 'alert' ? 1 : show.alerts;
    this.shown.push({
      ...{ at: now, kind: show.kind, alerts: told },
      waiting: show.kind === 'alert' ? 0 : show.waiting,
    });
    if (show.kind !== 'alert' && show.waiting > 0) this.known = show.waiting;
    const before = kept.before?.alerts ?? kept.alerts;
    if (told > 0) for (const { id } of alerts) if (!before.includes(id)) this.toldAlerts.push(id);
    this.state = shownNow(this.state);
  }

  /** Time passes; the alarm goes off when it was set to. */
  pass(ms: number): void {
    const until = this.now + ms;
    while (this.wakeAt !== null && this.wakeAt <= until) {
      this.now = this.wakeAt;
      this.wakeAt = null;
      this.look();
    }
    this.now = until;
  }
}

const rulesOf = fc.record<NoticeRules>({
  announce: fc.constant('all'),
  budget: fc.integer({ min: 1, max: 8 }),
  quiet: fc.option(
    fc
      .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }))
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from, to })),
  ),
  urgentThrough: fc.boolean(),
});
const events = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 5 * HOUR }),
    what: fc.constantFrom(
      ...['waits', 'waits and dies', 'decided', 'alert', 'alert and dies'],
      ...['seen', 'looks', 'leaves'],
    ),
    n: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 60 },
);

function lived(rules: NoticeRules, happens: readonly { after: number; what: string; n: number }[]) {
  const day = new Day(rules);
  for (const [at, { after, what, n }] of happens.entries()) {
    day.pass(after);
    if (what.startsWith('waits')) day.waiting += n;
    if (what === 'decided') day.waiting = Math.max(0, day.waiting - n);
    if (what.startsWith('alert'))
      day.alerts.push({ id: `${at}`, title: `Stopped ${at}`, firstAt: day.now });
    if (what === 'seen') day.alerts.shift();
    if (what === 'looks' || what === 'leaves') day.looking = what === 'looks';
    day.look(what.endsWith('dies'));
  }
  return day;
}

test('in no 24 hours are there more than the budget, whatever happens and whenever the worker dies', () => {
  fc.assert(
    fc.property(rulesOf, events, (rules, happens) => {
      const { shown } = lived(rules, happens);
      for (const { at } of shown) {
        const within = shown.filter((one) => one.at <= at && one.at > at - DAY);
        expect(within.length).toBeLessThanOrEqual(rules.budget);
      }
    }),
    { seed: 7, numRuns: 400 },
  );
});

test('in quiet hours nothing is told but what was stopped, and that only where it may', () => {
  fc.assert(
    fc.property(rulesOf, events, (rules, happens) => {
      for (const { at, waiting, alerts } of lived(rules, happens).shown) {
        if (!isQuiet(rules.quiet, at, wall)) continue;
        expect(rules.urgentThrough).toBe(true);
        expect(waiting).toBe(0);
        expect(alerts).toBeGreaterThan(0);
      }
    }),
    { seed: 8, numRuns: 400 },
  );
});

test('nothing is lost: what is still open has been told once the days go on, and no alert twice', () => {
  fc.assert(
    fc.property(rulesOf, events, (rules, happens) => {
      const day = lived(rules, happens);
      day.looking = false;
      day.look();
      day.pass(3 * DAY);
      expect(day.state.heldSince).toBeUndefined();
      expect(day.wakeAt).toBeNull();
      expect(day.state.waiting).toBe(day.waiting);
      expect(day.known).toBe(day.waiting);
      expect(day.toldAlerts).toEqual(expect.arrayContaining(day.alerts.map(({ id }) => id)));
      expect(new Set(day.toldAlerts).size).toBe(day.toldAlerts.length);
    }),
    { seed: 9, numRuns: 400 },
  );
});

test('within an hour what comes is gathered, and told as one', () => {
  const day = new Day(RULES);
  for (let n = 0; n < 12; n += 1) {
    day.waiting += 1;
    day.look();
    day.pass(4 * 60_000);
  }
  expect(day.shown.map(({ kind, waiting }) => [kind, waiting])).toEqual([['waiting', 1]]);
  day.pass(GAP_MS);
  expect(day.shown.at(-1)).toMatchObject({ kind: 'digest', waiting: 12 });
});

test('the last of the budget is kept for what was stopped; beyond it even that waits for the day to pass', () => {
  const day = new Day({ ...RULES, budget: 3 });
  for (let n = 0; n < 6; n += 1) {
    day.waiting += 1;
    day.look();
    day.pass(2 * HOUR);
  }
  expect(day.shown).toHaveLength(2);
  day.alerts.push({ id: 'a', title: 'Bounces: stopped', firstAt: day.now });
  day.look();
  expect(day.shown).toHaveLength(3);
  expect(day.shown.at(-1)).toMatchObject({ alerts: 1, waiting: 6 });
  day.alerts.push({ id: 'b', title: 'Replies: stopped', firstAt: day.now });
  day.look();
  expect(day.shown).toHaveLength(3);
  day.pass(DAY);
  expect(day.toldAlerts).toEqual(['a', 'b']);
});

test('what came in the night is one digest in the morning, by cause and with the oldest', () => {
  const day = new Day({ ...RULES, quiet: { from: 22 * 60, to: 7 * 60 } });
  day.now = Date.UTC(2026, 10, 2, 23);
  day.waiting = 12;
  day.look();
  day.pass(HOUR);
  for (const id of ['a', 'b']) day.alerts.push({ id, title: id, firstAt: day.now });
  day.look();
  expect(day.shown).toEqual([]);
  expect(day.wakeAt).toBe(Date.UTC(2026, 10, 3, 7));
  day.pass(8 * HOUR);
  expect(day.shown).toEqual([
    { at: Date.UTC(2026, 10, 3, 7), kind: 'digest', waiting: 12, alerts: 2 },
  ]);
});

test('turned off, all that is up goes, and what was shown still counts once it is on again', () => {
  const world = { now: START, waiting: 3, high: 0, looking: false, alerts: [], wall };
  const first = nextNotices(NO_NOTICES, { ...world, rules: { ...RULES, budget: 1 } });
  const off = nextNotices(shownNow(first.state), {
    ...world,
    rules: { ...RULES, announce: 'off' },
  });
  expect(off).toMatchObject({ show: null, hide: ['waiting'], wakeAt: null });
  const again = nextNotices(off.state, { ...world, rules: { ...RULES, budget: 1 } });
  expect(again).toMatchObject({ show: null, state: { shown: [START], heldSince: START } });
});
