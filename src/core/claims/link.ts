import { parse } from 'tldts';
import { disguised, oneStepApart, skeleton } from './lookalike.ts';
import { type Checked, type Finding, MOST_PER_RULE, shown } from './passage.ts';
import { unicodeHost } from './punycode.ts';

type Site = { host: string; domain: string; name: string };

/** Host, registrable domain and its name part, in Unicode; the domain of an IP address is itself. */
function siteOf(address: string): Site | undefined {
  const { hostname, isIp } = parse(address.slice(0, 2048), {
    allowPrivateDomains: true,
    validateHostname: false,
  });
  if (!hostname) return undefined;
  const host = unicodeHost(hostname).replace(/\.$/, '');
  const { domain, domainWithoutSuffix } = parse(host, {
    allowPrivateDomains: true,
    validateHostname: false,
  });
  return {
    host,
    domain: isIp || !domain ? host : domain,
    name: domainWithoutSuffix ?? host,
  };
}

const targetOf = (href: string): Site | undefined =>
  siteOf(
    /^mailto:/i.test(href) ? (/^mailto:[^?@]{0,200}@([^?,&]{1,254})/i.exec(href)?.[1] ?? '') : href,
  );

/** Endings that are also file types or frameworks, so that `README.md` is no address. */
const FILE = /\.(?:zip|md|py|rs|mov|sh|pl|ps|app|so|cc)$/i;

/** The site that a word of a label shows, if it reads as an address. */
function shownSite(word: string): Site | undefined {
  const trimmed = word.slice(0, 300).replace(/^[("'“«‹<[]+|[)"'”»›>\].,;:!?…]+$/gu, '');
  if (!trimmed.includes('.')) return undefined;
  const address =
    trimmed.includes('@') && !trimmed.includes('/') ? (trimmed.split('@').at(-1) ?? '') : trimmed;
  const explicit = /^(?:https?:\/\/|www\.)/i.test(address);
  const host = address.replace(/^https?:\/\//i, '').split(/[/?#:]/, 1)[0] ?? '';
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(host) || /\.\.|^\.|\.$/.test(host)) return undefined;
  if (!explicit && !address.includes('/') && FILE.test(host)) return undefined;
  const { isIcann, isPrivate } = parse(host.toLowerCase(), {
    allowPrivateDomains: true,
    validateHostname: false,
  });
  return isIcann || isPrivate ? siteOf(host) : undefined;
}

function problem(checked: Checked, label: string, href: string): string | undefined {
  const target = targetOf(href);
  if (!target) return undefined;
  if (/^https?:\/\/[^/?#]*@/i.test(href))
    return `The link ${shown(label)} hides its target behind a user name: it leads to ${shown(target.host)}.`;
  const words = label.trim().split(/\s+/).slice(0, 40);
  const own = siteOf(checked.from.email?.split('@').at(-1) ?? '');
  for (const word of words) {
    const site = shownSite(word);
    // A brand with a domain for a name, in a link to the sender's own page about it, shows no address.
    if (!site || (words.length > 1 && own?.domain === target.domain)) continue;
    if (site.domain !== target.domain)
      return `The link shows ${shown(site.domain)} but leads to ${shown(target.domain)}.`;
  }
  if (disguised(target.host))
    return `The link ${shown(label)} leads to ${shown(target.host)}, which is written with letters of another alphabet that look Latin.`;
  const known = [
    own,
    ...checked.recipients.map(({ email }) => siteOf(email?.split('@').at(-1) ?? '')),
  ];
  for (const site of known) {
    if (!site || site.domain === target.domain || site.name === target.name) continue;
    const close =
      skeleton(site.name) === skeleton(target.name) ||
      (site.name.length >= 8 && oneStepApart(site.name, target.name));
    if (close)
      return `The link ${shown(label)} leads to ${shown(target.domain)}, which looks like ${shown(site.domain)} and isn't it.`;
  }
  return undefined;
}

/** Rule 5: a link that leads to another registrable domain than it shows, or to a look-alike. */
export function deceptiveLinks(checked: Checked): Finding[] {
  const found: Finding[] = [];
  for (const { field, text, links } of checked.passages) {
    for (const { href, start, end } of links) {
      if (found.length >= MOST_PER_RULE) return found;
      const message = problem(checked, text.slice(start, end).slice(0, 2000), href);
      if (message)
        found.push({
          severity: 'high',
          message,
          ...(end > start ? { at: { field, start, end } } : {}),
        });
    }
  }
  return found;
}
