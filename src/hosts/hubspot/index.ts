import type { RecordPlaces } from '../record-host.ts';

/** HubSpot keeps tabs that were open in the page, hidden; class names are random. */
export const hubspot: RecordPlaces = {
  name: 'hubspot',
  title: [
    {
      selector: '[data-test-id=left-sidebar] [data-selenium-test=highlightedPropertySidebar] h2',
      known: 'seen',
      since: '2026-11-28',
    },
    {
      selector: '[data-selenium-test=highlightedPropertySidebar]',
      known: 'seen',
      since: '2026-11-28',
    },
  ],
  keepClear: [],
  dialogs: [{ selector: '[data-test-id=modal-dialog]', known: 'guessed', since: '2026-11-28' }],
};
