import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HtmlNode } from '../../../src/demo/gmail/contract.ts';
import { htmlTree, snippetOf } from '../../../src/demo/gmail/html-tree.ts';

function write(nodes: HtmlNode[]): string {
  const quoted = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return nodes
    .map((node) =>
      typeof node === 'string'
        ? quoted(node)
        : `<${node.tag}${Object.entries(node.attrs)
            .map(([name, value]) => ` ${name}="${quoted(value)}"`)
            .join('')}>${write(node.children)}</${node.tag}>`,
    )
    .join('');
}

describe('htmlTree', () => {
  it('drops scripts, handlers and script links', () => {
    const tree = htmlTree(
      '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a><iframe src="y"></iframe></p>',
    );
    expect(tree).toEqual([
      {
        tag: 'p',
        attrs: {},
        children: ['a', { tag: 'a', attrs: {}, children: ['b'] }],
      },
    ]);
  });

  it('closes what was left open and keeps marks of signature and quote', () => {
    expect(htmlTree('<div class="gmail_signature" data-smartmail="gmail_signature"><b>x')).toEqual([
      {
        tag: 'div',
        attrs: {
          class: 'gmail_signature',
          'data-smartmail': 'gmail_signature',
        },
        children: [{ tag: 'b', attrs: {}, children: ['x'] }],
      },
    ]);
  });

  it('takes text and attribute values of any content', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, style) => {
        fc.pre(
          text !== '' && style !== '' && !/[\r\0]/.test(text + style) && style.trim() === style,
        );
        const tree: HtmlNode[] = [{ tag: 'p', attrs: { style }, children: [text] }];
        expect(htmlTree(write(tree))).toEqual(tree);
      }),
    );
  });

  it('cuts a snippet without the quote', () => {
    const tree = htmlTree(
      '<p>Hi</p><p>one <a href="#x">two</a>.</p><div class="gmail_quote">old</div>',
    );
    expect(snippetOf(tree)).toBe('Hi one two.');
    expect(snippetOf(tree, 4)).toBe('Hi o');
  });
});
