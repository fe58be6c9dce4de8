import { boilerplate } from './boilerplate.ts';
import { datesIn } from './dates.ts';
import { proposedDay } from './exempt.ts';
import { OWN_CONTACT } from './exempt-words.ts';
import type { FactRule, Looking } from './fact-rule.ts';
import { bare } from './fold.ts';
import { knownFrom } from './known-facts.ts';
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
import { numbers, ratios } from './unsupported-numbers.ts';
import { magnitudes, periods } from './unsupported-vague.ts';
import { why } from './unsupported-why.ts';
import { multiples, ordinals, spelled } from './unsupported-words.ts';

/** Rule 4: a number, date, amount or quotation that neither evidence nor the buyer's mails contain. */
export function unsupportedFacts(checked: Checked): Finding[] {
  const known = knownFrom(evidenceOf(checked));
  const found: Finding[] = [];
  for (const passage of checked.passages) {
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
      for (const finding of rule(passage, known, looking)) {
        found.push(finding);
        if (found.length >= MOST_PER_RULE) return found;
      }
  }
  return found;
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

const dates: FactRule = function* ({ field, text }, known, { mask, now }) {
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
};
