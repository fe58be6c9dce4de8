import browser from 'webextension-polyfill';

/** A keyboard command of the manifest was pressed, in the window of that number. */
export const onCommand = (listener: (name: string, windowId: number | undefined) => void): void =>
  browser.commands.onCommand.addListener((name, tab) => listener(name, tab?.windowId));
