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

/** The ids of open tabs at these match patterns. Only tabs of granted sites are found: no `tabs` permission. */
export async function tabIdsAt(patterns: string[]): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: patterns });
  return tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
}

/**
 * The address of the tab the person looks at, where this extension may know it: on a granted site,
 * or just after a press of its toolbar button (`activeTab`); null otherwise.
 */
export async function activeTabUrl(): Promise<string | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.url ?? null;
}

/** Opens an address in a new tab. */
export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** A tab was closed. */
export const onTabClosed = (listener: (tabId: number) => void): void =>
  browser.tabs.onRemoved.addListener((tabId) => listener(tabId));
