import { parse } from 'tldts';
import { NAMING } from './company-patterns.ts';
import { bare, fold } from './fold.ts';
import { type Checked, evidenceOf, type Finding, MOST_PER_RULE, shown } from './passage.ts';

/** Mail providers: their domain says nothing about the reader's company. */
const FREEMAIL =
  /^(?:gmail|googlemail|yahoo|ymail|outlook|hotmail|live|msn|icloud|me|mac|aol|gmx|web|t-online|proton|protonmail|pm|mail|yandex|qq|163|126|naver|daum|orange|wanadoo|free|laposte|libero|virgilio|uol|bol|terra|ziggo|kpnmail|wp|o2|onet|seznam|walla|zoho|fastmail|hey)$/;
const LEGAL =
  /[\s,]+(?:gmbh(?: & co\.? kg)?|ag|se|kg|ohg|ug|inc|llc|ltd|limited|plc|corp|corporation|co|company|s\.?a\.?s?|s\.?p\.?a|s\.?r\.?l|s\.?l\.?u?|sarl|b\.?v|n\.?v|ab|as|oy|a\/s|ltda|pty|sp z o\.?o|group|holding)\.?$/iu;
const JAPANESE_LEGAL = /株式会社|有限会社|合同会社|\(株\)|㈱/gu;
/** Words of a company's name that say what it does, not who it is. */
const COMMON_PARTS = new Set(
  'logistik logistics freight foods food labs group industries industrie transport transportes transports spedition shipping solutions systems services software technologies technology tech digital global international holding bank media energy health sante company retail cloud consulting partners capital'.split(
    ' ',
  ),
);

const coreOf = (name: string): string => {
  let rest = name.trim().replace(JAPANESE_LEGAL, '');
  for (let i = 0; i < 2; i += 1) rest = rest.replace(LEGAL, '');
  return rest.trim();
};

const domainName = (email: string | undefined): string | undefined => {
  const { domainWithoutSuffix } = parse(email?.split('@').at(-1) ?? '');
  return domainWithoutSuffix && !FREEMAIL.test(domainWithoutSuffix)
    ? domainWithoutSuffix
    : undefined;
};

type Company = { joined: string; words: string[]; initials: string };
function company(name: string): Company {
  const core = coreOf(name);
  const words = fold(core)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const initials = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.slice(0, 1))
    .join('');
  return { joined: bare(core), words, initials };
}

/** Whether a name in the text can mean this company: a part of its name, its domain, its initials. */
function means(said: Company, known: Company): boolean {
  if (said.joined === '' || known.joined === '') return false;
  if (
    said.joined === known.joined ||
    said.joined === known.initials ||
    said.initials === known.joined
  )
    return true;
  if (known.joined.startsWith(said.joined) && said.joined.length >= 3) return true;
  if (said.joined.startsWith(known.joined) && known.joined.length >= 3) return true;
  if (known.joined.length >= 4 && said.joined.includes(known.joined)) return true;
  if (said.joined.length >= 4 && known.joined.includes(said.joined)) return true;
  return said.words.some(
    (word) => word.length >= 4 && !COMMON_PARTS.has(word) && known.words.includes(word),
  );
}

/**
 * Rule 3: a name that the mail treats as the reader's company while we know another one. Own
 * names, names that evidence speaks of, and the reader's own may stand; where we know no company
 * of the reader, nothing can be said.
 */
export function otherCompany(checked: Checked): Finding[] {
  const theirs = [
    checked.context.company,
    ...checked.recipients.map(({ email }) => domainName(email)),
  ].filter((name): name is string => name !== undefined && name !== '');
  if (theirs.length === 0) return [];
  const ours = [...checked.policy.ownCompanies, domainName(checked.from.email), checked.from.name];
  const people = [...checked.recipients.map(({ name }) => name), checked.context.recipientName];
  const known = [...theirs, ...ours, ...people]
    .filter((name): name is string => name !== undefined && name !== '')
    .map(company);
  const evidence = evidenceOf(checked).map(fold);
  const reader = [
    ...people.flatMap((name) => (name ? [fold(name)] : [])),
    ...theirs.map((name) => fold(coreOf(name))),
  ];
  const own = ours.filter((name): name is string => name !== undefined && name !== '').map(company);
  const found: Finding[] = [];
  for (const { field, text } of checked.passages) {
    const taken = new Set<string>();
    const looked = new Set<string>();
    for (const { start, end, strong } of namedCompanies(field, text, own)) {
      const name = text.slice(start, end);
      const said = company(name);
      if (taken.has(said.joined) || known.some((one) => means(said, one))) continue;
      const key = `${strong}${said.joined}`;
      if (looked.has(key)) continue;
      looked.add(key);
      // each is searched in all evidence; no mail names this many companies
      if (looked.size > MOST_NAMES) break;
      const sources = evidence.filter((quote) => quote.includes(fold(name)));
      if (
        strong
          ? sources.some((quote) => reader.some((who) => quote.includes(who)))
          : sources.length > 0
      )
        continue;
      taken.add(said.joined);
      found.push({
        severity: strong ? 'high' : 'medium',
        message: `The mail speaks of ${shown(name)} as if it were the reader's company; as far as we know that is ${shown(coreOf(theirs[0] ?? ''))}.`,
        at: { field, start, end },
      });
      if (found.length >= MOST_PER_RULE) return found;
    }
  }
  return found;
}

const MOST_NAMES = 200;

type Named = { start: number; end: number; strong: boolean };

function* namedCompanies(
  field: 'subject' | 'body',
  text: string,
  own: readonly Company[],
): Generator<Named> {
  for (const { pattern, only, strong, not, pair } of NAMING) {
    if (only && only !== field) continue;
    for (const match of text.matchAll(pattern)) {
      for (const [i, range] of (match.indices ?? []).entries()) {
        if (i === 0 || !range) continue;
        const [start, raw] = range;
        const name = trimmedName(text.slice(start, raw));
        if (name === '' || not?.test(name)) continue;
        if (pair && !own.some((one) => means(company(match[3 - i] ?? ''), one))) continue;
        yield { start, end: start + name.length, strong };
      }
    }
  }
}

const NO_COMPANY =
  /^(?:i|you|we|it|he|she|they|this|that|these|there|the|a|an|your|our|my|mr|ms|mrs|dr|q[1-4]|h[12]|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|thanksgiving|black friday|cyber monday|new year|operations|finance|sales|marketing|hr|it|legal|procurement|purchasing|logistics|engineering|planning|support|product|security|ai|api|erp|crm|wms|tms|ceo|cfo|coo|cto|saas|roi|kpi|congress|parliament|senate|government|bundestag|brussels|washington|europe|germany|france|spain|italy|america|china|japan|india|brazil|the eu|eu|us|usa|uk|fda|fed|opec|linkedin|google|youtube|twitter|facebook|slack|excel|outlook|gartner|forrester|mckinsey|covid|english|sie|ihr|ihre|ihnen|wir|ich|es|die|der|das|kunden|teams|unternehmen|firmen|lieferanten|spediteure|fragen|interesse|bedarf|rückfragen|gelegenheit|vous|votre|nous|usted|ustedes|su|lei|voi|você|vocês|jullie|u)$/iu;

/** The name without a possessive and what isn't part of it; empty where it is no company. */
function trimmedName(raw: string): string {
  const name = raw.replace(/['’]s?$/u, '').replace(/[\s.,'’&-]+$/u, '');
  return NO_COMPANY.test(name) || NO_COMPANY.test(name.split(' ')[0] ?? '') || name.length < 2
    ? ''
    : name;
}
