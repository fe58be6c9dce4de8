import { catalogueOf } from '../../src/words/catalogue.ts';

const TAGS = { German: 'de', Spanish: 'es', Japanese: 'ja' } as const;
type Foreign = keyof typeof TAGS;

const read = async (tag: string): Promise<Map<string, string>> =>
  catalogueOf(await (await fetch(`/_locales/${tag}/messages.json`)).json());

/** Attributes that a person reads, or hears. */
const SAID = [
  'aria-label',
  'aria-roledescription',
  'aria-description',
  'title',
  'placeholder',
  'alt',
];
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** So that it doesn't match within a longer word of another language. */
const asWords = (text: string): string =>
  escaped(text)
    .replace(/^(?=\p{L})/u, '(?<!\\p{L})')
    .replace(/(?<=\p{L})$/u, '(?!\\p{L})');
const LATIN = /\p{Script=Latin}{3,}/gu;

/**
 * Every piece of text of an element, shown or only said, each as it stands there; but code, which is of no
 * language: commands, paths.
 */
export function saidIn(root: Element): string[] {
  const said: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!parentElement?.closest('code')) said.push(textContent ?? '');
  }
  for (const element of [root, ...root.querySelectorAll('*')])
    for (const name of SAID) said.push(element.getAttribute(name) ?? '');
  return said.map(flat).filter((text) => /\p{L}/u.test(text));
}

/**
 * What is still English in a page that is said in another language: texts of the English file that are
 * others in that language, and, in Japanese, any Latin word that neither its file nor what was handed in
 * (`data`, all that came from the gate) has. Empty where nothing is left.
 */
export async function englishIn(
  root: Element,
  { language, data }: { language: Foreign; data: unknown },
): Promise<string[]> {
  const [english, own] = await Promise.all([read('en'), read(TAGS[language])]);
  const pieces = (text: string): string[] => text.split(/\{\w+\}/).map(flat);
  const foreign = new Set([...own.values()].flatMap((text) => [flat(text), ...pieces(text)]));
  const given = JSON.stringify(data);
  const said = saidIn(root).filter((text) => !foreign.has(text) && !given.includes(text));
  const others = [...english]
    .filter(([key, text]) => own.get(key) !== text)
    .map(([, text]) => text);
  const forms = others.flatMap((text) => {
    // Of a text that is drawn with pieces in it each part is a text of its own.
    const long = pieces(text).filter((piece) => (piece.match(/\p{L}{2,}/gu) ?? []).length > 2);
    const whole = pieces(text).map(asWords).join('.*');
    return [...long.map(escaped), ...(/\p{L}{3}/u.test(whole) ? [`^${whole}$`] : [])];
  });
  const any = new RegExp(forms.join('|'), 'u');
  const latin = new Set([...own.values()].flatMap((text) => text.match(LATIN) ?? []));
  const unknown = (text: string): boolean =>
    (text.match(LATIN) ?? []).some((word) => !latin.has(word) && !given.includes(word));
  return said.filter((text) => any.test(text) || (language === 'Japanese' && unknown(text)));
}
