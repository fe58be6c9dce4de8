import { firstFit, type HostRow } from '../row.ts';

const DATA_CENTRES = ['com', 'eu', 'in', 'jp', 'sa', 'com.au', 'com.cn'];
const APPS = ['crm', 'crmsandbox', 'crmplus', 'zcrm', 'one'];
/** Zoho One, CRM Plus and the like show the CRM inside themselves. */
const RECORD = [
  /^(?:\/zohoone\/[^/]{1,100}\/home\/cxapp|\/[^/]{1,100}\/index\.do\/cxapp)?\/crm\/(?:org(?<account>\d{1,20})\/|(?!tab\/)[A-Za-z0-9]{1,100}\/)?tab\/(?<type>\w{1,100})\/(?<id>\d{15,20})(?:\/|$)/,
];
const LIST =
  /\/crm\/(?:[A-Za-z0-9]{1,100}\/)?tab\/\w{1,100}(?:\/custom-view\/\d{1,20}\/(?:list|kanban|canvas))?\/?$/;

export const zoho: HostRow = {
  name: 'zoho',
  label: 'Zoho CRM',
  kind: 'record',
  matches: [
    ...APPS.flatMap((app) => DATA_CENTRES.map((centre) => `https://${app}.zoho.${centre}/*`)),
    'https://crm.zohocloud.ca/*',
  ],
  host: /^(?:(?:crm|crmsandbox|crmplus|zcrm|one)\.zoho\.(?:com|eu|in|jp|sa|com\.au|com\.cn)|crm\.zohocloud\.ca)$/,
  alsoCalled: ['zohocrm'],
  record: ({ path }) => firstFit(path, RECORD),
  isList: ({ path }) => LIST.test(path),
  types: {
    contacts: 'contact',
    accounts: 'company',
    account: 'company',
    leads: 'lead',
    potentials: 'deal',
    potential: 'deal',
    deals: 'deal',
    cases: 'ticket',
    case: 'ticket',
  },
  id: (text) => (/^[1-9]\d{14,19}$/.test(text) ? text : null),
  /** the organisation's number; a portal's name stands for one that isn't shown */
  account: (text) => /^(?:org)?(\d{1,20})$/i.exec(text)?.[1] ?? null,
};
