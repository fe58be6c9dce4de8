// Precision and recall of the own checks, per rule, on every labelled set and its parts, and pooled
// over the thirds kept apart: `npx tsx test/bench/claims.ts [--json] [--development]`.
// Exits 1 when a rule is under 0.9 on the pooled thirds kept apart; a set's own third holds 5 to 30
// positives, so that its figure is printed, with its interval, and decides nothing alone.
import { measure, measurePooled, type Score } from '../core/claims/measure.ts';
import { RULES, rulesOf, SETS } from '../fixtures/claims/labelled.ts';

const LIMIT = 0.9;
// `--development` leaves the third kept apart unmeasured, for work on the rules
const development = process.argv.includes('--development');
const parts = development ? (['development'] as const) : (['development', 'held-out'] as const);
const scores = SETS.flatMap((set) =>
  rulesOf(set).flatMap((rule) => parts.map((part) => measure(rule, { set, part }))),
);
const pooled = development ? [] : RULES.map(measurePooled);
const isLow = ({ precision, recall }: Score) => Math.min(precision, recall) < LIMIT;
const share = (value: number, { low, high }: Score['recallInterval']) =>
  `${value.toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;

if (process.argv.includes('--json')) console.log(JSON.stringify([...scores, ...pooled]));
else {
  console.log(
    `${'set'.padEnd(11)} ${'rule'.padEnd(12)} ${'part'.padEnd(12)} pos/neg  precision [95 %]      recall [95 %]`,
  );
  for (const score of [...scores, ...pooled]) {
    const size = `${score.positives}/${score.negatives}`.padEnd(8);
    const precision = share(score.precision, score.precisionInterval).padEnd(21);
    const recall = share(score.recall, score.recallInterval);
    console.log(
      `${score.set.padEnd(11)} ${score.rule.padEnd(12)} ${score.part.padEnd(12)} ${size} ${precision} ${recall}`,
    );
    if (score.wrong.length > 0) console.log(`  wrong: ${score.wrong.join(' ')}`);
  }
}
for (const { set, rule } of scores.filter((score) => score.part === 'held-out' && isLow(score)))
  console.error(`${rule}: under ${LIMIT} on the held-out third of the ${set} set`);
const low = pooled.filter(isLow);
for (const { rule } of low) console.error(`${rule}: under ${LIMIT} on the pooled held-out thirds`);
process.exitCode = low.length > 0 ? 1 : 0;
