import { company } from './company-name.ts';
import {
  FILLERS,
  GROUPS,
  INFLECTS,
  LINKS,
  NOBODY,
  OPENER,
  OPENING_WORDS,
  PARTICLES,
  TITLES,
} from './greeting-words.ts';
import { type KnownName, knownName, mayBe } from './names.ts';
import { type Checked, type Finding, shown } from './passage.ts';
import { isGivenName, isPlace } from './proper-names.ts';

type Named = { start: number; end: number; text: string };
type Greeted = { names: Named[]; inflects: boolean };

/** The names in the rest of a greeting line: titles stripped, split at "and", ended by lower case. */
function namesIn(rest: string, offset: number, casual: boolean): Named[] {
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

const isWordOfNobody = (word: string): boolean =>
  NOBODY.has(word) ||
  GROUPS.has(word) ||
  FILLERS.has(word) ||
  TITLES.has(word) ||
  OPENING_WORDS.test(word);

const ONE = "\\p{Lu}[\\p{L}\\p{M}'’-]{0,20}(?: \\p{Lu}[\\p{L}\\p{M}'’-]{1,20})?";
/** After a comma: another name, and then an end, not a sentence ("Hi Dana, Tom here"). */
const NEXT = new RegExp(
  `^, ?(${ONE})\\s{0,3}(?:[,!.:;–—-]|$|(?:and|und|et|y|e|en|och|og) \\p{Lu})`,
  'u',
);
const goesOn = (rest: string): boolean => {
  const name = NEXT.exec(rest)?.[1];
  return name !== undefined && !OPENING_WORDS.test(name);
};

/** "Hi, Imani from Northwind here": the sender names themselves. */
const INTRODUCES =
  /^\p{Lu}\p{L}{1,20}(?: \p{Lu}\p{L}{1,20})? (?:here(?!\p{L})|from \p{Lu}|speaking|writing|hier(?!\p{L})|von \p{Lu})/u;

/** "Marcus, quick one", "Tom:": only a common given name is surely one here. */
const VOCATIVE = /^[^\p{L}\p{N}\n]{0,8}(\p{Lu}\p{L}{1,20})(?:[,:!]| ?[-–—] )/u;

/** A mail that opens with a phrase and the name behind it: "Happy Monday, Gwen!", "Sorry for the delay, Ben - …". */
const PHRASE = new RegExp(
  `^[ \\t>]{0,4}[\\p{L}'’ ]{3,70}, (${ONE})\\s{0,3}(?:[,!.?;:–—]|- |-$|$)`,
  'u',
);

/** "Thanks Ana –", "Happy Friday Carla!": the name right behind the phrase. */
const AFTER_PHRASE = new RegExp(
  `^[^\\p{L}\\p{N}\\n]{0,8}(?:(?:[Mm]any |[Bb]ig )?(?:[Tt]hanks|THANKS|[Tt]hank you|[Cc]ongrats|[Cc]ongratulations|[Cc]heers|[Ss]orry|[Aa]pologies)(?: again| so much)?|[Hh]appy (?:\\p{L}{3,10}day|New Year|new year|holidays)|[Ww]elcome(?: back| aboard)?|[Ff]ollowing up|[Qq]uick (?:one|question|note)|Danke|Merci|Gracias|Grazie|Obrigad[oa]|Bedankt) (${ONE})\\s{0,3}(?:[,!.:;–—]|- |-$|$)`,
  'u',
);
/** "Mr. Simmons," without any word before. */
const TITLED = new RegExp(
  `^[^\\p{L}\\p{N}\\n]{0,8}(?:M[rs]s?|Miss|Dr|Prof|Herr|Frau|Mme|Monsieur|Madame|Sra?|Señora?|Sig|Signora?|Dott|Mevrouw|Dhr|Mevr)\\.? (?:Dr\\.? )?(${ONE})\\s{0,3}[,:!–—]`,
  'u',
);
/** "It was good to meet you, Andrew." */
const SAID_TO = new RegExp(
  `^[^\\n]{3,80}(?:you|well|again|week|weekend|day|yesterday|today|time|soon|one|touch|minute|this|back|help|call|chat|reply|note),? (${ONE})\\s{0,3}(?:[!?…]|\\.(?:\\s|$)|$)`,
  'u',
);

const JAPANESE =
  /^[ \u3000]{0,4}(?:(?:こんにちは|おはようございます|はじめまして|拝啓)[、。,! ]{0,2})?([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々\p{L} \u3000]{1,24}?)[ \u3000]?(?:(?:部長|課長|社長|店長|係長|専務|常務|取締役)(?:様|殿)?|様|さま|さん|殿|先生)(?:[、,。 \u3000]|$)/u;
const JAPANESE_NOBODY = /担当|皆|みな|お客|各位|関係者|ご一同|御中|責任者|読者/u;
const CHINESE =
  /^[ \u3000]{0,4}(?:尊敬的|亲爱的)?(\p{Script=Han}{1,4}?)(?:(?:先生|女士|总|经理|小姐|老师)?[,， ]?(?:您好|你好)|(?:先生|女士|总|经理|小姐|老师)[,，:：])/u;
const KOREAN =
  /^[ \u3000]{0,4}(?:안녕하세요,? ?)?(\p{Script=Hangul}{2,4})(?: ?(?:대표|부장|과장|팀장|매니저|이사))? ?님/u;

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
