/*
 * Gmail writes ids into its address as base-40 numbers of the unpadded base-64 digits of the id:
 * arithmetic both ways, no look-up. `#inbox/<thread>`, `?compose=<thread+message>`, comma-joined.
 */
const CONSONANTS = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The same number in another base; null when a digit is not in `from`. */
function rebase(digits: string, from: string, to: string): string | null {
  const [base, target] = [BigInt(from.length), BigInt(to.length)];
  let value = 0n;
  for (const digit of digits) {
    const at = from.indexOf(digit);
    if (at < 0) return null;
    value = value * base + BigInt(at);
  }
  let out = '';
  for (; value > 0n; value /= target) out = to.charAt(Number(value % target)) + out;
  return out;
}

/** Address token of an ASCII id such as `f:1756062914473899624`. */
export const encodeToken = (id: string): string =>
  rebase(btoa(id).replace(/=+$/, ''), BASE64, CONSONANTS) ?? '';

/** The id in an address token; null when it is none. */
export function decodeToken(token: string): string | null {
  const digits = token === '' ? null : rebase(token, CONSONANTS, BASE64);
  if (!digits || digits.length % 4 === 1) return null;
  const id = atob(digits);
  return /^[af]:r?-?\d+(\+msg-[af]:r?-?\d+)?$/.test(id) ? id : null;
}

/** Thread and draft of every `compose=` token in a hash; unsaved (`new`) and unreadable left out. */
export function composesIn(hash: string): { thread: string; message: string }[] {
  const list = /[?#&]compose=([^&]+)/.exec(hash)?.[1] ?? '';
  return list.split(/,|%2C/i).flatMap((token) => {
    const [thread, message] = decodeToken(token)?.split('+') ?? [];
    return thread && message ? [{ thread: `thread-${thread}`, message }] : [];
  });
}

/** `#…?compose=` address of a draft. `thread` as `thread-a:…` or `thread-f:…`. */
export const draftToken = (thread: string, message: string): string =>
  encodeToken(`${thread.replace(/^#?thread-/, '')}+${message.replace(/^#/, '')}`);
