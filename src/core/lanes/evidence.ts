import * as z from 'zod/mini';
import { type Losses, lnCapital } from '../stats/betting.ts';

const count = z.int().check(z.gte(0));

/** Thresholds to choose from, fixed in advance, falling to 0 (everything runs). Band i is λ_i ≤ confidence < λ_{i−1}. */
export const Grid = z.array(z.number().check(z.gte(0), z.lte(1))).check(
  z.minLength(1),
  z.maxLength(200),
  z.refine(
    (grid) => grid.at(-1) === 0 && grid.every((at, i) => i === 0 || at < (grid[i - 1] ?? 0)),
    'thresholds fall strictly and end with 0',
  ),
);

export const DEFAULT_GRID: readonly number[] = [
  ...[0.999, 0.998, 0.997, 0.995, 0.993, 0.99, 0.985, 0.98, 0.975],
  ...[0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.91, 0.9, 0.88, 0.86, 0.84, 0.82, 0.8],
  ...[0.77, 0.74, 0.7, 0.65, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0],
];

/** Proposals of one band that all had one probability of being looked at. */
export const Stratum = z.strictObject({
  band: count,
  inclusion: z.number().check(z.gt(0), z.lte(1)),
  /** ran without a person, not drawn for an audit */
  unseen: count,
  /** looked at: no defect noticed */
  right: count,
  /** looked at: rejected, edited for a material reason, failed an audit, complained of, reported */
  defects: count,
});
export type Stratum = z.infer<typeof Stratum>;

/**
 * What came while one sampling design held: every stratum there was, also the empty ones, because the
 * least probability bounds what a defect could have counted. An item enters when it is settled: those
 * not drawn together with the drawn ones of their day, a drawn one with its label, and a label that is
 * overdue as a defect; otherwise the good news would come first.
 */
export const Period = z.array(Stratum).check(z.minLength(1), z.maxLength(1000));
export type Period = z.infer<typeof Period>;

/** Everything known about one workflow × model version × prompt version. Counts only: any order gives the same. */
export const Evidence = z.array(Period);
export type Evidence = z.infer<typeof Evidence>;

const byPlace = (a: Stratum, b: Stratum): number => a.band - b.band || a.inclusion - b.inclusion;
const design = (period: Period): string =>
  period.map(({ band, inclusion }) => `${band}:${inclusion}`).join(' ');

/** Adds what was settled under one design to what is known; the same set of periods in any order adds up to the same. */
export function add(evidence: Evidence, period: Period): Evidence {
  const sorted = joined(period.toSorted(byPlace));
  const name = design(sorted);
  const others = evidence.filter((known) => design(known) !== name);
  const same = evidence.find((known) => design(known) === name);
  const next = same === undefined ? sorted : joined([...same, ...sorted].toSorted(byPlace));
  return [...others, next].toSorted((a, b) => (design(a) < design(b) ? -1 : 1));
}

function joined(sorted: readonly Stratum[]): Period {
  const period: Period = [];
  for (const stratum of sorted) {
    const last = period.at(-1);
    if (last !== undefined && byPlace(last, stratum) === 0) {
      last.unseen += stratum.unseen;
      last.right += stratum.right;
      last.defects += stratum.defects;
    } else period.push({ ...stratum });
  }
  return period;
}

/** Labels with a confidence at or above each threshold. */
export function labelsAbove(evidence: Evidence, bands: number): number[] {
  const labels = Array<number>(bands).fill(0);
  for (const { band, right, defects } of evidence.flat())
    labels[band] = (labels[band] ?? 0) + right + defects;
  let sum = 0;
  return labels.map((some) => {
    sum += some;
    return sum;
  });
}

/**
 * The losses of all proposals at or above threshold `index`. Where a period looked at all of them with one
 * probability, those looked at are a fair sample, and a defect counts 1. Elsewhere every proposal counts,
 * with 1/π for a noticed defect.
 */
export function lossesAbove(evidence: Evidence, index: number): Losses[] {
  const counts = new Map<string, { most: number; loss: number; count: number }>();
  const put = (most: number, loss: number, some: number): void => {
    const key = `${most} ${loss}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { most, loss, count: some });
    else known.count += some;
  };
  for (const period of evidence) {
    const inside = period.filter(({ band }) => band <= index);
    const least = Math.min(...inside.map(({ inclusion }) => inclusion));
    const uniform = inside.every(({ inclusion }) => inclusion === least);
    for (const { inclusion, unseen, right, defects } of inside) {
      const most = uniform ? 1 : 1 / least;
      put(most, 0, uniform ? right : unseen + right);
      put(most, uniform ? 1 : 1 / inclusion, defects);
    }
  }
  return [...counts.values()];
}

/** The logarithm of the evidence against "of proposals at or above threshold `index`, `line` or more are noticed defects". */
export const lnEvidence = (evidence: Evidence, index: number, line: number): number =>
  lnCapital(lossesAbove(evidence, index), line);
