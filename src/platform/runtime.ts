import browser from 'webextension-polyfill';

/** Who sent a message, as the browser says it; none of it can be made up by the sender. */
export type MessageSender = {
  /** extension id; another extension's, or a page's, is not ours */
  id?: string | undefined;
  /** the frame's own URL, and not that of the page around it */
  url?: string | undefined;
  tabId?: number | undefined;
  /** 0 is the tab's top frame; absent without a tab */
  frameId?: number | undefined;
  /** changes with every navigation of that frame */
  documentId?: string | undefined;
  /** the address that the tab shows now, where its site is granted */
  tabUrl?: string | undefined;
};

/** This extension's id. */
export const extensionId = (): string => browser.runtime.id;

/** The address of a file inside this extension. */
export const extensionUrl = (path: string): string => browser.runtime.getURL(path);

/** Sends to the worker and the extension's pages. Rejects where nobody listens. */
export const sendMessage = (message: unknown): Promise<unknown> =>
  browser.runtime.sendMessage(message);

/**
 * Listens to messages of other parts of this extension. A null from the listener means "not mine":
 * the browser then waits for another listener's answer.
 */
export function onMessage(
  listener: (message: unknown, sender: MessageSender) => Promise<unknown> | null,
): void {
  browser.runtime.onMessage.addListener((message: unknown, from: unknown) => {
    const sender = from as {
      id?: string;
      url?: string;
      tab?: { id?: number; url?: string };
      frameId?: number;
      documentId?: string;
    };
    const answer = listener(message, {
      id: sender.id,
      url: sender.url,
      tabId: sender.tab?.id,
      frameId: sender.frameId,
      documentId: sender.documentId,
      tabUrl: sender.tab?.url,
    });
    // The polyfill takes undefined as "not answered here"; its types want the answer itself.
    return (answer ?? undefined) as Promise<unknown>;
  });
}

/** First install, update of the extension, or update of the browser. */
export const onInstalled = (listener: (reason: string) => void): void =>
  browser.runtime.onInstalled.addListener(({ reason }) => listener(reason));

/** The browser's profile was opened. */
export const onStartup = (listener: () => void): void =>
  browser.runtime.onStartup.addListener(listener);

/** Opens the options page in a tab. */
export const openOptions = (): Promise<void> => browser.runtime.openOptionsPage();

/** False once the extension was updated or removed under a script that still runs. */
export function isAlive(): boolean {
  try {
    return Boolean(browser.runtime.id);
  } catch {
    return false;
  }
}

/** Any call into the extension's own API starts the worker's 30 s anew; this one does nothing else. */
export async function stayAwake(): Promise<void> {
  await browser.runtime.getPlatformInfo();
}

/** This extension's version, as its manifest says. */
export const ownVersion = (): string => browser.runtime.getManifest().version;
