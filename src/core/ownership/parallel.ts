/** An approval that was given before: by whom, of which content. */
export type Approval = { reviewerId: string; contentDigest: string };

/**
 * What one more approval means where several people have to approve the same content, each on their
 * own: `clears` when it is the last of `count` distinct people on this digest, `again` when this
 * person gave it before, otherwise how many it still waits for.
 */
export function concur(input: {
  count: number;
  earlier: readonly Approval[];
  approval: Approval;
}): { verdict: 'clears' } | { verdict: 'again' | 'waits'; missing: number } {
  const { count, earlier, approval } = input;
  const others = new Set(
    earlier
      .filter((each) => each.contentDigest === approval.contentDigest)
      .map(({ reviewerId }) => reviewerId),
  );
  const again = others.delete(approval.reviewerId);
  const missing = Math.max(0, count - others.size - 1);
  if (missing === 0) return { verdict: 'clears' };
  return { verdict: again ? 'again' : 'waits', missing };
}
