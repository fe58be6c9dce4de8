import { lnCapital } from '../stats/betting.ts';
import { divergence } from '../stats/divergence.ts';
import { leastWhole, wantInside } from '../stats/interval.ts';

/**
 * Labels until a rate of `rate` can be told from `alpha` at level `delta`, with one look: ln(1/δ) ÷
 * D(rate ‖ α). Infinite from α on. α = 1 %, δ = 5 %: 298 at 0, 738 at 0.25 %, 1,937 at 0.5 %, 13,815 at
 * 0.8 %. Source: A. Wald, *Sequential Analysis* (1947), section 3.5: what each label tells is D.
 */
export function labelsOneLook(alpha: number, delta: number, rate: number): number {
  wantInside('labelsOneLook', 'alpha', alpha);
  wantInside('labelsOneLook', 'delta', delta);
  return rate >= alpha ? Number.POSITIVE_INFINITY : -Math.log(delta) / divergence(rate, alpha);
}

export type WaitQuestion = {
  alpha: number;
  delta: number;
  /** the true rate of what is labelled */
  rate: number;
  /** probability with which the bound shall hold by then */
  chance: number;
  /** where to give up */
  most?: number;
};

/**
 * Labels within which the anytime bound of a uniform sample comes to hold with probability `chance`,
 * exactly: the distribution of defects among samples that haven't got there, label by label. Infinite
 * beyond `most` (100,000).
 */
export function labelsAnytime({
  alpha,
  delta,
  rate,
  chance,
  most = 100_000,
}: WaitQuestion): number {
  wantInside('labelsAnytime', 'alpha', alpha);
  wantInside('labelsAnytime', 'delta', delta);
  if (rate >= alpha) return Number.POSITIVE_INFINITY;
  const enough = -Math.log(delta);
  const holds = (n: number, defects: number): boolean =>
    lnCapital(
      [
        { most: 1, loss: 0, count: n - defects },
        { most: 1, loss: 1, count: defects },
      ],
      alpha,
    ) >= enough;
  // waiting[x]: probability of x defects so far without the bound ever having held
  const waiting = [1];
  let allowed = -1;
  let left = 1;
  for (let n = 1; n <= most; n += 1) {
    waiting.push(0);
    for (let x = waiting.length - 1; x > allowed; x -= 1)
      waiting[x] = (waiting[x] ?? 0) * (1 - rate) + (waiting[x - 1] ?? 0) * rate;
    // what is so unlikely that it can't matter needn't be carried along
    while (waiting.length > allowed + 2 && (waiting.at(-1) ?? 0) < 1e-15) waiting.pop();
    while (holds(n, allowed + 1)) {
      allowed += 1;
      left -= waiting[allowed] ?? 0;
      waiting[allowed] = 0;
    }
    if (1 - left >= chance) return n;
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * Labels at which the anytime bound holds if defects come exactly at `rate`: about even chances, and cheap
 * enough for every look. Infinite beyond `most`.
 */
export function labelsExpected(alpha: number, delta: number, rate: number, most = 1e6): number {
  const enough = -Math.log(delta);
  const holds = (n: number): boolean =>
    lnCapital(
      [
        { most: 1, loss: 0, count: n * (1 - rate) },
        { most: 1, loss: 1, count: n * rate },
      ],
      alpha,
    ) >= enough;
  if (rate >= alpha || !holds(most)) return Number.POSITIVE_INFINITY;
  return leastWhole(1, most, holds);
}

export type WaitRow = { rate: number; oneLook: number; half: number; nine: number };

/** The table that the page shows: labels at shares of α that the true rate may be. */
export const waitTable = (
  alpha: number,
  delta: number,
  shares: readonly number[] = [0, 0.25, 0.5, 0.8],
): WaitRow[] =>
  shares.map((share) => {
    const rate = share * alpha;
    return {
      rate,
      oneLook: labelsOneLook(alpha, delta, rate),
      half: labelsAnytime({ alpha, delta, rate, chance: 0.5 }),
      nine: labelsAnytime({ alpha, delta, rate, chance: 0.9 }),
    };
  });
