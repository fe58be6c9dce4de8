import browser from 'webextension-polyfill';

/** A message of `_locales`, or the empty string where there is none. */
export const localised = (name: string, ...parts: string[]): string =>
  browser.i18n.getMessage(name, parts);
