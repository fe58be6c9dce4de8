import { BLOCKS, type Node, parse, serialize } from '../../core/text/authored.ts';

type At = { length: number; feed: boolean };
type List = { ordered: boolean; index: number };
type Cut = { from: number; to: number };

/**
 * Authored HTML without a range of its plain text (`plainOf` offsets): text is cut inside its
 * elements, elements left without content go, blocks stay. Counts like `plainOf`.
 * @throws {AuthoredError} at anything outside the closed subset.
 */
export function removeRange(html: string, from: number, to: number): string {
  const at = { length: 0, feed: false };
  return serialize(cut(parse(html), { at, cut: { from, to }, list: { ordered: false, index: 0 } }));
}

function cut(nodes: readonly Node[], on: { at: At; cut: Cut; list: List }): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.type === 'text') {
      const { length } = on.at;
      advance(on.at, node.text);
      const head = node.text.slice(0, Math.max(0, on.cut.from - length));
      const tail = node.text.slice(Math.max(0, on.cut.to - length));
      const text = on.cut.to <= length ? node.text : head + tail;
      return text === '' ? [] : [{ type: 'text', text }];
    }
    if (node.type === 'br') {
      const inside = on.at.length >= on.cut.from && on.at.length < on.cut.to;
      advance(on.at, '\n');
      return inside ? [] : [node];
    }
    if (BLOCKS.has(node.type)) return [block(node, on)];
    const children = cut(node.children, on);
    return children.length === 0 ? [] : [{ ...node, children } as Node];
  });
}

function block(
  node: Exclude<Node, { type: 'text' | 'br' }>,
  on: { at: At; cut: Cut; list: List },
): Node {
  const { at, list } = on;
  if (at.length > 0 && !at.feed) advance(at, '\n');
  if (node.type === 'li') {
    list.index += 1;
    advance(at, list.ordered ? `${list.index}. ` : '- ');
  }
  const inner = { ordered: node.type === 'ol', index: 0 };
  const children = cut(node.children, { ...on, list: inner });
  if (!at.feed) advance(at, '\n');
  return { ...node, children } as Node;
}

function advance(at: At, text: string): void {
  if (text === '') return;
  at.length += text.length;
  at.feed = text.endsWith('\n');
}
