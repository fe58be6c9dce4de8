import { normalDomain } from '../conduct/names.ts';
import type { Content } from '../schema/content.ts';
import type { Context } from '../schema/proposal.ts';
import type { Territory } from '../schema/territory.ts';
import { actorsOf, addressesOf, fold, samePerson } from './owners.ts';

type About = { content: Content; context?: Context | undefined };

/**
 * Whether a territory has a buyer: `yes` and `no` where what is known says so, otherwise what would have to
 * be known, in words: "country".
 */
type Covers = { is: 'yes' } | { is: 'no' } | { is: 'unknown'; missing: string };

/**
 * The sentence, where a buyer is in somebody else's territory; null where that is surely not so. The first
 * territory that has the buyer decides. One that may have it, for all that is known, decides too, unless
 * who would act is its owner: what nobody said is no way around a rule.
 */
export function territoryConflict(all: readonly Territory[], about: About): string | null {
  const facts = factsOf(about, all);
  const actors = actorsFor(about);
  for (const territory of all) {
    const covers = coversOf(territory, facts);
    if (covers.is === 'no') continue;
    const own = [territory.owner, ...(territory.team ?? [])];
    if (actors.some((actor) => own.some((owner) => samePerson(actor, owner)))) {
      if (covers.is === 'yes') return null;
      continue;
    }
    return sentence(territory, covers, { actor: actors.at(-1), who: facts.who });
  }
  return null;
}

/** Who would be seen to act; where nobody is, the owner of the record stands for them. */
function actorsFor({ content, context }: About): string[] {
  const actors = actorsOf(content);
  const owner = context?.recordOwner;
  return actors.length === 0 && owner !== undefined ? [owner] : actors;
}

function sentence(
  { name, owner }: Territory,
  covers: Exclude<Covers, { is: 'no' }>,
  { actor, who }: { actor: string | undefined; who: string },
): string {
  const acts = actor === undefined ? 'nobody says for whom it acts' : `${actor} would act`;
  if (covers.is === 'yes') return `${who} is in the territory ${name} of ${owner}; ${acts}.`;
  return `${who} may be in the territory ${name} of ${owner}, since nobody says ${covers.missing}; ${acts}.`;
}

/** What is known of a buyer, ready to be compared; a list without members is not known. */
type Facts = {
  who: string;
  /** the name of one of these territories, where the agent says that a lead belongs there */
  named: string | null;
  countries: string[];
  regions: string[];
  segments: string[];
  postal: string[];
  domains: string[];
};

function factsOf({ content, context }: About, all: readonly Territory[]): Facts {
  const { buyer, routing, company } = context ?? {};
  const said = routing?.territory === undefined ? undefined : fold(routing.territory);
  const domains = addressesOf(content).map((address) => address.split('@').at(-1) ?? '');
  const some = <T>(value: string | undefined, as: (text: string) => T): T[] =>
    value === undefined ? [] : [as(value)];
  return {
    who: company ?? 'The buyer',
    named: all.some(({ name }) => fold(name) === said) ? (said ?? null) : null,
    countries: some(buyer?.country, countryOf),
    regions: some(buyer?.region, fold),
    segments: some(buyer?.segment, fold),
    postal: some(buyer?.postalCode, postalOf),
    domains: [...domains, ...some(buyer?.domain, (domain) => domain)].map(normalDomain),
  };
}

/** Each list that the territory has must fit; in each, one of its members. A name says what facts leave open. */
function coversOf(territory: Territory, facts: Facts): Covers {
  let missing: string | null = null;
  for (const { list, known, word, fits } of [
    { list: territory.countries, known: facts.countries, word: 'its country', fits: byCountry },
    { list: territory.regions, known: facts.regions, word: 'its region', fits: byName },
    { list: territory.segments, known: facts.segments, word: 'its segment', fits: byName },
    { list: territory.postal, known: facts.postal, word: 'its postal code', fits: byPostal },
    { list: territory.domains, known: facts.domains, word: 'its domain', fits: byDomain },
  ]) {
    if (list === undefined) continue;
    if (known.length === 0) missing ??= word;
    else if (!list.some((wanted) => known.some((fact) => fits(wanted, fact)))) return { is: 'no' };
  }
  if (missing === null) return { is: 'yes' };
  if (facts.named === null) return { is: 'unknown', missing };
  return { is: facts.named === fold(territory.name) ? 'yes' : 'no' };
}

const byCountry = (wanted: string, fact: string): boolean => countryOf(wanted) === fact;
const byName = (wanted: string, fact: string): boolean => fold(wanted) === fact;
const byPostal = (wanted: string, fact: string): boolean => fact.startsWith(postalOf(wanted));
function byDomain(wanted: string, fact: string): boolean {
  const domain = normalDomain(wanted);
  return fact === domain || fact.endsWith(`.${domain}`);
}

/** `D-80331` is 80331, `SW1A 1AA` is SW1A1AA. */
const postalOf = (code: string): string =>
  fold(code)
    .replace(/^[a-z]{1,2}-(?=\d)/, '')
    .replace(/[\s-]/g, '');

const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** The English name behind a code, so that `DE` and `Germany` are one country. */
function countryOf(text: string): string {
  const folded = fold(text);
  if (!/^[a-z]{2}$/.test(folded)) return folded;
  return fold(NAMES.of(folded.toUpperCase()) ?? folded);
}
