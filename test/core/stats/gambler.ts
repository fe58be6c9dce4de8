const LEVEL = 20;
const BETS = [
  [1, 0.9],
  [0.9, 0.04],
  [0.7, 0.03],
  [0.45, 0.02],
  [0.2, 0.01],
] as const;

/** One look, in the order of drawing: the item's weight, and what came of it (`lost` counts as a defect). */
export type Seen = { weight: number; found: 'right' | 'defect' | 'lost' | null };

/**
 * The limit as a gambler would find it (STATISTICS §6, Waudby-Smith & Ramdas 2024, section 6): for each
 * number of defects that there could be, from the fewest, bet on every look that there are fewer; the limit
 * is the last number at which the capital never came to twenty times its beginning.
 */
export function gamblerLimit(population: readonly number[], looked: readonly Seen[]): number {
  const items = population.length;
  const stands = (total: number): boolean => {
    const capital: number[] = BETS.map(([, stake]) => stake);
    const left = [...population];
    let found = 0;
    for (const { weight, found: what } of looked) {
      const [held, defect] = [total - found, what !== 'right'];
      if (held > left.length) return false;
      if (held <= 0) return true;
      const all = left.reduce((sum, one) => sum + one, 0);
      const most = all / Math.min(...left);
      if (held < most)
        for (const [at, [fraction]] of BETS.entries()) {
          const gain = (held - (defect ? all / weight : 0)) / (most - held);
          capital[at] = (capital[at] ?? 0) * Math.max(0, 1 + fraction * gain);
        }
      else if (!defect) return false;
      if (defect) found += 1;
      left.splice(left.indexOf(weight), 1);
      if (capital.reduce((sum, part) => sum + part, 0) >= LEVEL) return false;
    }
    return total <= left.length + found;
  };
  const least = looked.filter(({ found }) => found !== 'right').length;
  for (let total = least; total < items; total += 1) if (!stands(total + 1)) return total / items;
  return 1;
}
