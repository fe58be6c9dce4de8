import { BLOCKS, type Node, parse, serialize } from '../../core/text/authored.ts';

type At = { length: number; feed: boolean };
type List = { ordered: boolean; index: number };
type Cut = { from: number; to: number; put: string };
type On = { at: At; cut: Cut; list: List };

/**
 * Authored HTML with `put` in the place of a range of its plain text (`plainOf` offsets): text is cut
 * inside its elements, and what held nothing but the cut goes with it. Counts like `plainOf`.
 * @throws {AuthoredError} at anything outside the closed subset.
 */
export function replaceRange(html: string, { from, to, put }: Cut): string {
  const at = { length: 0, feed: false };
  // Used up as it is put in, so that it stands once.
  const cut = { from, to, put };
  return serialize(cutOf(parse(html), { at, cut, list: { ordered: false, index: 0 } }));
}

function cutOf(nodes: readonly Node[], on: On): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.type === 'text') {
      const text = cutText(node.text, on);
      return text === '' ? [] : [{ type: 'text', text }];
    }
    if (node.type === 'br') {
      const inside = on.at.length >= on.cut.from && on.at.length < on.cut.to;
      advance(on.at, '\n');
      return inside ? [] : [node];
    }
    if (BLOCKS.has(node.type)) return block(node, on);
    const children = cutOf(node.children, on);
    return children.length === 0 ? [] : [{ ...node, children } as Node];
  });
}

function cutText(text: string, { at, cut }: On): string {
  const { length } = at;
  advance(at, text);
  if (cut.to <= length) return text;
  const begins = cut.from < length + text.length;
  const put = begins ? cut.put : '';
  if (begins) cut.put = '';
  const head = text.slice(0, Math.max(0, cut.from - length));
  return head + put + text.slice(Math.max(0, cut.to - length));
}

function block(node: Exclude<Node, { type: 'text' | 'br' }>, on: On): Node[] {
  const { at, list } = on;
  if (at.length > 0 && !at.feed) advance(at, '\n');
  if (node.type === 'li') {
    list.index += 1;
    advance(at, list.ordered ? `${list.index}. ` : '- ');
  }
  const inner = { ordered: node.type === 'ol', index: 0 };
  const children = cutOf(node.children, { ...on, list: inner });
  if (!at.feed) advance(at, '\n');
  return isEmpty(children) && !isEmpty(node.children) ? [] : [{ ...node, children } as Node];
}

const isEmpty = (nodes: readonly Node[]): boolean =>
  nodes.every((node) =>
    'children' in node ? isEmpty(node.children) : node.type === 'text' && node.text === '',
  );

function advance(at: At, text: string): void {
  if (text === '') return;
  at.length += text.length;
  at.feed = text.endsWith('\n');
}
