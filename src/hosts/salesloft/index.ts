import type { RecordPlaces } from '../record-host.ts';

/** Nothing public is known of its anchors. */
export const salesloft: RecordPlaces = {
  name: 'salesloft',
  title: [],
  keepClear: [],
  dialogs: [],
};
