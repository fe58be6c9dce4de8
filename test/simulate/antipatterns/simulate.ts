import { detect } from '../../../src/core/antipatterns/detect.ts';
import type { AntiPattern } from '../../../src/core/antipatterns/finding.ts';
import { clopperPearson } from '../../../src/core/stats/clopper-pearson.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import type { Progress } from '../progress.ts';
import type { Mark, Plot } from '../report/plot.ts';
import { CASES, HEALTHY, type Truth, Workspace } from './world.ts';

/** Days that each workspace is watched, with a look at the end of each. */
const DAYS = 28;

/** The first day on which each pattern was found; absent where it never was. */
export type Days = Partial<Record<AntiPattern, number>>;

export function watch(truth: Truth, seed: number, days = DAYS): Days {
  const workspace = new Workspace(truth, seededRandom(seed));
  const first: Days = {};
  for (let day = 1; day <= days; day += 1) {
    workspace.live();
    for (const { pattern } of detect(workspace.evidence())) first[pattern] ??= day;
  }
  return first;
}

export type Row = {
  name: string;
  pattern: AntiPattern;
  runs: number;
  /** found where it is there, within the days, and the middle day on which it was */
  found: number;
  middle: number | null;
  /** another pattern was found there, which it hasn't */
  others: number;
  /** found where the workspace sits exactly on the line: of all looks together */
  onLine: number;
};
export type Result = { rows: Row[]; healthy: { runs: number; found: number }; days: number };

export const stepsOf = (runs: number): number => runs * (2 * CASES.length + 1);

/** Every case with its anti-pattern and on its line, and healthy workspaces. */
export function runAll(
  { seed, runs, days = DAYS }: { seed: number; runs: number; days?: number },
  progress?: Progress,
): Result {
  const each = (name: string, truth: Truth): Days[] =>
    Array.from({ length: runs }, (_, run) => {
      progress?.step(name);
      return watch(truth, seed * 100_003 + run, days);
    });
  const rows = CASES.map(({ name, pattern, has, line }): Row => {
    const sick = each(name, { ...HEALTHY, ...has });
    const at = sick.flatMap((one) => one[pattern] ?? []).toSorted((a, b) => a - b);
    const border = each(`${name}, on the line`, { ...HEALTHY, ...line });
    return {
      ...{ name, pattern, runs, found: at.length, middle: at[at.length >> 1] ?? null },
      others: sick.filter((one) => Object.keys(one).some((key) => key !== pattern)).length,
      onLine: border.filter((one) => one[pattern] !== undefined).length,
    };
  });
  const healthy = each('healthy', HEALTHY);
  const found = healthy.filter((one) => Object.keys(one).length > 0).length;
  return { rows, healthy: { runs, found }, days };
}

const share = (hits: number, runs: number): string => {
  const { low, high } = clopperPearson(hits, runs);
  const percent = (rate: number) => `${(rate * 100).toFixed(1)}`;
  return `${percent(hits / runs).padStart(5)} % (${percent(low)} to ${percent(high)})`;
};

/** The least share found where it is there, and the most found where it isn't. */
const LEAST_FOUND = 0.95;
const MOST_FALSE = 0.05;

/** Whether the rates are what they have to be, with 95 % confidence, and the report. */
export function report(result: Result): { text: string; met: boolean; plots: Plot[] } {
  const { rows, healthy, days } = result;
  const lines = rows.map(({ name, pattern, runs, found, middle, others, onLine }) =>
    [
      `${pattern} ${name.padEnd(40)}`,
      `found ${share(found, runs)}, day ${middle ?? '-'};`,
      `others ${share(others, runs)};`,
      `on the line ${share(onLine, runs)}`,
    ].join(' '),
  );
  const misses = rows.filter(
    ({ found, others, runs }) =>
      clopperPearson(found, runs).low < LEAST_FOUND ||
      clopperPearson(others, runs).high > MOST_FALSE,
  );
  const falsely = clopperPearson(healthy.found, healthy.runs).high > MOST_FALSE;
  const met = misses.length === 0 && !falsely;
  return {
    ...{ met, plots: plotsOf(result) },
    text: [
      `Anti-patterns in simulated workspaces, ${days} days, a look a day; 95 % Clopper–Pearson limits.`,
      ...lines,
      `healthy workspaces: anything found ${share(healthy.found, healthy.runs)}`,
      met
        ? 'Met: each is found in at least 95 % of workspaces that have it, anything in at most 5 % of those that haven’t.'
        : `Not met: ${[...misses.map(({ name }) => name), ...(falsely ? ['healthy'] : [])].join('; ')}`,
    ].join('\n'),
  };
}

function plotsOf({ rows, healthy }: Result): Plot[] {
  const mark = (hits: number, runs: number): Mark[] => [
    { at: hits / runs, ...clopperPearson(hits, runs) },
  ];
  const each = (of: 'found' | 'others' | 'onLine') =>
    rows.map((row) => ({
      name: `${row.pattern} ${row.name}`,
      marks: mark(row[of], row.runs),
    }));
  const most = { unit: 'share' as const, limits: [{ at: MOST_FALSE, says: 'at most 5 %' }] };
  return [
    {
      ...{ title: 'Found in workspaces that have it', unit: 'share', rows: each('found') },
      limits: [{ at: LEAST_FOUND, says: 'at least 95 %' }],
    },
    {
      ...{ title: 'Anything else found there, or anything in a healthy workspace', ...most },
      rows: [...each('others'), { name: 'healthy', marks: mark(healthy.found, healthy.runs) }],
    },
    {
      title: 'Found in workspaces that sit exactly on the line, at any of all looks',
      ...{ ...most, rows: each('onLine') },
    },
  ];
}
