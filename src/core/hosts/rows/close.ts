import { firstFit, type HostRow, withDefaults } from '../row.ts';

const RECORD = [/^\/lead\/(?<id>lead_[A-Za-z0-9]{1,100})(?:\/|$)/];

/** A lead of Close's is the company, with its contacts inside. */
export const close: HostRow = {
  name: 'close',
  label: 'Close',
  kind: 'record',
  matches: ['https://app.close.com/*'],
  host: /^app\.close\.com$/,
  alsoCalled: ['closecom', 'closecrm', 'closeio'],
  record: ({ path }) => withDefaults(firstFit(path, RECORD), { type: 'lead' }),
  isList: ({ path }) => /^\/(?:leads|search)(?:\/|$)/.test(path),
  types: { lead: 'lead', leads: 'lead' },
  id: (text) => (/^lead_[A-Za-z0-9]{1,100}$/.test(text) ? text : null),
};
