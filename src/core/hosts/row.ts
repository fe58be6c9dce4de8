import type { PageUrl } from './page-url.ts';

/** Our names for kinds of records; every other is `object:` and the system's own name. */
export const OUR_TYPES: readonly string[] = [
  ...['contact', 'company', 'deal', 'lead', 'ticket', 'person', 'sequence'],
];

/** What stands in a record's address, before it is brought into its normal form. */
export type Found = {
  /** the system's own name for the kind of record; null: its id tells */
  type: string | null;
  id: string;
  account?: string | undefined;
};

/** One host: where it is, and how its addresses name a record. A new host is one of these. */
export type HostRow = {
  /** the system, as proposals name it, too */
  name: string;
  label: string;
  /** what can be reviewed there: mail, records, or both */
  kind: 'inbox' | 'record' | 'both';
  /** match patterns, for permissions and for registering the content script */
  matches: readonly string[];
  /** the whole host, lower case, never in punycode; narrower than `matches` where patterns can't say it */
  host: RegExp;
  /** other names that people and agents give it, folded by {@link folded} */
  alsoCalled?: readonly string[];
  /** the record that an address of this host names */
  record(url: PageUrl): Found | null;
  /** whether it is a list of records */
  isList(url: PageUrl): boolean;
  /** own name of a kind of record, lower case → our name; others are `object:…` */
  types: Readonly<Record<string, string>>;
  /** the normal form of an id; null for what is none */
  id(text: string): string | null;
  /** our name for the kind of record that an id is of, where ids tell */
  typeOfId?(id: string): string | null;
  /** the normal form of an account's name as agents write it; null: not the one that addresses show */
  account?(text: string): string | null;
};

/** A name without case and punctuation: "Dynamics 365" and `dynamics-365` are one. */
export const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** The first pattern that fits a text; its groups `type`, `id` and `account` are what was found. */
export function firstFit(text: string, patterns: readonly RegExp[]): Found | null {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    if (groups?.id !== undefined) {
      return { type: groups.type ?? null, id: groups.id, account: groups.account };
    }
  }
  return null;
}

/** The account in the group of that name of the row's own host pattern. */
export const accountIn = (host: RegExp, url: PageUrl): string | undefined =>
  host.exec(url.host)?.groups?.account;

/** With this type and account where the address had none of its own. */
export const withDefaults = (
  found: Found | null,
  { type, account }: { type?: string; account?: string | undefined },
): Found | null =>
  found && { ...found, type: found.type ?? type ?? null, account: found.account ?? account };
