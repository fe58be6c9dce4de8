import { freeEdge } from './free-edge.ts';
import type { Capability } from './host.ts';
import { isDarkPage } from './look.ts';

/** How sure an anchor is: said by the vendor or seen in public code; or only what such pages tend to have. */
type Anchor = { selector: string; known: 'documented' | 'seen' | 'guessed'; since: string };

/** What differs between the record pages of systems: anchors, in order of preference. */
export type RecordPlaces = {
  name: string;
  /** where the record's name stands */
  title: readonly Anchor[];
  /** bars at the window's edges that a panel must not cover */
  keepClear: readonly Anchor[];
  /** modal dialogs that the browser doesn't know as such */
  dialogs: readonly Anchor[];
};

/**
 * What a record page must offer for a panel to stand on it. Which record it is, its address says, not
 * the page: what it draws is for some time still the record before, and hidden tabs keep older ones.
 */
export type RecordHost = {
  name: string;
  /** the name that is shown now; null while there is none. A hint for people, never an identity */
  title(): string | null;
  /** whether a dialog of the page's own wants the person's whole attention */
  isBlocked(): boolean;
  /** the free rectangle at the page's edge, in viewport pixels, for a panel of this size */
  place(size: { width: number; height: number }): DOMRectReadOnly;
  isDark(): boolean;
  health(): Capability[];
};

const EVERYWHERE: Omit<RecordPlaces, 'name'> = {
  title: [{ selector: 'main h1, [role=main] h1, h1', known: 'guessed', since: '2026-11-28' }],
  keepClear: [],
  dialogs: [{ selector: '[aria-modal=true]', known: 'documented', since: '2026-11-28' }],
};

/** A host by what is its own; what it doesn't say is as everywhere. */
export function recordHost(places: RecordPlaces): RecordHost {
  const counts = new Map<string, Capability>();
  const titles = [...places.title, ...EVERYWHERE.title];
  const dialogs = [...places.dialogs, ...EVERYWHERE.dialogs];

  /** The first of these that is on screen; counted, so that what a vendor changes is noticed. */
  function visible(name: string, anchors: readonly Anchor[]): Element | null {
    const count = counts.get(name) ?? { name, hits: 0, misses: 0, variant: null };
    counts.set(name, count);
    for (const { selector } of anchors) {
      const found = [...document.querySelectorAll(selector)].find(isOnScreen);
      if (!found) continue;
      count.hits += 1;
      count.variant = selector;
      return found;
    }
    count.misses += 1;
    return null;
  }

  return {
    name: places.name,
    title: () => visible('record.name', titles)?.textContent?.replace(/\s+/g, ' ').trim() || null,
    isBlocked: () =>
      dialogs.some(({ selector }) => [...document.querySelectorAll(selector)].some(isOnScreen)),
    place: (size) => freeEdge(size, barsOf(places.keepClear)),
    isDark: isDarkPage,
    health: () => [...counts.values()],
  };
}

const barsOf = (anchors: readonly Anchor[]): DOMRect[] =>
  anchors.flatMap(({ selector }) =>
    [...document.querySelectorAll(selector)]
      .filter(isOnScreen)
      .map((bar) => bar.getBoundingClientRect()),
  );

/** Drawn at all: pages keep what was open before in hidden parts of themselves. */
function isOnScreen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden';
}
