import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isQuiet, quietOf, quietUntil, type WallClock } from '../../../src/core/notices/quiet.ts';

/** What the wall shows in a place, with its own days on which clocks are set. */
function clockIn(timeZone: string): WallClock {
  const form = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  return (at) => {
    const [hours, minutes] = form.format(at).split(':');
    return Number(hours) * 60 + Number(minutes);
  };
}
const BERLIN = clockIn('Europe/Berlin');
const NIGHT = { from: 22 * 60, to: 7 * 60 };
const MINUTE = 60_000;

test.each([
  ['22:00-07:00', NIGHT],
  ['12:30-13:00', { from: 750, to: 780 }],
  ['00:00-23:59', { from: 0, to: 1439 }],
  ['off', null],
  ['', null],
  ['22:00-22:00', null],
  ['24:00-07:00', null],
  ['9:00-17:00', null],
])('%j', (text, quiet) => {
  expect(quietOf(text)).toEqual(quiet);
});

test('over midnight both ends of the night are quiet, and the first minute after is not', () => {
  const wall = clockIn('UTC');
  const at = (time: string) => isQuiet(NIGHT, Date.parse(`2026-11-02T${time}:00Z`), wall);
  expect(['21:59', '22:00', '23:59', '00:00', '06:59', '07:00'].map(at)).toEqual([
    ...[false, true, true, true, true, false],
  ]);
});

test('in the night in which clocks go forward, and in which they go back, they end at seven on the wall', () => {
  const spring = Date.parse('2026-03-28T23:00:00+01:00');
  expect(new Date(quietUntil(NIGHT, spring, BERLIN)).toISOString()).toBe(
    '2026-03-29T05:00:00.000Z',
  );
  const autumn = Date.parse('2026-10-24T23:00:00+02:00');
  expect(new Date(quietUntil(NIGHT, autumn, BERLIN)).toISOString()).toBe(
    '2026-10-25T06:00:00.000Z',
  );
});

test('an end that the clocks leap over is the leap', () => {
  const quiet = { from: 22 * 60, to: 2 * 60 + 30 };
  const at = Date.parse('2026-03-29T01:00:00+01:00');
  expect(new Date(quietUntil(quiet, at, BERLIN)).toISOString()).toBe('2026-03-29T01:00:00.000Z');
});

test('they end at the first minute that is not quiet, everywhere and also when clocks are set', () => {
  const leaps = [
    ['Europe/Berlin', '2026-03-28T12:00:00Z'],
    ['Europe/Berlin', '2026-10-24T12:00:00Z'],
    ['America/New_York', '2026-11-01T00:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T06:00:00Z'],
    ['Asia/Tokyo', '2026-06-01T00:00:00Z'],
  ] as const;
  const minute = fc.integer({ min: 0, max: 1439 });
  fc.assert(
    fc.property(
      fc.constantFrom(...leaps),
      fc.integer({ min: 0, max: 1439 }),
      fc.tuple(minute, minute).filter(([from, to]) => from !== to),
      ([zone, day], later, [from, to]) => {
        const wall = clockIn(zone);
        const quiet = { from, to };
        const at = Date.parse(day) + later * MINUTE;
        fc.pre(isQuiet(quiet, at, wall));
        const end = quietUntil(quiet, at, wall);
        expect(isQuiet(quiet, end, wall)).toBe(false);
        for (let time = at; time < end; time += MINUTE)
          expect(isQuiet(quiet, time, wall), new Date(time).toISOString()).toBe(true);
      },
    ),
    { seed: 3, numRuns: 60 },
  );
});
