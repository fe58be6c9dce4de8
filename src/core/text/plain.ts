import { BLOCKS, type Node, parse } from './authored.ts';

/** A link inside a plain text: its target and the UTF-16 range of its label. */
export type PlainLink = { href: string; start: number; end: number };
export type Plain = { text: string; links: PlainLink[] };

/** An element of authored HTML over the plain text that it holds, in UTF-16 units. */
export type PlainMark = { type: string; href?: string; start: number; end: number };
type Out = Plain & { marks: PlainMark[] };

/**
 * The plain text of authored HTML, on which spans count: blocks end in one line feed, `<br>` is
 * one, list items begin with "- " or "1. ", nothing trails. Also the text/plain part of the mail.
 */
export function plainOf(html: string): Plain {
  const { text, links } = readPlain(html);
  return { text, links };
}

/** The plain text with every element that shapes it: two HTMLs that agree in both are the same but for text. */
export function markedPlain(html: string): { text: string; marks: PlainMark[] } {
  const { text, marks } = readPlain(html);
  return { text, marks };
}

function readPlain(html: string): Out {
  const out: Out = { text: '', links: [], marks: [] };
  write(parse(html), out, { ordered: false, index: 0 });
  out.text = out.text.replace(/\n+$/, '');
  return out;
}

type List = { ordered: boolean; index: number };

function write(nodes: readonly Node[], out: Out, list: List): void {
  for (const node of nodes) {
    if (node.type === 'text') out.text += node.text;
    else if (node.type === 'br') out.text += '\n';
    else writeElement(node, out, list);
  }
}

type Element = Exclude<Node, { type: 'text' | 'br' }>;

function writeElement(node: Element, out: Out, list: List): void {
  const mark: PlainMark = { type: node.type, start: out.text.length, end: 0 };
  if (node.type === 'a') mark.href = node.href;
  out.marks.push(mark);
  if (BLOCKS.has(node.type)) writeBlock(node, out, list);
  else write(node.children, out, list);
  mark.end = out.text.length;
  if (node.type === 'a')
    out.links.push({ href: node.href, start: mark.start, end: out.text.length });
}

function writeBlock(node: Element, out: Out, list: List): void {
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
