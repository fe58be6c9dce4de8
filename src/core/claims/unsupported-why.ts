import type { Known } from './known-facts.ts';

/** Completes "… is stated as a fact, but …". */
export const why = ({ empty }: Known): string =>
  empty
    ? 'the proposal brings no evidence at all.'
    : 'no evidence given with this proposal contains it.';
