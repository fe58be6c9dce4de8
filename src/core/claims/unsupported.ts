import { boilerplate } from './boilerplate.ts';
import { datesIn, type PartialDate } from './dates.ts';
import { proposedDay } from './exempt.ts';
import { OWN_CONTACT } from './exempt-words.ts';
import type { Fact, FactRule, Looking } from './fact-rule.ts';
import { bare } from './fold.ts';
import { knownFrom } from './known-facts.ts';
import { logOdds, voted } from './linear.ts';
import {
  type Checked,
  evidenceOf,
  type Finding,
  MOST_PER_RULE,
  sentenceAt,
  shown,
} from './passage.ts';
import { asciiDigits } from './quantities.ts';
import { quotations } from './quotations.ts';
import { languageIn, sentencesOf } from './sentence-tokens.ts';
import { factFeatures } from './unsupported-features.ts';
import { numbers, ratios } from './unsupported-numbers.ts';
import { magnitudes, periods } from './unsupported-vague.ts';
import { UNSUPPORTED } from './unsupported-weights.ts';
import { why } from './unsupported-why.ts';
import { multiples, ordinals, spelled } from './unsupported-words.ts';

/** Numbers that are weighed; no mail has more that matter. */
const MOST_WEIGHED = 200;

export type Candidate = { fact: Fact; features: string[] };

/** What evidence doesn't contain, with what the weights are given of it; those not weighed have none. */
export function candidates(checked: Checked): Candidate[] {
  const known = knownFrom(evidenceOf(checked));
  const found: Candidate[] = [];
  const language = languageIn(checked.passages.map(({ text }) => text).join('\n'));
  for (const passage of checked.passages) {
    const sentences = sentencesOf(passage.text);
    const looking: Looking = {
      mask: boilerplate(passage, checked),
      now: checked.now,
      script: checked.kind === 'call.task',
      early: (at) => passage.text.slice(Math.max(0, at - 220), at),
    };
    // each marks what it took, so that a number inside a flagged quotation is not flagged again
    for (const rule of [
      quoted,
      dates,
      ratios,
      numbers,
      spelled,
      ordinals,
      multiples,
      magnitudes,
      periods,
    ])
      for (const fact of rule(passage, known, looking)) {
        const features = language
          ? factFeatures(fact, { passage, known, language, sentences })
          : [];
        found.push({ fact, features });
        if (found.length >= MOST_WEIGHED) return found;
      }
  }
  return found;
}

/**
 * Rule 4: a number, date, amount or quotation that neither evidence nor the buyer's mails contain.
 * Whether a number that nobody proves states a fact, or only a time to talk, a name or a guess, the
 * exemptions and the fitted weights judge together.
 */
export function unsupportedFacts(checked: Checked): Finding[] {
  return candidates(checked)
    .filter(({ fact: { weighed }, features }) => {
      if (!weighed) return true;
      if (features.length === 0) return !weighed.harmless;
      return voted(logOdds(UNSUPPORTED, features), 'unsupported', !weighed.harmless);
    })
    .slice(0, MOST_PER_RULE)
    .map(({ fact: { severity, message, at } }) => ({ severity, message, ...(at ? { at } : {}) }));
}

const quoted: FactRule = function* ({ field, text }, known, { mask, script }) {
  for (const { said, start, end } of quotations(text)) {
    // in a call script, what stands behind a colon or speaks to the reader is what to say
    if (
      script &&
      (/[:\n] ?$|^$/.test(text.slice(Math.max(0, start - 3), start)) || /\byour?\b/iu.test(said))
    )
      continue;
    const words = bare(said);
    if (words === '' || known.words.some((quote) => quote.includes(words))) continue;
    mask.fill(1, start, end);
    yield {
      severity: 'high',
      message: `The quotation ${shown(said)} is given as somebody's words, but ${why(known)}`,
      at: { field, start, end },
    };
  }
};

/** Whole days from now to the first reading, in the year that is nearest; 999 without a day. */
function daysTo(readings: readonly PartialDate[], now: number): number {
  const [date] = readings;
  if (date?.d === undefined) return 999;
  const year = new Date(now).getUTCFullYear();
  const at = (y: number): number =>
    Math.round((Date.UTC(y, date.m - 1, date.d) - now) / 86_400_000);
  if (date.y !== undefined) return at(date.y);
  return at(year) < -30 ? at(year + 1) : at(year);
}

const dates: FactRule = function* ({ field, text }, known, { mask, now }) {
  for (const { start, end, readings } of datesIn(asciiDigits(text))) {
    if (mask[start]) continue;
    mask.fill(1, start, end);
    if (readings.some((date) => known.dates.agree(date))) continue;
    const sentence = sentenceAt(text, { start, end }).text;
    const harmless =
      OWN_CONTACT.test(sentence) || readings.some((date) => proposedDay(date, sentence, now));
    yield {
      severity: 'medium',
      message: `The date ${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
      weighed: { value: daysTo(readings, now), kind: 'date', harmless },
    };
  }
};
