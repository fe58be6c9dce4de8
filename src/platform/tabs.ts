import browser from 'webextension-polyfill';

/** Sends to the content script in a tab's top frame. Rejects where none listens. */
export const sendToTab = (tabId: number, message: unknown): Promise<unknown> =>
  browser.tabs.sendMessage(tabId, message, { frameId: 0 });

/** The id of the tab the person looks at, or null. Needs no permission: ids alone are read. */
export async function activeTabId(): Promise<number | null> {
  const [tab] = await browser.tabs.query({
    active: true,
    lastFocusedWindow: true,
  });
  return tab?.id ?? null;
}

/** The ids of all open tabs. */
export async function openTabIds(): Promise<number[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
}

/** A tab was closed. */
export const onTabClosed = (listener: (tabId: number) => void): void =>
  browser.tabs.onRemoved.addListener((tabId) => listener(tabId));
