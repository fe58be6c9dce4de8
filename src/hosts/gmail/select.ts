import { type Capability, SELECTORS, type Variant } from './selectors.ts';

type Count = { hits: number; misses: number; variant: string | null };
const counts = new Map<Capability, Count>();

const variants = (capability: Capability): readonly Variant[] => SELECTORS[capability];

function count(capability: Capability, variant: string | null, expected: boolean): void {
  const row = counts.get(capability) ?? { hits: 0, misses: 0, variant: null };
  if (variant !== null) {
    row.hits += 1;
    row.variant = variant;
  } else if (expected) row.misses += 1;
  counts.set(capability, row);
}

/** What matches under `root`, by the first variant that matches anything. Misses count if expected. */
export function findAll(
  root: ParentNode,
  capability: Capability,
  expected = false,
): readonly HTMLElement[] {
  for (const [selector] of variants(capability)) {
    const found = root.querySelectorAll<HTMLElement>(selector);
    if (found.length === 0) continue;
    count(capability, selector, expected);
    return [...found];
  }
  count(capability, null, expected);
  return [];
}

/** The first of {@link findAll}. Expected to be there, unless said otherwise. */
export const find = (
  root: ParentNode,
  capability: Capability,
  expected = true,
): HTMLElement | null => findAll(root, capability, expected)[0] ?? null;

/** The nearest ancestor-or-self by the first variant that has one. */
export function closest(node: Element, capability: Capability): HTMLElement | null {
  for (const [selector] of variants(capability)) {
    const found = node.closest<HTMLElement>(selector);
    if (!found) continue;
    count(capability, selector, true);
    return found;
  }
  count(capability, null, true);
  return null;
}

/** Whether any variant matches: used where missing one would be worse than matching too much. */
export const matchesAny = (node: Element, capability: Capability): boolean =>
  variants(capability).some(([selector]) => node.matches(selector));

/** All variants of a capability as one selector. */
export const anyOf = (capability: Capability): string =>
  variants(capability)
    .map(([selector]) => selector)
    .join(', ');

/** Hits and misses of this page so far. */
export const health = (): {
  name: string;
  hits: number;
  misses: number;
  variant: string | null;
}[] => [...counts].map(([name, row]) => ({ name, ...row }));
