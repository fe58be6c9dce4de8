import browser from 'webextension-polyfill';

/** A content script that is registered at run time: in top frames, from the document's start. */
export type Registered = { id: string; js: string[]; matches: string[] };

/** All that are registered, also by earlier workers. */
export async function registeredScripts(): Promise<Registered[]> {
  const found = await browser.scripting.getRegisteredContentScripts();
  return found.map(({ id, js = [], matches = [] }) => ({
    id,
    // The browser answers with or without a slash in front, by version.
    js: js.map((file) => file.replace(/^\//, '')),
    matches,
  }));
}

/** Registers, or registers anew under the same id. Kept over restarts; an update clears it. */
export async function registerScript(script: Registered): Promise<void> {
  await unregisterScripts([script.id]);
  await browser.scripting.registerContentScripts([
    {
      ...script,
      runAt: 'document_start',
      allFrames: false,
      persistAcrossSessions: true,
    },
  ]);
}

/** Unregisters those of these that are registered. */
export async function unregisterScripts(ids: string[]): Promise<void> {
  const there = (await registeredScripts()).flatMap(({ id }) => (ids.includes(id) ? [id] : []));
  if (there.length > 0) await browser.scripting.unregisterContentScripts({ ids: there });
}

/** Runs files now in a tab's top frame. Rejects where the tab's site isn't granted or it has gone. */
export async function runIn(tabId: number, files: string[]): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files });
}
