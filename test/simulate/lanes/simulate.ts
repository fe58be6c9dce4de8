import { DEFAULT_GRID } from '../../../src/core/lanes/evidence.ts';
import { openingPlan } from '../../../src/core/lanes/plan.ts';
import type { RiskPolicy } from '../../../src/core/lanes/policy.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { type Progress, progressOf } from '../progress.ts';
import type { Report } from '../report/report.ts';
import { deploy, type Event, type Outcome, type Setting } from './deployment.ts';
import {
  type Check,
  printed,
  reportDrops,
  reportOpening,
  reportSafety,
  TABLE_LINE,
} from './report.ts';
import { delays } from './watch.ts';
import {
  drawWorld,
  drifted,
  oracle,
  type Scores,
  schooled,
  toPeople,
  type World,
} from './world.ts';

export type Run = { world: World; sensitivity: number; oracle: number | null; outcome: Outcome };

const POLICY: RiskPolicy = {
  tier: 'auto',
  alpha: 0.01,
  delta: 0.05,
  grid: [...DEFAULT_GRID],
  firstLabels: 500,
  chooseAt: 1000,
  noticedOnly: false,
};
/** The audit rate that stays; before, more is looked at, so that the walk doesn't starve when the lane opens. */
const AUDIT = 0.1;
export const SETTING: Setting = {
  policy: POLICY,
  volume: 400,
  days: 250,
  plantedPerLabel: 0.05,
  audit: (labels) => (labels < 8000 ? 0.5 : labels < 16_000 ? 0.25 : AUDIT),
  // some 11,000 audits in 250 days: one deployment in five would close falsely at 50,000 if all were on the line
  runLength: 50_000,
};
const KINDS: readonly Scores[] = ['honest', 'over-confident', 'constant', 'just above α'];

/** Runs all of it and prints the report; false where something that was promised doesn't hold. */
export function simulateLanes(
  { seed, deployments }: { seed: number; deployments: number },
  report: Report,
): boolean {
  const dropRuns = Math.ceil(deployments / 10);
  const progress = progressOf(deployments * KINDS.length + dropRuns * EVENTS.length);
  const least = 0.6;
  const assumed = {
    rate: POLICY.alpha / 4,
    sensitivity: least,
    plantedPerLabel: 0.05,
    chance: 0.9,
  };
  const plan = openingPlan(POLICY, assumed);
  const table = delays(TABLE_LINE, SETTING.runLength, [1.5, 2, 3, 5], seed);
  printed({ setting: SETTING, plan, assumed, table, report });
  const checks: Check[] = [];
  const runs = new Map(
    KINDS.map((kind, at) => {
      const of = { kind, count: deployments, seed: seed * 1e6 + at * 1e5 };
      return [kind, many(of, progress)];
    }),
  );
  checks.push(...reportSafety(runs, POLICY, report));
  checks.push(
    ...reportOpening(runs.get('honest') ?? [], { policy: POLICY, plan, audit: AUDIT, report }),
  );
  const drops = new Map(
    EVENTS.map(({ name, event }, at) => {
      const of = { kind: 'honest' as const, count: dropRuns, seed: seed * 1e6 + 5e5 + at * 1e4 };
      return [name, many(of, progress, event)];
    }),
  );
  progress.done();
  checks.push(...reportDrops(drops, { table, runLength: SETTING.runLength, steady: runs, report }));
  for (const { held, says } of checks) report.say(`${held ? 'holds ' : 'FAILS '} ${says}`);
  return checks.every(({ held }) => held);
}

/** The drift is by a factor that brings the noticed rate to `ratio` times the line that is watched. */
const drift = (ratio: number): Event => ({
  afterOpenDays: 20,
  change: (world, { index, line, sensitivity }) => {
    const [mass, bad] = world.share.reduce(
      ([all, lost], some, band) =>
        band > index ? [all, lost] : [all + some, lost + some * (world.defect[band] ?? 0)],
      [0, 0],
    );
    return drifted(world, (ratio * line) / ((bad / mass) * sensitivity));
  },
});

export const EVENTS: readonly { name: string; event: Event }[] = [
  { name: 'new model version', event: { afterOpenDays: 20, change: () => 'new version' } },
  { name: 'drift to 2 × the line', event: drift(2) },
  { name: 'drift to 3 × the line', event: drift(3) },
  { name: 'drift to 5 × the line', event: drift(5) },
  {
    name: 'learns to score high',
    event: { afterOpenDays: 20, change: (world, { index }) => schooled(world, index) },
  },
];

function many(
  { kind, count, seed }: { kind: Scores; count: number; seed: number },
  progress: Progress,
  event?: Event,
): Run[] {
  return Array.from({ length: count }, (_, at) => {
    const random = seededRandom(seed + at);
    const world = drawWorld(kind, POLICY.grid, POLICY.alpha, random);
    const sensitivity = 0.6 + 0.35 * random();
    const outcome = deploy(
      SETTING,
      world,
      event === undefined ? { sensitivity, random } : { sensitivity, random, event },
    );
    progress.step(event === undefined ? kind : 'drops');
    return { world, sensitivity, oracle: oracle(world, POLICY.alpha), outcome };
  });
}

export const peopleOf = ({ world, oracle: index }: Run): number => toPeople(world, index);
