/** A fitted linear model: the sum of the weights of the features that hold, and of `bias`. */
export type Linear = { bias: number; weights: ReadonlyMap<string, number> };

/** Reads a table of `feature weight` pairs, weights in hundredths. */
export function linear(table: string): Linear {
  const weights = new Map<string, number>();
  for (const pair of table.trim().split(/\s+/)) {
    const at = pair.lastIndexOf('=');
    weights.set(pair.slice(0, at), Number(pair.slice(at + 1)) / 100);
  }
  return { bias: weights.get('bias') ?? 0, weights };
}

/** Log odds: above 0 is more likely than not. */
export function logOdds({ bias, weights }: Linear, features: readonly string[]): number {
  return features.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), bias);
}

/**
 * What the hand-written patterns' verdict adds to the log odds, one way or the other. Set, not
 * fitted: the patterns were written with most of what the weights are fitted to, and would be
 * trusted too much.
 */
export const VOTES = { company: 1, unsupported: 0.5, commitment: 1 } as const;

/** Whether the weights and the patterns (`found`) together find one. */
export const voted = (odds: number, rule: keyof typeof VOTES, found: boolean): boolean =>
  odds + (found ? VOTES[rule] : -VOTES[rule]) > 0;
