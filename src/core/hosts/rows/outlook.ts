import { decoded, once, type PageUrl } from '../page-url.ts';
import type { Found, HostRow } from '../row.ts';

const ITEM = /^\/mail\/(?:(?<account>\d{1,3})\/)?(?:[^/]{1,500}\/){0,20}id\/(?<id>[^/]{1,2000})$/;
const NOT_FOLDERS = /^\/mail\/(?:\d{1,3}\/)?(?:deeplink|options)\//;

export const outlook: HostRow = {
  name: 'outlook',
  label: 'Outlook',
  kind: 'inbox',
  matches: [
    'https://outlook.office.com/*',
    'https://outlook.office365.com/*',
    'https://outlook.live.com/*',
    'https://outlook.cloud.microsoft/*',
  ],
  host: /^outlook\.(?:office\.com|office365\.com|live\.com|cloud\.microsoft)$/,
  record: found,
  isList: ({ path }) => /^\/mail\/(?:\d{1,3}\/)?[^/]{1,200}\/?$/.test(path),
  types: {},
  /** base 64, of either alphabet */
  id: (text) => (/^[A-Za-z0-9+/_-]{1,1500}={0,2}$/.test(text) ? text : null),
};

function found(url: PageUrl): Found | null {
  if (/^\/owa\/?$/.test(url.path)) {
    const id = once(url, 'itemid');
    return id === null ? null : { type: 'message', id };
  }
  if (NOT_FOLDERS.test(url.path)) return null;
  const groups = ITEM.exec(url.path)?.groups;
  const id = groups?.id === undefined ? null : decoded(groups.id);
  return id === null ? null : { type: 'message', id, account: groups?.account };
}
