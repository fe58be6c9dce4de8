// Precision and recall of the own checks, per rule, on both labelled sets and their parts:
// `npx tsx test/bench/claims.ts [--json]`. Exits 1 when a rule is under 0.9 on a third kept apart.
import { measure, type Score } from '../core/claims/measure.ts';
import { RULES, SETS } from '../fixtures/claims/labelled.ts';

const LIMIT = 0.9;
// `--development` leaves the third kept apart unmeasured, for work on the rules
const parts = process.argv.includes('--development')
  ? (['development'] as const)
  : (['development', 'held-out'] as const);
const scores = SETS.flatMap((set) =>
  RULES.flatMap((rule) => parts.map((part) => measure(rule, { set, part }))),
);
const share = (value: number, { low, high }: Score['recallInterval']) =>
  `${value.toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;

if (process.argv.includes('--json')) console.log(JSON.stringify(scores));
else {
  console.log(
    `${'set'.padEnd(11)} ${'rule'.padEnd(12)} ${'part'.padEnd(12)} pos/neg  precision [95 %]      recall [95 %]`,
  );
  for (const score of scores) {
    const size = `${score.positives}/${score.negatives}`.padEnd(8);
    const precision = share(score.precision, score.precisionInterval).padEnd(21);
    const recall = share(score.recall, score.recallInterval);
    console.log(
      `${score.set.padEnd(11)} ${score.rule.padEnd(12)} ${score.part.padEnd(12)} ${size} ${precision} ${recall}`,
    );
    if (score.wrong.length > 0) console.log(`  wrong: ${score.wrong.join(' ')}`);
  }
}
const low = scores.filter(
  ({ part, precision, recall }) => part === 'held-out' && Math.min(precision, recall) < LIMIT,
);
for (const { set, rule } of low)
  console.error(`${rule}: under ${LIMIT} on the held-out third of the ${set} set`);
process.exitCode = low.length > 0 ? 1 : 0;
