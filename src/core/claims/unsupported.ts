import { datesIn, KnownDates } from './dates.ts';
import { boilerplate, harmlessNumber, OWN_CONTACT, proposedDay } from './exempt.ts';
import { bare } from './fold.ts';
import { multiplesIn } from './multiples.ts';
import { onlyScale, shareKeys, spelledKeys, spelledNumbers } from './number-words.ts';
import {
  type Checked,
  evidenceOf,
  type Finding,
  MOST_PER_RULE,
  type Passage,
  sentenceAt,
  shown,
} from './passage.ts';
import { asciiDigits, keyOf, quantitiesIn } from './quantities.ts';
import { quotations } from './quotations.ts';

/** `values`: plain numbers, for what is said to be about or over one. */
type Known = {
  keys: Set<string>;
  values: number[];
  dates: KnownDates;
  words: string[];
};

function knownFrom(evidence: readonly string[]): Known {
  const known: Known = { keys: new Set(), values: [], dates: new KnownDates(), words: [] };
  for (const quote of evidence) {
    const text = asciiDigits(quote);
    for (const { keys, value } of quantitiesIn(text)) {
      for (const key of keys) known.keys.add(key);
      if (known.values.length < MOST_VALUES) known.values.push(value);
    }
    for (const key of spelledKeys(text)) known.keys.add(key);
    for (const { value } of spelledNumbers(text))
      if (known.values.length < MOST_VALUES) known.values.push(value);
    for (const { readings } of datesIn(text)) for (const date of readings) known.dates.add(date);
    for (const { factor } of multiplesIn(text)) known.keys.add(`x${factor}`);
    known.words.push(bare(quote));
  }
  return known;
}

const SUFFIX = 'no evidence given with this proposal contains it.';
/** Enough for any evidence a person reads; each rounded number is compared with all. */
const MOST_VALUES = 500;

const why = (known: Known): string =>
  known.words.length === 0 ? 'the proposal brings no evidence at all.' : SUFFIX;

/** Rule 4: a number, date, amount or quotation that neither evidence nor the buyer's mails contain. */
export function unsupportedFacts(checked: Checked): Finding[] {
  const known = knownFrom(evidenceOf(checked));
  const found: Finding[] = [];
  for (const passage of checked.passages) {
    const mask = boilerplate(passage, checked);
    const more = { mask, now: checked.now };
    // each marks what it took, so that a number inside a flagged quotation is not flagged again
    for (const rule of [quoted, dates, numbers, spelled, multiples])
      for (const finding of rule(passage, known, more)) {
        found.push(finding);
        if (found.length >= MOST_PER_RULE) return found;
      }
  }
  return found;
}

function* quoted({ field, text }: Passage, known: Known, { mask }: More): Generator<Finding> {
  for (const { said, start, end } of quotations(text)) {
    const words = bare(said);
    if (words === '' || known.words.some((quote) => quote.includes(words))) continue;
    mask.fill(1, start, end);
    yield {
      severity: 'high',
      message: `The quotation ${shown(said)} is given as somebody's words, but ${why(known)}`,
      at: { field, start, end },
    };
  }
}

type More = { mask: Uint8Array; now: number };

