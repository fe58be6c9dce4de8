/** A stretch of text as it stands, or one character nobody would see, with its name. */
export type VisiblePart = { text: string; hidden?: string };

const NAMES: Record<number, string> = {
  173: 'soft hyphen',
  847: 'grapheme joiner',
  1564: 'Arabic letter mark',
  6158: 'vowel separator',
  8203: 'zero-width space',
  8204: 'zero-width non-joiner',
  8205: 'zero-width joiner',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8234: 'left-to-right embedding',
  8235: 'right-to-left embedding',
  8236: 'end of direction',
  8237: 'left-to-right override',
  8238: 'right-to-left override',
  8288: 'word joiner',
  8294: 'left-to-right isolate',
  8295: 'right-to-left isolate',
  8296: 'first-strong isolate',
  8297: 'end of isolate',
  12644: 'blank letter',
  65279: 'byte order mark',
  65440: 'blank letter',
};

// Every format character and the blank ones that are letters by category; line feed and tab stay.
const HIDDEN =
  /[\p{Cf}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u115f\u1160\u2028\u2029\u3164\uffa0]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;
const JOINED_SCRIPT =
  /[\p{sc=Arabic}\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Gurmukhi}\p{sc=Gujarati}\p{sc=Oriya}\p{sc=Tamil}\p{sc=Telugu}\p{sc=Kannada}\p{sc=Malayalam}\p{sc=Sinhala}]/u;
const EMOJI_END = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;
const EMOJI_START = /^\p{Extended_Pictographic}/u;

/**
 * Splits text so that invisible and direction-changing characters can be shown by name. Those that
 * writing needs stay: joiners inside emoji and between letters of joining scripts, and the emoji
 * variation selector.
 */
export function visibleParts(text: string): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    const [char] = match;
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    const after = text.slice(match.index + char.length, match.index + char.length + 2);
    if (isWriting(char, before, after)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: char, hidden: nameOf(char.codePointAt(0) ?? 0) });
    from = match.index + char.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** The same as one text, names in brackets, for where nothing can be set apart. */
export const visibleText = (text: string): string =>
  visibleParts(text)
    .map((part) => (part.hidden === undefined ? part.text : `[${part.hidden}]`))
    .join('');

function isWriting(char: string, before: string, after: string): boolean {
  if (char === '\ufe0f') return /[\p{Emoji}\p{Extended_Pictographic}]$/u.test(before);
  if (char === '\u200d' && EMOJI_END.test(before) && EMOJI_START.test(after)) return true;
  if (char !== '\u200c' && char !== '\u200d') return false;
  return JOINED_SCRIPT.test(before.slice(-1)) && JOINED_SCRIPT.test(after.slice(0, 1));
}

function nameOf(code: number): string {
  if (code >= 0xe0000 && code <= 0xe007f) return 'invisible tag';
  return NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
