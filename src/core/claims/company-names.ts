import { candidatesIn } from './company-mentions.ts';
import type { Passage } from './passage.ts';
import { languageIn, tokensOf } from './sentence-tokens.ts';
import type { Language } from './word-tables.ts';

/** A name of a text, as far as its form goes; `greets` where it stands in the greeting. */
export type Named = {
  field: 'subject' | 'body';
  start: number;
  end: number;
  name: string;
  text: string;
  language: Language;
  greets: boolean;
};

/** Where the greeting ends: it names a person, and its first word is no name. */
const greetingEnd = (text: string): number =>
  /^[^\n,:!]{0,60}[,:!](?=\s)|^[^\n]{0,60}\n/u.exec(text)?.[0].length ?? 0;

/** Names that may be a company's; none in a language without a table. */
export function namesOf(passages: readonly Passage[]): Named[] {
  const language = languageIn(passages.map(({ text }) => text).join('\n'));
  if (!language) return [];
  return passages.flatMap(({ field, text }) => {
    const from = field === 'body' ? greetingEnd(text) : 0;
    return [...candidatesIn(text)].flatMap((at) => {
      const { start, end } = trimmed(text, at, language);
      const name = text.slice(start, end);
      if (name.length < 2) return [];
      return [{ field, text, language, start, end, name, greets: start < from }];
    });
  });
}

const CLOSED = new Set(
  'we i you your they the and at for of with neg ask if can will would'.split(' '),
);

/** "Ihrer Broschüren", "Shall I", "Düsseldorf I": words of grammar at either end are no name. */
function trimmed(text: string, at: { start: number; end: number }, language: Language): typeof at {
  let { start, end } = at;
  const begins = start === 0 || /[.!?:)\n]\s?$/u.test(text.slice(Math.max(0, start - 2), start));
  const isGrammar = (word: string, any: boolean): boolean => {
    const classes = tokensOf(word, language)[0]?.classes ?? [];
    return any ? classes.length > 0 : classes.some((name) => CLOSED.has(name));
  };
  const words = text.slice(start, end).split(' ');
  for (let first = words.shift(); first !== undefined; first = words.shift()) {
    if (!isGrammar(first, begins && start === at.start)) break;
    start += first.length + 1;
    if (words.length === 0) return { start: end, end };
  }
  for (let last = words.pop(); last !== undefined && isGrammar(last, false); last = words.pop())
    end -= last.length + 1;
  return { start, end };
}
