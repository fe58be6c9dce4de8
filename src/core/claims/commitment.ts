import { type Said, saidIn } from './commitment-features.ts';
import { COMMITMENTS, type Commitment } from './commitment-patterns.ts';
import {
  ABOUT_MAILING,
  DEFERRED,
  HOW_IT_STANDS,
  IF_ASKED,
  PAST,
  PLAIN_QUESTION,
  SURELY,
  THIRD_PARTY,
} from './commitment-reports.ts';
import { STRUCTURE } from './commitment-structure.ts';
import { TERMS } from './commitment-terms.ts';
import { COMMITMENT } from './commitment-weights.ts';
import {
  ASKS,
  GIVER,
  MARKET,
  NEGATED_AFTER,
  NEGATED_BEFORE,
  OURS,
  READERS,
} from './commitment-words.ts';
import { logOdds, voted } from './linear.ts';
import {
  type Checked,
  type Finding,
  MOST_PER_RULE,
  type Passage,
  sentenceAt,
  shown,
} from './passage.ts';

/** The one kind that may name prices and make commitments; it always needs a person. */
const MAY_COMMIT: ReadonlySet<string> = new Set(['price.quote']);

type Found = { field: 'subject' | 'body'; start: number; end: number; says: string };

/** Where the patterns find a promise, kept in order of the patterns. */
export function phrased(passages: readonly Passage[]): Found[] {
  const found: Found[] = [];
  for (const { field, text } of passages) {
    const taken: { start: number; end: number }[] = [];
    for (const commitment of [...COMMITMENTS, ...TERMS, ...STRUCTURE]) {
      for (const match of text.matchAll(commitment.pattern)) {
        if (found.length >= MOST_PER_RULE) return found;
        const words = { start: match.index, end: match.index + match[0].length };
        const at = commitment.open ? toEnd(text, words) : words;
        if (taken.some(({ start, end }) => at.start < end && start < at.end)) continue;
        if (!isPromise({ field, text }, words, commitment)) continue;
        taken.push(at);
        found.push({ field, ...at, says: commitment.says });
      }
    }
  }
  return found;
}

/**
 * Rule 7: a price, discount, guarantee, deadline or other promise in a kind that may not make one.
 * Patterns and fitted weights judge each sentence together; in a language without a table the
 * patterns judge alone.
 */
export function commitments({ kind, passages }: Checked): Finding[] {
  if (MAY_COMMIT.has(kind)) return [];
  const byPhrase = phrased(passages);
  const said = saidIn(passages);
  const inside = ({ field, start }: Found, one: Said): boolean =>
    field === one.field && start >= one.start && start < one.end;
  const judged = said.flatMap((one): Found[] => {
    const here = byPhrase.filter((found) => inside(found, one));
    if (!voted(logOdds(COMMITMENT, one.features), 'commitment', here.length > 0)) return [];
    return here.length > 0 ? here : [{ ...one, says: 'reads like a promise' }];
  });
  const unjudged = byPhrase.filter((found) => !said.some((one) => inside(found, one)));
  const texts = new Map(passages.map(({ field, text }) => [field, text]));
  return [...judged, ...unjudged].slice(0, MOST_PER_RULE).map(({ field, start, end, says }) => ({
    severity: 'high',
    message: `${shown((texts.get(field) ?? '').slice(start, end))} ${says}; only a price quote may, after sign-off, and this is not one.`,
    at: { field, start, end },
  }));
}

/** "I promise that …": what is promised stands behind the words, to the end of the sentence. */
function toEnd(text: string, words: { start: number; end: number }): typeof words {
  const { end } = sentenceAt(text, words, 120);
  const rest = text.slice(words.end, end);
  const own = /^(?: that| to|,| (?:you|ihnen|dat|que|che|dass))? ?\p{L}/iu.test(rest);
  return own ? { start: words.start, end: words.end + rest.trimEnd().length } : words;
}

/** Words of a promise in a sentence that makes none; see each. */
function isReport(sentence: string, { before, words }: { before: string; words: string }): boolean {
  if (PAST.test(sentence) || IF_ASKED.test(sentence) || SURELY.test(sentence)) return true;
  if (THIRD_PARTY.test(before + words)) return true;
  if (HOW_IT_STANDS.test(sentence) || PLAIN_QUESTION.test(sentence)) return true;
  if (/promise|verspr|prom[eè]|belo/iu.test(words) && ABOUT_MAILING.test(sentence)) return true;
  return !/\d/.test(words) && DEFERRED.test(sentence);
}

/** What the sender saw or felt makes no sentence theirs to give. */
const ASIDE =
  /\bI(?:['’](?:ve|d|m))? (?:just )?(?:saw|see|noticed|read|heard|hear|like|love|loved|understand|know|guess|think|hope|wonder|wondering|talk to|met|bet|imagine|assume|suppose|write|wrote|promised)\b|\blet (?:me|us) know\b/g;

/** "We'll move your data at no charge": "your" is part of what we do. */
const given = (words: string, before: string): boolean =>
  /^(?:at|without|free of) /i.test(words) ||
  (/^(?:for|gratis|free)(?!\p{L})/iu.test(words) &&
    /\b(?:we|i)(?:['’](?:ll|d)| will| can| would| could)\b/i.test(before));

/** "start your free trial": what is called the reader's is what we give. */
const STARTS =
  /\b(?:start|activate|claim|get|begin|enjoy|redeem|unlock|extend(?:ed)?|extending) your $/iu;

/** "krijgen jullie 25 %": who receives, not whose it is. */
const RECEIVES =
  /(?<!\p{L})(?:krijg\p{L}*|ontvang\p{L}*|betaal\p{L}*|heb(?:ben|t)?|geven|geef|bieden|bied|bespaar\p{L}*) (?:wij |we |ik )?(?:jullie|je|u)(?: \p{L}{1,12}){0,3} $/iu;

function isPromise(
  { field, text }: Pick<Passage, 'field' | 'text'>,
  at: { start: number; end: number },
  { needsGiver, not, negates, owned }: Commitment,
): boolean {
  const sentence = sentenceAt(text, at, 200);
  const before = text.slice(sentence.start, at.start);
  const after = text.slice(at.end, sentence.end);
  if (not?.test(sentence.text.slice(Math.max(0, at.start - sentence.start - 30)))) return false;
  const negation = NEGATED_BEFORE.exec(before);
  if (negation && !/\b(?:if|unless|wenn|falls)\b/i.test(before.slice(0, negation.index)))
    return false;
  if (!negates && NEGATED_AFTER.test(after)) return false;
  if (isReport(sentence.text, { before, words: text.slice(at.start, at.end) })) return false;
  if (
    (!owned &&
      !given(text.slice(at.start, at.end), before) &&
      READERS.test(before.slice(-40)) &&
      !RECEIVES.test(before) &&
      !STARTS.test(before)) ||
    ASKS.test(sentence.text) ||
    MARKET.test(sentence.text)
  )
    return false;
  // a subject line offers without a verb
  if (!needsGiver || field === 'subject') return true;
  return OURS.test(sentence.text) || GIVER.test(sentence.text.replace(ASIDE, ''));
}
