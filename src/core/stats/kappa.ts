/** What two raters said of one item. */
export type Pair = readonly [first: string, second: string];

function observed(pairs: readonly Pair[]): number {
  return pairs.filter(([first, second]) => first === second).length / pairs.length;
}

function shares(pairs: readonly Pair[]): { first: number; second: number }[] {
  const of = new Map<string, { first: number; second: number }>();
  const at = (label: string): { first: number; second: number } => {
    const known = of.get(label) ?? { first: 0, second: 0 };
    of.set(label, known);
    return known;
  };
  for (const [first, second] of pairs) {
    at(first).first += 1 / pairs.length;
    at(second).second += 1 / pairs.length;
  }
  return [...of.values()];
}

/**
 * Cohen's κ of two raters. NaN without a pair, or when both said one and the same label throughout.
 * Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
 * Measurement 20 (1960) 37–46.
 */
export function cohenKappa(pairs: readonly Pair[]): number {
  const chance = shares(pairs).reduce((sum, { first, second }) => sum + first * second, 0);
  return chance > 1 - 1e-12 ? Number.NaN : (observed(pairs) - chance) / (1 - chance);
}

/**
 * Gwet's AC1 of two raters. It stays high where nearly everything is approved, so it is shown only
 * beside κ or α and the base rate, and no rule reads it.
 * Source: K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high
 * agreement", British Journal of Mathematical and Statistical Psychology 61 (2008) 29–48.
 * @param labels how many labels there were to choose from, at least 2
 */
export function gwetAc1(pairs: readonly Pair[], labels: number): number {
  if (pairs.length === 0) return Number.NaN;
  const chance =
    shares(pairs).reduce((sum, { first, second }) => {
      const share = (first + second) / 2;
      return sum + share * (1 - share);
    }, 0) /
    (labels - 1);
  return (observed(pairs) - chance) / (1 - chance);
}
