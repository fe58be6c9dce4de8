import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/core/brakes/coverage.ts';
import { brakeEventsOf } from '../../../src/core/brakes/signals.ts';
import type { Signal } from '../../../src/core/schema/signal.ts';

describe('a signal', () => {
  it.each<[Pick<Signal, 'type' | 'replyType' | 'bounceType'>, string[]]>([
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
    [{ type: 'sent' }, []],
    [{ type: 'delivered' }, []],
  ])('%j is to brakes %j', (signal, events) => {
    expect(brakeEventsOf(signal)).toEqual(events);
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
