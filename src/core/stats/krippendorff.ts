/**
 * Krippendorff's α for nominal labels: agreement beyond what the labels' own frequencies give, for any
 * number of raters, with missing ratings. 1 is perfect, 0 is chance.
 * Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C.
 * @param units for each unit the labels it was given; a unit with fewer than two says nothing
 * @param times how often each unit counts (a bootstrap's draws); once each if left out
 * @returns NaN where α is undefined: no pair of ratings, or only one label in all of them
 */
export function krippendorffAlpha(
  units: readonly (readonly string[])[],
  times?: ArrayLike<number>,
): number {
  const totals = new Map<string, number>();
  let disagreeing = 0;
  let all = 0;
  for (const [index, labels] of units.entries()) {
    const often = times?.[index] ?? 1;
    if (labels.length < 2 || often === 0) continue;
    const counts = new Map<string, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    let agreeing = 0;
    for (const [label, count] of counts) {
      agreeing += count * (count - 1);
      totals.set(label, (totals.get(label) ?? 0) + often * count);
    }
    disagreeing += (often * (labels.length * (labels.length - 1) - agreeing)) / (labels.length - 1);
    all += often * labels.length;
  }
  let expected = all * all;
  for (const total of totals.values()) expected -= total * total;
  return expected === 0 ? Number.NaN : 1 - ((all - 1) * disagreeing) / expected;
}
