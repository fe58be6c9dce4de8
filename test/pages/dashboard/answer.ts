import type { Estimate, MetricsAnswer, MetricsBy } from '../../../src/core/schema/metrics.ts';
import { jeffreys } from '../../../src/core/stats/jeffreys.ts';
import { newcombe } from '../../../src/core/stats/newcombe.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';
import type { BrakeEvidence, BrakeRow } from '../../../src/messages/metrics.ts';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const NOTHING: Estimate = { n: 0, value: null, low: null, high: null };
const NAMES: Record<MetricsBy, readonly string[]> = {
  all: [''],
  workflow: ['Outbound, mid-market', LONG, 'Renewals', 'Enrichment \u202Ereversed'],
  'model-version': ['draft-large 2026-10', 'draft-large 2026-11'],
  template: [
    'intro-v7',
    'intro-v8',
    'follow-up',
    'no template',
    'renewal',
    'win-back',
    'event',
    'pilot',
  ],
};

/** An answer as a gate with some weeks of work gives it. */
export function answerBy(by: MetricsBy, count = 13): MetricsAnswer {
  const random = seededRandom(by.length);
  const weeks = Array.from({ length: count }, (_, nth) =>
    new Date(Date.UTC(2026, 7, 31) + nth * 7 * 86_400_000).toISOString().slice(0, 10),
  );
  const rate = (share: number, n: number): Estimate => {
    const hits = Math.round(share * n);
    return { n, value: hits / n, ...wilson(hits, n) };
  };
  const groups = NAMES[by].map((name, nth) => ({ id: by === 'all' ? '' : `g${nth}`, name }));
  const shares: [MetricsAnswer['series'][number]['measure'], number, number][] = [
    ['found-first', 0.86, 30],
    ['alert-precision', 0.4, 9],
    ['read', 0.66, 180],
    ['override', 0.07, 420],
    ['override-human', 0.31, 180],
    ['catch-unflagged', 0.7, 8],
    ['catch-flagged', 0.92, 8],
    ['reached', 0.12, 1400],
  ];
  const asides = by === 'all' || by === 'workflow';
  const series = groups.flatMap(({ id: group }) => [
    ...shares
      .filter(([measure]) => asides || !/^(catch|alert)/.test(measure))
      .map(([measure, share, n]) => ({
        ...{ measure, group, total: rate(share, n * count) },
        weeks: weeks.map((_, nth) =>
          nth % 6 === 4 && n < 20
            ? null
            : rate(Math.min(1, share * (0.75 + 0.5 * random())), Math.ceil(n * (0.5 + random()))),
        ),
      })),
    ...(['wait-median', 'wait-90', 'decisions'] as const).map((measure) => {
      const at = measure === 'decisions' ? 180 : measure === 'wait-90' ? 30_000 : 5400;
      const one = (): Estimate => {
        const value = at * (0.6 + random());
        return measure === 'decisions'
          ? { n: Math.round(value), value: Math.round(value), low: null, high: null }
          : { n: 180, value, low: value * 0.85, high: value * 1.2 };
      };
      return { measure, group, total: one(), weeks: weeks.map(one) };
    }),
  ]);
  const outcome = (
    arm: MetricsAnswer['outcomes'][number]['arm'],
    kind: MetricsAnswer['outcomes'][number]['outcome'],
    [hits, n]: readonly [number, number],
  ) => ({
    ...{ arm, outcome: kind, hits, n, value: hits / n, ...wilson(hits, n) },
    less: arm === 'by-hand' ? null : newcombe({ hits, n }, { hits: 31, n: 260 }),
  });
  const whole: MetricsAnswer = {
    at: '2026-11-28T20:00:00.000Z',
    ...{ weeks, by, groups, others: by === 'template' ? 3 : 0, series },
    found: {
      ...{ person: 300, audit: 12, outside: 31, bypass: 2 },
      by: [
        { who: 'rep', n: 14 },
        { who: 'spot-check', n: 9 },
        { who: 'prospect', n: 8 },
      ],
    },
    detection: { n: 9, value: 31, low: 8, high: null },
    reasons: [
      { code: 'wrong_fact', n: 240 },
      { code: 'tone', n: 120 },
      { code: '', n: 60 },
    ],
    backlog: [
      {
        workflowId: 'w1',
        name: 'Outbound, mid-market',
        items: 84,
        oldestAt: '2026-11-27T08:00:00.000Z',
        hours: 1.4,
      },
      { workflowId: 'w2', name: LONG, items: 12, oldestAt: '2026-11-28T08:00:00.000Z', hours: 0.2 },
      { workflowId: 'w3', name: 'Renewals', items: 0, oldestAt: null, hours: 0 },
    ],
    agreement: {
      items: 120,
      disagreement: { share: 0.12, low: 0.07, high: 0.19 },
      alpha: { value: 0.61, interval: { low: 0.42, high: 0.77 } },
      ...{ kappa: 0.6, ac1: 0.83, baseRate: 0.86 },
    },
    outcomes: (['reply', 'positive', 'meeting', 'conversion'] as const).flatMap((kind, nth) => [
      outcome('approve', kind, [Math.round(214 / (nth + 1)), 2400]),
      outcome('approve_edited', kind, [Math.round(61 / (nth + 1)), 410]),
      outcome('nobody', kind, [Math.round(330 / (nth + 1)), 5200]),
      outcome('by-hand', kind, [Math.round(31 / (nth + 1)), 260]),
    ]),
    signals: [
      { type: 'reply-positive', hits: 90, n: 210, value: 90 / 210, ...wilson(90, 210) },
      { type: 'reply-neutral', hits: 30, n: 260, value: 30 / 260, ...wilson(30, 260) },
      { type: 'delivered', hits: 130, n: 6900, value: 130 / 6900, ...wilson(130, 6900) },
    ],
    reliability: groups.map(({ id: group }) => ({
      group,
      bins: [0.55, 0.72, 0.88, 0.93, 0.99].map((says, nth) => {
        const [n, right] = [60 * (nth + 1), says - 0.12 + 0.05 * random()];
        const { low, high } = jeffreys(right * n, n);
        return { ...{ from: says - 0.05, to: says, n, share: 0.2, says, right }, low, high };
      }),
      worth: {
        sorts: { n: 900, value: 0.5 + 0.3 * random(), low: 0.48, high: 0.83, within: 0.004 },
        brier: { n: 900, value: 0.14, low: 0.12, high: 0.16 },
        calibration: { n: 900, value: 0.1, low: 0.07, high: 0.13 },
      },
    })),
  };
  if (by === 'all') return whole;
  const { detection, agreement, outcomes, signals } = whole;
  const apart = groups.map(({ id: group }, nth) => ({
    ...{ group, outcomes, signals },
    detection: nth === 1 ? NOTHING : { ...detection, value: 31 / (nth + 1) },
    ...(by === 'workflow' ? { agreement } : {}),
  }));
  return { ...whole, apart };
}

