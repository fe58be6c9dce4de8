import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cap } from '../../../src/core/conduct/policy.ts';
import { DAY, HOUR, noonish, other, sql, store } from './caps-stage.ts';
import {
  call,
  cleared,
  conductScene,
  enroll,
  mailTo,
  redeem,
  type Scene,
  send,
  setPolicy,
  social,
  stateOf,
  touchesOf,
} from './conduct-scene.ts';

const dayCap = (most: number, per: Cap['per'] = 'person'): Cap => ({ per, within: 'day', most });

const link = (at: Scene, person: string, change: { alsoKnownAs?: string; account?: string }) =>
  store.conduct.putContact({
    workspaceId: at.workspaceId,
    contact: { person, ...change },
    by: 'test',
  });

/** What a redemption came to: sent, later (in days from today), or never. */
const outcome = async (run: Promise<unknown>, offset = 0): Promise<string> => {
  try {
    await run;
    return 'sent';
  } catch (error) {
    const { code, until } = error as { code?: string; until?: string };
    if (code !== 'conduct-later' || until === undefined) return String(code);
    const day = (time: number) => Math.floor((time + offset) / DAY);
    expect((Date.parse(until) + offset) % DAY).toBe(0);
    return `later ${day(Date.parse(until)) - day(Date.now())}`;
  }
};

describe('a cap', () => {
  it('is one for all channels of a person: more channels are not more permission', async () => {
    const at = await conductScene(store);
    const { timeZone, offset } = noonish();
    await setPolicy(at, { timeZone, caps: [dayCap(2)] });
    await link(at, 'bob@buyer.example', { alsoKnownAs: 'hubspot:contact:42' });
    await send(at, mailTo('bob@buyer.example'));
    await send(at, social('42'));
    for (const content of [call('42'), social('42'), mailTo('Bob+x@buyer.example'), enroll('42')])
      expect(await outcome(send(at, content), offset)).toBe('later 1');
    expect(await touchesOf(sql, at)).toMatchObject([
      { person: 'bob@buyer.example', channel: 'email' },
      { person: 'bob@buyer.example', channel: 'social' },
    ]);
  });

  it('holds per account and per domain, but not for a domain that strangers share', async () => {
    const at = await conductScene(store);
    const { timeZone, offset } = noonish();
    await setPolicy(at, {
      timeZone,
      caps: [dayCap(1, 'account'), dayCap(2, 'domain')],
      uncappedDomains: ['gmail.com'],
    });
    await link(at, 'ann@one.example', { account: 'hubspot:company:7' });
    await link(at, 'bob@two.example', { account: 'hubspot:company:7' });
    await send(at, mailTo('ann@one.example'));
    expect(await outcome(send(at, mailTo('bob@two.example')), offset)).toBe('later 1');
    for (const person of ['x', 'y']) await send(at, mailTo(`${person}@three.example`));
    expect(await outcome(send(at, mailTo('z@three.example')), offset)).toBe('later 1');
    for (const person of ['x', 'y', 'z']) await send(at, mailTo(`${person}@gmail.com`));
  });

  it('that one mail alone exceeds is said to be for good', async () => {
    const at = await conductScene(store);
    await setPolicy(at, { timeZone: noonish().timeZone, caps: [dayCap(1, 'domain')] });
    const content = mailTo('a@x.example', { cc: [{ email: 'b@x.example' }] });
    const made = await cleared(at, content);
    await expect(redeem(at, made)).rejects.toMatchObject({ code: 'conduct' });
    expect(await stateOf(at, made.proposalId)).toBe('approved');
    expect(await touchesOf(sql, at)).toEqual([]);
  });

  it('counts the steps of a sequence at their own times', async () => {
    const at = await conductScene(store);
    const { timeZone } = noonish();
    await setPolicy(at, { timeZone, caps: [dayCap(1)] });
    const step = (days: number, channel: 'email' | 'call' | 'task' = 'email') => ({
      channel,
      at: new Date(Date.now() + days * DAY).toISOString(),
    });
    await send(at, enroll('1', { steps: [step(1), step(2, 'call'), step(2, 'task')] }));
    expect(await outcome(send(at, enroll('1', { steps: [step(2)] })))).toBe('conduct');
    expect(await outcome(send(at, enroll('2', { steps: [step(3), step(3, 'call')] })))).toBe(
      'conduct',
    );
    // Today is free; tomorrow and the day after are taken.
    await send(at, social('1'));
    expect(await outcome(send(at, social('1')), noonish().offset)).toBe('later 3');
  });

  it('does not count what is known to have left nothing', async () => {
    const at = await conductScene(store);
    const { timeZone, offset } = noonish();
    await setPolicy(at, { timeZone, caps: [dayCap(1)] });
    const { dispatchId } = await send(at, mailTo('bob@buyer.example'));
    expect(await outcome(send(at, mailTo('bob@buyer.example')), offset)).toBe('later 1');
    const { workspaceId } = at;
    await store.dispatches.finish({ workspaceId, dispatchId, result: { outcome: 'failed' } });
    await send(at, mailTo('bob@buyer.example'));
    expect((await touchesOf(sql, at)).map(({ undone_at }) => undone_at !== null)).toEqual([
      true,
      false,
    ]);
  });

  it('is not for colleagues', async () => {
    const at = await conductScene(store);
    await setPolicy(at, {
      timeZone: noonish().timeZone,
      caps: [dayCap(1)],
      ownDomains: ['seller.example'],
    });
    for (let n = 0; n < 3; n += 1)
      await send(at, mailTo(`p${n}@x.example`, { cc: [{ email: 'boss@seller.example' }] }));
  });

  it('holds between processes that redeem at once, whatever the order of names', async () => {
    const at = await conductScene(store);
    const { timeZone } = noonish();
    await setPolicy(at, { timeZone, caps: [dayCap(3), dayCap(7, 'domain')] });
    const names = ['a@x.example', 'b@x.example', 'c@y.example'];
    const made = await Promise.all(
      Array.from({ length: 14 }, async (_, n) => {
        const [to = '', cc = ''] =
          n % 2 ? [names[n % 3], names[(n + 1) % 3]] : [names[(n + 1) % 3], names[n % 3]];
        return cleared(at, mailTo(to, { cc: [{ email: cc }] }));
      }),
    );
    const done = await Promise.allSettled(
      made.map((each, n) => redeem(at, each, n % 2 ? other : store)),
    );
    for (const each of done)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'conduct-later' });
    const { rows } = await sql.query<{ person: string; n: number }>(
      'select person, count(*)::int as n from touches where workspace_id = $1 group by 1',
      [at.workspaceId],
    );
    for (const { n } of rows) expect(n).toBeLessThanOrEqual(3);
    // Nothing more would have fitted: two of three are full, and every mail goes to two.
    expect(rows.filter(({ n }) => n === 3).length).toBeGreaterThanOrEqual(2);
  });
});

