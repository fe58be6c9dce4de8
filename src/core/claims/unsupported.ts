import { datesIn, KnownDates } from './dates.ts';
import { boilerplate, harmlessNumber, proposedDay } from './exempt.ts';
import { bare } from './fold.ts';
import {
  type Checked,
  evidenceOf,
  type Finding,
  MOST_PER_RULE,
  type Passage,
  sentenceAt,
  shown,
} from './passage.ts';
import { asciiDigits, quantitiesIn, spelledOut } from './quantities.ts';

type Known = { keys: Set<string>; dates: KnownDates; words: string[] };

function knownFrom(evidence: readonly string[]): Known {
  const known: Known = { keys: new Set(), dates: new KnownDates(), words: [] };
  for (const quote of evidence) {
    const text = asciiDigits(quote);
    for (const { keys } of quantitiesIn(text)) for (const key of keys) known.keys.add(key);
    for (const key of spelledOut(text)) known.keys.add(key);
    for (const { readings } of datesIn(text)) for (const date of readings) known.dates.add(date);
    known.words.push(bare(quote));
  }
  return known;
}

const QUOTES =
  /“([^“”\n]{1,300})”|„([^„“”\n]{1,300})[“”]|«\s?([^«»\n]{1,300}?)\s?»|»([^«»\n]{1,300})«|「([^「」\n]{1,300})」|"([^"\n]{1,300})"/g;

/** Three words or eight letters of a script without spaces: less is a name or a figure of speech. */
const isQuotation = (said: string): boolean =>
  said.trim().split(/\s+/).length >= 3 ||
  (said.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) ?? []).length >= 8;

const MOST_QUOTATIONS = 200;

const SUFFIX = 'no evidence given with this proposal contains it.';
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
    for (const rule of [quotations, dates, numbers])
      for (const finding of rule(passage, known, more)) {
        found.push(finding);
        if (found.length >= MOST_PER_RULE) return found;
      }
  }
  return found;
}

function* quotations({ field, text }: Passage, known: Known, { mask }: More): Generator<Finding> {
  let looked = 0;
  for (const match of text.matchAll(QUOTES)) {
    const said = match.slice(1).find((group) => group !== undefined) ?? '';
    if (!isQuotation(said)) continue;
    const [start, end] = [match.index, match.index + match[0].length];
    const words = bare(said);
    looked += 1;
    // each is searched in all evidence; no mail quotes this often
    if (looked > MOST_QUOTATIONS) return;
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
    const sentence = sentenceAt(text, { start, end }).text;
    const fine = readings.some(
      (date) => known.dates.agree(date) || proposedDay(date, sentence, now),
    );
    if (fine) continue;
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

function* numbers({ field, text }: Passage, known: Known, { mask, now }: More): Generator<Finding> {
  const thisYear = new Date(now).getUTCFullYear();
  const digits = asciiDigits(text);
  for (const { start, end, keys, value } of quantitiesIn(digits)) {
    if (mask[start] || keys.some((key) => known.keys.has(key))) continue;
    const bareYear = /^(?:19|20)\d\d$/.test(digits.slice(start, end));
    if (bareYear && (known.dates.years.has(value) || value === thisYear || value === thisYear + 1))
      continue;
    const before = text.slice(Math.max(0, start - 24), start);
    const sentence = sentenceAt(text, { start, end }, 80).text;
    const raw = text.slice(start, end);
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
