/** Marks that a cut leaves behind: two blanks, a comma before a full stop, brackets around nothing. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/[^\S\n]{2}/u, 'two blanks'],
  [/[^\S\n](?:\n|$)/u, 'a blank at the end of a row'],
  [/(?:^|\n)[^\S\n]/u, 'a blank at the start of a row'],
  [/[\p{L}\p{N}][^\S\n]+[,;]/u, 'a blank before a comma'],
  [/[,;:–—][^\S\n]*(?:[.!?,;:]|$)/u, 'a mark with nothing after it'],
  [/(?:^|\n|[.!?] )[,;:.!?–—]/u, 'a mark with nothing before it'],
  [/[([][^\S\n]*[)\]]/u, 'brackets around nothing'],
  [/“[^\S\n]*”|„[^\S\n]*“|«[^\S\n]*»/u, 'quotes around nothing'],
];

/** What is broken in a sentence's or text's marks, in words; null when nothing is. */
export function faultIn(text: string): string | null {
  return FAULTS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
