import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saw, watching } from '../../../src/core/lanes/audit-watch.ts';
import {
  bandOf,
  type CohortItem,
  type Label,
  periodOf,
  settle,
} from '../../../src/core/lanes/cohort.ts';
import { isDefect } from '../../../src/core/lanes/defect.ts';
import { DEFAULT_GRID, Period } from '../../../src/core/lanes/evidence.ts';

const item = (change: Partial<CohortItem> = {}): CohortItem => ({
  ...{ proposalId: 'p', confidence: 0.9, inclusion: 1, drawn: true },
  ...{ found: null, reported: null, superseded: false },
  ...change,
});
const only = (one: CohortItem, overdue = false): Label | null | undefined => {
  const labels = settle([one], overdue);
  return labels === null ? null : labels[0];
};

describe('a day’s cohort', () => {
  it('waits for everybody, and does not wait for ever', () => {
    const good = item({ found: { defect: false, by: 'decision' } });
    expect(settle([good, item()], false)).toBeNull();
    expect(settle([good, item()], true)?.map(({ outcome }) => outcome)).toEqual([
      'right',
      'defect',
    ]);
  });

  it('lets an agent neither withdraw nor replace what nobody has read', () => {
    expect(only(item({ superseded: true }))).toMatchObject({
      outcome: 'defect',
      source: 'superseded',
    });
    expect(only(item(), true)).toMatchObject({ outcome: 'defect', source: 'overdue' });
  });

  it('counts what was not drawn as unseen, unless somebody reported it', () => {
    const unseen = item({ drawn: false, inclusion: 0.1 });
    expect(only(unseen)).toMatchObject({ outcome: 'unseen', source: 'sample', inclusion: 0.1 });
    expect(only({ ...unseen, reported: 'complaint' })).toMatchObject({ outcome: 'defect' });
  });

  it('believes a report before a decision that let it pass', () => {
    const passed = item({ found: { defect: false, by: 'audit' }, reported: 'report' });
    expect(only(passed)).toMatchObject({ outcome: 'defect', source: 'report' });
  });

  it('counts each label once, in its band and stratum (property)', () => {
    const labels = fc.array(
      fc.record({
        proposalId: fc.uuid(),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
        inclusion: fc.constantFrom(0.05, 0.2, 1),
        outcome: fc.constantFrom('unseen' as const, 'right' as const, 'defect' as const),
        source: fc.constant('decision' as const),
      }),
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(labels, (all) => {
        const period = periodOf(all, DEFAULT_GRID);
        expect(Period.safeParse(period).success).toBe(true);
        const sum = period.reduce((n, s) => n + s.unseen + s.right + s.defects, 0);
        expect(sum).toBe(all.length);
        for (const { confidence } of all) {
          const band = bandOf(DEFAULT_GRID, confidence);
          expect(confidence).toBeGreaterThanOrEqual(DEFAULT_GRID[band] ?? 2);
          if (band > 0) expect(confidence).toBeLessThan(DEFAULT_GRID[band - 1] ?? -1);
        }
      }),
    );
  });
});

it.each([
  ['approve', undefined, false],
  ['approve_edited', 'tone', false],
  ['approve_edited', 'wrong_fact', true],
  ['approve_edited', undefined, true],
  ['reject', 'timing', true],
  ['escalate', undefined, false],
] as const)('%s for %s: a defect is %s', (action, reason, defect) => {
  expect(isDefect(action, reason)).toBe(defect);
});

describe('the detector on audits', () => {
  it('trips on defects, and goes on from where it was kept', () => {
    let watch = watching(0.05, 1000);
    let audits = 0;
    for (let tripped = false; !tripped && audits < 100; audits += 1) {
      const next = saw(JSON.parse(JSON.stringify(watch)), true);
      watch = next.watch;
      tripped = next.tripped;
    }
    expect(audits).toBeLessThan(10);
    expect(watch).toMatchObject({ seen: audits, defects: audits });
  });

  it('never trips on good ones alone', () => {
    let watch = watching(0.05, 1000);
    for (let audit = 0; audit < 2000; audit += 1) {
      const next = saw(watch, false);
      expect(next.tripped).toBe(false);
      watch = next.watch;
    }
  });
});
