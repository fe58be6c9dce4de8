import { describe, expect, it } from 'vitest';
import { BrakeEvent } from '../../../src/core/brakes/event.ts';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import { observe, observeAll } from '../../../src/core/brakes/observe.ts';
import { BrakeState, newBrake } from '../../../src/core/brakes/state.ts';
import { HOUR, MONDAY } from './stream.ts';

const DAY = 24 * HOUR;
const GRANT = { every: 1000, threshold: 10 };
const BOUNCE: BrakeLine = {
  signal: 'bounce',
  side: 'ceiling',
  line: 0.05,
  action: 'stop',
  window: { hours: 72 },
  counted: 'by-send',
};
const REPLY: BrakeLine = {
  ...BOUNCE,
  signal: 'reply',
  side: 'floor',
  line: 0.03,
  window: { businessDays: 5 },
};
const COMPLAINTS: BrakeLine = { ...BOUNCE, signal: 'complaint', line: 0.003, counted: 'by-day' };

const sent = (count: number, at = MONDAY): BrakeEvent => ({ type: 'sent', at, count });
const outcome = (send: number, at = MONDAY): BrakeEvent => ({ type: 'outcome', at, send });
const clock = (at: number): BrakeEvent => ({ type: 'clock', at });
const day = (
  name: string,
  {
    at,
    domain = 'mail.example',
    events = 0,
    sends = 1000,
  }: Partial<Record<'events' | 'sends', number>> & { at: number; domain?: string },
): BrakeEvent => ({ type: 'day', at, count: { day: name, domain, sends, events } });
const restart = (at: number, threshold = 10): BrakeEvent => ({
  type: 'restart',
  at,
  by: 'mara@brightloop.example',
  reason: 'The list was cleaned.',
  grant: { every: 500, threshold },
});
const told = (line: BrakeLine, ...events: BrakeEvent[]) =>
  observeAll(newBrake(line, GRANT, MONDAY), events);
const said = (line: BrakeLine, ...events: BrakeEvent[]) =>
  told(line, ...events).verdicts.at(-1)?.said;

