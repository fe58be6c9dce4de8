// What the words around a name say about whose company it is, for the fitted weights: no phrase, but
// which kinds of words stand where, how many names there are, and what form this one has.

import { company, soundsLikeCompany } from './company-name.ts';
import { namesOf } from './company-names.ts';
import type { Passage } from './passage.ts';
import { type Range, sentencesAt, sentencesOf, type Token, tokensOf } from './sentence-tokens.ts';
import type { Language } from './word-tables.ts';

export type Place = {
  field: 'subject' | 'body';
  start: number;
  end: number;
  name: string;
  features: string[];
};

const NEAR = new Set(
  'at for with of and the is helped you your we they told ask if staff other friend can would will i talk get past only'.split(
    ' ',
  ),
);
const WITHIN = new Set([
  ...NEAR,
  ...'neg give save date price thing keep trial deliver number by match public need'.split(' '),
]);
const TITLE =
  /(?<!\p{L})(?:mr|mrs|ms|dr|doctor|herrn?|frau|mme|m|madame|monsieur|don|do[ñn]a|se[ñn]or|se[ñn]ora|sig|signora?|senhora?|heer|mevrouw|prof|professor|dott)\.? $/iu;
const JOINED = / (?:et|und|y|e|en|och|and) /u;

const keysOf = (token: Token | undefined): string[] => {
  if (!token) return ['<>'];
  const keys = token.classes.filter((name) => NEAR.has(name));
  return keys.length > 0 ? keys : ['-'];
};
const within = (tokens: readonly Token[]): string[] =>
  tokens.flatMap(({ classes }) => classes.filter((name) => WITHIN.has(name)));

/** The words next to the name, two on either side, and the kinds of words within five. */
function around(before: readonly Token[], after: readonly Token[]): string[] {
  const [b1, b2] = [keysOf(before.at(-1)), keysOf(before.at(-2))];
  const [a1, a2] = [keysOf(after[0]), keysOf(after[1])];
  return [
    ...b1.flatMap((one) => [
      `b1:${one}`,
      ...b2.map((two) => `b2b1:${two}_${one}`),
      ...a1.map((next) => `b1a1:${one}_${next}`),
    ]),
    ...b2.map((two) => `b2:${two}`),
    ...a1.flatMap((one) => [`a1:${one}`, ...a2.map((two) => `a1a2:${one}_${two}`)]),
    ...within(before.slice(-5)).map((name) => `B:${name}`),
    ...within(after.slice(0, 5)).map((name) => `A:${name}`),
    ...within([...before, ...after]).map((name) => `S:${name}`),
  ];
}

const SIGNS: [string, RegExp, 'before' | 'after'][] = [
  ['b,', /[,(]\s*$/u, 'before'],
  ['b:', /[:–—-]\s*$/u, 'before'],
  ['b"', /["“«„]$/u, 'before'],
  ['begins', /^\s*$/u, 'before'],
  ['title', TITLE, 'before'],
  ['owner', /^['’]/u, 'after'],
  ['a,', /^,/u, 'after'],
  ['a:', /^\s*[:–—-]/u, 'after'],
  ['ends', /^[.!?]?\s*$/u, 'after'],
];

function shapeOf(name: string, language: Language): string[] {
  const words = name.split(' ').length;
  return [
    `words:${Math.min(words, 4)}`,
    ...(soundsLikeCompany(name) ? ['sounds'] : []),
    ...(JOINED.test(name) ? ['joined'] : []),
    ...(/^\p{Lu}{2,5}$/u.test(name) ? ['caps'] : []),
    ...(/\p{Ll}\p{Lu}/u.test(name) ? ['camel'] : []),
    // German writes every noun with a capital
    ...(language === 'de' && words === 1 ? ['noun'] : []),
  ];
}

/**
 * Every name of the passages that `isKnown` doesn't explain, with its features; `named` where the
 * mail says its reader's company, too.
 */
export function placesOf(
  passages: readonly Passage[],
  { named, isKnown }: { named: boolean; isKnown: (name: string) => boolean },
): Place[] {
  const all = namesOf(passages).filter(({ name }) => !isKnown(name));
  const joined = new Map(all.map((one) => [one, company(one.name).joined]));
  // a lone German noun is no second name
  const told = all.filter(
    ({ name, language, greets }) => !greets && (language !== 'de' || name.includes(' ')),
  );
  const distinct = new Set(told.map((one) => joined.get(one))).size;
  const sentences = new Map(passages.map(({ text }) => [text, sentencesOf(text)]));
  return all.map((one) => {
    const { field, text, language, start, end, name } = one;
    const { own: sentence, previous, next } = sentencesAt(sentences.get(text) ?? [], one);
    const before = text.slice(sentence.start, start);
    const after = text.slice(end, sentence.end);
    const [b, a] = [
      tokensOf(before, language),
      tokensOf(after.replace(/^['’]s?(?!\p{L})/u, ''), language),
    ];
    const inSentence = told.filter(
      (other) => other.text === text && other.start >= sentence.start && other.start < sentence.end,
    );
    const beside = (other: Range | undefined, names: string[], most = 99): string[] => {
      if (!other) return [];
      const tokens = tokensOf(text.slice(other.start, other.end), language).slice(0, most);
      return names.filter((kind) => tokens.some(({ classes }) => classes.includes(kind)));
    };
    const same = all.filter((other) => joined.get(other) === joined.get(one)).length;
    const features = [
      ...around(b, a),
      ...SIGNS.filter(([, sign, side]) => sign.test(side === 'before' ? before : after)).map(
        ([key]) => key,
      ),
      ...shapeOf(name, language),
      `field:${field}`,
      ...(one.greets ? ['greets'] : []),
      `named:${named}`,
      `names:${Math.min(distinct, 4)}`,
      `named:${named}*names:${Math.min(distinct, 3)}`,
      `beside:${Math.min(new Set(inSentence.map((other) => joined.get(other))).size, 3)}`,
      `times:${Math.min(same, 3)}`,
      ...keysOf(b.at(-1)).map((key) => `named:${named}*b1:${key}`),
      ...beside(next, ['they', 'we', 'you', 'your', 'i'], 2).map((kind) => `next:${kind}`),
      ...beside(previous, ['you', 'your', 'other', 'helped']).map((kind) => `prev:${kind}`),
      ...(/[?？]["”)]?\s*$/u.test(text.slice(sentence.start, sentence.end)) ? ['q'] : []),
    ];
    return {
      field,
      start,
      end,
      name,
      features: [...new Set(features)],
    };
  });
}
