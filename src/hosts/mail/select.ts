/**
 * A way to find something: selector, tier, since when, and the fixture that it must match. Tiers: A,
 * names that the page's own code depends on, roles and structure; B, opaque but stable for years.
 * Localised text and names that are generated anew are none.
 */
export type Variant<Fixture extends string = string> = readonly [
  selector: string,
  tier: 'A' | 'B',
  since: string,
  fixture: Fixture,
];
type Table = Readonly<Record<string, readonly Variant[]>>;
type Count = { name: string; hits: number; misses: number; variant: string | null };

/** Look-ups by the names of a host's table, in its order; counts hits and misses by name. */
export function selectBy<T extends Table>(table: T) {
  type Capability = keyof T & string;
  const counts = new Map<string, Count>();

  /** What the first variant gives that gives anything. Misses count if expected. */
  function first(
    name: Capability,
    expected: boolean,
    look: (selector: string) => ArrayLike<HTMLElement>,
  ): readonly HTMLElement[] {
    const count = counts.get(name) ?? { name, hits: 0, misses: 0, variant: null };
    counts.set(name, count);
    for (const [selector] of table[name] ?? []) {
      const found = look(selector);
      if (found.length === 0) continue;
      count.hits += 1;
      count.variant = selector;
      return Array.from(found);
    }
    if (expected) count.misses += 1;
    return [];
  }

  /** What matches under `root`, by the first variant that matches anything. */
  const findAll = (root: ParentNode, name: Capability, expected = false) =>
    first(name, expected, (selector) => root.querySelectorAll<HTMLElement>(selector));

  /** The first of {@link findAll}. Expected to be there, unless said otherwise. */
  const find = (root: ParentNode, name: Capability, expected = true): HTMLElement | null =>
    findAll(root, name, expected)[0] ?? null;

  /** The nearest ancestor-or-self by the first variant that has one. */
  const closest = (node: Element, name: Capability): HTMLElement | null =>
    first(name, true, (selector) => {
      const found = node.closest<HTMLElement>(selector);
      return found ? [found] : [];
    })[0] ?? null;

  /** All variants of a capability as one selector. */
  const anyOf = (capability: Capability): string =>
    (table[capability] ?? []).map(([selector]) => selector).join(', ');

  /** Whether any variant matches: used where missing one would be worse than matching too much. */
  const matchesAny = (node: Element, capability: Capability): boolean =>
    node.matches(anyOf(capability));

  /** Hits and misses of this page so far. */
  const health = (): Count[] => [...counts.values()];

  return { find, findAll, closest, matchesAny, anyOf, health };
}
