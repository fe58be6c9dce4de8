import { describe, expect, it } from 'vitest';
import { clustered } from '../../../src/core/stats/clustered.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { changesOf, type Measured } from '../../../src/core/weekly/compare.ts';

const items = (hits: number, n: number, name = 'x') =>
  clustered(
    Array.from({ length: n }, (_, nth) => ({
      ...{ n: 1, hits: Number(nth < hits), account: `${name}-${nth}`, template: `${name}-${nth}` },
    })),
  );
const of = (override = items(0, 0), reply = items(0, 0), optOut = items(0, 0)): Measured => ({
  ...{ override, reply, optOut },
});

describe('a week beside the one before', () => {
  it('is called worse only where all of the interval is on the bad side', () => {
    const now = of(items(30, 100), items(1, 200), items(9, 200));
    const last = of(items(5, 100), items(20, 200), items(0, 200));
    expect(
      changesOf({ now, last, all: now }).map(({ measure, against, verdict }) => [
        measure,
        against,
        verdict,
      ]),
    ).toEqual([
      ['override', 'last-week', 'worse'],
      ['reply', 'last-week', 'worse'],
      ['optOut', 'last-week', 'worse'],
    ]);
    const turned = changesOf({ now: last, last: now, all: last });
    expect(turned.map(({ verdict }) => verdict)).toEqual(['better', 'better', 'better']);
  });

  it('stays unclear where few were counted, and says nothing where none were', () => {
    const [change, ...more] = changesOf({
      ...{ now: of(items(2, 4)), last: of(items(0, 5)), all: of(items(2, 4)) },
    });
    expect(change).toMatchObject({ measure: 'override', verdict: 'unclear', difference: 0.5 });
    expect(more).toEqual([]);
    expect(changesOf({ now: of(), last: of(items(3, 5)), all: of() })).toEqual([]);
  });

  it('compares with the others of its workflow, not with itself among them', () => {
    const mine = items(40, 50, 'mine');
    const all = clustered([
      ...Array.from({ length: 50 }, (_, n) => ({
        ...{ n: 1, hits: Number(n < 40), account: `mine-${n}`, template: `mine-${n}` },
      })),
      ...Array.from({ length: 500 }, (_, n) => ({
        ...{ n: 1, hits: Number(n < 50), account: `rest-${n}`, template: `rest-${n}` },
      })),
    ]);
    const [change] = changesOf({ now: of(mine), last: of(), all: of(all) });
    expect(change).toMatchObject({ against: 'others', verdict: 'worse' });
    expect(change?.difference).toBeCloseTo(0.8 - 0.1, 10);
  });

  it('calls at most about one in forty worse where nothing happened', () => {
    const random = seededRandom(7);
    const draw = (n: number, rate: number) => {
      let hits = 0;
      for (let nth = 0; nth < n; nth += 1) if (random() < rate) hits += 1;
      return items(hits, n);
    };
    let worse = 0;
    const weeks = 1500;
    for (let week = 0; week < weeks; week += 1) {
      const [now, last] = [of(draw(120, 0.12)), of(draw(120, 0.12))];
      worse += changesOf({ now, last, all: now }).filter(
        ({ verdict }) => verdict === 'worse',
      ).length;
    }
    // 2.5 % and three standard errors of what 1,500 weeks can tell
    expect(worse / weeks).toBeLessThan(0.025 + 3 * Math.sqrt((0.025 * 0.975) / weeks));
  });
});
