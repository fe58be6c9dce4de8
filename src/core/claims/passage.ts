import type { Claim, Severity } from '../schema/claim.ts';
import type { Kind } from '../schema/kind.ts';
import type { Context } from '../schema/proposal.ts';
import type { Policy } from '../schema/workflow.ts';
import type { PlainLink } from '../text/plain.ts';

/** One text of a proposal as a reader sees it. Offsets count UTF-16 units of `text`. */
export type Passage = {
  field: 'subject' | 'body';
  text: string;
  links: readonly PlainLink[];
};

export type Person = { name?: string | undefined; email?: string | undefined };

/** What every rule is given: the texts, whom they go to, and what is known. Rules are pure. */
export type Checked = {
  kind: Kind;
  passages: readonly Passage[];
  /** a mail's own signature, which may hold its opt-out; quoted history is no part of it */
  signature?: { text: string; links: readonly PlainLink[] } | undefined;
  /** true where the passages are one mail, so that a greeting and an opt-out are expected in them */
  mail: boolean;
  from: Person;
  /** everybody who gets it, copies included */
  recipients: readonly Person[];
  claims: readonly Claim[];
  context: Context;
  policy: Policy;
  /** milliseconds since the epoch */
  now: number;
};

/** What a rule found. Without a range it is about the proposal as a whole. */
export type Finding = {
  severity: Severity;
  message: string;
  at?: { field: 'subject' | 'body'; start: number; end: number };
};

/** More of one kind than this is noise to a reviewer, and a cost on hostile text. */
export const MOST_PER_RULE = 12;

/** A value for a message: one line, at most 80 units, in curly quotes. */
export function shown(value: string): string {
  const line = value
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `“${line.length > 80 ? `${line.slice(0, 79)}…` : line}”`;
}

/** Units of evidence that are read; what a person could never check supports nothing. */
const MOST_EVIDENCE = 400_000;

/** Evidence that the agent brought and what the buyer wrote: all that may support a statement. */
export function evidenceOf({ claims, context }: Checked): string[] {
  let left = MOST_EVIDENCE;
  return [
    ...(context.messages ?? []).map(({ text }) => text),
    ...claims.flatMap((claim) => claim.evidence.map(({ quote }) => quote)),
  ].filter((quote) => {
    left -= quote.length;
    return left >= 0;
  });
}

const ENDS = /[.!?。！？\n]/;

/**
 * The sentence around a range, cut at `reach` units on either side so that a text without full
 * stops costs no more than any other. A point inside a number does not end a sentence.
 */
export function sentenceAt(
  text: string,
  range: { start: number; end: number },
  reach = 160,
): { start: number; end: number; text: string } {
  let start = range.start;
  while (start > 0 && range.start - start < reach && !endsAt(text, start - 1)) start -= 1;
  let end = range.end;
  while (end < text.length && end - range.end < reach) {
    end += 1;
    if (endsAt(text, end - 1)) break;
  }
  return { start, end, text: text.slice(start, end) };
}

function endsAt(text: string, at: number): boolean {
  const char = text[at] ?? '';
  if (!ENDS.test(char)) return false;
  if (char !== '.') return true;
  return /\s|$/.test(text.slice(at + 1, at + 2)) && !/\d\.$/.test(text.slice(at - 1, at + 1));
}
