import { type Auroc, auroc } from '../../../src/core/stats/auroc.ts';
import { clopperPearson } from '../../../src/core/stats/clopper-pearson.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { progressOf } from '../progress.ts';
import type { Report } from '../report/report.ts';
import { caughtTable, recovered } from './catching.ts';
import { shuffle, trained } from './classify.ts';
import { draft } from './drafts.ts';
import { rowOf } from './features.ts';
import { intake, type Shown } from './gate.ts';

/** What a classifier may reach at most, by its 95 % upper limit. */
const MOST = 0.55;

export type Told = { pairs: number; auroc: Auroc; kinds: Map<string, number> };

/**
 * Planted and real items out of the gate's own intake, as many of either, half to learn from, and how well
 * the other half can be told apart by everything but the stretch itself.
 * @param leak what a test adds to planted items, to see that the classifier would find it
 */
export async function tellApart(
  { seed, pairs }: { seed: number; pairs: number },
  step: (name: string) => void = () => undefined,
  leak: (item: Shown) => Shown = (item) => item,
): Promise<Told> {
  const random = seededRandom(seed);
  const submit = await intake(`secret ${seed}`);
  const [planted, real]: [Float64Array[], Float64Array[]] = [[], []];
  const kinds = new Map<string, number>();
  const wanted = 2 * pairs;
  for (let index = 0; planted.length < wanted || real.length < wanted; index += 1) {
    const shown = await submit(draft(index, random), random);
    if (shown === null) continue;
    const list = shown.planted ? planted : real;
    if (list.length >= wanted) continue;
    list.push(rowOf(shown.planted ? leak(shown) : shown));
    if (shown.planted) kinds.set(shown.content.kind, (kinds.get(shown.content.kind) ?? 0) + 1);
    step('items');
  }
  const rows = [...planted, ...real];
  const labels = rows.map((_, at) => at < planted.length);
  const order = rows.map((_, at) => at);
  shuffle(order, random);
  const half = order.length / 2;
  const of = <T>(list: readonly T[], from: number, to: number): T[] =>
    order.slice(from, to).flatMap((at) => {
      const one = list[at];
      return one === undefined ? [] : [one];
    });
  const score = trained(of(rows, 0, half), of(labels, 0, half), random);
  const answers = of(labels, half, order.length);
  const graded = of(rows, half, order.length).map((row, at) => ({
    ...{ confidence: score(row), right: answers[at] === true, inclusion: 1 },
  }));
  const found = auroc(graded, { seed });
  if (found === null) throw new Error('there was only one kind');
  return { pairs: half / 2, auroc: found, kinds };
}

/** Runs it and prints the report; false where they can be told apart. */
export async function simulateCanaries(
  given: { seed: number; pairs: number },
  report: Report,
): Promise<boolean> {
  const progress = progressOf(4 * given.pairs);
  const told = await tellApart(given, progress.step);
  progress.done();
  const { value, interval } = told.auroc;
  const kinds = [...told.kinds].map(([kind, count]) => `${kind} ${count}`).join(', ');
  report.say(
    `Planted against real items, ${told.pairs} pairs that the classifier has not seen (${kinds}).`,
  );
  report.say(
    'It sees every field but the planted stretch and what follows from it, times and ids included.',
  );
  const limit = interval?.high ?? 1;
  const held = limit <= MOST;
  report.say(
    `${held ? 'holds ' : 'FAILS '} AUROC ${value.toFixed(3)}, 95 % ${interval?.low.toFixed(3)} to ${limit.toFixed(3)}; at most ${MOST}`,
  );
  const teams = Math.max(100, Math.round(given.pairs / 5));
  const catching = { seed: given.seed, teams, pool: Math.min(1000, given.pairs) };
  const second = progressOf(catching.teams + catching.pool);
  const found = await recovered(catching, second.step);
  const caught = caughtTable(found);
  second.done();
  report.plot({
    title: 'How well planted and real items can be told apart (0.5: not at all)',
    ...{ unit: 'number', limits: [{ at: MOST, says: `at most ${MOST}, by its upper limit` }] },
    rows: [{ name: 'AUROC', marks: [{ at: value, low: interval?.low ?? 0, high: limit }] }],
  });
  report.plot({
    title: 'Teams whose interval holds how often they really catch',
    ...{ unit: 'share', limits: [{ at: 0.95, says: '95 % is what it says' }] },
    rows: found.rows.flatMap(({ of, teams: all, held: holds, under }) => [
      { name: `${of}: interval`, marks: [{ at: holds / all, ...clopperPearson(holds, all) }] },
      {
        name: `${of}: upper limit, at any look`,
        marks: [{ at: under / all, ...clopperPearson(under, all) }],
      },
    ]),
  });
  report.say(caught.text);
  return held && caught.met;
}
