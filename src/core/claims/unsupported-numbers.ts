import { isAge } from './derived.ts';
import { harmlessNumber } from './exempt.ts';
import type { FactRule } from './fact-rule.ts';
import { contradicts, inUnit, type Known, nounAt, onlyOtherwise, rounds } from './known-facts.ts';
import { shareKeys } from './number-words.ts';
import { sentenceAt, shown } from './passage.ts';
import { asciiDigits, keyOf, quantitiesIn } from './quantities.ts';
import { ratiosIn } from './ratios.ts';
import { rateAt, unitAt } from './units.ts';
import { why } from './unsupported-why.ts';

const CURRENCY =
  /(?:[$€£¥₹₪₩₽]|R\$|US\$|\b(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|BRL|AED|INR))[ \u00a0\u202f]?$/u;
const CURRENCY_AFTER =
  /^[ \u00a0\u202f]?(?:[€£¥₪₽$円元]|(?:USD|EUR|GBP|CHF|SEK|NOK|DKK|PLN|BRL|AED|Euro|euros?|dollars?)(?!\p{L}))/u;
const RANGE = /^(?: (?:to|and|bis|und|au|et|al|a|y|e|t\/m|до|-|–) |[-–])(?=\d)/u;

/** Numbers in digits, with their currency, unit or percent sign. */
export const numbers: FactRule = function* ({ field, text }, known, { mask, now, early }) {
  const thisYear = new Date(now).getUTCFullYear();
  const digits = asciiDigits(text);
  for (const { start, end, keys, value } of quantitiesIn(digits)) {
    if (mask[start]) continue;
    const unit = unitAt(digits, { start, end });
    const agreed = keys.some((key) => known.keys.has(key)) || inUnit(value, unit, known) === 'same';
    if (agreed && !onlyOtherwise(value, { unit, rate: rateAt(digits, end) }, known)) continue;
    const bareYear = /^(?:19|20)\d\d$/.test(digits.slice(start, end));
    if (bareYear && known.dates.years.has(value)) continue;
    if (isAge(value, digits.slice(end, end + 32), { years: known.founded, now })) continue;
    const before = text.slice(Math.max(0, start - 24), start);
    const percent = keys.some((key) => key.endsWith('%'));
    const more = text[end] === '+';
    if (rounds(value, { before, percent, more }, known)) continue;
    const sentence = sentenceAt(text, { start, end }, 80).text;
    const raw = text.slice(start, end);
    const range = RANGE.exec(text.slice(end, end + 8));
    // the first day of "2 to 4 December"
    if (range && mask[end + range[0].length]) continue;
    const number = /^[\d.,]*/.exec(digits.slice(start, end))?.[0].length ?? 0;
    const after = text.slice(start + number, start + number + 32);
    const current = bareYear && (value === thisYear || value === thisYear + 1);
    const harmless = current
      ? 'own'
      : harmlessNumber(value, raw, { before, after, sentence, earlier: early(start) });
    // "6 days a week" is a constant until the evidence says five
    const denied = harmless === 'constant' && contradicts(value, nounAt(digits, end), known);
    const from = start - (CURRENCY.exec(before)?.[0].length ?? 0);
    const to = end + (CURRENCY_AFTER.exec(text.slice(end, end + 12))?.[0].length ?? 0);
    const what = from < start || to > end ? 'amount' : 'number';
    yield {
      severity: 'medium',
      message: `The ${what} ${shown(text.slice(from, to))} is stated as a fact, but ${why(known)}`,
      at: { field, start: from, end: to },
      weighed: { value, kind: 'number', harmless: harmless !== undefined && !denied },
    };
  }
};

/** "21 of 21", where the evidence says "19 of 21": each number is there, and the ratio is not. */
export const ratios: FactRule = function* ({ field, text }, known, { mask }) {
  for (const { start, end, part, whole, key } of ratiosIn(asciiDigits(text))) {
    if (mask[start] || known.ratios.has(key)) continue;
    // "7 in 10" of 70 %
    if (shareKeys(part, whole).some((share) => known.keys.has(share))) {
      mask.fill(1, start, end);
      continue;
    }
    const otherwise = [...known.ratios].some((one) => one.endsWith(`:${whole}`));
    if (!otherwise || (part !== whole && countedApart(part, whole, known))) continue;
    mask.fill(1, start, end);
    yield {
      severity: 'medium',
      message: `The ratio ${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
    };
  }
};

const countedApart = (part: number, whole: number, { keys }: Known): boolean =>
  keys.has(keyOf(part, false)) && keys.has(keyOf(whole, false));
