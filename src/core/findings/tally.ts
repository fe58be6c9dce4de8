import { betaBinomial, lnEvidenceBelow } from '../stats/beta-binomial.ts';
import type { Interval } from '../stats/interval.ts';
import type { Change } from './change.ts';

/** One decided proposal, with what was changed in it: nothing, where it was approved as it was. */
export type Decided = {
  proposalId: string;
  /** distinct; the widest first */
  changes: readonly Change[];
};

/** Fewer than this are a coincidence, whatever the arithmetic says. */
export const LEAST_HITS = 3;

export type Recurring = Interval & {
  change: Change;
  /** the proposals that had it, in their order */
  where: string[];
  hits: number;
  of: number;
};

/**
 * Changes whose rate is surely above `line`: at most `delta` of all calls ever have one among them whose
 * rate is not, however often one looks and however many different changes there are.
 *
 * The first time that a change is seen is what makes it a candidate and is no evidence for it; from the
 * next proposal on it is a test of its own, the k-th at δ/(k(k+1)), which sum to δ. Each is the
 * beta-binomial confidence sequence (`core/stats/beta-binomial.ts`), valid at every look. What recurs
 * often is seen early and pays little for the many that come once.
 * @param decided in the order of the decisions, from the version's first
 */
export function recurring(
  decided: readonly Decided[],
  { line, delta }: { line: number; delta: number },
): Recurring[] {
  const seen = new Map<string, { change: Change; order: number; since: number; where: string[] }>();
  for (const [place, { proposalId, changes }] of decided.entries())
    for (const change of changes) {
      const known = seen.get(change.key);
      if (known) known.where.push(proposalId);
      else
        seen.set(change.key, {
          ...{ change, order: seen.size + 1, since: place + 1, where: [proposalId] },
        });
    }
  const found: Recurring[] = [];
  for (const { change, order, since, where } of seen.values()) {
    const [hits, of] = [where.length, decided.length];
    const [again, left] = [hits - 1, of - since];
    if (hits < LEAST_HITS || again / Math.max(1, left) <= line) continue;
    // Evidence against "the rate is `line` or less" is that against "its complement is 1 − line or more".
    const evidence = lnEvidenceBelow(left - again, left, 1 - line);
    if (evidence < -Math.log(delta / (order * (order + 1)))) continue;
    found.push({ change, where, hits, of, ...betaBinomial(hits, of) });
  }
  return distinct(found);
}

/** A wider change that its own cases make up to this share says nothing beside them. */
const MOSTLY = 0.8;

function distinct(found: readonly Recurring[]): Recurring[] {
  const covered = new Map<string, Set<string>>();
  for (const { change, where } of found) {
    if (change.wider === undefined) continue;
    const all = covered.get(change.wider) ?? new Set();
    for (const proposalId of where) all.add(proposalId);
    covered.set(change.wider, all);
  }
  return found
    .filter(({ change, hits }) => (covered.get(change.key)?.size ?? 0) < MOSTLY * hits)
    .sort((a, b) => b.hits / b.of - a.hits / a.of || b.hits - a.hits);
}
