import { fold } from './fold.ts';
import { GLUE, PARTS, SCALES, VALUES } from './number-word-tables.ts';
import { keyOf } from './quantities.ts';

/** "vierundachtzig", "driehonderd", "ottantaquattro": one word of several. */
function compound(word: string, depth = 0): number | undefined {
  const simple = VALUES.get(word) ?? (depth > 0 ? SCALES.get(word) : undefined);
  if (simple !== undefined || depth > 4 || word.length > 40) return simple;
  for (const [scale, value] of [
    ['tausend', 1e3],
    ['duizend', 1e3],
    ['mila', 1e3],
    ['hundert', 100],
    ['honderd', 100],
    ['cento', 100],
  ] as const) {
    const at = word.indexOf(scale);
    if (at < 0) continue;
    const [left, right] = [word.slice(0, at), word.slice(at + scale.length)];
    const many = left === '' ? 1 : compound(left, depth + 1);
    const rest = right === '' ? 0 : compound(right.replace(/^(?:und|en)/, ''), depth + 1);
    if (many !== undefined && rest !== undefined && (left !== '' || right !== '' || depth > 0))
      return many * value + rest;
  }
  const unit = /^(\p{L}{3,7}?)(?:und|en)(\p{L}{5,9})$/u.exec(word);
  const [ones, tens] = [VALUES.get(unit?.[1] ?? ''), VALUES.get(unit?.[2] ?? '')];
  if (ones !== undefined && tens !== undefined && ones < 10 && tens >= 20) return ones + tens;
  const italian =
    /^(vent|trent|quarant|cinquant|sessant|settant|ottant|novant)[ia]?(\p{L}{2,7})$/u.exec(word);
  const base = VALUES.get(`${italian?.[1]}a`) ?? (italian?.[1] === 'vent' ? 20 : undefined);
  const last = VALUES.get(italian?.[2] ?? '');
  return base !== undefined && last !== undefined && last < 10 ? base + last : undefined;
}

const HALF_A =
  /(?<!\p{L})(?:half an? |(?:eine )?halbe |un demi[- ]|medio |mezzo |meio |een half )(\p{L}{3,9})(?!\p{L})/giu;

export type Spelled = { start: number; end: number; value: number; words: number; parts?: number };

/** "a quarter of your", "half of the", not "the third of May" or "the first half of the year". */
const isShare = (text: string, start: number, end: number): boolean =>
  /^ (?:of (?:your|their|all|the|our)|der|des|Ihrer|eurer|de (?:vos|sus|las|los|seus|suas)|des|dei|delle|van (?:de|jullie|uw)) /u.test(
    text.slice(end, end + 16),
  ) &&
  (/^half$/iu.test(text.slice(start, end))
    ? !/(?:first|second|latter|other|better|one) $/iu.test(
        text.slice(Math.max(0, start - 8), start),
      )
    : /(?<!\p{L})(?:an?|eine?|une?|una|uma?|een) $/iu.test(
        text.slice(Math.max(0, start - 6), start),
      ));

