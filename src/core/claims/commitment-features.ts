// What a sentence does, for the fitted weights: who acts, what is spoken of (money, time, a
// guarantee), in which mood (asked, told, denied), and how these meet.
import type { Passage } from './passage.ts';
import { languageIn, sentencesOf, type Token, tokensOf } from './sentence-tokens.ts';

export type Said = { field: 'subject' | 'body'; start: number; end: number; features: string[] };

const list = (words: string): string[] => words.split(' ');
const AGENTS = list('we i you your they other friend staff');
const SUBJECTS = list('we i you your they other staff');
const TERMS = list(
  'share money number give get keep free onus disc price pay refund fail guar sla deliver term extra incl match save trial thing span date always max by',
);
const MOODS = list('neg sorry if ask told past can will would talk only');
const PAIRED = new Set([...AGENTS, ...TERMS, ...MOODS]);
const BEFORE = list('other told past neg q we they');
const QUESTION = /[?？]["”»)]?\s*$|か。\s*$/u;

function featuresOf(tokens: readonly Token[], { asks }: { asks: boolean }): Set<string> {
  const classes = new Set(tokens.flatMap((token) => token.classes));
  const terms = TERMS.filter((name) => classes.has(name));
  const moods = [...MOODS.filter((name) => classes.has(name)), ...(asks ? ['q'] : [])];
  const subject =
    tokens.flatMap((token) => token.classes).find((name) => SUBJECTS.includes(name)) ?? 'none';
  const found = new Set<string>([
    ...AGENTS.filter((name) => classes.has(name)),
    ...terms,
    ...moods,
    `subj:${subject}`,
    `terms:${Math.min(terms.length, 5)}`,
    ...terms.flatMap((term) => [`s:${subject}*${term}`, ...moods.map((m) => `${m}*${term}`)]),
    ...moods.map((mood) => `s:${subject}*${mood}`),
    ...(tokens[0]?.classes ?? []).map((name) => `first:${name}`),
  ]);
  for (const [i, token] of tokens.entries())
    for (const one of token.classes.filter((name) => PAIRED.has(name)))
      for (const next of tokens.slice(i + 1, i + 4))
        for (const two of next.classes)
          if (two !== one && PAIRED.has(two)) found.add(`${one}>${two}`);
  return found;
}

/** Every sentence of the passages with its features; none in a language without a table. */
export function saidIn(passages: readonly Passage[]): Said[] {
  const language = languageIn(passages.map(({ text }) => text).join('\n'));
  if (!language) return [];
  return passages.flatMap(({ field, text }) => {
    let before = new Set<string>();
    return sentencesOf(text).map(({ start, end }) => {
      const sentence = text.slice(start, end);
      const tokens = tokensOf(sentence, language);
      const asks = QUESTION.test(sentence);
      const found = featuresOf(tokens, { asks });
      found.add(`field:${field}`);
      for (const name of BEFORE) if (before.has(name)) found.add(`prev:${name}`);
      before = new Set([...tokens.flatMap(({ classes }) => classes), ...(asks ? ['q'] : [])]);
      const blank = sentence.length - sentence.trimStart().length;
      return {
        field,
        start: start + blank,
        end: start + sentence.trimEnd().length,
        features: [...found],
      };
    });
  });
}