describe('a brake', () => {
  it('refuses an event of a send that it never saw', () => {
    expect(() => told(BOUNCE, sent(3), outcome(4))).toThrow(/send 4, but this brake has seen 3/);
  });

  it('refuses counts of days where it hears of sends, and the other way round', () => {
    expect(() => told(BOUNCE, day('2026-11-23', { at: MONDAY }))).toThrow(/single sends/);
    expect(() => told(COMPLAINTS, sent(1))).toThrow(/whole days/);
  });

  it.each([
    { type: 'sent', at: MONDAY, count: 0 },
    { type: 'outcome', at: MONDAY, send: 0 },
    { type: 'outcome', at: -1, send: 1 },
    {
      type: 'day',
      at: MONDAY,
      count: { day: '2026-11-31', domain: 'a.example', sends: 1, events: 0 },
    },
    {
      type: 'day',
      at: MONDAY,
      count: { day: '2026-11-30', domain: 'a.example', sends: 1, events: 2 },
    },
    { type: 'restart', at: MONDAY, by: 'somebody', reason: 'x', grant: GRANT },
    { type: 'restart', at: MONDAY, by: 'mara@brightloop.example', reason: '', grant: GRANT },
    { type: 'split', at: MONDAY, grant: { every: 0, threshold: 10 } },
    { type: 'stop', at: MONDAY },
  ])('is told nothing of the shape %j', (event) => {
    expect(BrakeEvent.safeParse(event).success).toBe(false);
  });

  it('counts a send as without event at once, and trips when enough of them turn out otherwise', () => {
    const { state, verdicts } = told(BOUNCE, sent(40), outcome(12), outcome(10), outcome(11));
    expect(state.trip).toEqual({ at: MONDAY, send: 12, level: expect.any(Number) });
    expect(state.trip?.level).toBeGreaterThanOrEqual(10);
    expect(verdicts.map(({ trip }) => trip !== undefined)).toEqual([false, false, false, true]);
  });

  it('trips on what M reached in between, though it has come down since', () => {
    const { state } = told(BOUNCE, sent(400), ...[390, 1, 2, 3].map((send) => outcome(send)));
    expect(state.trip).toMatchObject({ send: 3 });
  });

  it('trips once, and says so once', () => {
    const { verdicts } = told(
      BOUNCE,
      sent(10),
      ...[1, 2, 3, 4, 5, 6, 7].map((send) => outcome(send)),
    );
    expect(verdicts.filter(({ trip }) => trip)).toHaveLength(1);
  });

  it('trips on silence when windows close, not before', () => {
    const silent = [sent(400)];
    const friday = MONDAY + 5 * DAY;
    expect(told(REPLY, ...silent, clock(friday - 1)).state.trip).toBeNull();
    const { trip } = told(REPLY, ...silent, clock(friday)).state;
    expect(trip).toMatchObject({ at: friday });
    expect(trip?.send).toBeGreaterThan(50);
    expect(trip?.send).toBeLessThan(400);
  });

  it('hears an early reply in its turn: it cannot hold off what was sent before', () => {
    const later = MONDAY + HOUR;
    const events = [sent(200), sent(1, later), outcome(201, later), clock(MONDAY + 5 * DAY)];
    expect(told(REPLY, ...events).state.trip?.send).toBeLessThan(200);
  });

  it('leaves out what comes after its window, and counts it', () => {
    const { state, verdicts } = told(BOUNCE, sent(5), outcome(2, MONDAY + 72 * HOUR));
    expect(verdicts.at(-1)).toEqual({ said: 'late' });
    expect(state).toMatchObject({ late: 1, open: [], closed: 5, windows: [] });
  });

  it('says when it knows an event already', () => {
    expect(said(BOUNCE, sent(5), outcome(2), outcome(2))).toBe('twice');
    expect(said(REPLY, sent(5), outcome(2), outcome(2))).toBe('twice');
  });

  it('lets time stand still that goes back', () => {
    const { state } = told(BOUNCE, sent(1, MONDAY + DAY), sent(1, MONDAY));
    expect(state.clock).toBe(MONDAY + DAY);
    expect(state.windows).toEqual([{ until: MONDAY + 4 * DAY, last: 2 }]);
  });

  it('holds its state small: hours and open events, not sends', () => {
    const events = Array.from({ length: 24 }, (_, hour) => sent(100_000, MONDAY + hour * HOUR));
    const { state } = told(BOUNCE, ...events, outcome(2_000_000, MONDAY + DAY));
    expect(state.sends).toBe(2_400_000);
    expect(JSON.stringify(state).length).toBeLessThan(2500);
  });

  it('starts anew when a named person lets it, and leaves out what was sent before', () => {
    const tripped = [sent(10), outcome(1), outcome(2), outcome(3)];
    const { state, verdicts } = told(
      BOUNCE,
      ...tripped,
      restart(MONDAY + HOUR),
      outcome(4, MONDAY + HOUR),
    );
    expect(verdicts.at(-1)).toEqual({ said: 'before-restart' });
    expect(state).toMatchObject({
      trip: null,
      open: [],
      closed: 10,
      base: { send: 10, values: [1, 1, 1, 1, 1, 1] },
      grant: { every: 500 },
      restart: { by: 'mara@brightloop.example', reason: 'The list was cleaned.', after: 10 },
    });
    const again = observeAll(state, [
      sent(10, MONDAY + HOUR),
      ...[11, 12, 13].map((n) => outcome(n, MONDAY + HOUR)),
    ]);
    expect(again.state.trip?.send).toBe(13);
  });

  it('takes a longer run at once and a shorter one at the next restart', () => {
    const split = (threshold: number): BrakeEvent => ({
      type: 'split',
      at: MONDAY,
      grant: { every: threshold, threshold },
    });
    expect(told(BOUNCE, split(20)).state.grant.threshold).toBe(20);
    expect(said(BOUNCE, split(5))).toBe('kept');
    expect(told(BOUNCE, split(5)).state.grant.threshold).toBe(10);
    expect(told(BOUNCE, split(20), restart(MONDAY, 5)).state.grant.threshold).toBe(5);
  });

  it('changes nothing that it is given', () => {
    const { state } = told(BOUNCE, sent(10), outcome(3));
    const before = structuredClone(state);
    observe(state, outcome(2));
    observe(state, clock(MONDAY + 30 * DAY));
    expect(state).toEqual(before);
    expect(BrakeState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });
});

describe('a brake on counts by day', () => {
  const closed = MONDAY + 4 * DAY;

  it('waits until the window of the day has closed, since domains may be missing', () => {
    const bad = day('2026-11-23', { at: MONDAY + DAY, events: 20 });
    expect(told(COMPLAINTS, bad, clock(closed - 1)).state.trip).toBeNull();
    expect(told(COMPLAINTS, bad, clock(closed)).state.trip).toMatchObject({ day: '2026-11-23' });
    const rest = day('2026-11-23', { at: MONDAY + 2 * DAY, domain: 'b.example', sends: 20_000 });
    expect(told(COMPLAINTS, bad, rest, clock(closed)).state).toMatchObject({
      trip: null,
      sends: 21_000,
    });
  });

  it('is the same whichever domain came first, and takes a corrected count', () => {
    const a = day('2026-11-23', { at: MONDAY + DAY, events: 2 });
    const b = day('2026-11-23', { at: MONDAY + DAY, domain: 'b.example', events: 3 });
    expect(told(COMPLAINTS, a, b).state).toEqual(told(COMPLAINTS, b, a).state);
    expect(told(COMPLAINTS, a, b, clock(closed)).state).toEqual(
      told(COMPLAINTS, b, a, clock(closed)).state,
    );
    const wrong = day('2026-11-23', { at: MONDAY + DAY, events: 900 });
    expect(told(COMPLAINTS, wrong, a, clock(closed)).state).toEqual(
      told(COMPLAINTS, a, clock(closed)).state,
    );
    expect(said(COMPLAINTS, a, a)).toBe('twice');
  });

  it('leaves out a count that comes after its window, and days up to a restart', () => {
    expect(said(COMPLAINTS, day('2026-11-23', { at: closed }))).toBe('late');
    const events = [restart(MONDAY + HOUR), day('2026-11-23', { at: MONDAY + DAY, events: 500 })];
    expect(said(COMPLAINTS, ...events)).toBe('before-restart');
    expect(said(COMPLAINTS, ...events, day('2026-11-24', { at: MONDAY + 2 * DAY }))).toBe(
      'counted',
    );
  });
});
