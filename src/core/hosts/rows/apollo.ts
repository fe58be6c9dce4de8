import { hex24 } from '../ids.ts';
import { firstFit, type HostRow } from '../row.ts';

const RECORD = [
  /^#\/(?<type>contacts|people|accounts|organizations|sequences|opportunities)\/(?<id>[0-9a-fA-F]{24})(?:[/?]|$)/,
];

export const apollo: HostRow = {
  name: 'apollo',
  label: 'Apollo',
  kind: 'record',
  matches: ['https://app.apollo.io/*'],
  host: /^app\.apollo\.io$/,
  alsoCalled: ['apolloio'],
  record: ({ path, hash }) => (path === '/' ? firstFit(hash, RECORD) : null),
  isList: ({ path, hash }) =>
    path === '/' && /^#\/(?:people|contacts|accounts|companies|sequences)(?:\?|$)/.test(hash),
  types: {
    contacts: 'contact',
    // A person of Apollo's database is not the contact that somebody saved, and has another id.
    people: 'person',
    accounts: 'company',
    account: 'company',
    organizations: 'company',
    organization: 'company',
    sequences: 'sequence',
    opportunities: 'deal',
    opportunity: 'deal',
  },
  id: hex24,
};
