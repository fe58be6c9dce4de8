import type { Content } from '../../../core/schema/content.ts';
import type { FieldStanding } from '../../../core/schema/standing.ts';
import { Rejected } from '../../dispatch/ports.ts';
import { Misfit } from './answer.ts';

export type Value = string | number | boolean | null;
/** One field and what it becomes; `before` is absent where the content states none. */
export type Change = { field: string; before?: Value; after: Value };

/** True when a field that the system answers as `current` holds `value`. Systems differ in types. */
export function holds(value: Value, current: unknown): boolean {
  const nothing = current === undefined || current === null || current === '';
  if (value === null || value === '') return nothing;
  if (nothing) return false;
  if (typeof value === 'number') return String(current).trim() !== '' && Number(current) === value;
  return String(current) === String(value);
}

export type Standing = 'as-before' | 'done' | 'changed';

/**
 * Where a record stands to the approved changes: all fields as they were then, all as they shall
 * become, or anything else. @throws Rejected for a field that is not a single value
 */
export function standing(changes: readonly Change[], current: Record<string, unknown>): Standing {
  for (const { field } of changes) {
    if (typeof current[field] === 'object' && current[field] !== null) {
      throw new Rejected(`the field ${field} is not a single value, so it can't be changed here`);
    }
  }
  if (changes.every(({ field, after }) => holds(after, current[field]))) return 'done';
  const same = changes.every(
    ({ field, before }) => before === undefined || holds(before, current[field]),
  );
  return same ? 'as-before' : 'changed';
}

/** Each field by itself, for people to look at; only single values can be shown. */
export const fieldStandings = (
  changes: readonly Change[],
  current: Record<string, unknown>,
): FieldStanding[] =>
  changes.map(({ field, before, after }) => {
    const now = current[field];
    const state = holds(after, now)
      ? 'done'
      : before === undefined || holds(before, now)
        ? 'as-before'
        : 'changed';
    return { field, state, current: shown(now) };
  });

function shown(value: unknown): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.slice(0, 10_000);
}

/** The fields that no longer hold what was approved, by name: values are people's data. */
export const movedFields = (
  changes: readonly Change[],
  current: Record<string, unknown>,
): string[] =>
  changes
    .filter(({ field, before }) => before !== undefined && !holds(before, current[field]))
    .map(({ field }) => field);

export type RecordContent = Extract<
  Content,
  { kind: 'record.update' | 'contact.enrich' | 'lead.route' | 'lead.score' }
>;

/**
 * The record that a content is about and its changes by the system's own field names.
 * @throws Misfit for what the system has no field for
 */
export function changesOf(
  content: RecordContent,
  fields: { label: string; owner: string; score: string | null; scoreSetting: string },
): Change[] {
  switch (content.kind) {
    case 'lead.route':
      if (content.queue !== undefined && content.queue !== content.owner.id) {
        throw new Misfit(`${fields.label} routes to one owner; the content names a queue as well`);
      }
      return [{ field: fields.owner, after: content.owner.id }];
    case 'lead.score':
      if (fields.score === null) {
        throw new Misfit(`scores have no field yet: set ${fields.scoreSetting} to its name`);
      }
      return [{ field: fields.score, before: content.before, after: content.after }];
    default: {
      const twice = content.changes.find(({ field }, index) =>
        content.changes.slice(index + 1).some((other) => other.field === field),
      );
      if (twice) throw new Misfit(`the field ${twice.field} is changed twice`);
      return content.changes;
    }
  }
}

export function recordOf(content: RecordContent) {
  if (content.kind === 'record.update') return content.record;
  return content.kind === 'contact.enrich' ? content.contact : content.lead;
}
