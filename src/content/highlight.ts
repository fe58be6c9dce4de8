import { type MarkStatus, stretches } from '../core/text/stretches.ts';
import type { Host, Mark, Surface } from '../hosts/host.ts';
import { sheetOf } from './own-nodes.ts';

/** Told apart by line, not only by colour. */
const LINES: Record<MarkStatus, string> = {
  supported: 'solid #2e7d4f',
  unsupported: 'dotted #a15c00',
  contradicted: 'wavy #c0392b',
  stale: 'dashed #6a5acd',
  flag: 'double #a15c00',
};
/** The one that is looked at: above the words and behind them, so that their line stays to be seen. */
const CURRENT = 'countersign-current';
const nameOf = (status: string, several: boolean) =>
  `countersign-${status}${several ? '-several' : ''}`;
const NAMES = Object.keys(LINES).flatMap((status) => [nameOf(status, false), nameOf(status, true)]);

/**
 * Marks spans in the draft's own text without touching its HTML. Where several lie on the same words,
 * those are painted once, by the gravest one's line, thicker: the panel names them all. The registry is
 * shared with the page, which can so learn which spans are marked, and nothing else.
 */
export function createHighlights(host: Host, signal: AbortSignal) {
  signal.addEventListener('abort', () => clear());
  let placed: ReturnType<Host['ranges']> = [];
  let dressed = false;

  /** Returns the ids of the marks that could be placed. */
  function mark(surface: Surface, marks: readonly Mark[]): string[] {
    dress();
    placed = host.ranges(surface, marks);
    const body = marks.filter(({ field }) => field === 'body');
    const parts = stretches(body).map(({ start, end, marks: [gravest, ...others] }) => {
      return { ...gravest, id: nameOf(gravest.status, others.length > 0), start, end };
    });
    const painted = host.ranges(surface, parts);
    for (const name of NAMES)
      draw(
        name,
        painted.filter(({ mark }) => mark.id === name),
      );
    draw(CURRENT, []);
    return placed.map(({ mark }) => mark.id);
  }

  function reveal(id: string | null): void {
    const [first] = draw(
      CURRENT,
      placed.filter(({ mark }) => mark.id === id),
    );
    first?.startContainer.parentElement?.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  /** Replaces what is drawn in this style; the one that is looked at goes over the others. */
  function draw(name: string, drawn: typeof placed): Range[] {
    const ranges = drawn.map(({ range }) => range);
    const highlight = new Highlight(...ranges);
    if (name === CURRENT) highlight.priority = 1;
    CSS.highlights.set(name, highlight);
    return ranges;
  }

  function clear(): void {
    for (const name of [...NAMES, CURRENT]) CSS.highlights.delete(name);
    placed = [];
  }

  function dress(): void {
    if (dressed) return;
    dressed = true;
    const rule = (name: string, look: string) => `::highlight(${name}) { ${look} }`;
    const rules = Object.entries(LINES).flatMap(([status, line]) => [
      rule(nameOf(status, false), `text-decoration: 1.5px underline ${line}`),
      rule(nameOf(status, true), `text-decoration: 3px underline ${line}`),
    ]);
    rules.push(rule(CURRENT, 'text-decoration: 1.5px overline; background-color: #ffd54f88'));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetOf(rules.join('\n'))];
  }

  return { mark, reveal, clear };
}
export type Highlights = ReturnType<typeof createHighlights>;
