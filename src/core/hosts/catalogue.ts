import { type PageUrl, pageUrl } from './page-url.ts';
import { folded, type HostRow } from './row.ts';
import { apollo } from './rows/apollo.ts';
import { attio } from './rows/attio.ts';
import { close } from './rows/close.ts';
import { dynamics } from './rows/dynamics.ts';
import { gmail } from './rows/gmail.ts';
import { hubspot } from './rows/hubspot.ts';
import { outlook } from './rows/outlook.ts';
import { outreach } from './rows/outreach.ts';
import { pipedrive } from './rows/pipedrive.ts';
import { salesforce } from './rows/salesforce.ts';
import { salesloft } from './rows/salesloft.ts';
import { zoho } from './rows/zoho.ts';

/** Every host there is. A new one is a row here, and a folder in `src/hosts` for what its pages need. */
export const HOSTS: readonly HostRow[] = [
  gmail,
  outlook,
  hubspot,
  salesforce,
  pipedrive,
  dynamics,
  zoho,
  close,
  attio,
  outreach,
  salesloft,
  apollo,
];

/** The record that a page's address names, in normal form. */
export type RecordIdentity = {
  system: string;
  /** contact, company, deal, lead, ticket, person, sequence, message, or `object:` and its own name */
  recordType: string;
  recordId: string;
  /** null where the address doesn't name the account */
  accountId: string | null;
};

/** The row whose pages these are. */
export function hostOf(href: string, rows: readonly HostRow[] = HOSTS): HostRow | null {
  const url = pageUrl(href);
  return url === null ? null : rowAt(url, rows);
}

/** The row that a proposal's `system` means. */
export const systemOf = (name: string, rows: readonly HostRow[] = HOSTS): HostRow | null =>
  rows.find((row) => folded(row.name) === folded(name) || row.alsoCalled?.includes(folded(name))) ??
  null;

/** The record that an address names, or null. From the address alone, and never by guessing. */
export function identify(href: string, rows: readonly HostRow[] = HOSTS): RecordIdentity | null {
  const url = pageUrl(href);
  const row = url && rowAt(url, rows);
  const found = row ? row.record(url) : null;
  const recordId = row && found ? row.id(found.id) : null;
  if (!row || !found || recordId === null) return null;
  const recordType = found.type === null ? typeOfId(row, recordId) : ownType(row, found.type);
  return { system: row.name, recordType, recordId, accountId: found.account ?? null };
}

/** Whether an address is a list of a host's records. */
export function isListPage(href: string, rows: readonly HostRow[] = HOSTS): boolean {
  const url = pageUrl(href);
  const row = url && rowAt(url, rows);
  return row !== null && url !== null && row.record(url) === null && row.isList(url);
}

/** Our name for a kind of record that a proposal names: by the system's own name, or already by ours. */
export function typeName(row: HostRow, type: string): string {
  const own = type.replace(/^object:/, '');
  const ours = Object.values(row.types).find((name) => name === own.toLowerCase());
  return ours ?? ownType(row, own);
}

/** The same by the system's own name, as addresses have it; what has no name of ours keeps its own. */
function ownType({ types }: HostRow, own: string): string {
  const lower = own.toLowerCase();
  const ours = Object.hasOwn(types, lower) ? types[lower] : undefined;
  // A message is what an inbox holds; it is no object of a CRM.
  return ours ?? (own === 'message' ? own : `object:${own}`);
}

/** The kind that an id is of, where ids tell: of an object that isn't known, its prefix. */
export const typeOfId = (row: HostRow, id: string): string =>
  row.typeOfId?.(id) ?? `object:${id.slice(0, 3)}`;

const rowAt = (url: PageUrl, rows: readonly HostRow[]): HostRow | null =>
  rows.find(({ host }) => host.test(url.host)) ?? null;
