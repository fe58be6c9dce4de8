import type { WeightedRate } from './horvitz-thompson.ts';
import { betaQuantile } from './special.ts';

type Count = { hits: number; n: number };
/** A name, or a number that stands for one: of many items, numbers are told apart faster. */
type Key = string | number;
/** How many of one account and template there were, and how many of those were hits. */
export type Cell = Count & { account: Key; template: Key };
/** Of all clusters of one kind: Σh², Σhn, Σn², and how many there are. */
type Sums = { hh: number; hn: number; nn: number; clusters: number };
type Kind = 'account' | 'template' | 'both';
type Counts = ReadonlyMap<Key, Count>;

/** Items counted by cluster, with what their variance is made of. */
export type Clustered = Count & {
  cells: Readonly<{
    account: Counts;
    template: Counts;
    /** by template, then by account: a key of both would have to be made for each */
    both: ReadonlyMap<Key, Counts>;
  }>;
  sums: Readonly<Record<Kind, Sums>>;
};

/** Puts counts together of items that were all sure to be looked at (inclusion 1). */
export function clustered(counts: Iterable<Cell>): Clustered {
  const account = new Map<Key, Count>();
  const template = new Map<Key, Count>();
  const both = new Map<Key, Map<Key, Count>>();
  const all = none();
  for (const cell of counts) {
    if (cell.n === 0) continue;
    add(all, cell);
    add(at(account, cell.account, none), cell);
    add(at(template, cell.template, none), cell);
    add(at(at(both, cell.template, noCounts), cell.account, none), cell);
  }
  return {
    ...{ ...all, cells: { account, template, both } },
    sums: { account: sumsOf([account]), template: sumsOf([template]), both: sumsOf(both.values()) },
  };
}

/** All but a part of them, in time that grows with the part only. */
export function without(all: Clustered, part: Clustered): Pick<Clustered, 'hits' | 'n' | 'sums'> {
  const both = { ...all.sums.both };
  for (const [template, gone] of part.cells.both)
    take(both, all.cells.both.get(template) ?? NONE, gone);
  return {
    ...{ hits: all.hits - part.hits, n: all.n - part.n },
    sums: {
      account: take({ ...all.sums.account }, all.cells.account, part.cells.account),
      template: take({ ...all.sums.template }, all.cells.template, part.cells.template),
      both,
    },
  };
}

const NONE: Counts = new Map();

/** Takes a part's clusters out of sums, and puts back what is left of each. */
function take(sums: Sums, all: Counts, part: Counts): Sums {
  for (const [key, gone] of part) {
    const was = all.get(key);
    if (!was) throw new RangeError('without wants a part of the whole');
    square(sums, was, -1);
    const rest = { hits: was.hits - gone.hits, n: was.n - gone.n };
    if (rest.n > 0) square(sums, rest, 1);
  }
  return sums;
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
  const account = varianceOf(sums.account, rate);
  const template = varianceOf(sums.template, rate);
  const both = varianceOf(sums.both, rate);
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

const none = (): Count => ({ hits: 0, n: 0 });
const noCounts = (): Map<Key, Count> => new Map();

function at<T>(map: Map<Key, T>, key: Key, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function add(to: Count, { hits, n }: Count): void {
  to.hits += hits;
  to.n += n;
}

function sumsOf(all: Iterable<Counts>): Sums {
  const sums = { hh: 0, hn: 0, nn: 0, clusters: 0 };
  for (const counts of all) for (const count of counts.values()) square(sums, count, 1);
  return sums;
}

function square(sums: Sums, { hits, n }: Count, sign: 1 | -1): void {
  sums.hh += sign * hits * hits;
  sums.hn += sign * hits * n;
  sums.nn += sign * n * n;
  sums.clusters += sign;
}

function varianceOf({ hh, hn, nn, clusters }: Sums, rate: number): number {
  if (clusters < 2) return 0;
  return (Math.max(0, hh - 2 * rate * hn + rate * rate * nn) * clusters) / (clusters - 1);
}
