import type { RecordRef } from '../schema/content.ts';
import { encodeLabel } from './punycode.ts';

/*
 * One name for one mailbox, so that who opted out as Bob@Buyer.example is not written to as
 * bob+news@buyer.example. Where systems differ the forms go together: to leave somebody alone who
 * need not be is the smaller mistake.
 *   case        folded in both parts, although local parts may differ by it
 *   +tag        cut from the local part: it is the same person's mailbox at nearly every provider
 *   Gmail       dots in the local part mean nothing there, and googlemail.com is gmail.com
 *   IDN         the domain in ASCII (punycode) after NFKC; full-width dots are dots, a last one goes
 *   record      system:object:id, without the system's account: one workspace, one CRM
 * PostgreSQL has the same functions (conduct_address and others): it forbids without asking us.
 */

const ASCII = /^[\u0001-\u007f]*$/;

/** Case and compatibility forms folded, one form for both sigmas and both i. */
function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const small = text.normalize('NFKC').replaceAll('\u0130', 'i').toLowerCase();
  return small.normalize('NFKC').replaceAll('\u03c2', '\u03c3');
}

/** A domain in lower-case ASCII: `Bücher.example.` is `xn--bcher-kva.example`. */
export function normalDomain(domain: string): string {
  return fold(domain.replace(/[\u3002\uff0e\uff61]/g, '.'))
    .replace(/\.+$/, '')
    .split('.')
    .map(encodeLabel)
    .join('.');
}

/** An address by which its mailbox is known here, however it was written. */
export function normalAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const found = normalDomain(address.slice(at + 1));
  const domain = found === 'googlemail.com' ? 'gmail.com' : found;
  const whole = fold(address.slice(0, Math.max(at, 0)));
  const untagged = whole.split('+')[0] || whole;
  const local = domain === 'gmail.com' ? untagged.replaceAll('.', '') || untagged : untagged;
  return `${local}@${domain}`;
}

/** The domain of an address that was brought into its normal form. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** `hubspot:contact:42`; colons and percent signs inside a part are escaped. */
export const recordKey = ({ system, object, id }: Pick<RecordRef, 'system' | 'object' | 'id'>) =>
  [fold(system), fold(object), id]
    .map((part) => part.replaceAll('%', '%25').replaceAll(':', '%3A'))
    .join(':');

/** The key in its normal form, or null when it isn't `system:object:id`. */
export function normalRecordKey(key: string): string | null {
  const [system = '', object = '', id = '', ...rest] = key.trim().split(':');
  if (system === '' || object === '' || id === '' || rest.length > 0) return null;
  return `${fold(system)}:${fold(object)}:${id}`;
}
