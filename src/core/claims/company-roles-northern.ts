import type { Role } from './company-role.ts';

/** Dutch and the Scandinavian languages. */
export const NORTHERN: Role[] = [
  // Dutch
  {
    before: /(?<!\p{L})(?:team|rol|werk|functie|collega['’]?s|planners) (?:bij|van) $/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})bij $/u,
    sentence: /(?<!\p{L})(?:jullie|je|jij|u|uw)(?!\p{L})/iu,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:zag|las|hoorde|begreep|gezien|gelezen|merkte)(?: \p{Ll}{1,6})? dat $/iu,
    after: /^ \p{Ll}/u,
  },
  { before: /(?<!\p{L})hoe \p{Ll}{2,14} $/iu, after: /^ \p{Ll}|^\?/u },
  {
    before: /(?<!\p{L})(?:heeft|gebruikt|is|zou|kan|plant|zoekt|wil) $/iu,
    after: /^ \p{Ll}[^.!]{0,80}\?/u,
  },
  { before: /(?<!\p{L})(?:gefeliciteerd|proficiat)(?!\p{L})[^.!?]{0,60} (?:van|bij|met|aan) $/iu },
  { before: /(?<!\p{L})(?:idee|voorstel|interessant|zinvol|nuttig|demo|oplossing) voor $/iu },
  { before: /(?<!\p{L})(?:groei|website|succes|loods|magazijn|opening) van $/iu },
  // Scandinavian
  { before: /(?<!\p{L})(?:ert|ditt|deres|jeres|ditt) \p{L}{1,20} (?:på|hos|i) $/iu, strong: true },
  { before: /(?<!\p{L})(?:såg|läste|hörde|så|leste|hørte) (?:att|at) $/iu, after: /^ \p{Ll}/u },
  { before: /(?<!\p{L})(?:hur|hvordan) \p{Ll}{2,14} $/iu, after: /^ \p{Ll}/u },
  {
    before:
      /(?<!\p{L})(?:grattis|gratulerer|tillykke)(?!\p{L})[^.!?]{0,60} (?:på|hos|med|til|till) $/iu,
  },
];
