import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Window } from '../../../src/core/brakes/line.ts';
import { closesAt } from '../../../src/core/brakes/window.ts';
import { HOUR } from './stream.ts';

const time = (text: string): number => Date.parse(`${text}:00.000Z`);
const shown = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('the window of a send', () => {
  it.each([
    { hours: 0 },
    { businessDays: 0 },
    { hours: 24, businessDays: 1 },
    { businessDays: 5, holidays: ['2026-02-30'] },
  ])('is never %j', (window) => {
    expect(Window.safeParse(window).success).toBe(false);
  });

  it.each([
    ['a Friday afternoon', '2026-11-27T15:00', '2026-12-04T15:00'],
    ['within an hour', '2026-11-27T14:20', '2026-12-04T15:00'],
    ['a Sunday', '2026-11-29T15:00', '2026-12-05T00:00'],
    ['a Monday at midnight', '2026-11-23T00:00', '2026-11-28T00:00'],
  ])('of five business days, from %s', (_, from, to) => {
    expect(shown(closesAt(time(from), { businessDays: 5 }))).toBe(to);
  });

  it('goes around holidays', () => {
    const window = { businessDays: 5, holidays: ['2026-12-25', '2027-01-01'] };
    expect(shown(closesAt(time('2026-12-24T09:00'), window))).toBe('2027-01-04T09:00');
  });

  it('of hours is hours, from the next full one', () => {
    expect(shown(closesAt(time('2026-11-28T10:01'), { hours: 24 }))).toBe('2026-11-29T11:00');
    expect(shown(closesAt(time('2026-11-28T10:00'), { hours: 24 }))).toBe('2026-11-29T10:00');
  });

  it('never closes before that of an earlier send, on full hours, and lasts', () => {
    const from = time('2026-01-01T00:00');
    const at = fc.integer({ min: from, max: from + 400 * 24 * HOUR });
    const window = fc.oneof(
      fc.record({ hours: fc.integer({ min: 1, max: 200 }) }),
      fc.record({
        businessDays: fc.integer({ min: 1, max: 20 }),
        holidays: fc.constant<string[]>(['2026-05-01']),
      }),
    );
    fc.assert(
      fc.property(at, fc.nat(14 * 24 * HOUR), window, (sentAt, later, of) => {
        const closes = closesAt(sentAt, of);
        expect(closes % HOUR).toBe(0);
        expect(closes).toBeGreaterThanOrEqual(sentAt + HOUR);
        expect(closesAt(sentAt + later, of)).toBeGreaterThanOrEqual(closes);
      }),
    );
  });
});
