import { apollo } from './apollo/index.ts';
import { attio } from './attio/index.ts';
import { close } from './close/index.ts';
import { dynamics } from './dynamics/index.ts';
import { hubspot } from './hubspot/index.ts';
import { outreach } from './outreach/index.ts';
import { pipedrive } from './pipedrive/index.ts';
import { type RecordHost, type RecordPlaces, recordHost } from './record-host.ts';
import { salesforce } from './salesforce/index.ts';
import { salesloft } from './salesloft/index.ts';
import { zoho } from './zoho/index.ts';

/** By their names in the catalogue (core/hosts/catalogue.ts). */
const PLACES: readonly RecordPlaces[] = [
  hubspot,
  salesforce,
  pipedrive,
  dynamics,
  zoho,
  close,
  attio,
  outreach,
  salesloft,
  apollo,
];

/** The record pages of a system; of one that nobody described, a custom one, as such pages are everywhere. */
export const recordHostNamed = (name: string): RecordHost =>
  recordHost(
    PLACES.find((places) => places.name === name) ?? {
      name,
      title: [],
      keepClear: [],
      dialogs: [],
    },
  );
