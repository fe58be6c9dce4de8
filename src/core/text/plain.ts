import { BLOCKS, type Node, parse } from './authored.ts';

/** A link inside a plain text: its target and the UTF-16 range of its label. */
export type PlainLink = { href: string; start: number; end: number };
export type Plain = { text: string; links: PlainLink[] };

/**
 * The plain text of authored HTML, on which spans count: blocks end in one line feed, `<br>` is
 * one, list items begin with "- " or "1. ", nothing trails. Also the text/plain part of the mail.
 */
export function plainOf(html: string): Plain {
  const out: Plain = { text: '', links: [] };
  write(parse(html), out, { ordered: false, index: 0 });
  out.text = out.text.replace(/\n+$/, '');
  return out;
}

type List = { ordered: boolean; index: number };

function write(nodes: readonly Node[], out: Plain, list: List): void {
  for (const node of nodes) {
    if (node.type === 'text') out.text += node.text;
    else if (node.type === 'br') out.text += '\n';
    else if (BLOCKS.has(node.type)) writeBlock(node, out, list);
    else if (node.type === 'a') {
      const start = out.text.length;
      write(node.children, out, list);
      out.links.push({ href: node.href, start, end: out.text.length });
    } else write(node.children, out, list);
  }
}

function writeBlock(node: Exclude<Node, { type: 'text' | 'br' }>, out: Plain, list: List): void {
  if (out.text !== '' && !out.text.endsWith('\n')) out.text += '\n';
  if (node.type === 'li') {
    list.index += 1;
    out.text += list.ordered ? `${list.index}. ` : '- ';
    write(node.children, out, { ordered: false, index: 0 });
  } else {
    write(node.children, out, { ordered: node.type === 'ol', index: 0 });
  }
  if (!out.text.endsWith('\n')) out.text += '\n';
}

/** Authored HTML of a plain text: one paragraph a line, empty lines kept. */
export function authoredOf(text: string): string {
  const encode = (raw: string) =>
    raw.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((row) => (row === '' ? '<p><br></p>' : `<p>${encode(row)}</p>`))
    .join('');
}