function* dates({ field, text }: Passage, known: Known, { mask, now }: More): Generator<Finding> {
  for (const { start, end, readings } of datesIn(asciiDigits(text))) {
    if (mask[start]) continue;
    mask.fill(1, start, end);
    if (readings.some((date) => known.dates.agree(date))) continue;
    const sentence = sentenceAt(text, { start, end }).text;
    if (OWN_CONTACT.test(sentence)) continue;
    if (readings.some((date) => proposedDay(date, sentence, now))) continue;
    yield {
      severity: 'medium',
      message: `The date ${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
    };
  }
}

const CURRENCY =
  /(?:[$€£¥₹₪₩₽]|R\$|US\$|\b(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|BRL|AED|INR))[ \u00a0\u202f]?$/u;
const CURRENCY_AFTER =
  /^[ \u00a0\u202f]?(?:[€£¥₪₽$円元]|(?:USD|EUR|GBP|CHF|SEK|NOK|DKK|PLN|BRL|AED|Euro|euros?|dollars?)(?!\p{L}))/u;

const RANGE = /^(?: (?:to|and|bis|und|au|et|al|a|y|e|t\/m|до|-|–) |[-–])(?=\d)/u;

function* numbers({ field, text }: Passage, known: Known, { mask, now }: More): Generator<Finding> {
  const thisYear = new Date(now).getUTCFullYear();
  const digits = asciiDigits(text);
  for (const { start, end, keys, value } of quantitiesIn(digits)) {
    if (mask[start] || keys.some((key) => known.keys.has(key))) continue;
    const bareYear = /^(?:19|20)\d\d$/.test(digits.slice(start, end));
    if (bareYear && (known.dates.years.has(value) || value === thisYear || value === thisYear + 1))
      continue;
    const before = text.slice(Math.max(0, start - 24), start);
    if (!keys.some((key) => key.endsWith('%')) && rounds(value, before, known)) continue;
    const sentence = sentenceAt(text, { start, end }, 80).text;
    const raw = text.slice(start, end);
    const range = RANGE.exec(text.slice(end, end + 8));
    // the first day of "2 to 4 December"
    if (range && mask[end + range[0].length]) continue;
    const number = /^[\d.,]*/.exec(digits.slice(start, end))?.[0].length ?? 0;
    if (
      harmlessNumber(value, raw, {
        before,
        after: text.slice(start + number, start + number + 32),
        sentence,
      })
    )
      continue;
    const from = start - (CURRENCY.exec(before)?.[0].length ?? 0);
    const to = end + (CURRENCY_AFTER.exec(text.slice(end, end + 12))?.[0].length ?? 0);
    const what = from < start || to > end ? 'amount' : 'number';
    yield {
      severity: 'medium',
      message: `The ${what} ${shown(text.slice(from, to))} is stated as a fact, but ${why(known)}`,
      at: { field, start: from, end: to },
    };
  }
}

/** "over 80" of 84, "about 12,500" of 12,480: as true as its source. */
function rounds(value: number, before: string, { values }: Known): boolean {
  const word =
    /(?<!\p{L})(about|around|some|nearly|almost|roughly|approximately|circa|ca\.?|close to|rund|etwa|fast|knapp|environ|presque|près de|unos|unas|cerca de|casi|quasi|circa|quase|ongeveer|bijna|(over|more than|above|upwards of|über|mehr als|plus de|más de|più di|oltre|mais de|meer dan|ruim)) (?:[$€£¥] ?)?$|(約|以上)$/iu.exec(
      before,
    );
  if (!word) return false;
  return values.some((known) =>
    word[2] === undefined
      ? Math.abs(known - value) <= known * 0.06
      : value <= known && known <= value * 1.12,
  );
}

/** A small number in words counts what is the reader's, and there is a source to compare it with. */
function counts(
  { text }: Pick<Passage, 'field' | 'text'>,
  { start, end, value }: { start: number; end: number; value: number },
  known: Known,
): boolean {
  if (value < 3 || known.words.length === 0) return false;
  const after = text.slice(end, end + 32);
  if (!/^ (?:\p{Ll}{3,14} ){0,2}\p{Ll}{3,}(?:s|n|en|er|i|e|a)(?!\p{L})/u.test(after)) return false;
  if (
    /^ (?:\p{Ll}+ )?(?:days?|weeks?|months?|years?|quarters?|times?|tagen?|wochen|monaten?|jahren?|mois|ans|jours|semaines|días|semanas|meses|años|giorni|settimane|mesi|anni|dagen|weken|maanden|jaar)(?!\p{L})/u.test(
      after,
    )
  )
    return false;
  const before = text.slice(Math.max(0, start - 40), start);
  return /(?<!\p{L})(?:you|your|you['’]ve|ihr|ihre|ihren|sie|vous|vos|votre|sus?|tus|vuestr\p{L}+|tiene|vostr\p{L}+|avete|seus?|suas?|vocês?|têm|jullie|uw)(?!\p{L})[^.!?]{0,30}$/iu.test(
    before,
  );
}

const PERCENT_WORD =
  /^[ -](?:percent|per ?cent|prozent|pour ?cent|por ?ciento|por ?cento|per ?cento|procent)(?!\p{L})/iu;
const AMONG = /^ (?:in|out of|of|von|sur|de cada|su|em cada|op de) $/iu;

/** Numbers in words: large ones, percentages and shares; "two questions" and "a hundred thanks" are style. */
function* spelled({ field, text }: Passage, known: Known, { mask }: More): Generator<Finding> {
  const all = spelledNumbers(text);
  for (const [i, one] of all.entries()) {
    let { end } = one;
    const { start, value, parts } = one;
    if (mask[start]) continue;
    const next = all[i + 1];
    const after = text.slice(end, end + 32);
    const percent = PERCENT_WORD.exec(after)?.[0];
    const among =
      next && value < next.value && next.value <= 100 && AMONG.test(text.slice(end, next.start));
    let keys = [keyOf(value, percent !== undefined)];
    if (parts !== undefined) {
      if (value < 2 && !/^ (?:of|der|des|de|di|van) (?!an? )/iu.test(after)) continue;
      keys = shareKeys(value, parts);
    } else if (among && next) {
      keys = shareKeys(value, next.value);
      if (known.keys.has(keyOf(value, false)) && known.keys.has(keyOf(next.value, false))) continue;
      end = next.end;
    } else if (percent) end += percent.length;
    else if (
      (value < 20 && !counts({ field, text }, one, known)) ||
      onlyScale(one, text.slice(start, end)) ||
      /^ (?:times|mal|fois|veces|volte|vezes|keer)(?!\p{L})/iu.test(after)
    )
      continue;
    if (keys.some((key) => known.keys.has(key))) continue;
    const before = text.slice(Math.max(0, start - 24), start);
    if (
      parts === undefined &&
      !percent &&
      (/\p{N}[ -]?$/u.test(before) || rounds(value, before, known))
    )
      continue;
    const sentence = sentenceAt(text, { start, end }, 80).text;
    if (
      parts === undefined &&
      harmlessNumber(value, text.slice(start, end), { before: ' ', after, sentence })
    )
      continue;
    if (
      /(?<!\p{L})(?:hundred|hundert|cent|cien) ?(?:percent|prozent|pour ?cent|por ?ciento)/iu.test(
        text.slice(start, end),
      )
    )
      continue;
    mask.fill(1, start, end);
    yield {
      severity: 'medium',
      message: `The number ${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
    };
  }
}

function* multiples({ field, text }: Passage, known: Known, { mask }: More): Generator<Finding> {
  for (const { start, end, factor } of multiplesIn(text)) {
    if (mask[start] || known.keys.has(`x${factor}`) || known.keys.has(keyOf(factor, false)))
      continue;
    const sentence = sentenceAt(text, { start, end }, 160).text;
    // a question or a wish states nothing
    if (
      /[?？؟]|(?<!\p{L})(?:if|could|would|might|imagine|wenn|könnte\p{L}?)(?!\p{L})/iu.test(
        sentence,
      )
    )
      continue;
    mask.fill(1, start, end);
    yield {
      severity: 'medium',
      message: `${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
    };
  }
}
