/**
 * Gmail writes threads and drafts into its address as base-40 numbers (consonants only, so that no
 * word can appear) made of the base-64 digits of the id. Pure arithmetic, no look-up.
 */
const CONSONANTS = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function toNumber(digits: string, alphabet: string): bigint | null {
  const base = BigInt(alphabet.length);
  let value = 0n;
  for (const digit of digits) {
    const at = alphabet.indexOf(digit);
    if (at < 0) return null;
    value = value * base + BigInt(at);
  }
  return value;
}

function toDigits(value: bigint, alphabet: string): string {
  const base = BigInt(alphabet.length);
  let rest = value;
  let digits = '';
  while (rest > 0n) {
    digits = alphabet.charAt(Number(rest % base)) + digits;
    rest /= base;
  }
  return digits;
}

/**
 * Encodes a Latin-1 string. Throws RangeError where the arithmetic could not be undone: an empty
 * string, a first character below U+0004 (a leading zero digit), or one above U+00FF.
 */
export function encodeToken(text: string): string {
  if (text.length === 0 || text.charCodeAt(0) < 4) throw new RangeError('not encodable');
  if (/[^\u0000-\u00ff]/.test(text)) throw new RangeError('not Latin-1');
  const value = toNumber(btoa(text).replace(/=+$/, ''), BASE64);
  return toDigits(value ?? 0n, CONSONANTS);
}

/** Decodes what `encodeToken` made; null for anything else. */
export function decodeToken(token: string): string | null {
  if (token.length === 0) return null;
  const value = toNumber(token, CONSONANTS);
  if (value === null || value === 0n) return null;
  const digits = toDigits(value, BASE64);
  if (digits.length % 4 === 1) return null;
  const text = atob(digits);
  // Stray low bits and leading zeros would give one id several addresses.
  return text.charCodeAt(0) >= 4 && encodeToken(text) === token ? text : null;
}

/** Address token of a thread: `thread-f:175…` → `FMfcgz…`. */
export function threadToken(threadId: string): string {
  return encodeToken(threadId.replace(/^#?thread-/, ''));
}

/** Thread id (`thread-f:…`, `thread-a:…`) of an address token, or null. */
export function parseThreadToken(token: string): string | null {
  const text = decodeToken(token);
  return text !== null && /^[af]:r?-?\d+$/.test(text) ? `thread-${text}` : null;
}

/** Address token of a draft, as in `?compose=`. */
export function draftToken(threadId: string, messageId: string): string {
  return encodeToken(`${threadId.replace(/^#?thread-/, '')}+${messageId.replace(/^#/, '')}`);
}

/** Thread and message id of a `?compose=` token, or null. */
export function parseDraftToken(token: string): { threadId: string; messageId: string } | null {
  const found = /^([af]:r?-?\d+)\+(msg-[af]:r?-?\d+)$/.exec(decodeToken(token) ?? '');
  const [, thread, message] = found ?? [];
  return thread && message ? { threadId: `thread-${thread}`, messageId: message } : null;
}
