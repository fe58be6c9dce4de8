import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { normalCompose, normalRuns } from '../../../src/core/digest/compose.ts';
import { type Node as Authored, parse } from '../../../src/core/text/authored.ts';
import { plainOf } from '../../../src/core/text/plain.ts';
import { runsOf } from '../../../src/core/text/runs.ts';
import { gmail } from '../../../src/hosts/gmail/index.ts';
import { authored } from '../../fixtures/hosts/authored-arbitrary.ts';
import {
  type ComposeOptions,
  type SyntheticCompose,
  syntheticCompose,
} from '../../fixtures/hosts/synthetic-gmail-compose.ts';

let compose: SyntheticCompose | null = null;
const open = (options: ComposeOptions = {}) => {
  compose = syntheticCompose({
    to: ['bob@acme.example'],
    from: 'me@north.example',
    subject: 'Hi',
    ...options,
  });
  return gmail.surfaceOf(compose.root);
};
afterEach(() => {
  compose?.remove();
  compose = null;
});

const domOf = (nodes: readonly Authored[]): Node[] =>
  nodes.map((node) => {
    if (node.type === 'text') return document.createTextNode(node.text);
    const element = document.createElement(node.type);
    if (node.type === 'a') element.setAttribute('href', node.href);
    if ('children' in node) element.append(...domOf(node.children));
    return element;
  });
const el = (tag: string, attributes: Record<string, string>, ...children: (Node | string)[]) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const text = (runs: ReturnType<typeof runsOf>) => normalRuns(runs);

