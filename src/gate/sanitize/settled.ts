import { type Node, parse, serialize } from '../../core/text/authored.ts';

const INLINE = new Set(['text', 'br', 'a', 'b', 'i', 'u']);

/**
 * True for authored text that already has the block structure the sanitizer gives: only blocks at
 * the top, only inline content in paragraphs, items in lists. Such text passes unchanged, also with
 * its runs of blanks, so that sanitizing twice is sanitizing once.
 */
export function isSettled(html: string): boolean {
  try {
    const nodes = parse(html);
    return serialize(nodes) === html && blocks(nodes);
  } catch {
    return false;
  }
}

const blocks = (nodes: readonly Node[]): boolean => nodes.length > 0 && nodes.every(block);

function block(node: Node): boolean {
  if (node.type === 'p') return inline(node.children, false);
  if (node.type === 'blockquote') return blocks(node.children);
  if (node.type === 'ul' || node.type === 'ol') {
    return (
      node.children.length > 0 && node.children.every((item) => item.type === 'li' && li(item))
    );
  }
  return false;
}

const li = (node: Extract<Node, { children: Node[] }>): boolean =>
  node.children.length > 0 &&
  node.children.every((child) => (INLINE.has(child.type) ? inline([child], false) : block(child)));

function inline(nodes: readonly Node[], inLink: boolean): boolean {
  return (
    nodes.length > 0 &&
    nodes.every((node) => {
      if (node.type === 'text') return node.text !== '' && !/[\n\r]/.test(node.text);
      if (node.type === 'br') return true;
      if (node.type === 'a') return !inLink && inline(node.children, true);
      return (
        (node.type === 'b' || node.type === 'i' || node.type === 'u') &&
        inline(node.children, inLink)
      );
    })
  );
}
