import fc from 'fast-check';
import { isLinkTarget, type Node } from '../../../src/core/text/authored.ts';

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

/** Any tree of the closed subset; adjacent texts are one text, as a parser would give them. */
export const authoredTree: fc.Arbitrary<Node[]> = fc.letrec<{ nodes: Node[]; node: Node }>(
  (tie) => ({
    nodes: fc.array(tie('node'), { maxLength: 4 }).map(joinTexts),
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word.map((text): Node => ({ type: 'text', text })),
      fc.constant<Node>({ type: 'br' }),
      fc.record({
        type: fc.constantFrom('p', 'ul', 'ol', 'li', 'blockquote', 'b', 'i', 'u'),
        children: tie('nodes'),
      }) as fc.Arbitrary<Node>,
      fc.record({
        type: fc.constant('a'),
        href: fc.webUrl().filter(isLinkTarget),
        children: tie('nodes'),
      }) as fc.Arbitrary<Node>,
    ),
  }),
).nodes;

function joinTexts(nodes: Node[]): Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.text += node.text;
    else joined.push({ ...node });
  }
  return joined;
}
