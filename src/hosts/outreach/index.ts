import type { RecordPlaces } from '../record-host.ts';

/** Nothing public is known of its anchors. */
export const outreach: RecordPlaces = {
  name: 'outreach',
  title: [],
  keepClear: [],
  dialogs: [],
};
