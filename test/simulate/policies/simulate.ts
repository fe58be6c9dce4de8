import { clopperPearson } from '../../../src/core/stats/clopper-pearson.ts';
import type { Progress } from '../progress.ts';
import type { Mark, Plot } from '../report/plot.ts';
import { type Broken, holds, type Kept, promiseKept, SCENES, tally } from './months.ts';

export const policySteps = (runs: number): number => SCENES.length * runs;

/** Every scene `runs` times; the promise has to hold in all of them but the one that breaks its condition. */
export function simulatePolicies(
  { seed, runs }: { seed: number; runs: number },
  progress: Progress,
): { text: string; met: boolean; plots: Plot[] } {
  const rows = SCENES.map((scene) => {
    const kept: Kept[] = [];
    for (let run = 0; run < runs; run += 1) {
      progress.step(scene);
      kept.push(promiseKept(scene, seed * 1_000_003 + run));
    }
    return tally(scene, kept);
  });
  const said = ({ asked, broken }: Broken): string =>
    asked === 0 ? '-' : `${((100 * broken) / asked).toFixed(1)} % of ${asked}`;
  const met = rows
    .filter(({ scene }) => scene !== 'drifting')
    .every(({ people, rate, count }) => [people, rate, count].every(holds));
  const lines = rows.map(
    ({ scene, people, rate, count, meanBound }) =>
      `| ${scene} | ${said(people)} | ${said(rate)} | ${said(count)} | ${(meanBound * 100).toFixed(2)} % |`,
  );
  const text = [
    `Policies tried on a month and held to the next, ${runs} runs a scene, seed ${seed}.`,
    'Broken promises, of 5 % allowed: how many reach people; the true defect rate of what runs without',
    'one; the number of defects. "drifting" doubles the defects in the next month, which nothing promises.',
    '',
    '| scene | people | rate | number | mean bound |',
    '|---|---|---|---|---|',
    ...lines,
    '',
    met ? 'The promise holds.' : 'THE PROMISE DOES NOT HOLD.',
  ].join('\n');
  const mark = ({ asked, broken }: Broken, of: string): Mark[] =>
    asked === 0 ? [] : [{ ...{ at: broken / asked, of }, ...clopperPearson(broken, asked) }];
  const plots: Plot[] = [
    {
      title:
        'Promises of a month tried, broken by the next month ("drifting" breaks their condition)',
      ...{ unit: 'share', limits: [{ at: 0.05, says: 'at most 5 %' }] },
      rows: rows.flatMap(({ scene, people, rate, count }) => [
        { name: `${scene}: how many reach people`, marks: mark(people, 'people') },
        { name: `${scene}: rate of defects`, marks: mark(rate, 'rate') },
        { name: `${scene}: number of defects`, marks: mark(count, 'number') },
      ]),
    },
  ];
  return { text, met, plots };
}
