/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** Thrown for a value that has no RFC 8785 form; `path` says where. */
export class CanonicalError extends Error {
  readonly path: string;
  constructor(path: string, what: string) {
    super(`${path || 'value'}: ${what} has no canonical JSON form`);
    this.name = 'CanonicalError';
    this.path = path;
  }
}

/**
 * The RFC 8785 (JCS) form: keys sorted by UTF-16 unit, ECMAScript numbers, no white space.
 * Members that are `undefined` are left out, as JSON.stringify does.
 * @throws {CanonicalError} at non-finite numbers, lone surrogates and values JSON cannot say.
 */
export function canonical(value: unknown, path = ''): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new CanonicalError(path, String(value));
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new CanonicalError(path, 'a lone surrogate');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => canonical(item, `${path}/${index}`)).join(',')}]`;
  }
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${canonical(key, path)}:${canonical(member, `${path}/${key}`)}`);
    return `{${members.join(',')}}`;
  }
  throw new CanonicalError(path, typeof value);
}
