import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Node, serialize } from '../../../src/core/text/authored.ts';
import { plainOf } from '../../../src/core/text/plain.ts';
import { locate } from '../../../src/pages/review/findings.ts';
import { removeRange } from '../../../src/pages/review/remove-range.ts';
import { struck } from '../../../src/pages/review/strike.ts';
import { authoredPieces } from '../../../src/ui/authored-pieces.ts';
import { segments } from '../../../src/ui/marked-text.ts';

const { tree } = fc.letrec<{ tree: Node[]; node: Node }>((tie) => ({
  tree: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'tree' }),
  node: fc.oneof(
    { depthIdentifier: 'tree', maxDepth: 4 },
    fc.record({
      type: fc.constant('text' as const),
      text: fc.string({ minLength: 1, maxLength: 6 }).map((text) => text.replace(/\n/g, ' ')),
    }),
    fc.constant({ type: 'br' } as Node),
    fc.record({
      type: fc.constantFrom('p', 'ul', 'ol', 'li', 'blockquote', 'b', 'i', 'u'),
      children: tie('tree'),
    }) as fc.Arbitrary<Node>,
    fc.record({
      type: fc.constant('a' as const),
      href: fc.constant('https://a.example.com'),
      children: tie('tree'),
    }),
  ),
}));
const html = tree.map((nodes) => serialize(nodes));

test('pieces joined are the plain text, on its offsets', () => {
  fc.assert(
    fc.property(html, (source) => {
      const { text } = plainOf(source);
      const pieces = authoredPieces(source);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      for (const piece of pieces) expect(text.startsWith(piece.text, piece.start)).toBe(true);
    }),
  );
});

test('segments cut at marks lose nothing', () => {
  fc.assert(
    fc.property(
      html,
      fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 4 }),
      (source, raw) => {
        const marks = raw.map(([a, b], index) => ({
          id: String(index),
          start: Math.min(a, b),
          end: Math.max(a, b),
          status: 'flag' as const,
        }));
        const cut = segments(authoredPieces(source), marks);
        expect(cut.map(({ text }) => text).join('')).toBe(plainOf(source).text);
      },
    ),
  );
});

test('a range taken out of the markup is taken out of the text', () => {
  const source =
    '<p>One. <b>Two</b> is <a href="https://a.example.com">here</a>. Three.</p><p>Four</p>';
  const { text } = plainOf(source);
  const from = text.indexOf('Two');
  const to = text.indexOf('Three');
  expect(plainOf(removeRange(source, from, to)).text).toBe('One. Three.\nFour');
});

test('taking out nothing changes nothing', () => {
  fc.assert(
    fc.property(html, fc.nat(20), (source, at) => {
      expect(plainOf(removeRange(source, at, at)).text).toBe(
        plainOf(serializeWithoutEmpty(source)).text,
      );
    }),
  );
});
// Marks and links that hold nothing go, as they would in the page's editor.
const serializeWithoutEmpty = (source: string): string => {
  let before = '';
  let now = source;
  while (now !== before) {
    before = now;
    now = now.replace(/<(b|i|u)><\/\1>|<a href="[^"]*"><\/a>/g, '');
  }
  return now;
};

describe('strike', () => {
  test.each([
    ['Hi.\nOne two. Three four. Five.', 'Three', 'Hi.\nOne two. Five.'],
    ['One two. Three four.', 'Three', 'One two.'],
    ['No stop here', 'stop', ''],
    ['First row\nOnly this?\nLast', 'this', 'First row\n\nLast'],
  ])('%j without %j', (text, word, left) => {
    const start = text.indexOf(word);
    expect(struck(text, start, start + word.length).text).toBe(left);
  });
});

test('a span is looked up nearest to where it was, or is gone', () => {
  expect(locate('a b a b', { start: 4, text: 'a' })).toBe(4);
  expect(locate('xx a b a', { start: 4, text: 'a' })).toBe(3);
  expect(locate('nothing', { start: 0, text: 'a b' })).toBeNull();
});
