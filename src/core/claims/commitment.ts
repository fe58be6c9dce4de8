import { COMMITMENTS, type Commitment } from './commitment-patterns.ts';
import { TERMS } from './commitment-terms.ts';
import {
  ASKS,
  GIVER,
  MARKET,
  NEGATED_AFTER,
  NEGATED_BEFORE,
  OURS,
  READERS,
} from './commitment-words.ts';
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

/** Rule 7: a price, discount, guarantee, deadline or other promise in a kind that may not make one. */
export function commitments({ kind, passages }: Checked): Finding[] {
  if (MAY_COMMIT.has(kind)) return [];
  const found: Finding[] = [];
  for (const { field, text } of passages) {
    const taken: { start: number; end: number }[] = [];
    for (const commitment of [...COMMITMENTS, ...TERMS]) {
      for (const match of text.matchAll(commitment.pattern)) {
        if (found.length >= MOST_PER_RULE) return found;
        const at = { start: match.index, end: match.index + match[0].length };
        if (taken.some(({ start, end }) => at.start < end && start < at.end)) continue;
        if (!isPromise({ field, text }, at, commitment)) continue;
        taken.push(at);
        found.push({
          severity: 'high',
          message: `${shown(match[0])} ${commitment.says}; only a price quote may, after sign-off, and this is not one.`,
          at: { field, ...at },
        });
      }
    }
  }
  return found;
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
  if (
    (!owned &&
      !given(text.slice(at.start, at.end), before) &&
      READERS.test(before.slice(-40)) &&
      !STARTS.test(before)) ||
    ASKS.test(sentence.text) ||
    MARKET.test(sentence.text)
  )
    return false;
  // a subject line offers without a verb
  if (!needsGiver || field === 'subject') return true;
  return OURS.test(sentence.text) || GIVER.test(sentence.text.replace(ASIDE, ''));
}
