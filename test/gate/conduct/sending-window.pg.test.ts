import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendingWindow } from '../../../src/core/conduct/policy.ts';
import { noonish, sql, store } from './caps-stage.ts';
import { cleared, conductScene, mailTo, redeem, send, setPolicy } from './conduct-scene.ts';

describe('the sending window', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
  const local = (at: number, timeZone: string) => {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(at);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
    return {
      day: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1,
      clock: `${part('hour')}:${part('minute')}`,
    };
  };
  const isOpen = ({ days, from, to }: SendingWindow, zone: string, at: number): boolean => {
    const { day, clock } = local(at, zone);
    return days.includes(day) && clock >= from && clock < to;
  };

  it('opens when its days and hours in that zone say so, and not a minute earlier', async () => {
    // From four o'clock: an hour that a zone leaves out or has twice lies before.
    const window = fc
      .record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
        opens: fc.integer({ min: 4 * 60, max: 22 * 60 }),
        length: fc.integer({ min: 1, max: 20 * 60 }),
      })
      .map(({ days, opens, length }): SendingWindow => {
        const clock = (minutes: number) =>
          `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        return { days, from: clock(opens), to: clock(Math.min(opens + length, 24 * 60)) };
      });
    const time = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
    await fc.assert(
      fc.asyncProperty(window, fc.constantFrom(...zones), time, async (given, zone, at) => {
        const { rows } = await sql.query<{ opens: Date }>(
          'select conduct_open($1, $2, $3) as opens',
          [JSON.stringify(given), zone, new Date(at)],
        );
        const opens = rows[0]?.opens.getTime() ?? 0;
        expect(isOpen(given, zone, opens)).toBe(true);
        if (isOpen(given, zone, at)) expect(opens).toBe(at);
        else
          for (let before = opens - 60_000; before >= at; before -= 17 * 60_000)
            expect(isOpen(given, zone, before)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it("is the recipient's, where their zone is known, and all recipients' at once", async () => {
    const at = await conductScene(store);
    // Open now in the workspace's zone, where it is noon; closed where it is midnight.
    const { timeZone } = noonish();
    const midnight = 24 - new Date().getUTCHours();
    const far = midnight <= 14 ? `Etc/GMT-${midnight}` : `Etc/GMT+${24 - midnight}`;
    await setPolicy(at, {
      timeZone,
      window: { days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '17:00' },
    });
    await store.conduct.putContact({
      workspaceId: at.workspaceId,
      contact: { person: 'far@buyer.example', timeZone: far },
      by: 'test',
    });
    await send(at, mailTo('near@buyer.example'));
    const made = await cleared(at, mailTo('far@buyer.example'));
    const refused = await redeem(at, made).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'conduct-later' });
    const until = Date.parse((refused as { until: string }).until);
    expect(local(until, far).clock).toBe('09:00');
    // Nine there is after five here: the two windows never meet for both, or they do at one's opening.
    const both = await redeem(
      at,
      await cleared(at, mailTo('near@buyer.example', { cc: [{ email: 'far@buyer.example' }] })),
    ).catch((error: unknown) => error);
    expect(['conduct', 'conduct-later']).toContain((both as { code: string }).code);
  });
});
