import browser from 'webextension-polyfill';

/** What the organisation has set for this extension, as it was delivered; empty where nothing was. */
export async function managedStorage(): Promise<Record<string, unknown>> {
  // Browsers that are managed by nobody may say so by failing.
  return await browser.storage.managed.get(null).catch(() => ({}));
}

/** The organisation has changed it. */
export const onManagedChanged = (listener: () => void): void =>
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'managed') listener();
  });
