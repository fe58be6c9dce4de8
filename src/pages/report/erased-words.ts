import type { Key, PartsOf } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';

type CountKey = {
  [K in Key]: PartsOf<K> extends 'n' ? (K extends `report_count_${string}` ? K : never) : never;
}[Key];

/** What a certificate of erasure counts, by the names it has in it. */
const COUNTS: ReadonlyMap<string, CountKey> = new Map([
  ['proposals', 'report_count_proposals'],
  ['revisions', 'report_count_revisions'],
  ['decisions', 'report_count_decisions'],
  ['attachments', 'report_count_attachments'],
  ['bindings', 'report_count_bindings'],
  ['signals', 'report_count_signals'],
  ['dispatches', 'report_count_dispatches'],
  ['jobs', 'report_count_jobs'],
  ['openings', 'report_count_openings'],
  ['contacts', 'report_count_contacts'],
  ['contactLinks', 'report_count_contact_links'],
  ['heard', 'report_count_heard'],
  ['touches', 'report_count_touches'],
  ['suppressions', 'report_count_suppressions'],
  ['otherSignals', 'report_count_other_signals'],
  ['incidents', 'report_count_incidents'],
  ['externalIdsLeft', 'report_count_external_ids_left'],
  ['otherOpenings', 'report_count_other_openings'],
  ['reviewers', 'report_count_reviewers'],
  ['devices', 'report_count_devices'],
  ['mailboxes', 'report_count_mailboxes'],
  ['workflowsLeft', 'report_count_workflows_left'],
  ['withdrawn', 'report_count_withdrawn'],
]);

/** "4 revisions"; by its name in the certificate where it is a newer one. */
export function erasedWords(what: string, n: number): string {
  const key = COUNTS.get(what);
  return key ? t(key, { n }) : `${n} ${what}`;
}
