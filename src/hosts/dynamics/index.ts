import type { RecordPlaces } from '../record-host.ts';

/** Model-driven apps draw their forms in the main document. */
export const dynamics: RecordPlaces = {
  name: 'dynamics',
  title: [{ selector: '[data-id=header_title]', known: 'seen', since: '2026-11-28' }],
  keepClear: [],
  dialogs: [{ selector: '[data-id=dialogView]', known: 'guessed', since: '2026-11-28' }],
};
