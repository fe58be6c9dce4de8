import { decimal, guid } from '../ids.ts';
import { accountIn, firstFit, type HostRow, withDefaults } from '../row.ts';

/** Names under pipedrive.com that are no company's. */
const NOT_COMPANIES =
  'api|api-proxy|oauth|developers|support|www|marketplace|status|blog|community|academy|learn|login';
const HOST = new RegExp(
  `^(?!xn--|(?:${NOT_COMPANIES})\\.)(?<account>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\\.pipedrive\\.com$`,
);
const RECORD = [/^\/(?<type>person|organization|deal)\/(?<id>\d{1,20})\/?$/];
const LEAD = [/^\/leads\/inbox\/(?<id>[0-9a-fA-F-]{36})\/?$/];

export const pipedrive: HostRow = {
  name: 'pipedrive',
  label: 'Pipedrive',
  kind: 'record',
  matches: ['https://*.pipedrive.com/*'],
  host: HOST,
  record(url) {
    const company = accountIn(HOST, url);
    // `app.` stands for the company that is signed in, and leads there.
    const account = company === 'app' ? undefined : company;
    return (
      withDefaults(firstFit(url.path, RECORD), { account }) ??
      withDefaults(firstFit(url.path, LEAD), { type: 'lead', account })
    );
  },
  isList: ({ path }) =>
    /^\/(?:persons|organizations|deals|pipeline|activities|leads\/inbox|products|timeline)(?:\/|$)/.test(
      path,
    ),
  types: {
    person: 'contact',
    persons: 'contact',
    organization: 'company',
    organizations: 'company',
    deal: 'deal',
    deals: 'deal',
    lead: 'lead',
    leads: 'lead',
  },
  id: (text) => decimal(text) ?? guid(text),
  /** the company's subdomain; its number is in no page's address */
  account(text) {
    const host = text
      .toLowerCase()
      .replace(/^https:\/\//, '')
      .replace(/\/.*$/, '');
    if (/^\d+$/.test(host)) return null;
    return HOST.exec(host)?.groups?.account ?? (/^[a-z0-9-]{1,63}$/.test(host) ? host : null);
  },
};
