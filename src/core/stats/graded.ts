/** One proposal whose outcome somebody looked at. */
export type Graded = {
  /** what the agent said: 0 to 1 */
  confidence: number;
  /** no defect was found in it */
  right: boolean;
  /** probability, above 0, that somebody would look: 1 in the human lane, the audit rate otherwise */
  inclusion: number;
};

/**
 * What each item stands for: 1/π.
 * @throws {RangeError} for a confidence or a probability that isn't one
 */
export function weights(items: readonly Graded[]): Float64Array {
  return Float64Array.from(items, ({ confidence, inclusion }, index) => {
    if (!(confidence >= 0 && confidence <= 1 && inclusion > 0 && inclusion <= 1))
      throw new RangeError(
        `item ${index} wants 0 ≤ confidence ≤ 1 and 0 < inclusion ≤ 1, not ${confidence}, ${inclusion}`,
      );
    return 1 / inclusion;
  });
}

/** Weights of a bootstrap's draw: each as often as it was drawn. */
export const times = (weight: Float64Array, drawn: ArrayLike<number>): Float64Array =>
  weight.map((w, index) => w * (drawn[index] ?? 0));

/** Places of items in ascending order of confidence. */
export const byConfidence = (items: readonly Graded[]): number[] =>
  items
    .map((item, index) => ({ index, confidence: item.confidence }))
    .sort((a, b) => a.confidence - b.confidence || a.index - b.index)
    .map(({ index }) => index);
