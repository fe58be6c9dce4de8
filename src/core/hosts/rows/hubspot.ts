import { decimal } from '../ids.ts';
import { firstFit, type HostRow } from '../row.ts';

/** The path says `/contacts/` for every object: only `record/{type}` tells the type. */
const RECORD = [
  /^\/contacts\/(?<account>\d{1,20})\/record\/(?<type>\d{1,3}-\d{1,12})\/(?<id>\d{1,20})(?:\/|$)/,
  /^\/contacts\/(?<account>\d{1,20})\/(?<type>contact|company|deal|ticket)\/(?<id>\d{1,20})(?:\/|$)/,
];
const LIST =
  /^\/contacts\/\d{1,20}\/(?:objects\/\d{1,3}-\d{1,12}|contacts|companies|deals|tickets|lists|objectLists)(?:\/|$)/;
const REGIONS = ['', '-eu1', '-na2', '-na3', '-ap1', '-ca1'];

export const hubspot: HostRow = {
  name: 'hubspot',
  label: 'HubSpot',
  kind: 'record',
  matches: REGIONS.map((region) => `https://app${region}.hubspot.com/*`),
  host: /^app(?:-[a-z]{2}\d{1,2})?\.hubspot\.com$/,
  record: ({ path }) => firstFit(path, RECORD),
  isList: ({ path }) => LIST.test(path),
  types: {
    '0-1': 'contact',
    '0-2': 'company',
    '0-3': 'deal',
    '0-5': 'ticket',
    '0-136': 'lead',
    contact: 'contact',
    company: 'company',
    deal: 'deal',
    ticket: 'ticket',
    contacts: 'contact',
    companies: 'company',
    deals: 'deal',
    tickets: 'ticket',
    leads: 'lead',
  },
  id: decimal,
  account: decimal,
};
