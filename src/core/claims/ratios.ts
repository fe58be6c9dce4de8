// "19 of 21", "four out of five", "3 in 10": two numbers that say one thing.
import { spelledNumbers } from './number-words.ts';
import { quantitiesIn } from './quantities.ts';

export type Ratio = { start: number; end: number; part: number; whole: number; key: string };

const JOINT =
  /^ (?:out of|of(?: (?:the|your|its|their|our|all))?|in|von|sur|de(?: cada| los| las)?|su|em cada|op de|van de|av|ud af|z) $/iu;

/** Ratios of a text whose digits are ASCII, in order of place; the part is the smaller or equal. */
export function ratiosIn(text: string): Ratio[] {
  const numbers = [
    ...quantitiesIn(text).map(({ start, end, value }) => ({ start, end, value })),
    ...spelledNumbers(text)
      .filter(({ parts }) => parts === undefined)
      .map(({ start, end, value }) => ({ start, end, value })),
  ].sort((a, b) => a.start - b.start);
  return numbers.flatMap((one, i) => {
    const next = numbers[i + 1];
    if (!next || next.start - one.end > 16 || one.value > next.value || next.value < 2) return [];
    if (!Number.isInteger(one.value) || !Number.isInteger(next.value)) return [];
    if (!JOINT.test(text.slice(one.end, next.start))) return [];
    const [start, end, part, whole] = [one.start, next.end, one.value, next.value];
    return [{ start, end, part, whole, key: `${part}:${whole}` }];
  });
}
