import { decimal } from '../ids.ts';
import { firstFit, type HostRow } from '../row.ts';

const RECORD = [/^\/app\/(?<type>people|accounts|cadences|cadences_v2)\/(?<id>\d{1,20})(?:\/|$)/];

export const salesloft: HostRow = {
  name: 'salesloft',
  label: 'Salesloft',
  kind: 'record',
  matches: ['https://app.salesloft.com/*'],
  host: /^app\.salesloft\.com$/,
  record: ({ path }) => firstFit(path, RECORD),
  isList: ({ path }) => /^\/app\/(?:people|accounts|cadences(?:_v2)?)\/?$/.test(path),
  types: {
    people: 'contact',
    person: 'contact',
    accounts: 'company',
    account: 'company',
    cadences: 'sequence',
    cadences_v2: 'sequence',
    cadence: 'sequence',
  },
  id: decimal,
};
