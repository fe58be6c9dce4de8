/**
 * Kullback–Leibler divergence of Bernoulli(p) from Bernoulli(q) in nats: how much evidence against q
 * one trial at rate p gives on average. Infinite where p is possible and q isn't.
 * Source: S. Kullback, R. A. Leibler, Annals of Mathematical Statistics 22 (1951) 79–86.
 * @throws {RangeError} unless both are in 0 to 1
 */
export function divergence(p: number, q: number): number {
  for (const rate of [p, q])
    if (!(rate >= 0 && rate <= 1)) throw new RangeError(`a rate is 0 to 1, not ${rate}`);
  const term = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log(a / b));
  return term(p, q) + term(1 - p, 1 - q);
}

/**
 * log(A) ÷ KL: the mean delay, in trials, that no detector with run length A can beat by much as A
 * grows. An asymptotic reference, not a promise: at small A real detectors can be faster or slower.
 * Source: G. Lorden, "Procedures for reacting to a change in distribution", Annals of Mathematical
 * Statistics 42 (1971) 1897–1908, theorem 3.
 */
export const lordenDelay = (every: number, rate: number, line: number): number =>
  Math.log(every) / divergence(rate, line);
