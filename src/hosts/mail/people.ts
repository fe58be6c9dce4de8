export const ADDRESS = /[^\s<>()"',;:]+@[^\s<>()"',;:]+\.[^\s<>()"',;:]+/g;

/** The bare address of `Name <a@b>` or `a@b`, lower case. */
export const addressOf = (raw: string): string =>
  (/<([^<>]+)>/.exec(raw)?.[1] ?? raw).trim().toLowerCase();

/** What two of the witnesses say, or the one thing that all of them say. */
export function agreed(witnesses: readonly (string | null | undefined)[]): string | undefined {
  const votes = witnesses.flatMap((vote) => (vote?.includes('@') ? [addressOf(vote)] : []));
  const twice = votes.find((vote, at) => votes.indexOf(vote) !== at);
  return twice ?? (new Set(votes).size === 1 ? votes[0] : undefined);
}
