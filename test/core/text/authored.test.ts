import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuthoredError, isAuthored, parse, serialize } from '../../../src/core/text/authored.ts';
import { authoredTree } from './authored-tree.ts';

describe('authored HTML refuses', () => {
  it.each([
    ['<script>alert(1)</script>', 'not allowed'],
    ['<p onclick="x()">a</p>', 'bare "<"'],
    ['<a href="javascript:alert(1)">a</a>', 'link target'],
    ['<a>a</a>', 'link target'],
    ['<p href="https://a.example">a</p>', 'no attribute'],
    ['<p>a', 'never closed'],
    ['a</p>', 'closes'],
    ['<b><i>a</b></i>', 'closes'],
    ['1 < 2', 'bare "<"'],
    ['<img src="https://a.example/x.png">', 'bare "<"'],
    ['<P>a</P>', 'bare "<"'],
  ])('%s', (html, why) => {
    expect(() => parse(html)).toThrow(AuthoredError);
    expect(() => parse(html)).toThrow(why);
    expect(isAuthored(html)).toBe(false);
  });

  it('names the character at which it stops', () => {
    expect(() => parse('<p>ok</p><video>')).toThrow('at character 9');
  });

  it('what is nested over forty deep', () => {
    const deep = '<blockquote>'.repeat(50) + '</blockquote>'.repeat(50);
    expect(() => parse(deep)).toThrow('nested over 40 deep');
  });
});

describe('authored HTML', () => {
  it('is read back as it was written, whatever the tree', () => {
    fc.assert(
      fc.property(authoredTree, (tree) => {
        expect(parse(serialize(tree))).toEqual(tree);
      }),
    );
  });

  it('is authored exactly when it is its own serialization', () => {
    expect(isAuthored('<p>a &amp; b</p>')).toBe(true);
    expect(isAuthored('<p>a & b</p>')).toBe(false);
    expect(isAuthored('<p>a &quot; b</p>')).toBe(false);
    expect(isAuthored('<p>a " b</p>')).toBe(true);
  });

  it('never throws anything but AuthoredError on arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (html) => {
        try {
          parse(html);
        } catch (error) {
          expect(error).toBeInstanceOf(AuthoredError);
        }
      }),
    );
  });
});
