import { decimal } from '../ids.ts';
import { firstFit, type HostRow } from '../row.ts';

const RECORD = [/^\/(?<type>prospects|accounts|opportunities|sequences)\/(?<id>\d{1,20})(?:\/|$)/];

export const outreach: HostRow = {
  name: 'outreach',
  label: 'Outreach',
  kind: 'record',
  // Its shards (app1a, app2a, …) can't be listed; `accounts.` and `api.` are not its pages.
  matches: ['https://*.outreach.io/*'],
  host: /^(?:app|app\d{1,3}[a-z]?|web)\.outreach\.io$/,
  alsoCalled: ['outreachio'],
  record: ({ path }) => firstFit(path, RECORD),
  isList: ({ path }) => /^\/(?:prospects|accounts|opportunities|sequences)\/?$/.test(path),
  types: {
    prospects: 'contact',
    prospect: 'contact',
    accounts: 'company',
    account: 'company',
    opportunities: 'deal',
    opportunity: 'deal',
    sequences: 'sequence',
  },
  id: decimal,
};
