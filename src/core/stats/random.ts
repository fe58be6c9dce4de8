/** Uniform numbers strictly between 0 and 1. */
export type Random = () => number;

/**
 * A stream of numbers that depends on the seed alone, on every engine: for simulations, never for
 * secrets. Source: C. Doty-Humphrey's sfc32 (PractRand), 128 bits of state, at least 2^32 numbers.
 */
export function seededRandom(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return ((sum >>> 0) + 0.5) / 4_294_967_296;
  };
  // neighbouring seeds look alike until they are mixed
  for (let turn = 0; turn < 15; turn += 1) next();
  return next;
}

/** More than any run that is simulated, so a rate of 0 needs no case of its own. */
const NEVER = 2 ** 30;

/** How many trials without an event come before the next one, at `rate` (0 to 1). */
export function gapBefore(rate: number, random: Random): number {
  if (rate >= 1) return 0;
  return Math.min(NEVER, Math.floor(Math.log(random()) / Math.log1p(-rate)));
}
