import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertSource, alertFatigue } from '../../../src/core/antipatterns/alert-fatigue.ts';
import { emptyScores, silentRules } from '../../../src/core/antipatterns/blind-exceptions.ts';
import { cascades, type Hands } from '../../../src/core/antipatterns/cascade.ts';
import { Finding } from '../../../src/core/antipatterns/finding.ts';
import { lateDetection, TOLERATED } from '../../../src/core/antipatterns/late-detection.ts';
import {
  missedPlants,
  type ReviewHour,
  unreadReview,
} from '../../../src/core/antipatterns/rubber-stamping.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { AUTONOMY, workflowOf } from './workflow.ts';

const workflow = workflowOf();
const workflows = new Map([[workflow.id, workflow]]);
const HOUR = 3_600_000;

const hour = (at: number, decisions: number, deliberate: number, who = 'ana'): ReviewHour => ({
  ...{ reviewerId: who, email: `${who}@seller.example`, workflowId: workflow.id },
  hour: new Date(Date.UTC(2026, 10, 23) + at * HOUR).toISOString(),
  ...{ decisions, deliberate, unread: decisions - deliberate },
  unreadMs: (decisions - deliberate) * 1500,
});

describe('A1 by reading', () => {
  it('an hour of approvals that nobody read is found, with what it cost and what to do', () => {
    const found = unreadReview([hour(0, 60, 6), hour(1, 40, 38)], workflows);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      ...{ key: 'A1:unread:ana', person: 'ana@seller.example' },
      cost: { items: 54 },
    });
    expect(found[0]?.figures[0]).toMatchObject({ value: 0.1, n: 60, line: 0.5 });
    expect(found[0]?.sentence).not.toContain('ana');
    expect(found[0]?.fixes.map(({ kind }) => kind)).toEqual(['smaller-batches', 'recall-unread']);
    expect(Finding.safeParse(found[0]).success).toBe(true);
  });

  it('a few unread decisions say nothing; a whole week of few does', () => {
    expect(unreadReview([hour(0, 4, 0)], workflows)).toEqual([]);
    const week = Array.from({ length: 20 }, (_, at) => hour(at, 5, 1));
    expect(unreadReview(week, workflows)[0]?.figures[0]).toMatchObject({ n: 100 });
  });

  it('people who all sit exactly on the line are named in at most one set of hours of twenty', () => {
    const random = seededRandom(11);
    let named = 0;
    for (let set = 0; set < 200; set += 1) {
      const hours = Array.from({ length: 20 }, (_, at) => {
        const read = Array.from({ length: 25 }, () => random() < 0.5).filter(Boolean).length;
        return hour(at % 5, 25, read, `p${Math.floor(at / 5)}`);
      });
      named += Number(unreadReview(hours, workflows).length > 0);
    }
    // 5 % of 200 are 10; four standard errors above
    expect(named).toBeLessThanOrEqual(22);
  });

  it('nobody, and hours without decisions, are nothing', () => {
    expect(unreadReview([], workflows)).toEqual([]);
    expect(unreadReview([hour(0, 0, 0)], workflows)).toEqual([]);
  });
});

describe('A1 by catching', () => {
  const looks = (caught: number, of: number) =>
    Array.from({ length: of }, (_, at) => ({ caught: at < caught, flagged: at % 2 === 0 }));

  it('too few planted defects caught is found; too few planted is not', () => {
    expect(missedPlants({ workflow, line: 0.7, looks: looks(6, 30) })).toHaveLength(1);
    expect(missedPlants({ workflow, line: 0.7, looks: looks(0, 19) })).toEqual([]);
    expect(missedPlants({ workflow, line: 0.7, looks: looks(18, 30) })).toEqual([]);
  });
});

