import browser from 'webextension-polyfill';

// Chrome's own: the polyfill covers what browsers share, and this they don't.
declare const chrome: {
  sidePanel?: { open(where: { windowId: number }): Promise<void> };
};

/**
 * Opens the queue beside the page. Only straight from a click or a command, before anything is awaited:
 * the browser takes it for the person's own wish no longer than that.
 */
export function openSidePanel(windowId: number): void {
  chrome.sidePanel?.open({ windowId }).catch(() => undefined); // the full page is there in any case
}

/** The id of the window that this page is in; to be known before a click needs it. */
export async function currentWindowId(): Promise<number | undefined> {
  return (await browser.windows.getCurrent()).id;
}
