import { describe, expect, it } from 'vitest';
import type { WorkflowHealth } from '../../../src/core/schema/health.ts';
import { ageOf, atAGlance, factsOf, sorted } from '../../../src/pages/popup/health.ts';

const NOW = Date.parse('2026-11-28T12:00:00.000Z');
const hoursAgo = (hours: number): string => new Date(NOW - hours * 3_600_000).toISOString();

function flow(change: Partial<WorkflowHealth> = {}): WorkflowHealth {
  return {
    ...{ id: 'a', name: 'Alpha', state: 'running' },
    lanes: { human: 10, constrained: 0, auto: 90 },
    waiting: { items: 0, hours: null },
    reading: { deliberate: 9, judged: 10, low: 0.6, high: 0.98 },
    brakes: { watching: 4, tripped: 0 },
    afterwards: { looked: 0, wrong: 0, reported: 0 },
    ...change,
  };
}
const NEAR = {
  watching: 4,
  tripped: 0,
  nearest: { sentence: 'Hard bounces', near: 0.8, tripped: false, action: 'stop' as const },
};
const UNREAD = { deliberate: 1, judged: 40, low: 0, high: 0.13 };
const glance = (...workflows: WorkflowHealth[]) =>
  atAGlance({ at: hoursAgo(0), workflows }).map(({ role, text }) => `${role}: ${text}`);

describe('the three questions', () => {
  it('are answered where all is well', () => {
    expect(glance(flow({ afterwards: { looked: 40, wrong: 0, reported: 0 } }))).toEqual([
      'good: Nothing is on fire: no brake has tripped.',
      'good: People read: 9 of 10 decisions in 7 days were read.',
      'good: Of 40 looked at afterwards in 30 days, none was wrong.',
    ]);
  });

  it('are answered where there is nothing', () => {
    expect(glance()).toEqual([
      'good: No workflows yet.',
      'good: Nothing was there to be read in 7 days.',
      'warn: Nobody looked at what went out in 30 days.',
    ]);
  });

  it('name what is stopped, by a person or by a brake', () => {
    const [fire] = glance(
      flow(),
      flow({ id: 'b', name: 'Beta', state: 'paused' }),
      flow({ id: 'c', name: 'Gamma', brakes: { watching: 4, tripped: 1 } }),
    );
    expect(fire).toBe('bad: Stopped: Beta and 1 more.');
    expect(glance(flow({ brakes: NEAR }))[0]).toBe(
      'warn: Nothing is stopped, but Alpha is near a line.',
    );
  });

  it('say that nobody reads only where that is sure', () => {
    expect(glance(flow({ reading: UNREAD }))[1]).toBe(
      'bad: Hardly anyone reads in Alpha; in all, 1 of 40 decisions in 7 days were read.',
    );
    const few = { deliberate: 0, judged: 2, low: 0, high: 0.66 };
    expect(glance(flow({ reading: few }))[1]).toMatch(/^warn: People read: 0 of 2/);
    const none = { deliberate: 0, judged: 0, low: 0, high: 1 };
    expect(glance(flow({ reading: none, waiting: { items: 412, hours: null } }))[1]).toBe(
      'warn: Nobody decided in 7 days, and 412 wait.',
    );
  });

  it('count what others found apart', () => {
    expect(glance(flow({ afterwards: { looked: 10, wrong: 2, reported: 3 } }))[2]).toBe(
      'warn: Of 10 looked at afterwards in 30 days, 2 were wrong. 3 more were reported as wrong.',
    );
  });
});

it('what needs attention comes first', () => {
  const all = [
    flow({ id: 'fine', name: 'A fine one' }),
    flow({ id: 'old', name: 'Old', waiting: { items: 1, hours: 1, oldestAt: hoursAgo(30) } }),
    flow({ id: 'unread', name: 'Unread', reading: UNREAD }),
    flow({ id: 'near', name: 'Near', brakes: NEAR }),
    flow({ id: 'paused', name: 'Paused', state: 'paused' }),
  ];
  expect(sorted(all, NOW).map(({ id }) => id)).toEqual([
    ...['paused', 'near', 'unread', 'old', 'fine'],
  ]);
});

describe('one workflow’s facts', () => {
  it('are shares, what waits in hours of reading, and intervals', () => {
    const waiting = { items: 120, hours: 2.5, oldestAt: hoursAgo(5) };
    const afterwards = { looked: 30, wrong: 1, reported: 2 };
    expect(factsOf(flow({ waiting, afterwards }), NOW)).toEqual([
      '10 % to people, 90 % by itself, of 100 in 7 days',
      '120 wait, 2.5 h of reading, the oldest for 5 h',
      '90 % read (60 % to 98 %)',
      '1 of 30 wrong when looked at again',
      '2 reported as wrong',
    ]);
  });

  it('say nothing of what is not known', () => {
    const reading = { deliberate: 0, judged: 0, low: 0, high: 1 };
    const lanes = { human: 0, constrained: 0, auto: 0 };
    expect(factsOf(flow({ reading, lanes }), NOW)).toEqual([
      'nothing came in 7 days',
      'nothing waits',
    ]);
    const waiting = { items: 2, hours: 0.01 };
    expect(factsOf(flow({ reading, lanes, waiting }), NOW)[1]).toBe('2 wait, 1 min of reading');
  });
});

it('an age is in the unit that says enough', () => {
  expect([0, 0.2, 5, 47, 100].map((hours) => ageOf(hoursAgo(hours), NOW))).toEqual([
    ...['a moment', '12 min', '5 h', '47 h', '4 days'],
  ]);
});
