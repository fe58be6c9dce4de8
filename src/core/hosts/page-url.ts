/** The parts of a page's address that name a record. */
export type PageUrl = {
  /** lower case */
  host: string;
  /** as it stands, still percent-encoded */
  path: string;
  query: readonly (readonly [string, string])[];
  /** with its `#`, or empty */
  hash: string;
};

/** Longer addresses name no record, and nothing here should have to read them. */
const LONGEST = 16_384;
const PARTS = /^https:\/\/([a-z0-9.-]+)(?::443)?(\/[^?#]*)?(?:\?([^#]*))?(#.*)?$/i;

/**
 * Takes an address apart, more strictly than browsers do: https only, no user, no other port, a plain
 * host, no backslash, no control character. Null for everything else, so that nothing that is read
 * differently elsewhere can name a record here.
 */
export function pageUrl(href: string): PageUrl | null {
  if (href.length > LONGEST || /[\u0000-\u0020\u007f\\]/.test(href)) return null;
  const parts = PARTS.exec(href);
  if (!parts) return null;
  const [, host = '', path = '/', query = '', hash = ''] = parts;
  return { host: host.toLowerCase(), path, query: pairs(query), hash };
}

const pairs = (query: string): [string, string][] =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0
        ? [decoded(pair) ?? '', '']
        : [decoded(pair.slice(0, at)) ?? '', decoded(pair.slice(at + 1)) ?? ''];
    });

/** The value of a parameter that occurs once; null where it is missing, or said twice. */
export function once(url: PageUrl, name: string): string | null {
  const found = url.query.filter(([key]) => key.toLowerCase() === name);
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}

/** Percent-decoded, or null where that isn't possible. A plus stays one: ids are base 64. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
