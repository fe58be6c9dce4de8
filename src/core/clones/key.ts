import { canonical } from '../digest/canonical.ts';
import type { Claim, Evidence, Flag } from '../schema/claim.ts';
import type { EmailContent } from '../schema/email.ts';
import type { MergeSlot } from '../schema/slot.ts';
import { type Skeleton, skeletonOf } from './skeleton.ts';
import type { CloneKey, CloneSubject } from './subject.ts';
import { type Reader, readerOf, unsupportedSlot } from './support.ts';
import { splitAtWord } from './whole-word.ts';
import { workKey } from './work-key.ts';

/** Units inside slots beyond this share of a mail: nothing that is the same is left to be read once. */
const LARGEST_SHARE = 0.3;

const alone = (why: string): CloneKey => ({ alone: why });

/**
 * STATISTICS §7 as an equivalence: everything that must be the same is in the key, and what has to
 * hold for each proposal by itself (every slot's value supported, no high flag, no audit mark, no
 * history of its own) is checked before there is one. So to be clones two need not be compared, and
 * a batch is one of clones when all its keys are the same. Strict in doubt: what is left out is read alone.
 */
export function cloneKey(subject: CloneSubject): CloneKey {
  const { content, template, slots } = subject;
  if (content.kind !== 'email.draft') {
    if (
      content.kind !== 'sequence.enroll' &&
      content.kind !== 'record.update' &&
      content.kind !== 'contact.enrich'
    )
      return alone('work of this kind is not batched');
    const own = ownStory(subject);
    return own ? alone(own) : workKey(subject, content);
  }
  if (template === undefined || slots === undefined || slots.length === 0)
    return alone('its agent names no template with merge slots');
  const own = ownStory(subject) ?? mailStory(content);
  if (own) return alone(own);
  const reader = readerOf(content, subject.context);
  if (typeof reader === 'string') return alone(reader);
  const skeleton = skeletonOrNull(content, slots);
  if (!skeleton) return alone('its merge slots are not where they are said to be');
  if (skeleton.share > LARGEST_SHARE) return alone('too much of it stands in merge slots');
  const wrong = unsupported(subject, { slots, skeleton, reader });
  if (wrong) return alone(wrong);
  const values = valuesOf(slots);
  if (!values) return alone('one merge slot holds two values');
  const { workflow, tier } = subject;
  const { from, cc, delivery, tail, attachments } = content;
  return {
    key: canonical({
      ...{ workflow: workflow.id, template, tier, from, cc, delivery },
      tail: tail ?? null,
      attachments: attachments.map(({ name, mediaType, sha256 }) => ({ name, mediaType, sha256 })),
      text: skeleton.text,
      slots: slots.map(({ name, of, span }) => `${name} ${of} ${skeleton.at(span)}`).sort(),
      claims: subject.claims.map((claim) => claimShape(claim, { skeleton, values })).sort(),
      flags: subject.flags.map((flag) => flagShape(flag, { skeleton, values })).sort(),
    }),
  };
}

/** Why it has to be looked at by itself, whatever it says. */
function ownStory(subject: CloneSubject): string | null {
  const { state, lane, revision, context, placement, flags, claims, blind, recalled } = subject;
  if (state !== 'pending' || revision !== 1) return 'it was decided or revised before';
  if (blind !== undefined) return 'it is decided before its flags are shown';
  if (recalled !== undefined) return 'its approval was recalled before';
  if (lane !== 'human') return 'it is an audit sample';
  const history =
    placement !== undefined || (context?.messages?.length ?? 0) > 0 || (context?.touches ?? 0) > 0;
  if (history) return 'it has a history with its recipient';
  if (flags.some(({ severity }) => severity === 'high')) return 'it has a flag of high severity';
  if (claims.some(({ status, evidence }) => status !== 'supported' || evidence.length === 0))
    return 'one of its claims is not supported';
  return null;
}

function mailStory({ delivery, thread }: EmailContent): string | null {
  if (delivery !== 'gate') return 'it is sent from its own compose';
  return thread === undefined ? null : 'it has a history with its recipient';
}

type Cut = {
  slots: readonly MergeSlot[];
  skeleton: Skeleton;
  reader: Reader;
};

function unsupported({ claims, flags }: CloneSubject, cut: Cut): string | null {
  const { slots, skeleton, reader } = cut;
  for (const slot of slots) {
    const { field, start, end } = slot.span;
    if (flags.some(({ span }) => span && skeleton.within(span).includes(slot)))
      return `slot “${slot.name}” is flagged`;
    const evidence = claims.flatMap((claim) =>
      claim.span && skeleton.within(claim.span).includes(slot) ? claim.evidence : [],
    );
    const around = skeleton.texts[field].slice(Math.max(0, start - 8), end + 12);
    const all = [...(slot.evidence ?? []), ...evidence];
    const why = unsupportedSlot(slot, { reader, evidence: all, around });
    if (why) return why;
  }
  return null;
}

function skeletonOrNull(content: EmailContent, slots: readonly MergeSlot[]): Skeleton | null {
  try {
    return skeletonOf(content, slots);
  } catch {
    // Text that was never brought into authored form is nobody's clone.
    return null;
  }
}

type Values = { name: string; text: string }[];

/** Each name's one value, longest first; null where a name has two. */
function valuesOf(slots: readonly MergeSlot[]): Values | null {
  const by = new Map<string, string>();
  for (const { name, span } of slots) {
    if ((by.get(name) ?? span.text) !== span.text) return null;
    by.set(name, span.text);
  }
  return [...by]
    .map(([name, text]) => ({ name, text }))
    .sort((a, b) => b.text.length - a.text.length || (a.name < b.name ? -1 : 1));
}

type With = { skeleton: Skeleton; values: Values };

/** A sentence with the slots' values cut out of it, and whether there were any. */
function sentence(
  text: string,
  values: Values,
): { parts: (string | { slot: string })[]; merged: boolean } {
  let parts: (string | { slot: string })[] = [text];
  for (const { name, text: value } of values) {
    parts = parts.flatMap((part) =>
      typeof part === 'string' ? splitAtWord(part, value, { slot: name }) : [part],
    );
  }
  return { parts, merged: parts.length > 1 };
}

const sources = (evidence: readonly Evidence[]) =>
  evidence.map(({ source, quote, url }) => ({ source, quote, url: url ?? null }));

/** What a claim looks like without this row's own values. What is said of everybody has one evidence for all. */
function claimShape(
  { statement, span, status, evidence }: Claim,
  { skeleton, values }: With,
): string {
  const { parts, merged } = sentence(statement, values);
  const own = merged || (span !== undefined && skeleton.within(span).length > 0);
  return canonical({
    parts,
    status,
    at: span ? skeleton.at(span) : null,
    evidence: own ? evidence.length : sources(evidence),
  });
}

function flagShape(
  { code, origin, severity, message, span, evidence }: Flag,
  { skeleton, values }: With,
): string {
  return canonical({
    ...{ code, origin, severity },
    parts: sentence(message, values).parts,
    at: span ? skeleton.at(span) : null,
    evidence: evidence ? sources([evidence]) : null,
  });
}
