import { afterEach, describe, expect, it } from 'vitest';
import { createHighlights } from '../../src/content/highlight.ts';
import type { MarkStatus } from '../../src/core/text/stretches.ts';
import { gmail } from '../../src/hosts/gmail/index.ts';
import type { Mark } from '../../src/hosts/host.ts';
import {
  type SyntheticCompose,
  syntheticCompose,
} from '../fixtures/hosts/synthetic-gmail-compose.ts';

/** Which highlights the browser paints at a point: newer than TypeScript's library. */
type Registry = HighlightRegistry & {
  highlightsFromPoint(x: number, y: number): { highlight: Highlight }[];
};
const registry = CSS.highlights as Registry;

let compose: SyntheticCompose;
let life: AbortController;
afterEach(() => {
  life.abort();
  compose.remove();
});

function open(...body: Node[]) {
  life = new AbortController();
  compose = syntheticCompose({ to: ['bob@acme.example'], from: 'me@north.example', body });
  // Under the cursor of a person: the synthetic compose stands anywhere.
  Object.assign(compose.body().style, { position: 'fixed', top: '8px', left: '8px' });
  Object.assign(compose.body().style, { font: '20px monospace', zIndex: '9', width: '700px' });
  const highlights = createHighlights(gmail, life.signal);
  const surface = gmail.surfaceOf(compose.root);
  return { ...highlights, mark: (...marks: Mark[]) => highlights.mark(surface, marks) };
}
const paragraph = (...parts: (string | Node)[]) => {
  const node = document.createElement('p');
  node.append(...parts);
  return node;
};
const bold = (text: string) => {
  const node = document.createElement('b');
  node.textContent = text;
  return node;
};
const on = (id: string, status: MarkStatus, start: number, end: number): Mark => ({
  ...{ id, status, start, end },
  field: 'body',
});

/** What is painted at each character of the draft, by name, without our name for ourselves. */
function painted(): string[][] {
  const walker = document.createTreeWalker(compose.body(), NodeFilter.SHOW_TEXT);
  const seen: string[][] = [];
  const range = document.createRange();
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { left, top, width, height } = range.getBoundingClientRect();
      const here = registry.highlightsFromPoint(left + width / 2, top + height / 2);
      const names = [...registry].filter(([, one]) => here.some((hit) => hit.highlight === one));
      seen.push(names.map(([name]) => name.replace('countersign-', '')));
    }
  }
  return seen;
}
/** The same in short: stretches of alike characters. */
function runs(): [names: string, length: number][] {
  const all: [string, number][] = [];
  for (const names of painted()) {
    const last = all.at(-1);
    const here = names.join(' + ');
    if (last?.[0] === here) last[1] += 1;
    else all.push([here, 1]);
  }
  return all;
}

describe('marks in the draft', () => {
  it('that overlap paint each character once, by the graver one, more thickly where both lie', () => {
    const { mark } = open(paragraph('0123456789abcdefghij'));
    const both = [on('a', 'supported', 2, 12), on('b', 'contradicted', 8, 16)];
    expect(mark(...both)).toEqual(['a', 'b']);
    const expected = [
      ['', 2],
      ['supported', 6],
      ['contradicted-several', 4],
      ['contradicted', 4],
      ['', 4],
    ];
    expect(runs()).toEqual(expected);
    expect(mark(...both.reverse())).toEqual(['b', 'a']);
    expect(runs()).toEqual(expected);
  });

  it('on the very same words show that there are more of them', () => {
    const { mark } = open(paragraph('0123456789'));
    mark(on('a', 'stale', 3, 6), on('b', 'flag', 3, 6), on('c', 'unsupported', 3, 6));
    expect(runs()).toEqual([
      ['', 3],
      ['flag-several', 3],
      ['', 4],
    ]);
  });

  it('are cut in the middle of styled words and across lines just the same', () => {
    const { mark } = open(paragraph('01', bold('234567'), '89'), paragraph('klmnop'));
    // The line feed between the two counts.
    mark(on('a', 'unsupported', 1, 14), on('b', 'supported', 4, 20));
    expect(runs()).toEqual([
      ['', 1],
      ['unsupported', 3],
      ['unsupported-several', 9],
      ['supported', 3],
    ]);
  });

  it('are told apart without colour: no two lines are alike, and one of several is thicker', () => {
    const { mark } = open(paragraph('0123456789'));
    mark(on('a', 'flag', 0, 1));
    const looks = ['flag', 'contradicted', 'unsupported', 'stale', 'supported'].map((status) => {
      const [one, several] = ['', '-several'].map((more) =>
        getComputedStyle(compose.body(), `::highlight(countersign-${status}${more})`),
      );
      if (!one || !several) throw new Error('no style');
      expect(several.textDecorationStyle).toBe(one.textDecorationStyle);
      expect(parseFloat(several.textDecorationThickness)).toBeGreaterThan(
        parseFloat(one.textDecorationThickness),
      );
      return one.textDecorationStyle;
    });
    expect(new Set(looks).size).toBe(5);
  });

  it('leave no trace of those before them, nor of the one that was looked at', () => {
    const { mark, reveal } = open(paragraph('0123456789'));
    mark(on('a', 'flag', 0, 5), on('b', 'stale', 2, 8));
    reveal('b');
    mark(on('c', 'stale', 8, 10));
    expect(runs()).toEqual([
      ['', 8],
      ['stale', 2],
    ]);
    life.abort();
    expect(runs()).toEqual([['', 10]]);
  });
});

describe('the mark that is looked at', () => {
  it('is shown over its whole length, also where graver ones lie on it, whose lines stay', () => {
    const { mark, reveal } = open(paragraph('0123456789'));
    mark(on('a', 'supported', 1, 9), on('b', 'flag', 4, 6));
    reveal('a');
    expect(runs()).toEqual([
      ['', 1],
      ['supported + current', 3],
      ['flag-several + current', 2],
      ['supported + current', 3],
      ['', 1],
    ]);
    // Behind and above the words: the line under them is their status's, and no other is drawn there.
    const current = getComputedStyle(compose.body(), '::highlight(countersign-current)');
    expect(current.textDecorationLine).toBe('overline');
    reveal(null);
    expect(painted().flat()).not.toContain('current');
  });
});
