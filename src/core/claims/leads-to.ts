import { parse } from 'tldts';
import { coreOf } from './company-name.ts';
import { fold } from './fold.ts';
import { disguised } from './lookalike.ts';
import { unicodeHost } from './punycode.ts';

/** An address as the browser has read it: core can't, and what opens is what the browser makes of it. */
export type Address = Pick<
  { protocol: string; hostname: string; username: string; password: string; href: string },
  'protocol' | 'hostname' | 'username' | 'password' | 'href'
>;

/** Whom the work is for: a source that says "company site" is theirs. */
export type About = { company?: string | undefined; domain?: string | undefined };

/** Where a web address leads. */
export type LeadsTo = {
  href: string;
  /** the registrable domain in ASCII, or the whole host where it has none */
  domain: string;
  /** what stands before the domain, with its dot; '' without */
  sub: string;
  /** why a person should say yes first, as a sentence */
  why?: string;
};

const DOMAIN_IN_TEXT = /(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/giu;
const OWN_SITE =
  /(?<!\p{L})(?:company|own|their|corporate|firmen)?[ -]?(?:web ?site|site|home ?page|webseite|sitio|sito|site web)(?!\p{L})/iu;

const registrable = (host: string): string | null =>
  parse(host, { allowPrivateDomains: true, validateHostname: false }).domain;
const joined = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Where a link of evidence really leads, and whether that is where its source says; null for what is
 * no web address. `source` is the evidence's own word ("huber-logistik.de", "Company site",
 * "HubSpot"); `about` whom the work is for. A source that names no place can't be another one: then
 * there is nothing to ask.
 */
export function leadsTo(
  { protocol, hostname, username, password, href }: Address,
  source: string,
  about: About = {},
): LeadsTo | null {
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const { domain: found, isIp } = parse(hostname, { allowPrivateDomains: true });
  const domain = found ?? hostname;
  const sub = hostname.slice(0, hostname.length - domain.length);
  const why =
    username !== '' || password !== ''
      ? 'It hides its host behind a user name.'
      : found === null || isIp
        ? 'It leads to no public web site.'
        : disguised(unicodeHost(hostname))
          ? 'Its letters only look like others.'
          : elsewhere(domain, source, about);
  return { href, domain, sub, ...(why ? { why } : {}) };
}

/** Why a domain isn't the one that a source states; null where it is, or states none. */
function elsewhere(
  domain: string,
  source: string,
  { company = '', domain: theirs }: About,
): string | null {
  const named = (source.match(DOMAIN_IN_TEXT) ?? []).flatMap(
    (one) => registrable(one.toLowerCase()) ?? [],
  );
  if (named.length > 0) {
    return named.some((one) => unicodeHost(one) === unicodeHost(domain))
      ? null
      : `Its source says ${named.join(', ')}.`;
  }
  const label = joined(domain.split('.')[0] ?? '');
  if (label.length >= 3 && joined(source).includes(label)) return null;
  if (!OWN_SITE.test(source)) return null;
  if (theirs !== undefined && registrable(theirs) === domain) return null;
  const name = joined(coreOf(company));
  if (name.length >= 3 && label.length >= 3 && (label.includes(name) || name.includes(label)))
    return null;
  if (theirs === undefined && name === '') return null;
  return `Its source says “${source}”, and this is not ${company === '' ? theirs : `the site of ${company}`}.`;
}
