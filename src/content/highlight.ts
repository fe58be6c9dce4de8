import type { Host, Mark, Surface } from '../hosts/host.ts';
import { sheetOf } from './own-nodes.ts';

/** Told apart by line, not only by colour. `current` is the one that is looked at. */
const STYLES: Record<Mark['status'] | 'current', string> = {
  supported: 'solid #2e7d4f',
  unsupported: 'dotted #a15c00',
  contradicted: 'wavy #c0392b',
  stale: 'dashed #6a5acd',
  flag: 'double #a15c00',
  current: 'solid; background: #ffd54f88',
};
const nameOf = (status: string) => `countersign-${status}`;

/**
 * Marks spans in the draft's own text without touching its HTML. The registry is shared with the
 * page, which can so learn which spans are marked, and nothing else.
 */
export function createHighlights(host: Host, signal: AbortSignal) {
  signal.addEventListener('abort', () => clear());
  let placed: ReturnType<Host['ranges']> = [];
  let dressed = false;

  /** Returns the ids of the marks that could be placed. */
  function mark(surface: Surface, marks: readonly Mark[]): string[] {
    dress();
    placed = host.ranges(surface, marks);
    for (const status of Object.keys(STYLES)) draw(status, ({ mark }) => mark.status === status);
    return placed.map(({ mark }) => mark.id);
  }

  function reveal(id: string | null): void {
    const [range] = draw('current', ({ mark }) => mark.id === id);
    range?.startContainer.parentElement?.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  /** Replaces what is drawn in this style; the one that is looked at goes over the others. */
  function draw(style: string, wanted: (one: (typeof placed)[number]) => boolean): Range[] {
    const ranges = placed.filter(wanted).map(({ range }) => range);
    const highlight = new Highlight(...ranges);
    if (style === 'current') highlight.priority = 1;
    CSS.highlights.set(nameOf(style), highlight);
    return ranges;
  }

  function clear(): void {
    for (const status of Object.keys(STYLES)) CSS.highlights.delete(nameOf(status));
    placed = [];
  }

  function dress(): void {
    if (dressed) return;
    dressed = true;
    const rules = Object.entries(STYLES).map(
      ([status, style]) =>
        `::highlight(${nameOf(status)}) { text-decoration: 1.5px underline ${style} }`,
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetOf(rules.join('\n'))];
  }

  return { mark, reveal, clear };
}
export type Highlights = ReturnType<typeof createHighlights>;
