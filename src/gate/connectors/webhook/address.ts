import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Rejected } from '../../dispatch/ports.ts';

export type Address = { address: string; family: 4 | 6 };

/** Thrown for a target that the gate must not reach from where it stands. */
export class BlockedTarget extends Rejected {}

/**
 * The one address to connect to for a URL, resolved and checked here, so that a second resolution
 * cannot swap it (DNS rebinding). Only public unicast; loopback only where configured.
 * @throws BlockedTarget for any other, also when just one of several is; DNS errors as they come
 */
export async function addressOf(
  url: URL,
  { allowLoopback }: { allowLoopback: boolean },
): Promise<Address> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await lookup(host, { all: true, verbatim: true });
  const kinds = found.map(({ address }) => kindOf(address));
  const blocked = kinds.some(
    (kind) => kind !== 'unicast' && !(kind === 'loopback' && allowLoopback),
  );
  const first = found[0];
  if (!first || blocked) {
    throw new BlockedTarget('The address is private, reserved or unknown; it is not called.');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && kinds[0] === 'loopback')) {
    throw new BlockedTarget('Only https is called, except on loopback.');
  }
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}

/** The address' range as ipaddr.js names it, of an IPv4 address inside IPv6 as well. */
function kindOf(address: string): string {
  return ipaddr.process(address.replace(/%.*$/, '')).range();
}
