/** One value with its weight; blocks come out with their mean and how many values they hold. */
export type Weighted = { value: number; weight: number };

/**
 * The non-decreasing sequence closest to `values` by weighted least squares: pool adjacent violators.
 * Source: M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid, E. Silverman, Annals of Mathematical
 * Statistics 26 (1955) 641–647.
 * @returns one fitted value for each of `values`
 */
export function isotonic(values: readonly Weighted[]): number[] {
  const blocks: { sum: number; weight: number; count: number }[] = [];
  for (const { value, weight } of values) {
    let block = { sum: value * weight, weight, count: 1 };
    for (
      let before = blocks.at(-1);
      before !== undefined && before.sum * block.weight >= block.sum * before.weight;
      before = blocks.at(-1)
    ) {
      blocks.pop();
      block = {
        sum: before.sum + block.sum,
        weight: before.weight + block.weight,
        count: before.count + block.count,
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, weight, count }) => Array<number>(count).fill(sum / weight));
}
