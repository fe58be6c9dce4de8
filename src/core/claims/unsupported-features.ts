// What the words around an unproven number say, for the fitted weights: whether it is said of the
// reader or the world, or is a time to talk, a length, a name, a guess of the writer's own.
import type { Fact } from './fact-rule.ts';
import { contradicts, inUnit, type Known, nounAt } from './known-facts.ts';
import type { Passage } from './passage.ts';
import { type Range, sentencesAt, type Token, tokensOf } from './sentence-tokens.ts';
import { unitAt } from './units.ts';
import type { Language } from './word-tables.ts';

const MOODS =
  'we i you your they other staff neg if ask told past can will would talk get give keep trial thing price save deliver only max by helped need doc always'.split(
    ' ',
  );
const CLOCK = /^ ?(?::\d\d|h ?\d{0,2}(?!\p{L})|[ap]\.?m\b|uhr|o['’]clock|時(?!間))/iu;
const CLOCK_BEFORE = /(?<!\p{L})(?:at|um|à|a las?|alle|às|om|kl\.?|klockan|\d[:h]) ?$/iu;
const WEEKDAY =
  /(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,? (?:the )?$|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag),? (?:de[nmr] )?$|(?:lundi|mardi|mercredi|jeudi|vendredi),? (?:le )?$|(?:lunes|martes|miércoles|jueves|viernes),? (?:el )?$|(?:lunedì|martedì|mercoledì|giovedì|venerdì),? (?:il )?$|(?:feira|segunda|terça|quarta|quinta|sexta),? (?:dia )?$|(?:maandag|dinsdag|woensdag|donderdag|vrijdag),? $|(?:måndag|tisdag|onsdag|torsdag|fredag)(?:en)?,? (?:den )?$/iu;

/** "EDI 204, 210 and 214": what stands before the first of a series stands before each. */
const SERIES =
  /(?:(?<![\d.])\d[\d.:]{0,6}(?:st|nd|rd|th|日|\.)?(?: ?(?:,|、|or|and|und|oder|et|ou|y|o|e|of|en|och|eller|と|か) ?(?:even |perhaps |maybe |or |and |on |the |der |den |le |el |il |dia )*)+)+$/iu;

const sizeOf = (value: number): string => {
  for (const most of [2, 5, 12, 31, 60, 100, 1000]) if (value <= most) return `${most}`;
  return value >= 1900 && value <= 2100 ? 'year' : 'large';
};
const nearness = (days: number): string =>
  days < -1 ? 'past' : days <= 21 ? 'soon' : days <= 75 ? 'next' : days < 999 ? 'far' : 'none';

const classesAt = (token: Token | undefined): readonly string[] =>
  token ? (token.classes.length > 0 ? token.classes : ['-']) : ['<>'];
const moodsIn = (tokens: readonly Token[]): string[] =>
  MOODS.filter((name) => tokens.some(({ classes }) => classes.includes(name)));

/** Features of a weighed fact; none of another. */
export function factFeatures(
  { at, weighed }: Fact,
  {
    passage: { field, text },
    known,
    language,
    sentences,
  }: { passage: Passage; known: Known; language: Language; sentences: readonly Range[] },
): string[] {
  if (!weighed || !at) return [];
  const { kind, value } = weighed;
  const { start, end } = at;
  const { own: sentence, previous } = sentencesAt(sentences, { start, end });
  const before = text.slice(sentence.start, start);
  const after = text.slice(end, sentence.end);
  const said = text.slice(start, end);
  const head = before.replace(SERIES, '');
  const [b, a] = [tokensOf(head, language), tokensOf(after, language)];
  const size = kind === 'date' ? nearness(value) : sizeOf(value);
  const all = [...b, ...a];
  const moods = moodsIn(all);
  const near = moodsIn([...b.slice(-5), ...a.slice(0, 5)]);
  const earlier = previous
    ? moodsIn(tokensOf(text.slice(previous.start, previous.end), language))
    : [];
  const unit = unitAt(text, { start, end });
  const noun = nounAt(text, end);
  const shape = [
    `size:${size}`,
    ...(/%|percent|prozent|pour ?cent|por ?c|per ?cento|procent/iu.test(said) ? ['share'] : []),
    ...(/[$€£¥円]|eur|usd/iu.test(said) ? ['money'] : []),
    ...(/\d[.,]\d{1,2}(?!\d)/u.test(said) ? ['decimal'] : []),
    ...(/^(?:st|nd|rd|th|\.|º|ª|er|e)(?!\p{L})/u.test(after) ? ['ordinal'] : []),
    ...(CLOCK.test(after) || CLOCK_BEFORE.test(head) ? ['clock'] : []),
    ...(WEEKDAY.test(head) ? ['weekday'] : []),
    ...(/\p{Lu}[\p{Lu}\d]{1,6}[ -]$/u.test(head) ? ['caps'] : []),
    ...(/\p{Lu}\p{L}{2,14}[ -]$/u.test(head) && language !== 'de' ? ['capital'] : []),
    ...(/^[-\p{L}]/u.test(after) ? ['glued'] : []),
    ...(head === before ? [] : ['series']),
    ...(/^ ?[–-] ?\d|^ (?:to|bis|à|a|tot|till) \d/u.test(after) ? ['range'] : []),
    ...(/[?？]["”)]?\s*$|か。\s*$/u.test(text.slice(sentence.start, sentence.end)) ? ['q'] : []),
    ...(/^ \p{L}{2,14} ?:/u.test(after) ? ['list'] : []),
    ...(unit ? [`unit:${unit.dimension.slice(0, 5)}`] : []),
    ...(unit && inUnit(value, unit, known) === 'other' ? ['unit-other'] : []),
    ...(noun && contradicts(value, noun, known) ? ['noun-other'] : []),
    ...(known.empty ? ['no-evidence'] : []),
    ...(size === 'year' && known.dates.years.size > 0 ? ['other-year'] : []),
  ];
  return [
    ...new Set([
      `kind:${kind}`,
      `field:${field}`,
      ...shape,
      ...shape.map((one) => `${kind}*${one}`),
      ...classesAt(b.at(-1)).map((name) => `b1:${name}`),
      ...classesAt(a[0]).map((name) => `a1:${name}`),
      ...classesAt(a[0]).map((name) => `${kind}*a1:${name}`),
      ...near.map((name) => `N:${name}`),
      ...moods.flatMap((name) => [`S:${name}`, `${kind}*S:${name}`]),
      ...earlier.map((name) => `E:${name}`),
    ]),
  ];
}
