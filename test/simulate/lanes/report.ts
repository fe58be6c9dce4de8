import type { Assumed } from '../../../src/core/lanes/plan.ts';
import type { RiskPolicy } from '../../../src/core/lanes/policy.ts';
import { waitTable } from '../../../src/core/lanes/wait.ts';
import { clopperPearson, clopperPearsonLower } from '../../../src/core/stats/clopper-pearson.ts';
import { quantile } from '../../../src/core/stats/quantile.ts';
import type { Mark, Plot } from '../report/plot.ts';
import type { Report } from '../report/report.ts';
import type { Setting } from './deployment.ts';
import type { Run } from './simulate.ts';
import type { Delay } from './watch.ts';
import { risks, toPeople } from './world.ts';

/** The line for noticed defects that the table of delays is printed for. */
export const TABLE_LINE = 0.007;

export type Check = { held: boolean; says: string };

const percent = (share: number): string =>
  `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;
const at = (values: readonly number[], p: number): number =>
  values.length === 0 ? Number.NaN : quantile(Float64Array.from(values).sort(), p);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** What is said before the first label is read. */
export function printed(given: {
  setting: Setting;
  plan: number;
  assumed: Assumed;
  table: readonly Delay[];
  report: Report;
}): void {
  const { setting, plan, assumed, table, report } = given;
  const { alpha, delta } = setting.policy;
  report.say(`Lanes at α = ${percent(alpha)}, δ = ${percent(delta)}; ${setting.volume} proposals`);
  report.say(`a day for ${setting.days} days; reviewers notice 60 to 95 % of defects.\n`);
  report.say('labels needed     one look   anytime, even chances   anytime, nine of ten');
  for (const { rate, oneLook, half, nine } of waitTable(alpha, delta)) {
    const row = [oneLook, half, nine].map((value) => whole(value).padStart(10));
    report.say(`at a rate of ${percent(rate)}  ${row.join('   ')}`);
  }
  const { rate, sensitivity, chance } = assumed;
  report.say(
    `\nopens within ${whole(plan)} labels with probability ${percent(chance)}, if the more`,
  );
  report.say(
    `confident half has ${percent(rate)} defects at most and reviewers notice ${percent(sensitivity)}`,
  );
  report.say(
    `\ncloses after (audits, from a fresh start, at a line of ${TABLE_LINE}; at most one false closing in ${setting.runLength})`,
  );
  for (const { ratio, mean: average, nine } of table)
    report.say(
      `at ${ratio} × the line: ${whole(average)} on average, nine of ten within ${whole(nine)}`,
    );
  report.say('');
}

export function reportSafety(
  runs: ReadonlyMap<string, readonly Run[]>,
  { alpha, delta }: RiskPolicy,
  report: Report,
): Check[] {
  report.plot({
    title: 'Deployments in which what ran had a true defect rate above α on any day',
    ...{ unit: 'share', limits: [{ at: delta, says: `δ, for the lower limit` }] },
    rows: [...runs].map(([kind, list]) => {
      const bad = list.filter(({ outcome }) => outcome.violated).length;
      return {
        name: kind,
        marks: [{ at: bad / list.length, ...clopperPearson(bad, list.length) }],
      };
    }),
  });
  report.say('true defect rate of what ran above α, on any day');
  return [...runs].map(([kind, list]) => {
    const bad = list.filter(({ outcome }) => outcome.violated).length;
    const open = list.filter(({ outcome }) => outcome.openedAt !== null).length;
    const above = list.filter(({ world }) => (risks(world).at(-1) ?? 0) > alpha).length;
    const low = clopperPearsonLower(bad, list.length, 0.025);
    report.say(
      `  ${kind}: ${bad} of ${list.length} (opened ${open}; ${above} have more than α in all)`,
    );
    return {
      held: low <= delta,
      says: `${kind}: ${bad} of ${list.length} exceed α, lower limit ${percent(low)}`,
    };
  });
}

/** Where an oracle sends no more than this to people, the lane has to get there too. */
const EASY = 0.08;

export function reportOpening(
  honest: readonly Run[],
  given: { policy: RiskPolicy; plan: number; audit: number; report: Report },
): Check[] {
  const { policy, plan, audit, report } = given;
  const easy = honest.filter(({ world, oracle }) => toPeople(world, oracle) <= EASY);
  const opened = easy.map(({ outcome }) => outcome.openedAt ?? Number.POSITIVE_INFINITY);
  const inTime = opened.filter((labels) => labels <= plan).length;
  const ratio = easy.map(({ world, oracle, outcome }) => {
    return outcome.people / (toPeople(world, oracle) + audit);
  });
  const plus = easy.map(({ world, oracle, outcome }) => {
    return outcome.people - (1.25 * toPeople(world, oracle) + audit);
  });
  const people = mean(easy.map(({ outcome }) => outcome.people));
  const best = mean(easy.map(({ world, oracle }) => toPeople(world, oracle)));
  report.say(`\nhonest scores, oracle sends ${percent(EASY)} or less: ${easy.length} deployments`);
  report.say(
    `  opened at ${[0.1, 0.5, 0.9].map((p) => whole(at(opened, p))).join(' / ')} labels (10, 50, 90 %)`,
  );
  report.say(
    `  people see ${percent(people)} at the end; the oracle ${percent(best)}, audits ${percent(audit)}`,
  );
  report.say(
    `  share ÷ (oracle + audits): ${[0.1, 0.5, 0.9].map((p) => at(ratio, p).toFixed(2)).join(' / ')}`,
  );
  const spread = (values: readonly number[]): Mark => ({
    ...{ at: at(values, 0.5), low: at(values, 0.1), high: at(values, 0.9) },
  });
  report.plot({
    title: 'Labels until the lane opened, where an oracle sends 8 % or less (half, and 10 to 90 %)',
    ...{ unit: 'number', log: true, rows: [{ name: 'honest scores', marks: [spread(opened)] }] },
    limits: [{ at: plan, says: 'printed beforehand, for nine of ten' }],
  });
  report.plot({
    title:
      'Share that people see at the end, audits included (half, and 10 to 90 % of deployments)',
    unit: 'share',
    rows: [
      { name: 'the lane', marks: [spread(easy.map(({ outcome }) => outcome.people))] },
      {
        name: 'an oracle, and audits',
        marks: [spread(easy.map(({ world, oracle }) => toPeople(world, oracle) + audit))],
      },
    ],
    limits: [{ at: 1.25 * (best + audit), says: '1.25 × (oracle + audits), for the mean' }],
  });
  const within = ratio.filter((value) => value <= 1.25).length;
  const strictly = plus.filter((value) => value <= 0).length;
  report.say(
    `  within 1.25 × (oracle + audits): ${within}; within 1.25 × oracle + audits: ${strictly} (${percent(1.25 * best + audit)} on average)`,
  );
  return [
    {
      held: inTime >= 0.9 * easy.length,
      says: `honest: ${inTime} of ${easy.length} open within ${whole(plan)} labels (α = ${policy.alpha})`,
    },
    {
      held: people <= 1.25 * (best + audit),
      says: `honest: people see ${percent(people)} on average, 1.25 × (oracle + audits) is ${percent(1.25 * (best + audit))}`,
    },
  ];
}

export function reportDrops(
  drops: ReadonlyMap<string, readonly Run[]>,
  given: {
    table: readonly Delay[];
    runLength: number;
    steady: ReadonlyMap<string, readonly Run[]>;
    report: Report;
  },
): Check[] {
  const { table, runLength, steady, report } = given;
  const slow: Plot['rows'] = [];
  const checks: Check[] = [];
  report.say('\nquality drops 20 days after opening');
  for (const [name, runs] of drops) {
    const happened = runs.filter(({ outcome }) => outcome.event !== null || outcome.missed);
    const closings = happened.flatMap(({ outcome }) => outcome.event ?? []);
    const days = closings.map((closing) => closing.days);
    const escaped = closings.map((closing) => closing.escaped);
    const ratios = closings.map(({ ratio }) => ratio);
    report.say(
      `  ${name}: ${closings.length} of ${happened.length} closed, ${whole(at(days, 0.5))} days (nine of ten ${whole(at(days, 0.9))}), ` +
        `${whole(mean(escaped))} defects went out, noticed at ${at(ratios, 0.5).toFixed(1)} × the line`,
    );
    const judged = happened.flatMap(({ outcome }) => {
      const row = table.findLast(({ ratio }) => ratio <= (outcome.event?.ratio ?? 0) + 1e-9);
      if (name === 'new model version') return [outcome.event?.days === 0];
      if (row === undefined || outcome.event === null) return [];
      // audits count in noticed defects at the line: a lower line takes longer
      return [outcome.event.audits <= (row.nine * TABLE_LINE) / outcome.event.line];
    });
    const good = judged.filter(Boolean).length;
    if (judged.length > 0)
      slow.push({
        name,
        marks: [{ at: good / judged.length, ...clopperPearson(good, judged.length) }],
      });
    const { high } = clopperPearson(good, Math.max(1, judged.length));
    checks.push({
      held: judged.length > 0 && high >= 0.9,
      says: `${name}: ${good} of ${judged.length} close within what the table says for nine of ten`,
    });
  }
  report.plot({
    title: 'Lanes that closed within what the table says for nine of ten, after quality dropped',
    ...{
      unit: 'share',
      rows: slow,
      limits: [{ at: 0.9, says: 'nine of ten, for the upper limit' }],
    },
  });
  const safe = [...steady.values()].flat().filter(({ outcome }) => !outcome.violated);
  const audits = safe.reduce((sum, { outcome }) => sum + outcome.audits, 0);
  const closings = safe.reduce((sum, { outcome }) => sum + outcome.falseClosings, 0);
  report.say(
    `  false closings: ${closings} in ${whole(audits)} audits, at most ${whole(audits / runLength)} stated\n`,
  );
  checks.push({
    held: closings <= audits / runLength,
    says: `${closings} false closings, stated ${whole(audits / runLength)}`,
  });
  return checks;
}
