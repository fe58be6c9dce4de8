import { identify } from '../../src/core/hosts/catalogue.ts';
import { recordKey, refKey } from '../../src/core/hosts/same-record.ts';
import type { CrmRecord } from '../../src/demo/crm/contract.ts';
import { siteOf } from '../../src/demo/crm/sites.ts';
import { CASES, type Case, type Work } from './kind-cases.ts';
import { idOn, type ObjectName } from './record-ids.ts';
import { refOf } from './record-stage.ts';

/** What each kind is about, the fittest first: not every system has pages for all of them. */
const ABOUT: Record<string, readonly ObjectName[]> = {
  'sequence.enroll': ['contact', 'lead'],
  'contact.enrich': ['contact', 'lead'],
  'message.social': ['contact', 'lead'],
  'call.task': ['contact', 'lead'],
  'record.update': ['deal', 'company', 'lead'],
  'price.quote': ['deal', 'company', 'lead'],
  'lead.route': ['lead', 'contact'],
  'lead.score': ['lead', 'contact'],
};
/** The kinds that are about a record: a mail stands in its mailbox, a meeting in a calendar. */
export const RECORD_CASES: [string, Case][] = CASES.filter(([kind]) => kind in ABOUT);

/** The record's kind that this system has a page of; its address and the proposal name the same. */
function objectOn(system: string, kind: string): ObjectName {
  const site = siteOf(system);
  const found = ABOUT[kind]?.find((object) => {
    const record = { object, id: idOn(system, object, 1), name: 'x', fields: [] };
    const page = identify(`https://${site.host}${site.place(record)}`);
    return page !== null && recordKey(page) === refKey(refOf(site, record));
  });
  if (!found) throw new Error(`${system} has no page for ${kind}`);
  return found;
}

/** A record of this system, and the same work about it. Nobody has heard of either. */
export function workOn(system: string, sample: Work, n: number): { record: CrmRecord; work: Work } {
  const object = objectOn(system, sample.kind);
  const record: CrmRecord = {
    ...{ object, id: idOn(system, object, n), name: `Case ${n} of ${siteOf(system).label}` },
    fields: [{ name: 'city', label: 'City', value: 'Rotterdam' }],
  };
  const about = refOf(siteOf(system), record);
  const named = ['record', 'contact', 'lead', 'deal'].filter((key) => key in sample);
  const enroll = sample.kind === 'sequence.enroll' ? { email: `${system}${n}@guests.example` } : {};
  const work = {
    ...sample,
    ...Object.fromEntries(named.map((key) => [key, about])),
    ...enroll,
  } as Work;
  return { record, work };
}
