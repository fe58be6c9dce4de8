import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Measure, MetricsAnswer, MetricsBy } from '../../../src/protocol/metrics.ts';
import {
  clusteredEnds,
  exactEnds,
  jeffreysEnds,
  lessEnds,
  quantileEnds,
  wilsonEnds,
} from '../../core/stats/naive.ts';
import {
  agreementOf,
  byHand,
  type Fact,
  type Facts,
  factsOf,
  groupOf,
  type Looked,
  mondayOf,
} from './dashboard.ts';
import { grouped, type Log, readLog, WAITING, wrong } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';
import { same, share } from './told.ts';

/*
 * The dashboard over a past of which nothing is straight (odd.ts); figures.pg.test.ts has it over larger
 * straight ones, also as things change.
 */

const WEEKS = 9;
let place: OddPlace;
let log: Log;
let facts: Facts;
beforeAll(async () => {
  place = await oddPlace(600);
  log = await readLog({ ...place.database, workspaceId: place.at.workspaceId });
  facts = factsOf(log);
}, 120_000);
afterAll(() => place?.close());

type Told = { n: number; value: number | null; low: number | null; high: number | null };
const counted = (rows: readonly { hit: boolean }[]): Told =>
  share(rows.filter(({ hit }) => hit).length, rows.length);
const NOTHING: Told = { n: 0, value: null, low: null, high: null };

/** Every week and the whole of every group of a measure. */
function holds<F extends Fact>(
  answer: MetricsAnswer,
  measure: Measure,
  { rows, figure }: { rows: readonly F[]; figure: (rows: readonly F[]) => Told },
): void {
  const series = answer.series.filter((one) => one.measure === measure);
  expect(series.map(({ group }) => group)).toEqual(answer.groups.map(({ id }) => id));
  for (const { group, total, weeks } of series) {
    const told = (some: readonly F[]) => (some.length === 0 ? null : figure(some));
    const mine = rows.filter(
      (row) => groupOf(row, answer.by) === group && mondayOf(row.at) >= (answer.weeks[0] ?? ''),
    );
    same(total, told(mine) ?? NOTHING, `${measure} ${group}`);
    for (const [at, week] of answer.weeks.entries()) {
      const expected = told(mine.filter((row) => mondayOf(row.at) === week));
      same(weeks[at] ?? null, expected, `${measure} ${group} ${week}`);
    }
  }
}

/** Waits are kept in steps of 5 %. */
const binned = (seconds: number): number =>
  Math.exp((Math.floor(Math.log(Math.max(1, seconds)) / 0.05) + 0.5) * 0.05);
const quantile = (p: number) => (rows: readonly Facts['whole'][number][]) => ({
  n: rows.length,
  ...ofQuantile(
    rows.map(({ seconds }) => binned(seconds)),
    p,
  ),
});
function ofQuantile(values: readonly number[], p: number) {
  const { estimate: value, low, high } = quantileEnds(values, p);
  return { value, low, high };
}

function seriesHold(answer: MetricsAnswer): void {
  const { decided, whole, looked, found, reached } = facts;
  const judged = decided
    .filter(({ deliberate }) => deliberate !== null)
    .map((row) => ({ ...row, hit: row.deliberate === true }));
  holds(answer, 'read', { rows: judged, figure: counted });
  holds(answer, 'reached', { rows: reached, figure: counted });
  holds(answer, 'override-human', {
    rows: whole.map((row) => ({ ...row, hit: row.action !== 'approve' })),
    figure: counted,
  });
  holds(answer, 'override', {
    rows: looked,
    figure: (rows: readonly Looked[]) => {
      const items = rows.map((row) => ({ ...row, template: `${row.workflow} ${row.template}` }));
      const { rate: value, ...ends } = clusteredEnds(items);
      return { value, ...ends };
    },
  });
  holds(answer, 'wait-median', { rows: whole, figure: quantile(0.5) });
  holds(answer, 'wait-90', { rows: whole, figure: quantile(0.9) });
  holds(answer, 'decisions', {
    rows: whole,
    figure: ({ length: n }) => ({ n, value: n, low: null, high: null }),
  });
  holds(answer, 'found-first', {
    rows: found.map((row) => ({ ...row, hit: row.found === 'person' || row.found === 'audit' })),
    figure: counted,
  });
}

function asidesHold(answer: MetricsAnswer): void {
  const closed = log.alerts.flatMap(({ workflow_id, first_at: at, verdict }) => {
    const fact = { at, workflow: workflow_id ?? '', model: '', template: '' };
    return verdict === null ? [] : [{ ...fact, hit: verdict === 'actionable' }];
  });
  holds(answer, 'alert-precision', { rows: closed, figure: counted });
  for (const flagged of [true, false])
    holds(answer, flagged ? 'catch-flagged' : 'catch-unflagged', {
      rows: log.looks.flatMap(({ id, workflow_id, state, decided_at: at, defect }) => {
        const mine = log.canaries.some((row) => row.look_id === id && row.flagged === flagged);
        const fact = { workflow: workflow_id, model: '', template: '', hit: defect === true };
        return mine && state === 'decided' && at ? [{ ...fact, at }] : [];
      }),
      figure: (rows) => {
        const hits = rows.filter(({ hit }) => hit).length;
        return { n: rows.length, value: hits / rows.length, ...exactEnds(hits, rows.length) };
      },
    });
}

