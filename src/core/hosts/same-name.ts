/** Letters and digits of any script, lower case, single spaces between what else there is. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Whether what a page calls a record and what an agent calls it can be one name: the same words, or the
 * one begins with all of the other ("Yuki Tanaka" and "Yuki Tanaka, Kaede Foods"). Nothing is no name.
 */
export function sameName(one: string, other: string): boolean {
  const [short = '', long = ''] = [plain(one), plain(other)].sort((a, b) => a.length - b.length);
  return short !== '' && `${long} `.startsWith(`${short} `);
}
