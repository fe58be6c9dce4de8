import { afterAll, beforeAll, expect, it } from 'vitest';
import { weeklyReview } from '../../../src/gate/dispatch/weekly.ts';
import { clusteredEnds, type Item, lessEnds } from '../../core/stats/naive.ts';
import { afterwards } from './afterwards.ts';
import { byId, DAY, type Log, readLog, revisionsOf } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';
import { same } from './told.ts';

let place: OddPlace;
let log: Log;
beforeAll(async () => {
  place = await oddPlace(900);
  log = await readLog({ ...place.database, workspaceId: place.at.workspaceId });
}, 120_000);
afterAll(() => place?.close());

type Measure = 'override' | 'reply' | 'optOut';
type Counted = Item & {
  workflow: string;
  model: string;
  named: string | null;
  measure: Measure;
  at: Date;
};

/** Everything that a week may count, each with when it counts. */
function counted(): Counted[] {
  const revisionOf = revisionsOf(log);
  const proposals = byId(log.proposals);
  const clearances = byId(log.clearances);
  const accountOf = (id: string): string =>
    log.recipients
      .filter(({ proposal_id }) => proposal_id === id)
      .sort((a, b) => (a.person < b.person ? -1 : 1))[0]?.domain ?? id;
  const about = (row: { proposal_id: string; revision: number }, workflow: string) => {
    const { review, model_version: model } = revisionOf(row);
    const account = accountOf(row.proposal_id);
    const named = review.template ?? null;
    return { workflow, model, named, account, template: named ?? account, inclusion: 1 };
  };
  const decided = log.decisions
    .filter(({ status, action }) => status === 'accepted' && action !== 'escalate')
    .map((row): Counted => {
      const hit = row.action !== 'approve';
      return { ...about(row, row.workflow_id), measure: 'override', hit, at: row.received_at };
    });
  const sent = log.dispatches.flatMap((row): Counted[] => {
    const cleared = clearances.get(row.clearance_id);
    const { finished_at: at } = row;
    if (row.state !== 'executed' || at === null || !cleared) return [];
    if (proposals.get(row.proposal_id)?.kind !== 'email.draft') return [];
    const back = log.signals.filter(
      (signal) =>
        signal.proposal_id === row.proposal_id && signal.at.getTime() < at.getTime() + 7 * DAY,
    );
    const stops = back.filter(
      ({ type, facts }) =>
        type === 'unsubscribe' || (type === 'reply' && facts?.replyType === 'opt-out'),
    );
    const answers = back.filter(
      ({ type, facts }) =>
        type === 'reply' && !['opt-out', 'out-of-office', 'auto'].includes(facts?.replyType ?? ''),
    );
    const of = { ...about({ ...row, revision: cleared.revision }, row.workflow_id), at };
    return [
      { ...of, measure: 'reply', hit: answers.length > 0 },
      { ...of, measure: 'optOut', hit: stops.length > 0 },
    ];
  });
  return [...decided, ...sent];
}

const told = (items: readonly Counted[]) => {
  const { rate, n, low, high } = clusteredEnds(items);
  const hits = items.filter(({ hit }) => hit).length;
  return { n, hits, value: n === 0 ? null : rate, rate, low, high };
};

/** Compares the review of several weeks with the log; gives what it has seen. */
async function compared(): Promise<{ hits: number; rows: number }> {
  // A week that is over at no day's edge, and weeks before, when more had happened.
  const all = counted();
  const seen = { hits: 0, rows: 0 };
  for (const daysAgo of [0, 15.37, 40.01]) {
    const until = Date.now() - daysAgo * DAY;
    const review = await weeklyReview(place, { workspaceId: place.at.workspaceId, until });
    const between = (from: number, to: number) => (one: Counted) =>
      one.at.getTime() >= until - from * DAY && one.at.getTime() < until - to * DAY;
    const inWeek = (back: 0 | 7) => (one: Counted) =>
      between(
        ...(one.measure === 'override'
          ? ([7 + back, back] as const)
          : ([14 + back, 7 + back] as const)),
      )(one);
    const names = new Set(
      all
        .filter((one) => inWeek(0)(one) || inWeek(7)(one))
        .flatMap(({ workflow, model, named }) => [
          `${workflow} model-version ${model}`,
          ...(named === null ? [] : [`${workflow} template ${named}`]),
        ]),
    );
    expect(
      new Set(review.rows.map(({ workflowId, by, name }) => `${workflowId} ${by} ${name}`)),
    ).toEqual(names);
    for (const { workflowId, by, name, now, last, changes } of review.rows) {
      seen.rows += 1;
      const own = (one: Counted) =>
        one.workflow === workflowId && (by === 'template' ? one.named : one.model) === name;
      for (const measure of ['override', 'reply', 'optOut'] as const) {
        const what = `${workflowId} ${by} ${name} ${measure} ${daysAgo}`;
        const of = all.filter((one) => one.measure === measure);
        const [mine, before] = [of.filter(inWeek(0)), of.filter(inWeek(7))];
        const here = told(mine.filter(own));
        const then = told(before.filter(own));
        same(now[measure], here, what);
        same(last[measure], then, what);
        expect(now[measure].hits, what).toBe(here.hits);
        seen.hits += here.hits;
        const others = told(mine.filter((one) => one.workflow === workflowId && !own(one)));
        for (const [against, beside] of [
          ['last-week', then],
          ['others', others],
        ] as const) {
          const change = changes.find((one) => one.measure === measure && one.against === against);
          if (here.n === 0 || beside.n === 0) {
            expect(change, what).toBeUndefined();
            continue;
          }
          const { difference, low, high } = lessEnds(here, beside);
          same(
            change && { ...change, value: change.difference },
            { value: difference, low, high },
            what,
          );
          const bad = measure === 'reply' ? high < 0 : low > 0;
          const good = measure === 'reply' ? low > 0 : high < 0;
          expect(change?.verdict, what).toBe(bad ? 'worse' : good ? 'better' : 'unclear');
        }
      }
    }
  }
  return seen;
}

it('every figure of the weekly review, its interval and its change is that of the log', async () => {
  const { rows, hits } = await compared();
  expect(rows).toBeGreaterThan(20);
  expect(hits).toBeGreaterThan(50);
}, 60_000);

it('also after late answers, second recipients and erasures, at once', async () => {
  const before = await compared();
  const { workspaceId } = place.at;
  await afterwards({ ...place.database, workspaceId });
  log = await readLog({ ...place.database, workspaceId });
  const { rows, hits } = await compared();
  expect(rows).toBe(before.rows);
  expect(hits).toBeGreaterThan(before.hits + 10);
}, 60_000);

it('of weeks without anything it says nothing', async () => {
  const { workspaceId } = place.at;
  const until = Date.now() - 400 * DAY;
  const review = await weeklyReview(place, { workspaceId, until });
  expect(review.rows).toEqual([]);
});
