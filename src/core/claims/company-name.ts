import { bare, fold, scriptOf } from './fold.ts';

const LEGAL =
  /[\s,]+(?:gmbh(?: & co\.? kg)?|ag|se|kg|ohg|ug|inc|llc|ltd|limited|plc|corp|corporation|co|company|s\.?a\.?s?|s\.?p\.?a|s\.?r\.?l|s\.?l\.?u?|sarl|b\.?v|n\.?v|ab|as|oy|a\/s|ltda|pty|sp z o\.?o|group|holding)\.?$/iu;
const JAPANESE_LEGAL = /株式会社|有限会社|合同会社|\(株\)|㈱/gu;
/** Words of a company's name that say what it does, not who it is. */
const COMMON_PARTS = new Set(
  'logistik logistics logistica logistique freight foods food lab labs group industries industrie transport transporte transportes transports trasporti spedition spedizioni shipping haulage cargo carriers lines solutions systems services software technologies technology tech digital global international holding bank media energy health sante company retail cloud consulting partners capital inc llc ltd gmbh ag corp'.split(
    ' ',
  ),
);

/** A company's name without its legal form. */
export function coreOf(name: string): string {
  let rest = name
    .trim()
    .replace(JAPANESE_LEGAL, '')
    .replace(/^(?:شركة|חברת)\s+/u, '');
  for (let i = 0; i < 2; i += 1) rest = rest.replace(LEGAL, '');
  return rest.trim();
}

export type Company = { joined: string; words: string[]; initials: string; script: string };

/** A name folded for comparison. */
export function company(name: string): Company {
  const core = coreOf(name);
  const split = (text: string): string[] =>
    fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const initials = split(name)
    .map((word) => word.slice(0, 1))
    .join('');
  return { joined: bare(core), words: split(core), initials, script: scriptOf(core) };
}

/** Whether a name in the text can mean this company: a part of its name, its domain, its initials. */
export function means(said: Company, known: Company): boolean {
  const [a, b] = [said.joined, known.joined];
  if (a === '' || b === '') return false;
  if (a === b) return true;
  // "IBM"; a single letter is no abbreviation
  if (a.length >= 2 && (a === known.initials || said.initials === b)) return true;
  if (b.startsWith(a) && a.length >= 3) return true;
  if (a.startsWith(b) && b.length >= 3) return true;
  if (b.length >= 4 && a.includes(b)) return true;
  if (a.length >= 4 && b.includes(a)) return true;
  const shared = said.words.filter(
    (word) => word.length >= 4 && !COMMON_PARTS.has(word) && known.words.includes(word),
  );
  if (shared.length === 0) return false;
  // "Acme Dental" is not "Acme Freight", though "Acme Logistics" may be
  const rest = (one: Company, other: Company): string[] =>
    one.words.filter((word) => !other.words.includes(word));
  return !(
    rest(known, said).length > 0 && rest(said, known).some((word) => !COMMON_PARTS.has(word))
  );
}

/** True for a name that ends in what companies do: "Wayne Logistics". */
export const soundsLikeCompany = (name: string): boolean => {
  const words = fold(name).split(/[^\p{L}\p{N}]+/u);
  return words.length > 1 && COMMON_PARTS.has(words.at(-1) ?? '');
};
