import type { HostRow } from '../row.ts';

/** An inbox: which draft or thread is open is read from its pages, see hosts/gmail. */
export const gmail: HostRow = {
  name: 'gmail',
  label: 'Gmail',
  kind: 'inbox',
  matches: ['https://mail.google.com/*'],
  host: /^mail\.google\.com$/,
  record: () => null,
  isList: () => false,
  types: {},
  id: () => null,
};
