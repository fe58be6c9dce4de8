import {
  COMMITMENTS,
  type Commitment,
  GIVER,
  NEGATED_AFTER,
  NEGATED_BEFORE,
  READERS,
} from './commitment-patterns.ts';
import { type Checked, type Finding, MOST_PER_RULE, sentenceAt, shown } from './passage.ts';

/** The one kind that may name prices and make commitments; it always needs a person. */
const MAY_COMMIT: ReadonlySet<string> = new Set(['price.quote']);

/** Rule 7: a price, discount, guarantee, deadline or other promise in a kind that may not make one. */
export function commitments({ kind, passages }: Checked): Finding[] {
  if (MAY_COMMIT.has(kind)) return [];
  const found: Finding[] = [];
  for (const { field, text } of passages) {
    const taken: { start: number; end: number }[] = [];
    for (const commitment of COMMITMENTS) {
      for (const match of text.matchAll(commitment.pattern)) {
        if (found.length >= MOST_PER_RULE) return found;
        const at = { start: match.index, end: match.index + match[0].length };
        if (taken.some(({ start, end }) => at.start < end && start < at.end)) continue;
        if (!isPromise(text, at, commitment)) continue;
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

function isPromise(
  text: string,
  at: { start: number; end: number },
  { needsGiver, not }: Commitment,
): boolean {
  const sentence = sentenceAt(text, at, 200);
  const before = text.slice(sentence.start, at.start);
  const after = text.slice(at.end, sentence.end);
  if (not?.test(sentence.text.slice(Math.max(0, at.start - sentence.start - 30)))) return false;
  const negation = NEGATED_BEFORE.exec(before);
  if (negation && !/\b(?:if|unless|wenn|falls)\b/i.test(before.slice(0, negation.index)))
    return false;
  if (NEGATED_AFTER.test(after)) return false;
  if (READERS.test(before.slice(-40))) return false;
  return (
    !needsGiver ||
    GIVER.test(
      sentence.text.replace(
        /\bI(?:['’]ve)? (?:saw|see|noticed|read|heard|like|love|loved|understand|know)\b/g,
        '',
      ),
    )
  );
}
