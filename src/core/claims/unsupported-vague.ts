// What a text says with less than a number: "hundreds of trucks", "in March", "in Q3". Such words
// are flagged only where evidence speaks of the same and says otherwise.
import { lonelyMonthsIn } from './dates.ts';
import { PROPOSED } from './exempt-words.ts';
import type { FactRule } from './fact-rule.ts';
import { type Known, nounAt } from './known-facts.ts';
import { sentenceAt, shown } from './passage.ts';
import { why } from './unsupported-why.ts';

const MAGNITUDES: readonly [RegExp, number][] = [
  [
    /(?<!\p{L})(?:dozens of|dutzende(?: von)?|des dizaines de|decenas de|decine di|dezenas de|tientallen)(?!\p{L})/giu,
    12,
  ],
  [
    /(?<!\p{L})(?:hundreds of|hunderte(?: von)?|des centaines de|cientos de|centinaia di|centenas de|honderden)(?!\p{L})/giu,
    100,
  ],
  [
    /(?<!\p{L})(?:thousands of|tausende(?: von)?|des milliers de|miles de|migliaia di|milhares de|duizenden)(?!\p{L})/giu,
    1000,
  ],
  [
    /(?<!\p{L})(?:millions of|millionen(?: von)?|des millions de|millones de|milioni di|milhões de|miljoenen)(?!\p{L})/giu,
    1e6,
  ],
];

/** "hundreds of trucks", where the evidence counts thirty. */
export const magnitudes: FactRule = function* ({ field, text }, known, { mask }) {
  for (const [pattern, least] of MAGNITUDES)
    for (const { index: start, 0: words } of text.matchAll(pattern)) {
      const end = start + words.length;
      if (mask[start] || !belies(nounAt(text, end), least, known)) continue;
      yield {
        severity: 'medium',
        message: `${shown(words)} is stated as a fact, but ${why(known)}`,
        at: { field, start, end },
      };
    }
};

function belies(noun: string | undefined, least: number, { measured }: Known): boolean {
  const counted = measured.filter((one) => noun !== undefined && one.noun === noun);
  return counted.length > 0 && counted.every(({ value }) => value < least * 0.9);
}

const PERIOD = /(?<![\p{L}\p{N}])[QH][1-4](?![\p{L}\p{N}])/gu;
/** What is still to come is a plan of the writer's, or a proposal. */
const TO_COME =
  /(?<!\p{L})(?:will|next|by|until|till|before|could|would|can|shall|start|plan)(?!\p{L})/iu;

/** A month or a quarter alone, where the evidence gives another and never this one. */
export const periods: FactRule = function* ({ field, text }, known, { mask }) {
  const said = [
    ...(known.dates.any
      ? lonelyMonthsIn(text).filter(({ month }) => !known.dates.agree({ m: month }))
      : []),
    ...(known.periods.size > 0
      ? Array.from(text.matchAll(PERIOD), ({ index, 0: words }) => ({
          start: index,
          end: index + words.length,
        })).filter(({ start, end }) => !known.periods.has(text.slice(start, end)))
      : []),
  ];
  for (const { start, end } of said) {
    const sentence = sentenceAt(text, { start, end }, 120).text;
    if (mask[start] || PROPOSED.test(sentence) || TO_COME.test(sentence)) continue;
    mask.fill(1, start, end);
    yield {
      severity: 'medium',
      message: `${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
    };
  }
};
