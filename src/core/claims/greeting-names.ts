import { goesOn, INTRODUCES } from './greeting-patterns.ts';
import {
  FILLERS,
  GROUPS,
  LINKS,
  NOBODY,
  OPENER,
  OPENING_WORDS,
  PARTICLES,
  TITLES,
} from './greeting-words.ts';
import { isGivenName } from './proper-names.ts';

/** A greeted name with its place in the text. */
export type Named = { start: number; end: number; text: string };
export type Greeted = { names: Named[]; inflects: boolean };

/** The names in the rest of a greeting line: titles stripped, split at "and", ended by lower case. */
export function namesIn(rest: string, offset: number, casual: boolean): Named[] {
  if (INTRODUCES.test(rest)) return [];
  const names: Named[] = [];
  let current: Named | undefined;
  const list = rest.slice(0, 80);
  const small = /^(\p{Ll}{2,15})\s{0,3}(?:[,!.–-]?\s{0,3}$|[,!])/u.exec(list)?.[1];
  // "hey greg" as its writer writes; "Dear supplier" is no name
  if (small && !isWordOfNobody(small) && (casual || isGivenName(small)))
    return [{ start: offset, end: offset + small.length, text: small }];
  const cased = /[\p{Lu}\p{Ll}]/u.test(list);
  const ends = /[!:;.،,。！？?…]\s*$|[!:;،,](?:\s|$)|\s[-–—]\s|[–—]/.test(rest);
  for (const match of list.matchAll(
    /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’.-]*|[&+,،/]|\s[-–—]\s|[!:;。！？?…(]/gu,
  )) {
    const word = match[0];
    const plain = word.replace(/[.'’]+/g, '').toLowerCase();
    if (/^(?:\s[-–—]\s|[!:;。！？?…(،])$/u.test(word)) break;
    if (LINKS.has(plain) || word === '/' || word === '&' || word === '+') {
      current = undefined;
      continue;
    }
    if (word === ',') {
      if (!goesOn(list.slice(match.index))) break;
      current = undefined;
      continue;
    }
    if (TITLES.has(plain)) continue;
    if (GROUPS.has(plain.split('-').at(-1) ?? '')) {
      // "Acme Freight team", "Planning Team", "Hafenlog-Team": no person is named
      if (current) names.pop();
      break;
    }
    if (names.length === 0 && FILLERS.has(plain)) continue;
    if (NOBODY.has(plain)) {
      if (names.length === 0) return [];
      break;
    }
    if (cased && !/^\p{Lu}/u.test(word)) {
      if (PARTICLES.has(plain) || (names.length === 0 && OPENER.test(word))) continue;
      break;
    }
    if (!cased && !ends && names.length > 2) return [];
    const end = offset + match.index + word.replace(/[.'’-]+$/, '').length;
    if (current) {
      current.end = end;
    } else {
      current = { start: offset + match.index, end, text: '' };
      names.push(current);
    }
    current.text = rest.slice(current.start - offset, current.end - offset);
    if (/[^.]\.$/.test(word) && plain.length > 2) break;
  }
  return names.filter(({ text }) => text !== '').slice(0, 8);
}

/** True for a word that greets no person: a team, a filler, a title. */
export const isWordOfNobody = (word: string): boolean =>
  NOBODY.has(word) ||
  GROUPS.has(word) ||
  FILLERS.has(word) ||
  TITLES.has(word) ||
  OPENING_WORDS.test(word);