describe('reading', () => {
  it('reads an untouched compose of any authored text as that text', () => {
    fc.assert(
      fc.property(authored, (html) => {
        const surface = open({ body: domOf(parse(html)) });
        const reading = gmail.read(surface);
        compose?.remove();
        expect(text(reading?.compose.authored ?? [])).toBe(text(runsOf(html)));
        expect(reading?.authoredHtml).toBe(html.replace(/(<p>(<br>)+<\/p>)+$/, ''));
      }),
      { numRuns: 300 },
    );
  });

  it('reads back what it wrote, and the tail stays as it was', () => {
    fc.assert(
      fc.property(authored, authored, (first, html) => {
        const surface = open({
          body: [
            ...domOf(parse(first)),
            el('div', { class: 'gmail_signature' }, 'Dana'),
            el('div', { class: 'gmail_quote' }, 'On Monday …'),
          ],
        });
        const before = gmail.read(surface);
        if (!before) throw new Error('unreadable');
        expect(gmail.write(surface, { expected: before.compose, authoredHtml: html })).toBe(true);
        const after = gmail.read(surface);
        compose?.remove();
        expect(text(after?.compose.authored ?? [])).toBe(text(runsOf(html)));
        expect(text(after?.compose.tail ?? [])).toBe(text(before.compose.tail));
      }),
      { numRuns: 100 },
    );
  });

  it('does not write over what someone typed meanwhile', () => {
    const surface = open({ body: domOf(parse('<p>one</p>')) });
    const before = gmail.read(surface);
    if (!before || !compose) throw new Error('unreadable');
    compose.body().append('x');
    expect(gmail.write(surface, { expected: before.compose, authoredHtml: '<p>two</p>' })).toBe(
      false,
    );
    expect(compose.body().textContent).toBe('onex');
  });

  it('undoes a write with one step of the editor', () => {
    const surface = open({ body: domOf(parse('<p>one</p>')) });
    const before = gmail.read(surface);
    if (!before) throw new Error('unreadable');
    gmail.write(surface, { expected: before.compose, authoredHtml: '<p>two</p><p>three</p>' });
    document.execCommand('undo');
    expect(gmail.read(surface)?.authoredHtml).toBe('<p>one</p>');
  });

  it('puts every mark on the text it names', () => {
    fc.assert(
      fc.property(authored, fc.nat(), fc.nat(), (html, a, b) => {
        const plain = plainOf(html).text;
        const [start, end] = [a % (plain.length + 1), b % (plain.length + 1)].sort((x, y) => x - y);
        const surface = open({ body: domOf(parse(html)) });
        const mark = {
          id: 'm',
          field: 'body' as const,
          start: start ?? 0,
          end: end ?? 0,
          status: 'stale' as const,
        };
        const [placed] = gmail.ranges(surface, [mark]);
        const seen = placed?.range.toString();
        compose?.remove();
        // List bullets and line feeds stand in the plain text only.
        const letters = (value: string) => value.replace(/[^\p{L}\p{M}%<>&"]/gu, '');
        if (placed) expect(letters(plain.slice(start, end))).toBe(letters(seen ?? ''));
        else expect(letters(plain.slice(start, end))).toBe('');
      }),
      { numRuns: 200 },
    );
  });

  it('tells every change that DELIVERY §2 names from none', () => {
    const body = () => [
      el('p', {}, 'See ', el('a', { href: 'https://a.example/1' }, 'here'), '.'),
      el('img', { src: 'https://a.example/i.png' }),
      el('div', { class: 'gmail_signature' }, 'Dana'),
      el('blockquote', { class: 'gmail_quote' }, 'quoted'),
    ];
    const formOf = (change: (root: HTMLElement) => void) => {
      const surface = open({ body: body() });
      change(surface.root);
      const reading = gmail.read(surface)?.compose;
      compose?.remove();
      return reading && JSON.stringify([normalCompose(reading), normalRuns(reading.tail)]);
    };
    const same = formOf(() => undefined);
    const find = (root: HTMLElement, selector: string) => {
      const node = root.querySelector<HTMLElement>(selector);
      if (!node) throw new Error(selector);
      return node;
    };
    const changes: Record<string, (root: HTMLElement) => void> = {
      'a character': (root) => find(root, 'p').append('!'),
      'a link target': (root) => find(root, 'a').setAttribute('href', 'https://a.example/2'),
      'a link label': (root) => find(root, 'a').append('!'),
      'an image': (root) => find(root, 'img').setAttribute('src', 'https://evil.example/i.png'),
      'the signature': (root) => find(root, '.gmail_signature').append('!'),
      'the quote': (root) => find(root, 'blockquote').append('!'),
      'a recipient': (root) =>
        find(root, '[role=option]').setAttribute('data-hovercard-id', 'eve@evil.example'),
      'a typed recipient': (root) =>
        (find(root, '[role=combobox]') as HTMLInputElement).setAttribute(
          'value',
          'eve@evil.example',
        ),
      from: (root) => find(root, '[name=from]').setAttribute('value', 'other@north.example'),
      subject: (root) => ((find(root, '[name=subjectbox]') as HTMLInputElement).value = 'Hi!'),
      'an attachment': (root) =>
        find(root, '.Ap').append(
          el('div', { class: 'GM' }, el('div', { class: 'dL' }, 'offer.pdf (12K)')),
        ),
      'text in an unknown attachment': (root) =>
        find(root, '.Ap').append(el('div', { class: 'GM' }, 'something')),
    };
    for (const [what, change] of Object.entries(changes))
      expect(formOf(change), what).not.toBe(same);
    expect(
      formOf((root) => find(root, 'p').append(el('span', { 'aria-hidden': 'true' }, 'ghost'))),
    ).toBe(same);
    expect(formOf((root) => find(root, 'p').append('\u00a0'))).toBe(same);
  });

  it('reads a link in a chip that calls itself not editable', () => {
    const chip = el(
      'div',
      { contenteditable: 'false' },
      el('a', { href: 'https://drive.example/x' }, 'file'),
    );
    const reading = gmail.read(open({ body: [chip] }));
    expect(reading?.compose.authored).toContainEqual({
      link: 'https://drive.example/x',
      text: 'file',
    });
  });

  it('takes a quote kept in the hidden field into the tail', () => {
    const surface = open({ body: [el('p', {}, 'Yes.')] });
    surface.root
      .querySelector('[name=uet]')
      ?.setAttribute('value', '<div class="gmail_quote">On Monday: <b>no</b></div>');
    expect(gmail.read(surface)?.compose.tail).toEqual([{ text: 'On Monday: no\n' }]);
  });

  it('leaves scripts and other targets out of the authored HTML, but not out of the reading', () => {
    const link = el('a', { href: 'javascript:alert(1)' }, 'click');
    const reading = gmail.read(open({ body: [link, el('script', { type: 'text/plain' }, 'x()')] }));
    expect(reading?.authoredHtml).toBe('<p>click</p>');
    expect(reading?.compose.authored).toEqual([
      { link: 'javascript:alert(1)', text: 'click' },
      { text: '\n' },
    ]);
  });

  it('reads classic chips, twice the same address once', () => {
    const surface = open({ modern: false, to: ['Bob@Acme.example', 'bob@acme.example'] });
    expect(gmail.read(surface)?.compose.to).toEqual(['bob@acme.example']);
  });

  it('reads nothing where there is no body yet', () => {
    const surface = open();
    compose?.body().remove();
    expect(gmail.read(surface)).toBeNull();
  });
});
