/** Values to pixels, and where its ticks stand. */
export type Scale = { at(value: number): number; ticks: number[] };

/**
 * From the least to the greatest of the values, or their logarithms, a little wider.
 * @param values finite, and above 0 where `log`
 */
export function scaleOf(
  values: readonly number[],
  { from, to, log }: { from: number; to: number; log: boolean },
): Scale {
  const on = (value: number): number => (log ? Math.log10(value) : value);
  const all = values.map(on);
  let [low, high] = [Math.min(...all), Math.max(...all)];
  const room = high > low ? (high - low) * 0.04 : Math.abs(low) * 0.1 || 1;
  [low, high] = [low - room, high + room];
  return {
    at: (value) => from + ((on(value) - low) / (high - low)) * (to - from),
    ticks: log ? decades(low, high) : even(low, high),
  };
}

/** About six round values between the ends. */
function even(low: number, high: number): number[] {
  const raw = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((times) => times * power >= raw) ?? 10;
  const ticks: number[] = [];
  for (let n = Math.ceil(low / (step * power)); n * step * power <= high; n += 1)
    ticks.push(Number((n * step * power).toPrecision(12)));
  return ticks;
}

/** Powers of ten, with 2 and 5 between them where there are few. */
function decades(low: number, high: number): number[] {
  const between = high - low < 3 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= high; power += 1)
    for (const times of between) {
      const log = power + Math.log10(times);
      if (log >= low && log <= high) ticks.push(Number((times * 10 ** power).toPrecision(12)));
    }
  return ticks;
}
