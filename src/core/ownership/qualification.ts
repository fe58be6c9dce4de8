import { DEFAULT_QUALIFICATION, type Policy, type QualificationRule } from '../schema/workflow.ts';
import { wilson } from '../stats/wilson.ts';

/** How many were right of how many: calibration answers, or planted items that were caught. */
export type Score = { right: number; n: number };

export const ruleOf = (policy: Pick<Policy, 'qualification'>): QualificationRule =>
  policy.qualification ?? DEFAULT_QUALIFICATION;

/** What the rule compares with its line: a share from 0 to 1. */
export function measured({ right, n }: Score, rule: QualificationRule): number {
  if (n === 0) return 0;
  return rule.measure === 'share' ? right / n : wilson(right, n).low;
}

/** True when the score makes its owner qualified. */
export const passes = (score: Score, rule: QualificationRule): boolean =>
  score.n >= rule.minItems && measured(score, rule) >= rule.line;

/** Fewest right of `n` that pass, or null when not even all of them would. */
export function needed(n: number, rule: QualificationRule): number | null {
  if (!passes({ right: n, n }, rule)) return null;
  let right = n;
  while (right > 0 && passes({ right: right - 1, n }, rule)) right -= 1;
  return right;
}

export type Renewal =
  | { outcome: 'renewed'; days: number; why: string }
  | { outcome: 'unchanged'; why: string }
  | { outcome: 'revoked'; why: string };

/**
 * What a measured catch rate does to a qualification: a good one renews it, one that is surely below
 * the line (the upper end of its 95 % interval) ends it, and anything between lets it run out.
 */
export function renewal(
  { caught, planted }: { caught: number; planted: number },
  rule: QualificationRule,
): Renewal {
  const score: Score = { right: caught, n: planted };
  const { high } = wilson(caught, planted);
  const said = `${caught} of ${planted} planted items caught`;
  if (planted < rule.minItems) {
    return { outcome: 'unchanged', why: `${said}; ${rule.minItems} are needed to judge` };
  }
  if (passes(score, rule)) return { outcome: 'renewed', days: rule.validDays, why: said };
  if (high < rule.line) {
    return { outcome: 'revoked', why: `${said}: surely below the line of ${percent(rule.line)}` };
  }
  return { outcome: 'unchanged', why: `${said}: not enough to renew, not enough to revoke` };
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
