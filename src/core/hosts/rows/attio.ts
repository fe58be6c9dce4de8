import { guid } from '../ids.ts';
import { firstFit, type HostRow } from '../row.ts';

const RECORD = [
  /^\/(?<account>[a-z0-9][a-z0-9-]{0,100})\/(?<type>person|company)\/(?<id>[0-9a-fA-F-]{36})(?:\/|$)/,
  /^\/(?<account>[a-z0-9][a-z0-9-]{0,100})\/(?<type>[a-z0-9_-]{1,100})\/record\/(?<id>[0-9a-fA-F-]{36})(?:\/|$)/,
];

export const attio: HostRow = {
  name: 'attio',
  label: 'Attio',
  kind: 'record',
  matches: ['https://app.attio.com/*'],
  host: /^app\.attio\.com$/,
  record: ({ path }) => firstFit(path, RECORD),
  isList: ({ path }) =>
    /^\/[a-z0-9][a-z0-9-]{0,100}\/(?:collection|people|companies|deals)(?:\/|$)/.test(path),
  types: {
    person: 'contact',
    people: 'contact',
    company: 'company',
    companies: 'company',
    deals: 'deal',
  },
  id: guid,
  account: (text) => (/^[a-z0-9][a-z0-9-]{0,100}$/i.test(text) ? text.toLowerCase() : null),
};
