// Growth in words: "tripled", "twice as fast". It is a number like any other.

const FACTORS: readonly [RegExp, number][] = [
  [
    /(?<!\p{L})(?:doubled|twice (?:as \p{L}{2,12}|the \p{L}{2,12})|twofold|verdoppelt(?:e|en)?|doppelt so \p{L}{2,12}|(?:a |avez |ont )doublé|deux fois plus|duplic(?:ado|ó|aron)|raddoppiat[oaie]|dobr(?:ou|aram)|duplicou|verdubbeld|twee keer zo \p{L}{2,12})(?!\p{L})/giu,
    2,
  ],
  [
    /(?<!\p{L})(?:tripled|trebled|threefold|verdreifacht(?:e|en)?|(?:a |avez |ont )triplé|triplic(?:ado|ó|aron)|triplicat[oaie]|triplicou|verdrievoudigd)(?!\p{L})/giu,
    3,
  ],
  [/(?<!\p{L})(?:quadrupled|fourfold|vervierfacht|quadruplé|cuadruplic(?:ado|ó))(?!\p{L})/giu, 4],
  [
    /(?<!\p{L})(?:halved|cut in half|halbiert(?:e|en)?|réduit de moitié|dimezzat[oaie]|gehalveerd)(?!\p{L})/giu,
    0.5,
  ],
  [/(?<!\p{L})(?:tenfold|zehnfach|verzehnfacht)(?!\p{L})/giu, 10],
];

export type Multiple = { start: number; end: number; factor: number };

/** Every such word of a text, in no order. */
export function multiplesIn(text: string): Multiple[] {
  return FACTORS.flatMap(([pattern, factor]) =>
    Array.from(text.matchAll(pattern), ({ index, 0: { length } }) => ({
      start: index,
      end: index + length,
      factor,
    })),
  );
}
