import type { CrmConfig, CrmRecord } from './contract.ts';

/** One system's pages: where they are, and what addresses they have. */
export interface CrmSite {
  system: string;
  label: string;
  host: string;
  /** as a proposal names it; none where addresses don't either */
  account?: string;
  shape: CrmConfig['shape'];
  /** after the host */
  place(record: Pick<CrmRecord, 'object' | 'id'>): string;
  list: string;
}

const HUBSPOT = { contact: '0-1', company: '0-2', deal: '0-3', lead: '0-136' };
const LIGHTNING = { contact: 'Contact', company: 'Account', deal: 'Opportunity', lead: 'Lead' };
const PIPEDRIVE = { contact: 'person', company: 'organization', deal: 'deal' };
const DYNAMICS = { contact: 'contact', company: 'account', deal: 'opportunity', lead: 'lead' };
const ZOHO = { contact: 'Contacts', company: 'Accounts', deal: 'Potentials', lead: 'Leads' };
const ATTIO = { contact: 'person', company: 'company', deal: 'deals/record', lead: 'leads/record' };
const PLURAL = { contact: 'contacts', company: 'accounts', deal: 'opportunities', lead: 'leads' };

export const SITES: readonly CrmSite[] = [
  {
    system: 'hubspot',
    label: 'HubSpot',
    host: 'app.hubspot.com',
    account: '4412',
    shape: 'hubspot',
    place: ({ object, id }) => `/contacts/4412/record/${HUBSPOT[object]}/${id}`,
    list: '/contacts/4412/objects/0-1/views/all/list',
  },
  {
    system: 'salesforce',
    label: 'Salesforce',
    host: 'brightloop.lightning.force.com',
    account: 'brightloop',
    shape: 'lightning',
    place: ({ object, id }) => `/lightning/r/${LIGHTNING[object]}/${id}/view`,
    list: '/lightning/o/Contact/list?filterName=Recent',
  },
  {
    system: 'pipedrive',
    label: 'Pipedrive',
    host: 'brightloop.pipedrive.com',
    account: 'brightloop',
    shape: 'plain',
    place: ({ object, id }) =>
      object === 'lead' ? `/leads/inbox/${id}` : `/${PIPEDRIVE[object]}/${id}`,
    list: '/persons/list/user/1',
  },
  {
    system: 'dynamics',
    label: 'Dynamics 365',
    host: 'brightloop.crm4.dynamics.com',
    account: 'brightloop',
    shape: 'plain',
    place: ({ object, id }) =>
      `/main.aspx?appid=9284c773-f710-ee11-9cbd-002248dcc582&pagetype=entityrecord&etn=${DYNAMICS[object]}&id=${id}`,
    list: '/main.aspx?pagetype=entitylist&etn=contact',
  },
  {
    system: 'zoho',
    label: 'Zoho CRM',
    host: 'crm.zoho.eu',
    account: '5501',
    shape: 'plain',
    place: ({ object, id }) => `/crm/org5501/tab/${ZOHO[object]}/${id}`,
    list: '/crm/org5501/tab/Contacts/custom-view/510691000000087501/list',
  },
  {
    system: 'close',
    label: 'Close',
    host: 'app.close.com',
    shape: 'plain',
    place: ({ id }) => `/lead/${id}/`,
    list: '/leads/',
  },
  {
    system: 'attio',
    label: 'Attio',
    host: 'app.attio.com',
    account: 'brightloop',
    shape: 'plain',
    place: ({ object, id }) => `/brightloop/${ATTIO[object]}/${id}`,
    list: '/brightloop/people',
  },
  {
    system: 'outreach',
    label: 'Outreach',
    host: 'web.outreach.io',
    shape: 'plain',
    place: ({ object, id }) =>
      object === 'contact' ? `/prospects/${id}/overview` : `/${PLURAL[object]}/${id}`,
    list: '/prospects',
  },
  {
    system: 'salesloft',
    label: 'Salesloft',
    host: 'app.salesloft.com',
    shape: 'plain',
    place: ({ object, id }) => `/app/${object === 'contact' ? 'people' : PLURAL[object]}/${id}`,
    list: '/app/people',
  },
  {
    system: 'apollo',
    label: 'Apollo',
    host: 'app.apollo.io',
    shape: 'plain',
    place: ({ object, id }) => `/#/${PLURAL[object]}/${id}`,
    list: '/#/contacts?page=1',
  },
];

/** @throws where there is no such site */
export function siteOf(system: string): CrmSite {
  const site = SITES.find((one) => one.system === system);
  if (!site) throw new Error(`there are no pages of ${system}`);
  return site;
}
