// "third depot", "millionth loaf": which one in a row something is.
import { fold } from './fold.ts';

export type Ordinal = { start: number; end: number; value: number };

const WORDS = new Map<string, number>(
  [
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth',
    'erste zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte',
    'premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme',
    'primer segundo tercer cuarto quinto sexto septimo octavo noveno decimo',
    'primo secondo terzo quarto quinto sesto settimo ottavo nono decimo',
    'primeiro segundo terceiro quarto quinto sexto setimo oitavo nono decimo',
    'eerste tweede derde vierde vijfde zesde zevende achtste negende tiende',
  ].flatMap((row) => row.split(' ').map((word, i): [string, number] => [word, i + 1])),
);

/** Endings that a language gives an ordinal: "dritten", "segunda", "troisièmes". */
const stem = (word: string): number | undefined =>
  WORDS.get(word) ??
  WORDS.get(word.replace(/(?<=e)[nrsm]$/u, '')) ??
  WORDS.get(word.replace(/[ao]s?$/u, 'o')) ??
  WORDS.get(word.replace(/(?<=r)[ao]$/u, ''));

/** Every ordinal word of a text. */
export function ordinalsIn(text: string): Ordinal[] {
  return Array.from(text.matchAll(/(?<!\p{L})\p{L}[\p{L}\p{M}]{3,11}(?!\p{L})/gu), (match) => {
    const value = stem(fold(match[0]));
    return { start: match.index, end: match.index + match[0].length, value: value ?? 0 };
  }).filter(({ value }) => value > 0);
}
