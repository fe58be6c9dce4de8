import type { Content, RecordRef } from '../schema/content.ts';
import { type RecordIdentity, systemOf, typeName, typeOfId } from './catalogue.ts';
import { guid } from './ids.ts';
import { folded, type HostRow, OUR_TYPES } from './row.ts';

/**
 * Whether a page's record is the one that a proposal means. `unconfirmed`: all that both say agrees,
 * but one of them doesn't name the account, or names it in a form that addresses don't show; then the
 * caller has to know that there is only one.
 */
export type Sameness = 'same' | 'unconfirmed' | 'other';

/** One text for one record, whatever its account; what the store's index holds. Equal only for equal records. */
export function recordKey({
  system,
  recordType,
  recordId,
}: Omit<RecordIdentity, 'accountId'>): string {
  // Where ids tell the type they know it better than the address around them.
  const row = systemOf(system);
  const type = row?.typeOfId ? typeOfId(row, recordId) : recordType;
  return `${folded(system)}|${type.toLowerCase()}|${recordId}`;
}

/** The key of a record that a proposal names; null where it can't be one of that system's. */
export function refKey(ref: RecordRef): string | null {
  const row = systemOf(ref.system);
  if (!row) return customKey(ref);
  const recordId = row.id(ref.id);
  if (recordId === null) return null;
  const recordType = typeName(row, ref.object);
  const told = row.typeOfId?.(recordId) ?? recordType;
  if (told.toLowerCase() !== recordType.toLowerCase()) return null;
  return recordKey({ system: row.name, recordType, recordId });
}

/** A system that isn't in the catalogue names its records as {@link customRow} reads them. */
function customKey({ system, object, id }: RecordRef): string {
  const own = object.replace(/^object:/, '').toLowerCase();
  const recordType = OUR_TYPES.includes(own) ? own : `object:${own}`;
  return recordKey({ system, recordType, recordId: guid(id) ?? id });
}

/** Compares the record on a page with one that a proposal names. */
export function sameRecord(page: RecordIdentity, ref: RecordRef): Sameness {
  if (refKey(ref) !== recordKey(page)) return 'other';
  if (page.accountId === null || ref.account === undefined) return 'unconfirmed';
  const named = refAccount(ref);
  if (named === null) return 'unconfirmed';
  return named === page.accountId ? 'same' : 'other';
}

/** The account of a proposal's record as addresses show it; null where it names none, or another way. */
export function refAccount({ system, account }: RecordRef): string | null {
  if (account === undefined) return null;
  const row: HostRow | null = systemOf(system);
  return row?.account ? row.account(account) : account.toLowerCase();
}

/** The records that a proposal is about. */
export function recordsOf(content: Content): RecordRef[] {
  switch (content.kind) {
    case 'sequence.enroll':
    case 'contact.enrich':
    case 'message.social':
    case 'call.task':
      return [content.contact];
    case 'record.update':
      return [content.record];
    case 'lead.route':
    case 'lead.score':
      return [content.lead];
    case 'price.quote':
      return [content.deal];
    case 'email.draft':
    case 'meeting.schedule':
      return [];
  }
}
