import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repaired, repairsOf } from '../../../src/core/repair/repair.ts';
import { type Node, serialize } from '../../../src/core/text/authored.ts';
import { plainOf } from '../../../src/core/text/plain.ts';
import { locate } from '../../../src/pages/review/findings.ts';
import { replaceRange } from '../../../src/pages/review/replace-range.ts';
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
  expect(plainOf(replaceRange(source, { from, to, put: '' })).text).toBe('One. Three.\nFour');
});

test('taking out nothing changes nothing', () => {
  fc.assert(
    fc.property(html, fc.nat(20), (source, at) => {
      expect(plainOf(replaceRange(source, { from: at, to: at, put: '' })).text).toBe(
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

// A mail's rows as its editor keeps them: paragraphs, empty ones, lists; words in bold, in links.
const inline = fc.constantFrom(
  'You grew by 40 %',
  '<b>40 %</b> more',
  '<a href="https://a.example.com">docks, too</a>',
  ', and',
  'in Ulm. ',
  'Well done. ',
);
const words = fc.array(inline, { minLength: 1, maxLength: 4 }).map((all) => all.join(' ').trim());
const rows = fc
  .array(
    fc.oneof(
      words.map((one) => `<p>${one}</p>`),
      fc.constant('<p><br></p>'),
      fc
        .array(words, { minLength: 1, maxLength: 3 })
        .map((all) => `<ul>${all.map((one) => `<li>${one}</li>`).join('')}</ul>`),
      fc.tuple(words, words).map((two) => `<p>${two.join('<br>')}</p>`),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) => all.join(''));

test('a repair of the markup is the repair of its text, and keeps what is around it', () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.nat(20), (source, from, length) => {
      const { text, links } = plainOf(source);
      const start = from % (text.length || 1);
      const own = { start, end: Math.min(text.length, start + 1 + length) };
      for (const one of repairsOf(text, own, { quotes: ['It rose by 12 %.'], others: [] })) {
        const now = plainOf(replaceRange(source, one));
        expect(now.text).toBe(repaired(text, one).replace(/\n+$/, ''));
        const apart = links.filter(({ start: a, end: b }) => b <= one.from || a >= one.to);
        expect(now.links.length).toBeGreaterThanOrEqual(apart.length);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a value put in stands once, where the old one was, as bold as it was', () => {
  const source = '<p>Your team grew by <b>40 %</b> last year.</p><p>40 % of it here.</p>';
  const from = plainOf(source).text.indexOf('40 %');
  expect(replaceRange(source, { from, to: from + 4, put: '12 %' })).toBe(
    '<p>Your team grew by <b>12 %</b> last year.</p><p>40 % of it here.</p>',
  );
});

test('a span is looked up nearest to where it was, or is gone', () => {
  expect(locate('a b a b', { start: 4, text: 'a' })).toBe(4);
  expect(locate('xx a b a', { start: 4, text: 'a' })).toBe(3);
  expect(locate('nothing', { start: 0, text: 'a b' })).toBeNull();
});
