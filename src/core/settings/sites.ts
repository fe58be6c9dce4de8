import { HOSTS, hostOf } from '../hosts/catalogue.ts';
import { type CustomHost, customRow, isProblem } from '../hosts/custom.ts';
import type { HostRow } from '../hosts/row.ts';

/** A site that can be turned on. */
export type Site = HostRow & { custom: boolean };

/**
 * The catalogue's sites but Gmail, which is on anyway, then those that people or their organisation
 * describe.
 */
export function sitesOf(custom: readonly CustomHost[]): Site[] {
  const rows = custom.flatMap((host) => {
    const row = customRow(host);
    return isProblem(row) ? [] : [row];
  });
  return [
    ...HOSTS.filter(({ name }) => name !== 'gmail').map((row) => ({ ...row, custom: false })),
    ...rows.map((row) => ({ ...row, custom: true })),
  ];
}

/** The site that an address is on, Gmail not counted; null where it is none that is known. */
export const siteAt = (href: string, custom: readonly CustomHost[]): Site | null => {
  const row = hostOf(href, sitesOf(custom));
  return sitesOf(custom).find(({ name }) => name === row?.name) ?? null;
};

/** Whether an organisation that lists sites lets this one be turned on; without a list all may be. */
export const siteAllowed = (name: string, allowed: readonly string[] | undefined): boolean =>
  allowed === undefined || allowed.includes(name);
