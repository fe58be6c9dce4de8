import type { RecordPlaces } from '../record-host.ts';

/** Nothing public is known of its anchors: its address and the page’s heading have to do. */
export const pipedrive: RecordPlaces = {
  name: 'pipedrive',
  title: [{ selector: '[data-testid=header-title]', known: 'guessed', since: '2026-11-28' }],
  keepClear: [],
  dialogs: [],
};
