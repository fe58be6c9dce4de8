import type { Sampled, WeightedRate } from './horvitz-thompson.ts';
import { betaQuantile } from './special.ts';

type Count = { hits: number; n: number };
/** Of all clusters of one kind: Σh², Σhn, Σn², and how many there are. */
type Sums = { hh: number; hn: number; nn: number; clusters: number };
const KINDS = ['account', 'template', 'both'] as const;
type Kind = (typeof KINDS)[number];

/** Items counted by cluster, with what their variance is made of. */
export type Clustered = Count & {
  cells: Readonly<Record<Kind, ReadonlyMap<string, Count>>>;
  sums: Readonly<Record<Kind, Sums>>;
};

/** Counts items that were all sure to be looked at (inclusion 1). */
export function clustered(items: Iterable<Omit<Sampled, 'inclusion'>>): Clustered {
  const cells = {
    account: new Map<string, Count>(),
    template: new Map<string, Count>(),
    both: new Map<string, Count>(),
  };
  const all = { hits: 0, n: 0 };
  for (const { hit, account, template } of items) {
    const keys = { account, template, both: JSON.stringify([account, template]) };
    for (const cell of [all, ...KINDS.map((kind) => cellOf(cells[kind], keys[kind]))]) {
      cell.n += 1;
      if (hit) cell.hits += 1;
    }
  }
  const sums = (kind: Kind) => [...cells[kind].values()].reduce(added, none());
  return {
    ...all,
    cells,
    sums: { account: sums('account'), template: sums('template'), both: sums('both') },
  };
}

/** All but a part of them, in time that grows with the part only. */
export function without(all: Clustered, part: Clustered): Pick<Clustered, 'hits' | 'n' | 'sums'> {
  const sums = (kind: Kind): Sums => {
    let left = { ...all.sums[kind] };
    for (const [key, gone] of part.cells[kind]) {
      const was = all.cells[kind].get(key);
      if (!was) throw new RangeError('without wants a part of the whole');
      left = removed(left, was);
      const rest = { hits: was.hits - gone.hits, n: was.n - gone.n };
      if (rest.n > 0) left = added(left, rest);
    }
    return left;
  };
  return {
    ...{ hits: all.hits - part.hits, n: all.n - part.n },
    sums: { account: sums('account'), template: sums('template'), both: sums('both') },
  };
}

/**
 * What `weightedRate` says of the same items, from their sums: a cluster's residual total is h − r·n, so
 * the sum of their squares is Σh² − 2r·Σhn + r²·Σn². Sources there.
 */
export function clusteredRate(
  { hits, n, sums }: Pick<Clustered, 'hits' | 'n' | 'sums'>,
  level = 0.95,
): WeightedRate {
  if (n === 0) return { rate: 0, n: 0, effective: 0, low: 0, high: 1 };
  const rate = hits / n;
  const [account, template, both] = KINDS.map((kind) => varianceOf(sums[kind], rate)) as [
    number,
    number,
    number,
  ];
  const variance = Math.max(account, template, account + template - both) / n ** 2;
  const effective = variance > 0 ? Math.min(n, (rate * (1 - rate)) / variance) : n;
  const tail = (1 - level) / 2;
  const x = rate * effective;
  return {
    ...{ rate, n, effective },
    low: rate === 0 ? 0 : betaQuantile(tail, x, effective - x + 1),
    high: rate === 1 ? 1 : betaQuantile(1 - tail, x + 1, effective - x),
  };
}

const none = (): Sums => ({ hh: 0, hn: 0, nn: 0, clusters: 0 });
const added = (sums: Sums, { hits, n }: Count): Sums => ({
  ...{ hh: sums.hh + hits * hits, hn: sums.hn + hits * n, nn: sums.nn + n * n },
  clusters: sums.clusters + 1,
});
const removed = (sums: Sums, { hits, n }: Count): Sums => ({
  ...{ hh: sums.hh - hits * hits, hn: sums.hn - hits * n, nn: sums.nn - n * n },
  clusters: sums.clusters - 1,
});

function cellOf(cells: Map<string, Count>, key: string): Count {
  const cell = cells.get(key) ?? { hits: 0, n: 0 };
  cells.set(key, cell);
  return cell;
}

function varianceOf({ hh, hn, nn, clusters }: Sums, rate: number): number {
  if (clusters < 2) return 0;
  return (Math.max(0, hh - 2 * rate * hn + rate * rate * nn) * clusters) / (clusters - 1);
}
