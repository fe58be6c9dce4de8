import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/core/brakes/coverage.ts';
import { START_LINES } from '../../../src/core/brakes/line.ts';
import { brakeEventsOf } from '../../../src/core/brakes/signals.ts';
import { Signal } from '../../../src/core/schema/signal.ts';

describe('a signal', () => {
  it.each<[Pick<Signal, 'type' | 'replyType' | 'bounceType' | 'name'>, string[]]>([
    [{ type: 'reply', replyType: 'auto' }, []],
    [{ type: 'reply', replyType: 'out-of-office' }, []],
    [{ type: 'reply', replyType: 'opt-out' }, ['opt-out']],
    [{ type: 'unsubscribe' }, ['opt-out']],
    [{ type: 'reply', replyType: 'negative' }, ['reply', 'reply-negative']],
    [{ type: 'reply', replyType: 'positive' }, ['reply', 'reply-positive']],
    [{ type: 'reply' }, ['reply']],
    [{ type: 'bounce', bounceType: 'soft' }, ['bounce-soft']],
    [{ type: 'bounce' }, ['bounce']],
    [{ type: 'complaint' }, ['complaint']],
    [{ type: 'defect_reported' }, ['defect']],
    [{ type: 'custom', name: 'demo-no-show' }, ['demo-no-show']],
    [{ type: 'sent' }, []],
    [{ type: 'delivered' }, []],
  ])('%j is to brakes %j', (signal, events) => {
    expect(brakeEventsOf(signal)).toEqual(events);
  });
});

describe('a signal of the workspace’s own', () => {
  const told = (change: object) =>
    Signal.safeParse({ id: 's', type: 'custom', at: '2026-11-29T10:00:00Z', ...change }).success;

  it('has a name, and nothing else has one', () => {
    expect(told({ name: 'demo-no-show' })).toBe(true);
    expect(told({})).toBe(false);
    expect(told({ name: 'Not A Slug' })).toBe(false);
    expect(told({ type: 'reply', name: 'demo-no-show' })).toBe(false);
  });

  it('can’t pass for one that the gate knows: no floor is held up by a made-up reply', () => {
    for (const line of START_LINES) expect(told({ name: line.signal }), line.signal).toBe(false);
    for (const type of ['reply', 'bounce', 'complaint', 'unsubscribe', 'meeting'] as const)
      for (const name of [
        ...brakeEventsOf({ type }),
        ...brakeEventsOf({ type, replyType: 'positive' }),
      ])
        expect(told({ name }), name).toBe(false);
    for (const name of [
      ...brakeEventsOf({ type: 'reply', replyType: 'negative' }),
      ...brakeEventsOf({ type: 'bounce', bounceType: 'soft' }),
      ...brakeEventsOf({ type: 'conversion' }),
      ...brakeEventsOf({ type: 'defect_reported' }),
    ])
      expect(told({ name }), name).toBe(false);
  });
});

describe('the coverage of a signal', () => {
  const sent = new Map([
    ['a.example', 170],
    ['b.example', 830],
  ]);

  it('is never 0 % where nobody reports', () => {
    expect(coverageOf('complaint', sent, new Set(['a.example']))).toEqual({
      share: 0.17,
      sentence: 'no complaint data from 83 % of recipients',
    });
    expect(coverageOf('complaint', sent, new Set()).sentence).toBe(
      'no complaint data from 100 % of recipients',
    );
    expect(coverageOf('complaint', new Map(), new Set()).sentence).toMatch(/nothing was sent/);
  });

  it('claims neither all nor none by rounding', () => {
    const uneven = new Map([
      ['a.example', 1],
      ['b.example', 9999],
    ]);
    const said = (domain: string): string =>
      coverageOf('complaint', uneven, new Set([domain])).sentence;
    expect(said('a.example')).toBe('no complaint data from 99 % of recipients');
    expect(said('b.example')).toBe('no complaint data from 1 % of recipients');
    expect(coverageOf('complaint', sent, new Set(sent.keys())).sentence).toBe(
      'complaint data from all recipients',
    );
  });
});
