import type { RecordPlaces } from '../record-host.ts';

/** Nothing public is known of its anchors. */
export const close: RecordPlaces = {
  name: 'close',
  title: [],
  keepClear: [],
  dialogs: [],
};