describe('A2', () => {
  const source = (actionable: number, noise: number, change: Partial<AlertSource> = {}) => ({
    ...{ kind: 'brake-warns', workflowId: workflow.id, signal: 'complaint', noiseMs: 60_000 },
    ...{ actionable, noise, ...change },
  });

  it('names what is loudest, and moves its warning line inside what stops', () => {
    const [found] = alertFatigue([source(1, 40), source(0, 12, { signal: 'reply' })], workflows);
    expect(found?.figures[1]?.label).toContain('complaint');
    expect(found?.fixes).toHaveLength(1);
    expect(found?.fixes[0]?.changes).toEqual([
      { what: 'Warns at this rate of complaint', from: '0.1 %', to: '0.2 %' },
    ]);
  });

  it('one in four worth it is no fatigue, and five closed as noise say nothing yet', () => {
    expect(alertFatigue([source(25, 75)], workflows)).toEqual([]);
    expect(alertFatigue([source(0, 5)], workflows)).toEqual([]);
    expect(alertFatigue([], workflows)).toEqual([]);
  });
});

describe('A3', () => {
  const now = 400 * HOUR;
  const sends = Array.from({ length: 400 }, (_, at) => ({ hour: at * HOUR, sends: 20 }));
  const looked = (count: number, hours: number | null) =>
    Array.from({ length: count }, (_, at) => {
      const sentAt = at * 5 * HOUR;
      return {
        sentAt,
        seenAt: hours === null ? null : sentAt + hours * HOUR,
        by: 'audit' as const,
      };
    });

  it('two clocks: a look after a day, where fifty are out in two and a half hours', () => {
    const [found] = lateDetection({ workflow, sends, looked: looked(40, 24), now });
    expect(found?.figures[2]?.value).toBeCloseTo(TOLERATED / 20, 6);
    expect(found?.figures[1]).toMatchObject({ value: 24, unit: 'hours', n: 40 });
    expect(found?.cost.items).toBe(480);
  });

  it('a look within the hour is in time, and so is one of a night without sends', () => {
    expect(lateDetection({ workflow, sends, looked: looked(40, 1), now })).toEqual([]);
    const days = sends.filter((_, at) => at % 24 < 2);
    expect(lateDetection({ workflow, sends: days, looked: looked(40, 20), now })).toEqual([]);
  });

  it('what nobody has looked at is late once enough have left, and nothing before', () => {
    expect(lateDetection({ workflow, sends, looked: looked(40, null), now })).toHaveLength(1);
    const young = looked(40, null).map((one) => ({ ...one, sentAt: now - HOUR }));
    expect(lateDetection({ workflow, sends, looked: young, now })).toEqual([]);
  });

  it('the policy’s own small number is the one that is tolerated', () => {
    const ramp = { watcher: 'boss@seller.example', windows: [5000], settleMinutes: 60 };
    const slow = workflowOf({ policy: { ramp } });
    expect(lateDetection({ workflow: slow, sends, looked: looked(40, 24), now })).toEqual([]);
  });

  it('nothing sent, or nothing looked at, is nothing', () => {
    expect(lateDetection({ workflow, sends: [], looked: looked(40, 24), now })).toEqual([]);
    expect(lateDetection({ workflow, sends, looked: [], now })).toEqual([]);
  });
});

describe('A4', () => {
  const own = workflowOf({ policy: { autonomy: AUTONOMY } });
  const of = { workflow: own, model: 'm', modelVersion: '1' };
  const spread = Array.from({ length: 40 }, (_, at) => ({ confidence: 0.5 + at / 100, count: 10 }));

  it('everything scores 0.92', () => {
    const scores = [
      { confidence: 0.92, count: 380 },
      { confidence: 0.7, count: 20 },
    ];
    const [found] = emptyScores({ ...of, scores, graded: [] });
    expect(found?.sentence).toMatch(/^Everything scores 0\.92/);
    expect(found?.fixes.map(({ kind }) => kind)).toEqual(['force-audits', 'person-first']);
  });

  it('close to 1, what differs in odds is not alike', () => {
    const scores = [0.979, 0.985, 0.99, 0.996].map((confidence) => ({ confidence, count: 100 }));
    expect(emptyScores({ ...of, scores, graded: [] })).toEqual([]);
  });

  it('scores that spread and don’t sort are found by their AUROC, those that sort are not', () => {
    const random = seededRandom(5);
    const graded = (sorts: boolean) =>
      Array.from({ length: 2000 }, () => {
        const confidence = random();
        const wrong = sorts ? random() > confidence : random() < 0.3;
        return { confidence, right: !wrong, inclusion: 1 };
      });
    expect(emptyScores({ ...of, scores: spread, graded: graded(false) })).toHaveLength(1);
    expect(emptyScores({ ...of, scores: spread, graded: graded(true) })).toEqual([]);
  });

  it('where a person approves each item no score is asked', () => {
    const first = workflowOf({ pattern: 'pre-approval' });
    const scores = [{ confidence: 0.92, count: 400 }];
    expect(emptyScores({ ...of, workflow: first, scores, graded: [] })).toEqual([]);
  });

  it('rules that stop less than is wrong among what passes are found, others are not', () => {
    const strata = [{ count: 2000, right: 350, defects: 50 }];
    const found = silentRules({ workflow: own, proposals: 2000, stopped: 2, strata });
    expect(found[0]?.sentence).toMatch(/^2 exception rules stopped 2 of 2000/);
    expect(silentRules({ workflow: own, proposals: 2000, stopped: 300, strata })).toEqual([]);
    const few = [{ count: 2000, right: 8, defects: 1 }];
    expect(silentRules({ workflow: own, proposals: 2000, stopped: 2, strata: few })).toEqual([]);
    expect(silentRules({ workflow: own, proposals: 2000, stopped: 0, strata: [] })).toEqual([]);
  });
});

