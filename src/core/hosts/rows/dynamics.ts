import { guid } from '../ids.ts';
import { once, type PageUrl } from '../page-url.ts';
import { accountIn, type Found, type HostRow } from '../row.ts';

const HOST =
  /^(?!xn--)(?<account>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.crm\d{0,2}\.(?:dynamics\.com|microsoftdynamics\.us|appsplatform\.us|dynamics\.cn)$/;
const REGIONS = ['', ...Array.from({ length: 20 }, (_, at) => String(at + 2))];
/** Codes of before logical names; only those that every organisation shares. */
const CODES: Readonly<Record<string, string>> = {
  '1': 'account',
  '2': 'contact',
  '3': 'opportunity',
  '4': 'lead',
  '112': 'incident',
};

export const dynamics: HostRow = {
  name: 'dynamics',
  label: 'Dynamics 365',
  kind: 'record',
  matches: [
    ...REGIONS.map((region) => `https://*.crm${region}.dynamics.com/*`),
    'https://*.crm.microsoftdynamics.us/*',
    'https://*.crm.appsplatform.us/*',
    'https://*.crm.dynamics.cn/*',
  ],
  host: HOST,
  alsoCalled: ['dynamics365', 'microsoftdynamics', 'microsoftdynamics365', 'dynamicscrm'],
  record: found,
  isList: (url) =>
    url.path.toLowerCase() === '/main.aspx' &&
    once(url, 'pagetype')?.toLowerCase() === 'entitylist',
  types: {
    contact: 'contact',
    account: 'company',
    opportunity: 'deal',
    lead: 'lead',
    incident: 'ticket',
  },
  id: guid,
  account: (text) =>
    /^(?:https:\/\/)?(?<label>[a-z0-9-]{1,63})(?:\.crm\d{0,2}\.[a-z.]{1,40})?\/?$/i
      .exec(text)
      ?.groups?.label?.toLowerCase() ?? null,
};

/** Its parameters come in any order, and other parameters hold GUIDs, too. */
function found(url: PageUrl): Found | null {
  if (url.path.toLowerCase() !== '/main.aspx') return null;
  const said = url.query.some(([key]) => key.toLowerCase() === 'pagetype');
  if (said && once(url, 'pagetype')?.toLowerCase() !== 'entityrecord') return null;
  const id = once(url, 'id');
  const named = url.query.some(([key]) => key.toLowerCase() === 'etn');
  const type = named ? once(url, 'etn')?.toLowerCase() : CODES[once(url, 'etc') ?? ''];
  if (!id || !type || !/^[a-z]\w{0,127}$/.test(type)) return null;
  return { type, id, account: accountIn(HOST, url) };
}
