import { type BootstrapOptions, itemBootstrap } from './bootstrap.ts';
import type { Interval } from './interval.ts';
import { cohenKappa, gwetAc1, type Pair } from './kappa.ts';
import { krippendorffAlpha } from './krippendorff.ts';
import { wilson } from './wilson.ts';

export type Agreement = {
  items: number;
  /** share of pairs that differ, with Wilson's 95 % interval; null without a pair */
  disagreement: ({ share: number } & Interval) | null;
  /** what rules use; null where undefined (one label throughout says nothing about agreement) */
  alpha: { value: number; interval: Interval | null } | null;
  kappa: number | null;
  ac1: number | null;
  /** share of the commonest label: without it no agreement can be read */
  baseRate: number | null;
};

const defined = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Agreement of two looks at each item: blind second reviews. */
export function pairAgreement(
  pairs: readonly Pair[],
  labels: number,
  bootstrap: BootstrapOptions,
): Agreement {
  const n = pairs.length;
  const differing = pairs.filter(([first, second]) => first !== second).length;
  const value = krippendorffAlpha(pairs);
  // Of pairs that are alike only their number matters: a draw costs no more than counting them.
  const kinds = new Map<string, { nth: number; pair: Pair }>();
  const kindOf = Uint32Array.from(pairs, (pair) => {
    const key = JSON.stringify(pair);
    const kind = kinds.get(key) ?? { nth: kinds.size, pair };
    kinds.set(key, kind);
    return kind.nth;
  });
  const alike = [...kinds.values()].map(({ pair }) => pair);
  const times = new Uint32Array(alike.length);
  const alphaOf = (drawn: Uint32Array): number => {
    times.fill(0);
    for (let at = 0; at < n; at += 1) {
      const kind = kindOf[at] ?? 0;
      times[kind] = (times[kind] ?? 0) + (drawn[at] ?? 0);
    }
    return krippendorffAlpha(alike, times);
  };
  const interval = itemBootstrap(n, alphaOf, bootstrap);
  const counts = new Map<string, number>();
  for (const label of pairs.flat()) counts.set(label, (counts.get(label) ?? 0) + 1);
  return {
    items: n,
    disagreement: n === 0 ? null : { share: differing / n, ...wilson(differing, n) },
    alpha: Number.isNaN(value) ? null : { value, interval },
    kappa: n === 0 ? null : defined(cohenKappa(pairs)),
    ac1: defined(gwetAc1(pairs, labels)),
    baseRate: n === 0 ? null : Math.max(...counts.values()) / (2 * n),
  };
}