describe('A5', () => {
  const hands = (change: Partial<Hands> = {}): Hands => ({
    ...{ workflow, decided: 100, passedOn: 5, passedOnMs: 0, twice: 2, twiceMs: 0 },
    ...{ second: { pairs: 0, differed: 0, ms: 0 }, last: 'boss@seller.example', ...change },
  });

  it('work that is handed on most of the time gets one approver', () => {
    const [found] = cascades(hands({ passedOn: 80, passedOnMs: 7_200_000 }));
    expect(found).toMatchObject({ key: 'A5:hands:outbound', cost: { hours: 2, items: 80 } });
    expect(found?.fixes[0]).toMatchObject({ kind: 'one-approver', person: 'boss@seller.example' });
  });

  it('one in twenty handed on is how it should be', () => {
    expect(cascades(hands())).toEqual([]);
    expect(cascades(hands({ decided: 0, passedOn: 0, twice: 0 }))).toEqual([]);
  });

  it('the same work decided by two is found', () => {
    expect(cascades(hands({ twice: 45 }))[0]?.key).toBe('A5:twice:outbound');
  });

  it('a second signature that never differs can be dropped, with the law that it names', () => {
    const law = 'MiFID II art. 16(3), four eyes on every letter';
    const parallelReview = { count: 2, legalReason: law };
    const both = workflowOf({ pattern: 'pre-approval', policy: { parallelReview } });
    const [found] = cascades(
      hands({ workflow: both, second: { pairs: 600, differed: 1, ms: 3_600_000 } }),
    );
    expect(found?.sentence).toContain(law);
    expect(found?.fixes[0]?.kind).toBe('drop-parallel');
    const reads = hands({ workflow: both, second: { pairs: 600, differed: 20, ms: 0 } });
    expect(cascades(reads)).toEqual([]);
  });
});

it('no detector fails or says anything that the wire can’t carry, whatever it counts', () => {
  const n = fc.nat({ max: 400 });
  fc.assert(
    fc.property(n, n, n, n, (a, b, c, d) => {
      const [few, all] = [Math.min(a, b), Math.max(a, b)];
      const found = [
        ...unreadReview([hour(0, all, few), hour(1, all, few, 'bo')], workflows),
        ...alertFatigue(
          [{ kind: 'x', workflowId: null, signal: null, actionable: a, noise: b, noiseMs: c }],
          workflows,
        ),
        ...silentRules({
          ...{ workflow, proposals: all, stopped: few },
          strata: [{ count: c + d, right: c, defects: d }],
        }),
        ...cascades({
          ...{ workflow, decided: all, passedOn: few, passedOnMs: c, twice: few, twiceMs: d },
          ...{ second: { pairs: all, differed: few, ms: c }, last: null },
        }),
      ];
      for (const one of found) expect(Finding.safeParse(one).success).toBe(true);
    }),
    { numRuns: 60, seed: 3 },
  );
});