/** The same of a workspace without a past. */
export function emptyAnswer(): MetricsAnswer {
  const answer = answerBy('all');
  return {
    ...answer,
    series: answer.series.map((one) => ({
      ...{ ...one, total: NOTHING },
      weeks: one.weeks.map(() => null),
    })),
    ...{ detection: NOTHING, reasons: [], outcomes: [], signals: [], reliability: [] },
    backlog: [{ workflowId: 'w1', name: 'Outbound', items: 0, oldestAt: null, hours: 0 }],
    agreement: {
      items: 0,
      disagreement: null,
      alpha: null,
      kappa: null,
      ac1: null,
      baseRate: null,
    },
    found: { person: 0, audit: 0, outside: 0, bypass: 0 },
  };
}

export const BRAKES: BrakeRow[] = [
  {
    ...{
      id: 'b1',
      watches: 'workflow',
      name: 'outbound',
      signal: 'reply',
      side: 'floor',
      line: 0.03,
    },
    ...{ sends: 900, events: 31, low: 0.024, high: 0.048, near: 0.2, tripped: false },
  },
  {
    ...{ id: 'b2', watches: 'template', name: LONG, signal: 'bounce', side: 'ceiling', line: 0.05 },
    ...{ sends: 120, events: 14, low: 0.07, high: 0.19, near: 1, tripped: true },
  },
  {
    ...{
      id: 'b3',
      watches: 'domain',
      name: 'seller.example',
      signal: 'complaint',
      side: 'ceiling',
    },
    ...{
      line: 0.003,
      sends: 4000,
      events: 5,
      low: 0.0005,
      high: 0.0029,
      near: 0.55,
      tripped: false,
    },
    coverage: 'No complaint data from 83 % of recipients.',
  },
];

/** The last sends of a bounce brake that tripped. */
export const EVIDENCE: BrakeEvidence = (() => {
  const random = seededRandom(5);
  let events = 0;
  const points = Array.from({ length: 120 }, (_, nth) => {
    const event = random() < (nth < 60 ? 0.04 : 0.2);
    if (event) events += 1;
    const at = new Date(Date.UTC(2026, 10, 20) + nth * 3_600_000).toISOString();
    return { at, sends: nth + 1, events, event, ...wilson(events, nth + 1) };
  });
  const said = '14 of 120 sends bounced (7 % to 19 %), over the ceiling of 5 %.';
  return {
    ...{ id: 'b2', line: 0.05, side: 'ceiling', points },
    log: [{ at: '2026-11-25T00:00:00.000Z', said }],
    reach: {
      ...{ rate: 0.15, perDay: 200, mean: 46, ninetieth: 90, exposed: 646 },
      ...{ detectionDays: 46 / 200, damageDays: 1 / 30 },
    },
  };
})();
