import { decoded, once, type PageUrl } from './page-url.ts';

type Name = 'id' | 'type' | 'account';
type Values = { id: string; type?: string; account?: string };
/** One segment, or one parameter's value: text with a placeholder in it, or any at all. */
type Piece = { before: string; name: Name | null; after: string } | '*';

export type Matcher = { names: readonly Name[]; match(url: PageUrl): Values | null };

const NAMES: readonly string[] = ['id', 'type', 'account'];
const LONGEST_VALUE = 200;

/**
 * Compiles a template (see CustomHost). Segments are compared one by one by their beginnings and ends:
 * there is no expression that could take long. A sentence where the template is wrong.
 */
export function matcherOf(template: string): Matcher | string {
  const [beforeHash = '', ...hashes] = template.split('#');
  const [pathText = '', ...queries] = beforeHash.split('?');
  if (!template.startsWith('/')) return 'The pattern begins with /, after the host.';
  if (/[\s\\]/.test(template)) return 'The pattern has no spaces and no backslashes.';
  if (hashes.length > 1) return 'The pattern has more than one #.';
  if (queries.length > 1) return 'The pattern has more than one ?.';
  const path = segmentsOf(pathText);
  const hash = hashes[0] === undefined ? null : segmentsOf(hashes[0]);
  const query = (queries[0] ?? '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return { key: key.toLowerCase(), piece: pieceOf(value.join('=')) };
    });
  const all = [
    ...path.pieces,
    ...(hash?.pieces ?? []),
    ...query.map(({ key, piece }) => (key === '' ? 'A parameter has no name.' : piece)),
  ];
  const wrong = all.find((piece) => typeof piece === 'string' && piece !== '*');
  if (typeof wrong === 'string') return wrong;
  const names = all.flatMap((piece) =>
    typeof piece === 'object' && piece.name !== null ? [piece.name] : [],
  );
  if (!names.includes('id')) return 'The pattern needs {id} where the record’s id stands.';
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `{${twice}} stands in the pattern twice.`;
  return {
    names,
    match(url: PageUrl) {
      const values: Record<string, string> = {};
      const fits =
        takeSegments(path, url.path, values) &&
        (hash === null || takeSegments(hash, url.hash.slice(1), values)) &&
        query.every(({ key, piece }) => take(piece, once(url, key), values));
      return fits && values.id ? { ...values, id: values.id } : null;
    },
  };
}

type Segments = { pieces: (Piece | string)[]; open: boolean };

/** `**` at the end leaves the rest open. */
function segmentsOf(text: string): Segments {
  const parts = text.replace(/^\//, '').replace(/\/$/, '').split('/');
  const open = parts.at(-1) === '**';
  const kept = open ? parts.slice(0, -1) : parts;
  return { pieces: kept.map((part) => pieceOf(part)), open };
}

/** A piece, or a sentence on what is wrong with it. */
function pieceOf(text: string): Piece | string {
  if (text === '*') return '*';
  if (text.includes('*')) return '* stands for a whole segment, and ** for the rest at the end.';
  const [before = '', ...rest] = text.split('{');
  if (rest.length === 0) {
    return text.includes('}') ? 'A } has no { before it.' : { before: text, name: null, after: '' };
  }
  if (rest.length > 1) return 'A segment holds one placeholder at the most.';
  const [name = '', after, ...more] = (rest[0] ?? '').split('}');
  if (after === undefined || more.length > 0) return 'A { has no } after it.';
  if (!NAMES.includes(name)) return `{${name}} is not known. There are {id}, {type} and {account}.`;
  return { before, name: name as Name, after };
}

function takeSegments(
  { pieces, open }: Segments,
  text: string,
  values: Record<string, string>,
): boolean {
  const parts = text.replace(/^\//, '').replace(/\/$/, '').split('/');
  if (open ? parts.length < pieces.length : parts.length !== pieces.length) return false;
  return pieces.every((piece, at) => take(piece, decoded(parts[at] ?? ''), values));
}

function take(piece: Piece | string, text: string | null, values: Record<string, string>): boolean {
  if (text === null) return false;
  if (typeof piece === 'string') return text !== '';
  const { before, name, after } = piece;
  if (name === null) return text === before;
  const value = text.slice(before.length, text.length - after.length);
  const fits = text.startsWith(before) && text.endsWith(after) && value !== '';
  if (!fits || value.length > LONGEST_VALUE || /[\u0000-\u0020/|]/.test(value)) return false;
  values[name] = value;
  return true;
}
