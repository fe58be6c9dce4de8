import browser from 'webextension-polyfill';

type WithAccessLevel = {
  setAccessLevel?: (options: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
};

/**
 * Shuts content scripts out of `storage.local`, `storage.session` and what the organisation has set: a
 * compromised page process could read them otherwise. Not in the polyfill's types, nor in browsers without it.
 */
export async function closeStorageToContentScripts(): Promise<void> {
  const { local, session: ofBrowser, managed } = browser.storage;
  const areas = [local, ofBrowser, managed] as WithAccessLevel[];
  await Promise.all(
    areas.map((area) => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })),
  );
}

/** Memory that outlives the worker but not the browser. Values are JSON. */
export const session = {
  async get(key: string): Promise<unknown> {
    return (await browser.storage.session.get(key))[key];
  },
  /** every key and value */
  all: (): Promise<Record<string, unknown>> => browser.storage.session.get(null),
  set: (key: string, value: unknown): Promise<void> =>
    browser.storage.session.set({ [key]: value }),
  remove: (keys: string | string[]): Promise<void> => browser.storage.session.remove(keys),
  clear: (): Promise<void> => browser.storage.session.clear(),
};

/** Empties `storage.local`; the extension keeps nothing there itself. */
export const clearLocal = (): Promise<void> => browser.storage.local.clear();
