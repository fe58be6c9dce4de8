import type { RecordPlaces } from '../record-host.ts';

/** Lightning keeps visited pages in the document; what is shown has a size. The utility bar runs along the bottom. */
export const salesforce: RecordPlaces = {
  name: 'salesforce',
  title: [
    {
      selector: 'records-highlights2 [slot=primaryField]',
      known: 'documented',
      since: '2026-11-28',
    },
    {
      selector: '.windowViewMode-maximized.active.lafPageHost h1',
      known: 'seen',
      since: '2026-11-28',
    },
  ],
  keepClear: [
    {
      selector: '.utilitybar, [role=region] > .oneUtilityBar, .oneUtilityBarContainer',
      known: 'guessed',
      since: '2026-11-28',
    },
  ],
  dialogs: [
    { selector: 'section.slds-modal.slds-fade-in-open', known: 'documented', since: '2026-11-28' },
  ],
};
