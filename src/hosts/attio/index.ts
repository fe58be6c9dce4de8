import type { RecordPlaces } from '../record-host.ts';

/** Nothing public is known of its anchors. */
export const attio: RecordPlaces = {
  name: 'attio',
  title: [],
  keepClear: [],
  dialogs: [],
};
