import browser from 'webextension-polyfill';

/** A named permission of the manifest's optional ones. */
export type OptionalPermission = 'notifications';
export type Asked = { origins?: string[]; permissions?: OptionalPermission[] };

/** True when all of it is granted. `getAll` lists content scripts' sites too, so it can't say this. */
export const isGranted = (asked: Asked): Promise<boolean> => browser.permissions.contains(asked);

/**
 * Asks the person. Only inside a click, and first thing in it: nothing may be awaited before. The
 * prompt can close the popup that asked, so what follows a yes belongs into {@link onGranted}.
 */
export const askFor = (asked: Asked): Promise<boolean> => browser.permissions.request(asked);

/** Gives it back. False where it was not there, or can't be given back. */
export const giveBack = (asked: Asked): Promise<boolean> => browser.permissions.remove(asked);

/** Everything optional that is granted, as match patterns. */
export async function grantedOrigins(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/** The person, or a policy, has granted something. */
export const onGranted = (listener: (origins: string[]) => void): void =>
  browser.permissions.onAdded.addListener(({ origins }) => listener(origins ?? []));

/** Something was taken back, here or in the browser's own pages. */
export const onTakenBack = (listener: () => void): void =>
  browser.permissions.onRemoved.addListener(() => listener());
