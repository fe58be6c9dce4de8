import { parse } from 'tldts';
import { mentions } from './company-mentions.ts';
import { type Company, company, coreOf, means } from './company-name.ts';
import { fold } from './fold.ts';
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

type Known = {
  theirs: string[];
  companies: Company[];
  own: Company[];
  /** the reader's own names, folded, as evidence would write them */
  reader: string[];
  evidence: string[];
};

function knownFrom(checked: Checked): Known | undefined {
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

/**
 * Rule 3: a name that the mail treats as the reader's company while we know another one. Own
 * names, names that evidence speaks of, and the reader's own may stand; where we know no company
 * of the reader, or only one in another script, nothing can be said.
 */
export function otherCompany(checked: Checked): Finding[] {
  const known = knownFrom(checked);
  if (!known) return [];
  const scripts = new Set(known.theirs.map((name) => company(name).script));
  const found: Finding[] = [];
  for (const { field, text } of checked.passages) {
    const taken = new Set<string>();
    const looked = new Set<string>();
    for (const { start, end, strong } of mentions(field, text, known.own)) {
      const name = text.slice(start, end);
      const said = company(name);
      if (taken.has(said.joined) || !scripts.has(said.script)) continue;
      if (known.companies.some((one) => means(said, one))) continue;
      const key = `${strong}${said.joined}`;
      if (looked.has(key)) continue;
      looked.add(key);
      if (looked.size > MOST_NAMES) break;
      if (evident(fold(name), strong, known)) continue;
      taken.add(said.joined);
      found.push({
        severity: strong ? 'high' : 'medium',
        message: `The mail speaks of ${shown(name)} as if it were the reader's company; as far as we know that is ${shown(coreOf(known.theirs[0] ?? ''))}.`,
        at: { field, start, end },
      });
      if (found.length >= MOST_PER_RULE) return found;
    }
  }
  return found;
}

/** Evidence may explain a name; a sure mention only when it speaks of the reader, too. */
function evident(name: string, strong: boolean, { evidence, reader }: Known): boolean {
  const sources = evidence.filter((quote) => quote.includes(name));
  return strong
    ? sources.some((quote) => reader.some((who) => quote.includes(who)))
    : sources.length > 0;
}
