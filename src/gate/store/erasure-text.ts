import type { Content } from '../../core/schema/content.ts';

/** What stands where a person's data stood. */
export const ERASED = 'erased';
const ADDRESS = 'erased@erased.invalid';
const TIME = '1970-01-01T00:00:00Z';

/** Members that say what kind of thing it is, not about whom. */
const KEPT = new Set(['kind', 'delivery', 'channel', 'mediaType', 'size', 'sha256', 'currency']);
const TIMES = new Set(['at', 'start', 'end', 'dueAt', 'validUntil']);

/**
 * A content of the same kind and form with nothing of anybody in it, so that whatever reads contents
 * still can. Its digest is another one: no clearance covers it.
 */
export function tombstone(content: Content): Content {
  return emptied(content, '') as Content;
}

function emptied(value: unknown, key: string): unknown {
  if (KEPT.has(key)) return value;
  if (key === 'before' || key === 'after')
    return typeof value === 'number' ? 0 : value === null ? null : ERASED;
  if (key === 'changes') return [{ field: ERASED, before: null, after: null }];
  if (key === 'thread') return undefined;
  if (Array.isArray(value)) return value.map((item) => emptied(item, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, member]) => [name, emptied(member, name)] as const)
        .filter(([, member]) => member !== undefined),
    );
  if (typeof value === 'number') return key === 'quantity' ? 1 : 0;
  if (typeof value !== 'string') return value;
  if (TIMES.has(key)) return TIME;
  if (key === 'email' || key === 'calendar' || key === 'attendees') return ADDRESS;
  if (key === 'phone') return '+10000000000';
  return key === 'body' ? `<p>${ERASED}</p>` : ERASED;
}

/**
 * Finds an address in a text, whole: `bob@x.example` neither in `jbob@x.example` nor in
 * `bob@x.example.org`. A PostgreSQL regular expression, for `~*`.
 */
export function mentions(address: string): string {
  const plain = address.replace(/[^a-zA-Z0-9@]/g, (character) =>
    character.codePointAt(0) === undefined || character > '\u007f' ? character : `\\${character}`,
  );
  return `(^|[^a-zA-Z0-9._%+-])${plain}($|[^a-zA-Z0-9.-]|\\.($|[^a-zA-Z0-9]))`;
}
