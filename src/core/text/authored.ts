/**
 * Authored text: the closed HTML subset in which a mail's body and tail are digested, shown and
 * sent. Elements: p br a b i u ul ol li blockquote; attributes: `href` on a, nothing else. No
 * entities other than `&amp; &lt; &gt; &quot;`. The gate's sanitizer and the hosts' readers both
 * produce it through {@link serialize}, so equal meaning gives equal bytes.
 */

export type Block = { type: 'p' | 'li' | 'blockquote'; depth: number; ordered: boolean };
export type Mark = 'b' | 'i' | 'u';

export type Node =
  | { type: 'text'; text: string }
  | { type: 'br' }
  | { type: 'a'; href: string; children: Node[] }
  | { type: Mark; children: Node[] }
  | { type: 'p' | 'ul' | 'ol' | 'li' | 'blockquote'; children: Node[] };

export const BLOCKS: ReadonlySet<string> = new Set(['p', 'ul', 'ol', 'li', 'blockquote']);
// Written out: what is spread here would stay in content scripts, which have no use for it.
const CONTAINERS = new Set(['p', 'ul', 'ol', 'li', 'blockquote', 'b', 'i', 'u', 'a']);
// biome-ignore format: one line, as it is read
export const ALLOWED_ELEMENTS: readonly string[] = ['p', 'ul', 'ol', 'li', 'blockquote', 'b', 'i', 'u', 'a', 'br'];

/** Thrown by {@link parse}; `at` is the offset in the HTML. */
export class AuthoredError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(`${message} (at character ${at})`);
    this.name = 'AuthoredError';
    this.at = at;
  }
}

const ENTITY: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const decode = (raw: string): string =>
  raw.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITY[name] ?? '');
const encode = (raw: string): string =>
  raw.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The only link targets that an approved mail may have. */
export const isLinkTarget = (href: string): boolean =>
  /^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(href);

/** Serializes a tree. The inverse of {@link parse} on what it accepts. */
export function serialize(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return encode(node.text);
      if (node.type === 'br') return '<br>';
      const attributes =
        node.type === 'a' ? ` href="${encode(node.href).replace(/"/g, '&quot;')}"` : '';
      return `<${node.type}${attributes}>${serialize(node.children)}</${node.type}>`;
    })
    .join('');
}

const TOKEN = /<(\/?)([a-z]+)(?: href="([^"<>]*)")?>|([^<]+)|</g;

/** Parses the closed subset strictly. @throws {AuthoredError} at anything outside it, or nested over 40 deep. */
export function parse(html: string): Node[] {
  const root: Node[] = [];
  const stack: { name: string; children: Node[] }[] = [{ name: '', children: root }];
  for (const match of html.matchAll(TOKEN)) {
    const at = match.index;
    const [, slash, name, href, raw] = match;
    const top = stack.at(-1);
    if (!top) throw new AuthoredError('unbalanced element', at);
    if (raw !== undefined) {
      top.children.push({ type: 'text', text: decode(raw) });
    } else if (name === 'br' && !slash) {
      top.children.push({ type: 'br' });
    } else if (name && slash) {
      if (top.name !== name)
        throw new AuthoredError(`</${name}> closes <${top.name || 'nothing'}>`, at);
      stack.pop();
    } else if (name && CONTAINERS.has(name)) {
      if (stack.length > 40) throw new AuthoredError('nested over 40 deep', at);
      const children: Node[] = [];
      top.children.push(element({ name, href, children, at }));
      stack.push({ name, children });
    } else {
      throw new AuthoredError(name ? `<${name}> is not allowed` : 'a bare "<"', at);
    }
  }
  const open = stack.at(-1);
  if (stack.length > 1 && open)
    throw new AuthoredError(`<${open.name}> is never closed`, html.length);
  return root;
}

function element(open: {
  name: string;
  href: string | undefined;
  children: Node[];
  at: number;
}): Node {
  const { name, href, children, at } = open;
  if (name === 'a') {
    const target = decode(href ?? '');
    if (!isLinkTarget(target))
      throw new AuthoredError('a link target must be http, https or mailto', at);
    return { type: 'a', href: target, children };
  }
  if (href !== undefined) throw new AuthoredError(`<${name}> takes no attribute`, at);
  return { type: name as Mark | 'p', children };
}

/** True when `html` is in the closed subset and in the one form that {@link serialize} gives. */
export function isAuthored(html: string): boolean {
  try {
    return serialize(parse(html)) === html;
  } catch {
    return false;
  }
}
