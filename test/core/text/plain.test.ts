import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalRuns } from '../../../src/core/digest/compose.ts';
import { isAuthored, serialize } from '../../../src/core/text/authored.ts';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';
import { runsOf } from '../../../src/core/text/runs.ts';
import { authoredTree } from './authored-tree.ts';

describe('the plain text of authored HTML', () => {
  it('ends each block with one line feed and keeps breaks', () => {
    expect(plainOf('<p>Hi Ana,</p><p><br></p><p>a<br>b</p>').text).toBe('Hi Ana,\n\na\nb');
  });

  it('numbers ordered items and dashes the others, also nested', () => {
    const html = '<ol><li>one</li><li>two<ul><li>in</li></ul></li><li>three</li></ol>';
    expect(plainOf(html).text).toBe('1. one\n2. two\n- in\n3. three');
  });

  it('gives the range of every link label', () => {
    const { text, links } = plainOf(
      '<p>See <a href="https://a.example/x">the <b>page</b></a>.</p>',
    );
    expect(text).toBe('See the page.');
    expect(links).toEqual([{ href: 'https://a.example/x', start: 4, end: 12 }]);
  });

  it('covers each link label by its range, whatever the tree', () => {
    fc.assert(
      fc.property(authoredTree, (tree) => {
        const { text, links } = plainOf(serialize(tree));
        for (const { start, end } of links) {
          expect(start).toBeLessThanOrEqual(end);
          expect(text.slice(start, end).length).toBeLessThanOrEqual(end - start);
        }
      }),
    );
  });
});

describe('authored HTML of a plain text', () => {
  it('is authored and reads back as that text, trailing line feeds aside', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const html = authoredOf(text);
        expect(isAuthored(html)).toBe(true);
        expect(plainOf(html).text).toBe(text.replace(/\r\n?/g, '\n').replace(/\n+$/, ''));
      }),
    );
  });
});

describe('runs of authored HTML', () => {
  it('hold every link with its exact target', () => {
    expect(runsOf('<p>a <a href="https://x.example/?a=1&amp;b=2">b</a> c</p>')).toEqual([
      { text: 'a ' },
      { link: 'https://x.example/?a=1&b=2', text: 'b' },
      { text: ' c' },
    ]);
  });

  it('differ in normal form when only a link target differs', () => {
    const of = (href: string) => normalRuns(runsOf(`<p><a href="${href}">b</a></p>`));
    expect(of('https://a.example')).not.toBe(of('https://a.example/'));
  });
});
