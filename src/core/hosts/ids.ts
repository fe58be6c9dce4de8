/*
 * Normal forms of ids. Each answers null for what is no id of that kind, and its own answer unchanged:
 * normalising twice is normalising once.
 */

/** A decimal number as systems count their rows: no sign, no leading zero, 20 digits at the most. */
export const decimal = (text: string): string | null =>
  /^[1-9]\d{0,19}$/.test(text) ? text : null;

/** A GUID in lower case without braces; braces come in pairs or not at all. */
export function guid(text: string): string | null {
  const bare = /^\{(.*)\}$/.exec(text)?.[1] ?? text;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(bare) ? bare.toLowerCase() : null;
}

/** 24 hexadecimal digits in lower case. */
export const hex24 = (text: string): string | null =>
  /^[0-9a-f]{24}$/i.test(text) ? text.toLowerCase() : null;

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * A Salesforce id in its 18 characters: the last three tell the case of the other fifteen, five bits
 * each, so that a slip of a letter's case shows. Null where they don't agree. Ids of 15 characters
 * differ by case alone, and are never compared without it.
 * Source: developer.salesforce.com, "ID field type"; checked on eight public ids.
 */
export function salesforceId(text: string): string | null {
  if (!/^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(text)) return null;
  const id = text.slice(0, 15);
  const whole = id + [0, 5, 10].map((from) => suffixOf(id.slice(from, from + 5))).join('');
  return text.length === 15 || text === whole ? whole : null;
}

function suffixOf(five: string): string {
  const bits = [...five].reduce((sum, char, at) => sum + (/[A-Z]/.test(char) ? 1 << at : 0), 0);
  return SUFFIX.charAt(bits);
}
