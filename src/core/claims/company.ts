import { parse } from 'tldts';
import { placesOf } from './company-features.ts';
import { type Mention, mentions, namesIn } from './company-mentions.ts';
import { type Company, company, coreOf, means } from './company-name.ts';
import { COMPANY } from './company-weights.ts';
import { fold } from './fold.ts';
import { logOdds, voted } from './linear.ts';
import { type Checked, evidenceOf, type Finding, MOST_PER_RULE, shown } from './passage.ts';

/** Mail providers: their domain says nothing about the reader's company. */
const FREEMAIL =
  /^(?:gmail|googlemail|yahoo|ymail|outlook|hotmail|live|msn|icloud|me|mac|aol|gmx|web|t-online|proton|protonmail|pm|mail|yandex|qq|163|126|naver|daum|orange|wanadoo|free|laposte|libero|virgilio|uol|bol|terra|ziggo|kpnmail|wp|o2|onet|seznam|walla|zoho|fastmail|hey)$/;

const domainName = (email: string | undefined): string | undefined => {
  const { domainWithoutSuffix } = parse(email?.split('@').at(-1) ?? '');
  return domainWithoutSuffix && !FREEMAIL.test(domainWithoutSuffix)
    ? domainWithoutSuffix
    : undefined;
};

const given = (names: readonly (string | undefined)[]): string[] =>
  names.filter((name): name is string => name !== undefined && name !== '');

/** Each name is searched in all evidence; no mail names this many companies. */
const MOST_NAMES = 200;
/** Units of a text in which the reader's company is looked for. */
const MOST_READ = 200_000;

export type Known = {
  theirs: string[];
  companies: Company[];
  own: Company[];
  /** the reader's own names, folded, as evidence would write them */
  reader: string[];
  evidence: string[];
};

/** Undefined where we know no company of the reader's. */
export function knownFrom(checked: Checked): Known | undefined {
  const theirs = given([
    checked.context.company,
    ...checked.recipients.map(({ email }) => domainName(email)),
  ]);
  if (theirs.length === 0) return undefined;
  const { ownCompanies } = checked.policy;
  const ours = given([...ownCompanies, domainName(checked.from.email), checked.from.name]);
  const people = given([
    ...checked.recipients.map(({ name }) => name),
    checked.context.recipientName,
  ]);
  return {
    theirs,
    companies: [...theirs, ...ours, ...people].map(company),
    own: ours.map(company),
    reader: [...people.map(fold), ...theirs.map((name) => fold(coreOf(name)))],
    evidence: evidenceOf(checked).map(fold),
  };
}

/** Whether the mail says the reader's company at all, by any form of its name. */
export function namesReader({ passages }: Checked, { theirs }: Known): boolean {
  const companies = theirs.map(company);
  return passages.some(({ text }) => {
    const folded = fold(text.slice(0, MOST_READ));
    if (theirs.some((name) => coreOf(name).length >= 3 && folded.includes(fold(coreOf(name)))))
      return true;
    for (const name of namesIn(text))
      if (companies.some((one) => means(company(name), one))) return true;
    return false;
  });
}

/**
 * Rule 3: a name that the mail treats as the reader's company while we know another one. Own
 * names, names that evidence speaks of, and the reader's own may stand; where we know no company
 * of the reader, or only one in another script, nothing can be said. Hand-written roles and fitted
 * weights judge each name together; a name that the weights can't judge (another script, a language
 * without a table) the roles judge alone.
 */
export function otherCompany(checked: Checked): Finding[] {
  const known = knownFrom(checked);
  if (!known) return [];
  const named = namesReader(checked, known);
  const byRole = inRoles(checked, known, named);
  const places = placesOf(checked.passages, { named, isKnown: (name) => isKnown(name, known) });
  const joined = (name: string): string => company(name).joined;
  const judged = places.filter(({ name, features }) =>
    voted(
      logOdds(COMPANY, features),
      'company',
      byRole.some(({ said }) => said.joined === joined(name)),
    ),
  );
  const unjudged = byRole.filter(
    ({ said }) => !places.some(({ name }) => joined(name) === said.joined),
  );
  const found = new Map<string, Finding>();
  for (const { field, start, end, name } of [...judged, ...unjudged]) {
    if (found.has(joined(name))) continue;
    const sure = byRole.some(
      ({ said, sureness }) => said.joined === joined(name) && sureness === 'sure',
    );
    found.set(joined(name), {
      severity: sure ? 'high' : 'medium',
      message: `The mail speaks of ${shown(name)} as if it were the reader's company; as far as we know that is ${shown(coreOf(known.theirs[0] ?? ''))}.`,
      at: { field, start, end },
    });
  }
  return [...found.values()].slice(0, MOST_PER_RULE);
}

const isKnown = (name: string, known: Known): boolean =>
  known.companies.some((one) => means(company(name), one)) || evident(fold(name), false, known);

/**
 * Names that stand in the reader's place by the words around them. A mail that names the reader's
 * company rightly may speak of others, too: then only one that can hardly be anything else counts.
 */
export function inRoles({ passages }: Checked, known: Known, named: boolean): Stranger[] {
  return passages.flatMap(({ field, text }) =>
    strangers(field, text, known).filter(
      // a second company makes it unclear which stands in the reader's place
      ({ sureness, of }) => (!named || sureness === 'sure') && !(sureness === 'alone' && of > 1),
    ),
  );
}

export type Stranger = Mention & { field: 'subject' | 'body' } & {
  name: string;
  said: Company;
  of: number;
};

/** Mentions that are neither the reader's, nor ours, nor explained by evidence; `of` so many names. */
function strangers(field: 'subject' | 'body', text: string, known: Known): Stranger[] {
  const scripts = new Set(known.theirs.map((name) => company(name).script));
  const looked = new Set<string>();
  const found: Omit<Stranger, 'of'>[] = [];
  for (const mention of mentions(field, text, known.own)) {
    const name = text.slice(mention.start, mention.end);
    const said = company(name);
    if (!scripts.has(said.script) || known.companies.some((one) => means(said, one))) continue;
    const key = `${mention.sureness}${said.joined}`;
    if (looked.has(key)) continue;
    looked.add(key);
    if (looked.size > MOST_NAMES) break;
    if (!evident(fold(name), mention.sureness === 'sure', known))
      found.push({ ...mention, field, name, said });
  }
  const of = new Set(found.map(({ said }) => said.joined)).size;
  return found.map((one) => ({ ...one, of }));
}

/** Evidence may explain a name; a sure mention only when it speaks of the reader, too. */
function evident(name: string, strong: boolean, { evidence, reader }: Known): boolean {
  const sources = evidence.filter((quote) => quote.includes(name));
  return strong
    ? sources.some((quote) => reader.some((who) => quote.includes(who)))
    : sources.length > 0;
}
