import sanitizeHtml from 'sanitize-html';
import type { HtmlNode } from './contract.ts';

const KEPT: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['a', 'b', 'i', 'u', 's', 'em', 'strong', 'p', 'br', 'div', 'span', 'ul', 'ol', 'li'],
    ...['blockquote', 'img', 'table', 'tbody', 'tr', 'td', 'h1', 'h2', 'h3', 'hr', 'pre', 'code'],
  ],
  allowedAttributes: {
    '*': ['class', 'id', 'dir', 'style', 'data-smartmail', 'align'],
    a: ['href', 'target'],
    img: ['src', 'alt', 'width', 'height'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel', 'cid', 'data'],
  parseStyleAttributes: false,
};

const TOKEN = /<\/([a-z0-9]+)>|<([a-z0-9]+)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>|([^<]+)/gi;
const ATTRIBUTE = /([^\s=]+)(?:="([^"]*)")?/g;
const INLINE = new Set(['a', 'b', 'i', 'u', 's', 'em', 'strong', 'span', 'code']);
const EMPTY = new Set(['br', 'img', 'hr']);

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/**
 * Parses mail HTML to a tree the page can build without an HTML string. The sanitiser writes
 * well-formed markup with quoted attributes and four entities only, so a tokenizer is enough.
 */
export function htmlTree(html: string): HtmlNode[] {
  const root: HtmlNode[] = [];
  const open: { tag: string; children: HtmlNode[] }[] = [{ tag: '', children: root }];
  for (const [, closing, tag, attributes, text] of sanitizeHtml(html, KEPT).matchAll(TOKEN)) {
    const parent = open.at(-1)?.children ?? root;
    if (text !== undefined) parent.push(decode(text));
    else if (closing !== undefined) {
      if (open.length > 1 && open.at(-1)?.tag === closing) open.pop();
    } else if (tag !== undefined) {
      const attrs: Record<string, string> = {};
      for (const [, name, value] of (attributes ?? '').matchAll(ATTRIBUTE)) {
        if (name) attrs[name] = decode(value ?? '');
      }
      const node = { tag, attrs, children: [] };
      parent.push(node);
      if (!EMPTY.has(tag)) open.push(node);
    }
  }
  return root;
}

/** The plain text of a tree, blocks parted by a blank, cut to `length` characters. */
export function snippetOf(nodes: HtmlNode[], length = 140): string {
  const text = (node: HtmlNode): string =>
    typeof node === 'string'
      ? node
      : (node.attrs.class ?? '').includes('gmail_quote')
        ? ''
        : INLINE.has(node.tag)
          ? node.children.map(text).join('')
          : ` ${node.children.map(text).join('')} `;
  return nodes.map(text).join('').replace(/\s+/g, ' ').trim().slice(0, length);
}
