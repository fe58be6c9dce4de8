import { company } from './company-name.ts';
import { type Greeted, isWordOfNobody, type Named, namesIn } from './greeting-names.ts';
import {
  AFTER_PHRASE,
  CHINESE,
  JAPANESE,
  JAPANESE_NOBODY,
  KOREAN,
  PHRASE,
  SAID_TO,
  TITLED,
  VOCATIVE,
} from './greeting-patterns.ts';
import { INFLECTS, OPENER, OPENING_WORDS } from './greeting-words.ts';
import { type KnownName, knownName, mayBe } from './names.ts';
import { type Checked, type Finding, shown } from './passage.ts';
import { isGivenName, isPlace } from './proper-names.ts';

/** The names behind an opener, and behind a second one: "Sehr geehrte Frau A, sehr geehrter Herr B". */
function openedBy(row: string, length: number, begin: number): Named[] {
  const casual = /^[^\p{L}]{0,8}\p{Ll}/u.test(row);
  const names = namesIn(row.slice(length), begin + length, casual);
  const comma = row.slice(0, 120).indexOf(',', length);
  const second = comma < 0 ? null : OPENER.exec(row.slice(comma + 1, comma + 80));
  if (!second || !/^ ?\p{Ll}/u.test(second[0])) return names;
  const from = comma + 1 + second[0].length;
  return [...names, ...namesIn(row.slice(from), begin + from, casual)];
}

function greetedIn(text: string): Greeted {
  let start = 0;
  let seen = 0;
  for (const row of text.slice(0, 800).split('\n')) {
    const begin = start;
    start += row.length + 1;
    if (row.trim() === '') continue;
    seen += 1;
    if (seen > 4) break;
    const opener = OPENER.exec(row);
    if (opener) {
      const names = openedBy(row, opener[0].length, begin);
      return { names, inflects: INFLECTS.test(opener[0]) };
    }
    const asian = JAPANESE.exec(row) ?? CHINESE.exec(row) ?? KOREAN.exec(row);
    const last = asian?.[1]?.split(/[ \u3000]/).at(-1);
    const name =
      last?.replace(/^.{0,20}(?:株式会社|有限会社|合同会社|\p{Script=Han}{2}部|課)(?=.)/u, '') ??
      last;
    if (asian && name) {
      if (JAPANESE_NOBODY.test(asian[0]) || /^(?:大家|各位|您|你)/.test(name))
        return { names: [], inflects: false };
      const at = begin + row.indexOf(name);
      return {
        names: [{ start: at, end: at + name.length, text: name }],
        inflects: false,
      };
    }
    const alone =
      /^[^\p{L}\p{N}\n]{0,8}(\p{Lu}\p{L}{1,20}(?:[ -]\p{Lu}\p{L}{1,20})?)\s?[,:!–—-]\s{0,3}$/u.exec(
        row,
      );
    if (seen === 1 && alone?.[1] && !OPENING_WORDS.test(alone[1])) {
      const at = begin + row.indexOf(alone[1]);
      return {
        names: [{ start: at, end: at + alone[1].length, text: alone[1] }],
        inflects: false,
      };
    }
    const vocative = seen === 1 ? VOCATIVE.exec(row)?.[1] : undefined;
    if (vocative && isGivenName(vocative)) {
      const at = begin + row.indexOf(vocative);
      return { names: [{ start: at, end: at + vocative.length, text: vocative }], inflects: false };
    }
    const close = seen === 1 ? (AFTER_PHRASE.exec(row) ?? TITLED.exec(row)) : null;
    if (close?.[1] && !isWordOfNobody(close[1].toLowerCase()) && !isPlace(close[1])) {
      const at = begin + close[0].lastIndexOf(close[1]);
      return {
        names: [{ start: at, end: at + close[1].length, text: close[1] }],
        inflects: false,
      };
    }
    const said = seen === 1 ? SAID_TO.exec(row)?.[1] : undefined;
    if (said && isGivenName(said.split(' ')[0] ?? '')) {
      const at = begin + row.lastIndexOf(said);
      return { names: [{ start: at, end: at + said.length, text: said }], inflects: false };
    }
    const phrase = seen === 1 && OPENING_WORDS.test(row.trim()) ? PHRASE.exec(row) : null;
    if (phrase?.[1] && !isWordOfNobody(phrase[1].toLowerCase()) && !isPlace(phrase[1])) {
      const at = begin + phrase[0].lastIndexOf(phrase[1]);
      return {
        names: [{ start: at, end: at + phrase[1].length, text: phrase[1] }],
        inflects: false,
      };
    }
    if (row.length > 60) break;
  }
  return { names: [], inflects: false };
}

const label = (known: Checked['recipients']): string =>
  [...new Set(known.map(({ name, email }) => name ?? email ?? ''))]
    .filter((who) => who !== '')
    .slice(0, 3)
    .join(', ');

/** "Acme" or "Acme Freight" for Acme Freight, Inc. */
const namesFirm = (text: string, firm: string): boolean => {
  const known = company(firm);
  return company(text).words.every((word) => known.words.includes(word));
};

/** Rule 2: a greeting that names nobody whom the text goes to. */
export function wrongGreeting(checked: Checked): Finding[] {
  const people = [...checked.recipients];
  if (checked.context.recipientName) people.push({ name: checked.context.recipientName });
  const known = people.map(knownName).filter((name): name is KnownName => name !== undefined);
  // one addressee of whom nothing is known could be anybody
  if (
    known.length === 0 ||
    checked.recipients.some((person) => !knownName(person) && !checked.context.recipientName)
  )
    return [];
  const body = checked.passages.find(({ field }) => field === 'body');
  if (!body) return [];
  const { names, inflects } = greetedIn(body.text);
  const firms = [checked.context.company, ...checked.policy.ownCompanies].filter(
    (name): name is string => name !== undefined && name !== '',
  );
  return (
    names
      // a greeting to the reader's whole company
      .filter(({ text }) => text.length < 3 || !firms.some((firm) => namesFirm(text, firm)))
      .filter(({ text }) => known.every((name) => mayBe(text, name, inflects) === false))
      .map(({ start, end, text }) => ({
        severity: 'high',
        message: `The greeting names ${shown(text)}, but this goes to ${shown(label(people))}.`,
        at: { field: 'body', start, end },
      }))
  );
}
