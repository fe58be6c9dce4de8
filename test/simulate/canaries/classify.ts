import type { Random } from '../../../src/core/stats/random.ts';

/** Logistic regression by stochastic gradient descent on standardised columns, with a little decay. */
export function trained(
  rows: readonly Float64Array[],
  labels: readonly boolean[],
  random: Random,
): (row: Float64Array) => number {
  const width = rows[0]?.length ?? 0;
  const mean = new Float64Array(width);
  const spread = new Float64Array(width);
  for (const row of rows)
    for (let at = 0; at < width; at += 1) mean[at] = (mean[at] ?? 0) + (row[at] ?? 0) / rows.length;
  for (const row of rows)
    for (let at = 0; at < width; at += 1)
      spread[at] = (spread[at] ?? 0) + ((row[at] ?? 0) - (mean[at] ?? 0)) ** 2 / rows.length;
  const weights = new Float64Array(width + 1);
  const scaled = (row: Float64Array, at: number): number => {
    const by = Math.sqrt(spread[at] ?? 0);
    return by < 1e-9 ? 0 : ((row[at] ?? 0) - (mean[at] ?? 0)) / by;
  };
  const score = (row: Float64Array): number => {
    let sum = weights[width] ?? 0;
    for (let at = 0; at < width; at += 1) sum += (weights[at] ?? 0) * scaled(row, at);
    return 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, sum))));
  };
  const order = rows.map((_, at) => at);
  for (let epoch = 0; epoch < 6; epoch += 1) {
    shuffle(order, random);
    const rate = 0.01 / (1 + epoch);
    for (const at of order) {
      const row = rows[at];
      if (!row) continue;
      const error = (labels[at] ? 1 : 0) - score(row);
      for (let column = 0; column < width; column += 1)
        weights[column] =
          (weights[column] ?? 0) * (1 - rate * 1e-3) + rate * error * scaled(row, column);
      weights[width] = (weights[width] ?? 0) + rate * error;
    }
  }
  return score;
}

export function shuffle(list: number[], random: Random): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const to = Math.floor(random() * (at + 1));
    const [a, b] = [list[at], list[to]];
    if (a === undefined || b === undefined) continue;
    list[at] = b;
    list[to] = a;
  }
}
