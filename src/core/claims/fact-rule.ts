import type { Known } from './known-facts.ts';
import type { Finding, Passage } from './passage.ts';

/** `mask`: 1 where nothing is to be looked at any more; `early`: the text just before a place. */
export type Looking = {
  mask: Uint8Array;
  now: number;
  script: boolean;
  early: (at: number) => string;
};

/**
 * What the evidence doesn't contain. `weighed`: the fitted weights have a say, too, since the
 * writer may make such a number up; `harmless`: the words around it say that they did.
 */
export type Fact = Finding & {
  weighed?: { value: number; kind: 'date' | 'number' | 'spelled'; harmless: boolean };
};

/** Finds one kind of fact that the evidence doesn't contain, and masks it. */
export type FactRule = (passage: Passage, known: Known, looking: Looking) => Generator<Fact>;
