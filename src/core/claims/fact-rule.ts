import type { Known } from './known-facts.ts';
import type { Finding, Passage } from './passage.ts';

/** `mask`: 1 where nothing is to be looked at any more; `early`: the text just before a place. */
export type Looking = {
  mask: Uint8Array;
  now: number;
  script: boolean;
  early: (at: number) => string;
};
/** Finds one kind of fact that the evidence doesn't contain, and masks it. */
export type FactRule = (passage: Passage, known: Known, looking: Looking) => Generator<Finding>;
