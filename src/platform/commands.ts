import browser from 'webextension-polyfill';

/** A keyboard command of the manifest was pressed. */
export const onCommand = (listener: (name: string) => void): void =>
  browser.commands.onCommand.addListener((name) => listener(name));
