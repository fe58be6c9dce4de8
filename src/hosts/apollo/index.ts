import type { RecordPlaces } from '../record-host.ts';

/** Nothing public is known of its anchors. */
export const apollo: RecordPlaces = {
  name: 'apollo',
  title: [],
  keepClear: [],
  dialogs: [],
};