function wholeHolds(answer: MetricsAnswer): void {
  const [from = ''] = answer.weeks;
  const lately = <F extends { at: Date }>(rows: readonly F[]) =>
    rows.filter(({ at }) => mondayOf(at) >= from);
  const found = lately(facts.found);
  for (const kind of ['person', 'audit', 'outside', 'bypass'] as const)
    expect(answer.found[kind], kind).toBe(found.filter((row) => row.found === kind).length);
  const corrected = lately(facts.decided).filter(({ action }) =>
    ['approve_edited', 'reject'].includes(action),
  );
  expect(answer.reasons.toSorted((a, b) => (a.code < b.code ? -1 : 1))).toEqual(
    [...grouped(corrected, ({ code }) => code)]
      .map(([code, rows]) => ({ code, n: rows.length }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
  );

  const hand = byHand(log, Date.parse(from));
  const sent = lately(facts.sent).filter(({ mail }) => mail);
  for (const outcome of ['reply', 'positive', 'meeting', 'conversion'] as const) {
    const had = ({ back }: (typeof sent)[number]) =>
      outcome === 'reply'
        ? [...back].some((type) => type.startsWith('reply-'))
        : back.has(outcome === 'positive' ? 'reply-positive' : outcome);
    const rate = (hits: number, n: number) => ({ rate: hits / n, ...wilsonEnds(hits, n) });
    const ofHand = hand.filter((one) => one[outcome]).length;
    for (const arm of ['approve', 'approve_edited', 'nobody', 'by-hand'] as const) {
      const mine = sent.filter((row) => row.arm === arm);
      const n = arm === 'by-hand' ? hand.length : mine.length;
      const hits = arm === 'by-hand' ? ofHand : mine.filter(had).length;
      const said = answer.outcomes.find((one) => one.arm === arm && one.outcome === outcome);
      const what = `${arm} ${outcome}`;
      same(said ?? null, n === 0 ? null : share(hits, n), what);
      expect(said?.hits ?? 0, what).toBe(hits);
      if (arm === 'by-hand') expect(said?.less, what).toBeNull();
      else if (said) {
        const { difference, low, high } = lessEnds(rate(hits, n), rate(ofHand, hand.length));
        const less = said.less && { ...said.less, value: said.less.difference };
        same(less, { value: difference, low, high }, what);
      }
    }
  }
  const types = new Set(sent.flatMap(({ back }) => [...back]));
  for (const type of types) {
    if (!/^reply-|^delivered$|^conversion$/.test(type)) continue;
    const mine = sent.filter(({ back }) => back.has(type));
    const said = answer.signals.find((one) => one.type === type);
    same(said, share(mine.filter(({ back }) => back.has('meeting')).length, mine.length), type);
  }
  expect(answer.signals.length).toBeGreaterThan(4);
  detectionHolds(answer, Date.parse(from));
}

/** M3: from the first bad send of a workflow's model version and template to the first word of any. */
function detectionHolds({ detection }: MetricsAnswer, from: number): void {
  const words = [
    ...log.signals
      .filter(({ type }) => ['complaint', 'defect_reported'].includes(type))
      .map(({ proposal_id, received_at: at }) => ({ proposal_id, at })),
    ...log.looks
      .filter(({ reason, state, defect }) => reason === 'audit' && state === 'decided' && defect)
      .map(({ proposal_id, decided_at }) => ({ proposal_id, at: decided_at ?? new Date(0) })),
  ].filter(({ at }) => at.getTime() >= from);
  const bad = words.flatMap(({ proposal_id, at }) =>
    facts.sent
      .filter((row) => row.proposal_id === proposal_id)
      .map((row) => ({ ...row, told: at })),
  );
  const hours = [
    ...grouped(bad, ({ workflow, model, template }) => `${workflow}|${model}|${template}`),
  ].map(([, rows]) => {
    const [told, sent] = [
      rows.map((row) => row.told.getTime()),
      rows.map((row) => row.at.getTime()),
    ];
    return Math.max(0, Math.min(...told) - Math.min(...sent)) / 3_600_000;
  });
  expect(hours.length).toBeGreaterThan(5);
  expect(detection.n).toBe(hours.length);
  const { value, low, high } = ofQuantile(hours, 0.5);
  for (const [one, other] of [
    [detection.value, value],
    [detection.low, low],
    [detection.high, high],
  ] as const)
    if (other === null) expect(one).toBeNull();
    else expect(one).toBeCloseTo(other, 4);
}

function nowHolds(answer: MetricsAnswer): void {
  const [from = ''] = answer.weeks;
  const decided = facts.decided.filter(({ at }) => mondayOf(at) >= from);
  for (const { workflowId, items, oldestAt, hours } of answer.backlog) {
    const open = log.proposals.filter(
      (row) => row.workflow_id === workflowId && row.lane === 'human' && WAITING.has(row.state),
    );
    expect(items).toBe(open.length);
    const times = open.map(({ created_at }) => created_at.getTime());
    expect(oldestAt && Date.parse(oldestAt)).toBe(open.length === 0 ? null : Math.min(...times));
    const own = decided.filter(
      ({ workflow }) => answer.by !== 'workflow' || workflow === workflowId,
    );
    const pace = own.reduce((sum, { activeMs }) => sum + activeMs, 0) / own.length / 3_600_000;
    if (items === 0) expect(hours).toBe(0);
    else expect(hours).toBeCloseTo(items * pace, 6);
  }
  expect(answer.backlog).toHaveLength(log.workflows.length);

  const second = log.looks.filter(
    ({ reason, state }) => reason === 'second-opinion' && state === 'decided',
  );
  const pairs = second.flatMap(({ proposal_id, revision, defect }) => {
    const first = log.decisions
      .filter(
        (row) =>
          row.proposal_id === proposal_id &&
          row.revision === revision &&
          row.status === 'accepted' &&
          row.action !== 'escalate',
      )
      .sort((a, b) => b.received_at.getTime() - a.received_at.getTime())[0];
    return first ? [[wrong(first.action, first.reason?.code), defect === true] as const] : [];
  });
  const told = agreementOf(pairs);
  const { agreement } = answer;
  expect(agreement.items).toBe(told.n);
  expect(told.n).toBeGreaterThan(10);
  same(
    agreement.disagreement && { ...agreement.disagreement, value: agreement.disagreement.share },
    { ...share(told.differ, told.n), n: undefined },
  );
  for (const name of ['kappa', 'ac1', 'baseRate'] as const)
    expect(agreement[name], name).toBeCloseTo(told[name], 9);
  expect(agreement.alpha?.value).toBeCloseTo(told.alpha, 9);
  // an item bootstrap with another sequence of random numbers: the same ends, as near as 400 draws say
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const values = Array.from({ length: 4000 }, () => {
    const drawn = pairs.map(
      () => pairs[Math.floor(random() * pairs.length)] ?? ([false, false] as const),
    );
    return agreementOf(drawn).alpha;
  })
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  const end = (p: number) => values[Math.floor(values.length * p)] ?? 0;
  expect(agreement.alpha?.interval?.low).toBeGreaterThanOrEqual(end(0.005));
  expect(agreement.alpha?.interval?.low).toBeLessThanOrEqual(end(0.06));
  expect(agreement.alpha?.interval?.high).toBeGreaterThanOrEqual(end(0.94));
  expect(agreement.alpha?.interval?.high).toBeLessThanOrEqual(end(0.995));
}

function reliabilityHolds(answer: MetricsAnswer): void {
  const [from = ''] = answer.weeks;
  for (const { group, bins } of answer.reliability) {
    const mine = facts.looked.filter(
      (row) => groupOf(row, answer.by) === group && mondayOf(row.at) >= from,
    );
    expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(mine.length);
    for (const { from: low, to, ...said } of bins) {
      const items = mine.filter(
        ({ confidence }) => confidence >= low && (confidence < to || (to >= 1 && confidence <= 1)),
      );
      const weights = items.map(({ inclusion }) => 1 / inclusion);
      const weight = weights.reduce((sum, one) => sum + one, 0);
      const sum = (of: (row: Looked) => number) =>
        items.reduce((all, row, at) => all + of(row) * (weights[at] ?? 0), 0) / weight;
      const right = sum(({ defect }) => Number(!defect));
      const effective = weight ** 2 / weights.reduce((all, one) => all + one * one, 0);
      expect(said.n).toBe(items.length);
      expect(said.says).toBeCloseTo(
        sum(({ confidence }) => confidence),
        9,
      );
      const ends = jeffreysEnds(right * effective, effective);
      same({ ...said, value: said.right }, { value: right, ...ends }, `${group} ${low}`);
    }
  }
}

const ASKED: { by: MetricsBy }[] = [
  { by: 'all' },
  { by: 'workflow' },
  { by: 'model-version' },
  { by: 'template' },
];

describe.each(['as it comes', 'once the weeks that are over are counted'])(
  'the dashboard, %s',
  (when) => {
    beforeAll(async () => {
      if (when !== 'as it comes') await place.store.metrics.roll({ now: Date.now() });
    }, 60_000);

    it.each(ASKED)(
      'has the figures of the log, their intervals too: $by',
      async ({ by }) => {
        const answer = await place.store.metrics.read({
          ...{ workspaceId: place.at.workspaceId, weeks: WEEKS, by, now: Date.now() },
        });
        expect(answer.weeks).toHaveLength(WEEKS);
        expect(answer.groups.length + answer.others).toBeGreaterThan(by === 'all' ? 0 : 2);
        seriesHold(answer);
        if (by === 'all' || by === 'workflow') asidesHold(answer);
        wholeHolds(answer);
        nowHolds(answer);
        reliabilityHolds(answer);
      },
      60_000,
    );
  },
);
