import type { RecordPlaces } from '../record-host.ts';

/** Its components are `lyte-*`; inside Zoho One and CRM Plus the CRM is a frame, which is not read. */
export const zoho: RecordPlaces = {
  name: 'zoho',
  title: [{ selector: '#entityNameSpan, .dvTitle', known: 'guessed', since: '2026-11-28' }],
  keepClear: [],
  dialogs: [{ selector: 'lyte-modal[aria-hidden=false]', known: 'guessed', since: '2026-11-28' }],
};
