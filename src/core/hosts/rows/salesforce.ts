import { salesforceId } from '../ids.ts';
import type { PageUrl } from '../page-url.ts';
import { accountIn, type Found, firstFit, type HostRow, withDefaults } from '../row.ts';

/*
 * `{My Domain}[--{sandbox}][.{partition or instance}]` before the vendor's own domain: Lightning and
 * Classic, the US government's and Alibaba's clouds, and Microsoft's proxy of the first.
 */
const HOST =
  /^(?!(?:.*\.)?xn--)(?<account>[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?){0,2}\.(?:lightning\.(?:force\.com|force\.mil|crmforce\.mil|sfcrmapps\.cn|force\.com\.mcas\.ms)|my\.(?:salesforce\.com|sfcrmproducts\.cn))$/;
const CLASSIC = /\.my\.(?:salesforce\.com|sfcrmproducts\.cn)$/;

const ID = '(?<id>[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?)';
// In the console the path is the tab in front; `ws` names the one it was opened from.
const LIGHTNING = [
  new RegExp(
    `^/lightning/r/(?<type>[A-Za-z]\\w{0,79})/${ID}/(?:view|edit|related/\\w{1,80}/view)/?$`,
  ),
  new RegExp(`^/lightning/r/${ID}/(?:view|edit|related/\\w{1,80}/view)/?$`),
];
const ONE_APP = [new RegExp(`^#/sObject/${ID}(?:/(?:view|edit))?(?:[/?]|$)`)];
const CLASSIC_PATH = [new RegExp(`^/${ID}(?:/e)?/?$`)];

/** The standard objects' key prefixes. */
const PREFIXES: Readonly<Record<string, string>> = {
  '001': 'company',
  '003': 'contact',
  '00Q': 'lead',
  '006': 'deal',
  '500': 'ticket',
  '005': 'object:User',
  '00O': 'object:Report',
  '00T': 'object:Task',
  '00U': 'object:Event',
  '01t': 'object:Product2',
  '0Q0': 'object:Quote',
  '701': 'object:Campaign',
  '800': 'object:Contract',
  '801': 'object:Order',
};

export const salesforce: HostRow = {
  name: 'salesforce',
  label: 'Salesforce',
  kind: 'record',
  matches: [
    'https://*.lightning.force.com/*',
    'https://*.my.salesforce.com/*',
    'https://*.lightning.force.mil/*',
    'https://*.lightning.crmforce.mil/*',
    'https://*.lightning.sfcrmapps.cn/*',
    'https://*.my.sfcrmproducts.cn/*',
    'https://*.lightning.force.com.mcas.ms/*',
  ],
  host: HOST,
  alsoCalled: ['sfdc', 'salesforcecom', 'salesforcesalescloud'],
  record: (url) => withDefaults(found(url), { account: accountIn(HOST, url) }),
  isList: ({ path }) =>
    /^\/lightning\/o\/\w{1,80}\/(?:list|home)/.test(path) ||
    /^\/[0-9A-Za-z]{3}(?:\/o)?$/.test(path),
  types: {
    contact: 'contact',
    account: 'company',
    lead: 'lead',
    opportunity: 'deal',
    case: 'ticket',
  },
  id: salesforceId,
  typeOfId: (id) => PREFIXES[id.slice(0, 3)] ?? null,
  account: myDomain,
};

function found(url: PageUrl): Found | null {
  const { host, path, hash } = url;
  const lightning = firstFit(path, LIGHTNING);
  // "sObject" stands for whichever it is.
  if (lightning) return lightning.type === 'sObject' ? { ...lightning, type: null } : lightning;
  if (path === '/one/one.app') return firstFit(hash, ONE_APP);
  if (!CLASSIC.test(host)) return null;
  const classic = firstFit(path, CLASSIC_PATH);
  // A word of 15 letters is a page of Classic's, not an id.
  return classic && /\d/.test(classic.id) ? classic : null;
}

/** My Domain's label out of an instance's address; an organisation's id (00D…) is in no page's address. */
function myDomain(text: string): string | null {
  const host = text
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/.*$/, '');
  if (/^00d[0-9a-z]{12}([0-9a-z]{3})?$/.test(host)) return null;
  return HOST.exec(host)?.groups?.account ?? (/^[a-z0-9-]{1,80}$/.test(host) ? host : null);
}