it('under random schedules the database lets out what a simple model lets out', async () => {
  const at = await conductScene(store);
  const { timeZone, offset } = noonish();
  const cap = fc.record({
    per: fc.constantFrom('person' as const, 'account' as const, 'domain' as const),
    within: fc.constantFrom('day' as const, 'week' as const),
    most: fc.integer({ min: 1, max: 5 }),
  });
  const people = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 2 });
  const op = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('mail' as const), people }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('social' as const), people }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), people }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('past' as const),
        people,
        days: fc.integer({ min: -8, max: 8 }),
      }),
    },
  );
  const schedule = fc.record({
    caps: fc.uniqueArray(cap, { maxLength: 3, selector: (c) => `${c.per} ${c.within}` }),
    ops: fc.array(op, { minLength: 3, maxLength: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ caps, ops }) => {
      const run = randomUUID().slice(0, 8);
      await setPolicy(at, { timeZone, caps });
      // 0 and 1 share an account, 1 and 2 a domain, 3 stands alone.
      const all = [0, 1, 2, 3].map((n) => ({
        address: `p${n}@${n === 1 || n === 2 ? 'both' : `own${n}`}-${run}.example`,
        record: `${run}-${n}`,
        account: n < 2 ? `hubspot:company:${run}` : undefined,
      }));
      for (const { address, record, account } of all)
        await link(at, address, {
          alsoKnownAs: `hubspot:contact:${record}`,
          ...(account === undefined ? {} : { account }),
        });
      const touches: { who: number; day: number; live: boolean; dispatch: string }[] = [];
      const today = Math.floor((Date.now() + offset) / DAY);
      const week = (day: number) => Math.floor((day + 3) / 7);
      const unit = (per: Cap['per'], n: number): string | undefined => {
        const person = all[n];
        if (per === 'person') return person?.address;
        return per === 'account' ? person?.account : person?.address.split('@')[1];
      };
      const fits = (who: number[], day: number): boolean =>
        caps.every(({ per, within, most }) =>
          who.every((n) => {
            const mine = unit(per, n);
            if (mine === undefined) return true;
            const same = (d: number) => (within === 'day' ? d === day : week(d) === week(day));
            const had = touches.filter(
              (t) => t.live && same(t.day) && unit(per, t.who) === mine,
            ).length;
            return had + who.filter((m) => unit(per, m) === mine).length <= most;
          }),
        );
      const expected = (who: number[]): string => {
        const wait = Array.from({ length: 60 }, (_, n) => n).find((n) => fits(who, today + n));
        return wait === undefined ? 'conduct' : wait === 0 ? 'sent' : `later ${wait}`;
      };
      for (const each of ops) {
        const first = each.people[0] ?? 0;
        const person = all[first];
        if (!person) throw new Error('nobody');
        if (each.kind === 'past') {
          // As a sequence or an earlier day left it.
          await sql.query(
            `insert into touches (workspace_id, clearance_id, person, domain, account, channel, at)
             select $1, (select id from clearances where workspace_id = $1 limit 1), $2, $3, $4,
               'email', $5 where exists (select from clearances where workspace_id = $1)`,
            [
              at.workspaceId,
              person.address,
              person.address.split('@')[1],
              person.account ?? null,
              new Date((today + each.days) * DAY + 12 * HOUR - offset),
            ],
          );
          const { rows } = await sql.query(
            'select from clearances where workspace_id = $1 limit 1',
            [at.workspaceId],
          );
          if (rows.length > 0)
            touches.push({ who: first, day: today + each.days, live: true, dispatch: '' });
          continue;
        }
        if (each.kind === 'fail') {
          const last = touches.findLast(({ live, dispatch }) => live && dispatch !== '');
          if (!last) continue;
          await store.dispatches.finish({
            workspaceId: at.workspaceId,
            dispatchId: last.dispatch,
            result: { outcome: 'failed' },
          });
          for (const touch of touches) if (touch.dispatch === last.dispatch) touch.live = false;
          continue;
        }
        const who = each.kind === 'social' ? [first] : each.people;
        const [to, cc] = who.map((n) => all[n]?.address ?? '');
        const content =
          each.kind === 'social'
            ? social(person.record)
            : mailTo(to ?? '', { cc: cc === undefined ? [] : [{ email: cc }] });
        let dispatch = '';
        const came = await outcome(
          send(at, content).then(({ dispatchId }) => {
            dispatch = dispatchId;
          }),
          offset,
        );
        expect(came).toBe(expected(who));
        if (came === 'sent')
          for (const n of who) touches.push({ who: n, day: today, live: true, dispatch });
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);
