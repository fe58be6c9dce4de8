import { coreOf } from '../claims/company-name.ts';
import { fold } from '../claims/fold.ts';
import { canonical } from '../digest/canonical.ts';
import type { Claim, Evidence } from '../schema/claim.ts';
import type { Content, RecordRef } from '../schema/content.ts';
import type { CloneKey, CloneSubject } from './subject.ts';
import { isAbout, type Reader } from './support.ts';
import { splitAtWord } from './whole-word.ts';

/** Work on a record that can stand in a batch: enrollments, and updates. */
export type RecordWork = Extract<
  Content,
  { kind: 'sequence.enroll' | 'record.update' | 'contact.enrich' }
>;

const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
const alone = (why: string): CloneKey => ({ alone: why });

/** The record that it is about. */
export const recordOf = (content: RecordWork): RecordRef =>
  content.kind === 'record.update' ? content.record : content.contact;

/**
 * The key of work that isn't a mail: all of it is the same but the record that it is done to. What is
 * said of each record by itself has to be of that record, and no text may name one: it would be
 * another's in all the others.
 */
export function workKey(subject: CloneSubject, content: RecordWork): CloneKey {
  const { template, workflow, tier, context, claims, flags } = subject;
  if (template === undefined) return alone('its agent names no template');
  const record = recordOf(content);
  const reader = readerOf(record, content, context);
  if (typeof reader === 'string') return alone(reader);
  const kept = keptOut(context) ?? named(content, reader);
  if (kept) return alone(kept);
  const values = [
    record.label ?? '',
    context?.company ?? '',
    coreOf(context?.company ?? ''),
  ].filter((one) => one !== '');
  const shapes = claims.map((claim) => claimShape(claim, { values, reader }));
  if (shapes.includes(null)) return alone('the evidence of a claim is not about its own record');
  const { system, account, object } = record;
  return {
    key: canonical({
      ...{ kind: content.kind, workflow: workflow.id, template, tier },
      record: { system, account: account ?? null, object },
      does: rest(content),
      facts: (context?.fields ?? []).map(({ field, changedBy, source }) => ({
        ...{ field, changedBy: changedBy ?? null, source: source ?? null },
      })),
      claims: shapes.map(String).sort(),
      flags: flags
        .map(({ code, origin, severity, message }) =>
          canonical({ code, origin, severity, parts: partsOf(message, values) }),
        )
        .sort(),
    }),
  };
}

/** All of the content but whom it is done to. */
function rest(content: RecordWork): unknown {
  if (content.kind !== 'sequence.enroll') return content.changes;
  const { sequence, steps, email } = content;
  return { sequence, steps, byMail: email !== undefined };
}

type Named = Reader & { label: string[] };

/** Whom it is about, or why nobody can tell. */
function readerOf(
  { label }: RecordRef,
  content: RecordWork,
  context: CloneSubject['context'],
): Named | string {
  const called = words(label ?? '');
  if (called.length === 0) return 'its record has no name to be told by';
  const known = words(context?.recipientName ?? '');
  const isPerson = content.kind !== 'record.update';
  if (
    isPerson &&
    known.length > 0 &&
    !called.every((word) => known.includes(word)) &&
    !known.every((word) => called.includes(word))
  )
    return "the recipient's name is not the one in the record";
  const email = content.kind === 'sequence.enroll' ? (content.email ?? '') : '';
  return {
    label: called,
    name: isPerson ? called : known,
    company: words(coreOf(context?.company ?? '')),
    // No domain is nobody's, and not everybody's.
    domain: email.slice(email.lastIndexOf('@') + 1).toLowerCase() || '-',
  };
}

/** What speaks against doing it to this record, whatever is done to the others. */
function keptOut(context: CloneSubject['context']): string | null {
  const { sequence, fields } = context ?? {};
  if (sequence?.exclusions?.some(({ excludes }) => excludes))
    return 'a rule keeps its contact out of the sequence';
  if ((sequence?.enrolled?.length ?? 0) > 0) return 'its contact is in another sequence';
  if (fields?.some(({ alternatives }) => (alternatives?.length ?? 0) > 0))
    return 'sources differ on one of its fields';
  return null;
}

/** Why a text in it is this record's alone: it names it, and would name it in all the others. */
function named(content: RecordWork, { label, name, company }: Named): string | null {
  const own = new Set([...label, ...name, ...company].filter((word) => word.length > 2));
  for (const text of textsOf(content)) {
    if (words(text).some((word) => own.has(word))) return 'its text names its own record';
  }
  return null;
}

function textsOf(content: RecordWork): string[] {
  const all: unknown[] =
    content.kind === 'sequence.enroll'
      ? content.steps.flatMap(({ subject, body }) => [subject, body])
      : content.changes.flatMap(({ before, after }) => [before, after]);
  return all.filter((one) => typeof one === 'string');
}

/** A sentence with the record's own names cut out. */
function partsOf(text: string, values: readonly string[]): (string | { slot: string })[] {
  let parts: (string | { slot: string })[] = [text];
  for (const value of [...values].sort((a, b) => b.length - a.length)) {
    parts = parts.flatMap((part) =>
      typeof part === 'string' ? splitAtWord(part, value, { slot: 'record' }) : [part],
    );
  }
  return parts;
}

/** What a claim looks like without this record's names; null where its evidence is about another. */
function claimShape(
  { statement, span, status, evidence }: Claim,
  { values, reader }: { values: readonly string[]; reader: Named },
): string | null {
  const parts = partsOf(statement, values);
  const own = parts.length > 1;
  if (own && !evidence.some((one) => isOf(one, reader))) return null;
  return canonical({
    ...{ parts, status },
    at: span ? [span.field, span.start, span.end] : null,
    evidence: own
      ? evidence.length
      : evidence.map(({ source, quote, url }) => ({ source, quote, url: url ?? null })),
  });
}

function isOf(evidence: Evidence, reader: Named): boolean {
  const label = ` ${reader.label.join(' ')} `;
  return isAbout(evidence, reader) || ` ${words(evidence.quote).join(' ')} `.includes(label);
}
