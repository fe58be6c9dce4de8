import { hostOf, identify, isListPage, type RecordIdentity } from '../core/hosts/catalogue.ts';
import type { HostRow } from '../core/hosts/row.ts';
import { recordKey } from '../core/hosts/same-record.ts';
import { MessageError } from '../messages/channel.ts';
import type { MessageSender } from '../platform/runtime.ts';

/**
 * What a host's page shows, as the browser itself says: the tab's address and not what the page's
 * process claims. Links of a list are the page's own word; they show only what a person may see anyway.
 *
 * @throws MessageError where it is no page of a known host.
 */
export function recordPage(
  hosts: readonly HostRow[],
  asked: { href: string; links: readonly string[] },
  from: MessageSender,
): { host: string; href: string; place: string; records: RecordIdentity[] } {
  const href = from.tabUrl ?? asked.href;
  const host = hostOf(href, hosts);
  // Without the tab's address, at least the frame's own origin.
  if (host === null || hostOf(from.url ?? '', hosts) !== host) {
    throw new MessageError('not a page of a known host');
  }
  const record = identify(href, hosts);
  const page = { host: host.name, href };
  if (record !== null) {
    const place = `${recordKey(record)}|${record.accountId ?? ''}`;
    return { ...page, place, records: [record] };
  }
  if (!isListPage(href, hosts)) return { ...page, place: '', records: [] };
  const listed = asked.links.flatMap((link) => identify(link, hosts) ?? []);
  const own = listed.filter(({ system }) => system === host.name);
  const once = new Map(own.map((each) => [JSON.stringify(each), each]));
  return { ...page, place: `list ${href}`, records: [...once.values()] };
}