/** "cut it by a half", "um ein Drittel": by how much, not a time of day. */
export const byShare = (text: string, start: number, end: number): boolean =>
  /(?<!\p{L})(?:by (?:(?:more than|over|nearly|almost|about|around|roughly|some) )?(?:an? |one )?|um (?:(?:fast|rund|etwa|über) )?(?:ein(?:e[nm]?)? |die )|d['’]un |de (?=moitié)|en (?:un|una|casi un|más de un) |(?:a|en) la (?=mitad)|di (?:un|oltre un|quasi un) |em (?:um|uma) |met (?:een|de) )$/iu.test(
    text.slice(Math.max(0, start - 24), start),
  ) &&
  !/^ (?:past|to |hour|day|stunde|de hora|d['’]heure|d['’]ora|of an hour)/iu.test(
    text.slice(end, end + 14),
  );

/** Numbers that a text spells out, with their place: "three hundred", "two thirds", "zwölf". */
export function spelledNumbers(text: string): Spelled[] {
  const found: Spelled[] = [];
  let run: (Spelled & { total: number; current: number }) | undefined;
  const close = (): void => {
    if (run)
      found.push({
        start: run.start,
        end: run.end,
        value: run.total + run.current,
        words: run.words,
      });
    run = undefined;
  };
  for (const match of text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const near =
      run !== undefined && /^[ \u00a0-](?:\p{L}{1,3}[ -])?$/u.test(text.slice(run.end, start));
    if (run && !near) close();
    if (match[0].length > 40) continue;
    const word = fold(match[0]);
    const scale = SCALES.get(word);
    const value = scale === undefined ? compound(word) : undefined;
    const parts = Object.hasOwn(PARTS, word) ? PARTS[word] : undefined;
    if (!run && parts !== undefined && (isShare(text, start, end) || byShare(text, start, end))) {
      found.push({ start, end, value: 1, words: 1, parts });
    } else if (run && parts !== undefined) {
      found.push({
        start: run.start,
        end,
        value: run.total + run.current,
        words: run.words + 1,
        parts,
      });
      run = undefined;
    } else if (scale !== undefined && (run || scale >= 100)) {
      run ??= { start, end, value: 0, words: 0, total: 0, current: 0 };
      if (scale === 100) run.current = (run.current || 1) * 100;
      else {
        run.total += (run.current || 1) * scale;
        run.current = 0;
      }
      run.end = end;
      run.words += 1;
    } else if (value !== undefined) {
      // "four eleven" are two numbers; "twenty four" and "quatre vingt" are one
      if (
        run &&
        !((run.current % 100 === 0 || (run.current % 10 === 0 && value < 20)) && value < 100)
      ) {
        if (run.current === 4 && value === 20) run.current = 60;
        else close();
      }
      run ??= { start, end, value: 0, words: 0, total: 0, current: 0 };
      run.current += value;
      run.end = end;
      run.words += 1;
    } else if (!(run && GLUE.has(word))) close();
  }
  close();
  for (const match of text.matchAll(HALF_A)) {
    const value = 0.5 * (SCALES.get(fold(match[1] ?? '')) ?? 0);
    const start = match.index;
    if (value > 0) found.push({ start, end: start + match[0].length, value, words: 3 });
  }
  return found;
}

/** Keys of a share, as a fraction and as the percentages it is rounded to. */
export function shareKeys(value: number, parts: number): string[] {
  const percent = (100 * value) / parts;
  return [
    `${value}/${parts}`,
    ...[Math.floor(percent), Math.ceil(percent), Math.round(percent * 10) / 10].map((p) =>
      keyOf(p, true),
    ),
  ];
}

const COUNTED =
  /(?<!\p{L})(zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|twee|drie|vijf|zes|zeven|negen|tien|två|tre|fyra|fem|sex|sju|åtta|nio|tio)(?=\p{L}{5,20})/giu;

/** Keys of all numbers that a text spells out, "twelve", "zwölf" or "half"; for evidence. */
export function spelledKeys(text: string): string[] {
  const keys = spelledNumbers(text).flatMap(({ value, parts }) =>
    parts === undefined ? [keyOf(value, false), keyOf(value, true)] : shareKeys(value, parts),
  );
  for (const [word] of text.matchAll(/\p{L}[\p{L}\p{M}]{2,9}/gu)) {
    const folded = fold(word);
    const parts = Object.hasOwn(PARTS, folded) ? PARTS[folded] : undefined;
    if (parts !== undefined) keys.push(...shareKeys(1, parts));
  }
  // "achtgeschossig", "eight-storey"
  for (const [, word] of text.matchAll(COUNTED)) {
    const value = VALUES.get(fold(word ?? ''));
    if (value !== undefined) keys.push(keyOf(value, false));
  }
  for (const [, a, b] of text.matchAll(/(?<![\d/])(\d)\/(\d{1,2})(?![\d/])/g))
    keys.push(...shareKeys(Number(a), Number(b) || 1));
  return keys;
}

/** True for one word that is a scale or a coin: "hundred", "cent". */
export const onlyScale = ({ words }: Spelled, said: string): boolean =>
  words === 1 && SCALES.has(fold(said));
