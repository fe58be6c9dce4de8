import { fold, scriptOf } from './fold.ts';
import { classesOf, JAPANESE, languageOf } from './word-classes.ts';
import type { Language } from './word-tables.ts';

/** A word, number or sign of a text, with what it does there. Offsets count in the text. */
export type Token = { word: string; classes: readonly string[]; start: number; end: number };

const CURRENCY = '[$€£¥円]|万円';
const AMOUNT = `\\d[\\d.,\\u00a0\\u202f]*(?: ?(?:%|割|${CURRENCY}|(?:k|m|mio|mrd|percent|prozent|procent|euros?|eur|usd|dollars?|pounds|kronor|kr|chf|reais)(?!\\p{L})))?`;
const TOKEN = new RegExp(
  `[$€£¥](?= ?\\d)|R\\$(?= ?\\d)|${AMOUNT}|${JAPANESE.join('|')}|[a-zA-Z\\u00c0-\\u024f]+(?:['’][a-zA-Z\\u00c0-\\u024f]+)?|[?？:]`,
  'giu',
);
const ELISION = /^(?:dell|nell|sull|dall|quell|jusqu|all|un|qu|[ldjncsmt])['’](?=\p{L}{2})/u;
const MONEY = /[$€£¥円]|euros?|eur|usd|dollars?|pounds|kr|chf|reais/iu;

/** Words as the language's table has them: elided articles stand apart, an English "'s" is dropped. */
function wordsIn(raw: string): string[] {
  const word = fold(raw).replace(/’/g, "'");
  const elided = ELISION.exec(word)?.[0] ?? '';
  const head = { "n'": 'ne', "j'": 'je' }[elided];
  return [...(head ? [head] : []), word.slice(elided.length).replace(/'s$/, '')];
}

const OTHER_SCRIPT =
  /(?:[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hangul}]\P{L}{0,9}){4}/u;
/** The language of a text, by its grammar; `undefined` for one without a table. */
export function languageIn(text: string): Language | undefined {
  const head = text.slice(0, 4000);
  if (/[\u3040-\u30ff]/u.test(head)) return 'ja';
  if (OTHER_SCRIPT.test(head)) return undefined;
  return languageOf([...head.matchAll(/\p{L}+(?:['’]\p{L}+)?/gu)].flatMap(([raw]) => wordsIn(raw)));
}

/** The tokens of a text, words with their classes in `language`. */
export function tokensOf(text: string, language: Language): Token[] {
  const tokens: Token[] = [];
  for (const { 0: raw, index: start } of text.matchAll(TOKEN)) {
    const end = start + raw.length;
    const sign = /^(?:R?\$|[€£¥])$/u.test(raw);
    if (sign || /^\d/.test(raw)) {
      const money = sign || MONEY.test(raw) || tokens.at(-1)?.word === '$';
      const name = money
        ? 'money'
        : /%|割|percent|prozent|procent/iu.test(raw)
          ? 'share'
          : 'number';
      tokens.push({ word: sign ? '$' : '#', classes: [name], start, end });
    } else if (scriptOf(raw) === 'cjk') {
      tokens.push({ word: raw, classes: classesOf(raw, 'ja'), start, end });
    } else
      for (const word of wordsIn(raw))
        tokens.push({ word, classes: classesOf(word, language), start, end });
  }
  return tokens;
}

const END = /[.!?]+(?=\s|$|["”»)])|[。！？]|\n/gu;
/** "am 3. Dezember", "Dr. Holzer": no end. */
const SHORT = /(?:^|\s)(?:\d{1,2}|\p{Lu}|Mr|Mrs|Dr|St|Nr|No|ca|inkl|z|vs)$/u;

/** Units of one sentence that are read; a text without full stops costs no more than any other. */
const LONGEST = 1200;
const MOST = 400;

export type Range = { start: number; end: number };

/** The sentences of a text, the first 400, each cut at 1200 units. */
export function sentencesOf(text: string): Range[] {
  const found: Range[] = [];
  let start = 0;
  const add = (end: number): void => {
    if (text.slice(start, Math.min(end, start + LONGEST)).trim() !== '')
      found.push({ start, end: Math.min(end, start + LONGEST) });
  };
  for (const { 0: raw, index } of text.matchAll(END)) {
    if (found.length >= MOST) return found;
    if (raw === '.' && SHORT.test(text.slice(Math.max(start, index - 5), index))) continue;
    add(index + (raw === '\n' ? 0 : raw.length));
    start = index + raw.length;
  }
  add(text.length);
  return found;
}

/** The sentence that a place is in, and the one on either side. */
export function sentencesAt(
  sentences: readonly Range[],
  place: Range,
): { own: Range; previous: Range | undefined; next: Range | undefined } {
  const at = sentences.findIndex(({ start, end }) => start <= place.start && place.start < end);
  return {
    // past what is read, a name is its own sentence
    own: sentences[at] ?? place,
    previous: at > 0 ? sentences[at - 1] : undefined,
    next: at < 0 ? undefined : sentences[at + 1],
  };
}
