import { fold } from './fold.ts';

/** A number with its unit as far as it changes the value. `keys` are its possible readings. */
export type Quantity = {
  start: number;
  end: number;
  keys: string[];
  value: number;
};

/** Digits of other scripts as ASCII, unit for unit, so that offsets stay. */
export const asciiDigits = (text: string): string =>
  text
    .replace(/[٠-٩]/g, (c) => String(c.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (c) => String(c.charCodeAt(0) - 0x6f0))
    .replace(/[०-९]/g, (c) => String(c.charCodeAt(0) - 0x966))
    .replace(/[０-９]/g, (c) => String(c.charCodeAt(0) - 0xff10))
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
    .replace(/٪|％/g, '%');

const NUMBER =
  /(?<![\d.,])(?:\d{1,3}(?:[ \u00a0\u202f'’]\d{3}){1,6}(?!\d)(?:[.,]\d{1,6}(?!\d))?|\d{1,18}(?:[.,]\d{1,9}){0,6})(?!\d)/g;
const SCALES: [RegExp, number][] = [
  [
    /^(?:k|thousand(?:th)?|thsd|tausend|tsd|mille|mila|mil|duizend|tys|тыс(?:яч[аи]?)?|ألف|الاف|אלף|千)(?!\p{L})/u,
    1e3,
  ],
  [/^万/u, 1e4],
  [/^百万/u, 1e6],
  [/^億/u, 1e8],
  [
    /^(?:m|mm|mn|mio|mln|mill|million(?:s|en|th)?|millones|millon|milhoes|milhao|milioni|milione|miljoen|milionow|млн|миллион(?:ов|а)?|مليون|ملايين|מיליון)(?![\p{L}\d])/u,
    1e6,
  ],
  [
    /^(?:bn|b|mrd|mld|milliard(?:s|en)?|milliarden|billion(?:s|th)?|miliardi|miliardo|miljard|bilhoes|млрд|مليار|מיליארד)(?!\p{L})/u,
    1e9,
  ],
  [/^lakh(?!\p{L})/u, 1e5],
  [/^crore(?!\p{L})/u, 1e7],
];
const PERCENT =
  /^\s{0,2}(?:%|percent\b|per cent\b|pct\b|prozent|pour ?cent|por ?ciento|por ?cento|per ?cento|procent|パーセント|процент|في المئة|بالمئة|بالمائة|אחוז)/u;

/** Readings of a numeral: "1.200" is 1200 or 1.2, "6.000.000,00" is six million. */
function values(raw: string): number[] {
  const digits = raw.replace(/[ \u00a0\u202f'’]/g, '');
  const marks = digits.match(/[.,]/g) ?? [];
  if (marks.length === 0) return [Number(digits)];
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const whole = Number(digits.replace(/[.,]/g, ''));
  const decimal = Number(`${digits.slice(0, last).replace(/[.,]/g, '')}.${digits.slice(last + 1)}`);
  const grouped = /^(?!0)\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/.test(digits);
  if (marks.length > 1 && new Set(marks).size === 1) return [whole];
  if (marks.length > 1) return [decimal];
  return grouped ? [whole, decimal] : [decimal];
}

/** How numbers are compared: twelve digits, and percentages apart. */
export const keyOf = (value: number, percent: boolean): string =>
  `${Number(value.toPrecision(12))}${percent ? '%' : ''}`;

const KANJI = '〇一二三四五六七八九';
const KANJI_NUMBER = /[〇一二三四五六七八九十百千]{2,8}(?=[名人社台件店棟拠点年月日本万%％])/gu;

/** "百二十", "八十五": by place, or digit by digit as in "二〇二四". */
function kanjiValue(text: string): number {
  if (!/[十百千]/u.test(text)) return Number([...text].map((one) => KANJI.indexOf(one)).join(''));
  let [total, current] = [0, 0];
  for (const one of text) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[one];
    if (scale === undefined) current = KANJI.indexOf(one);
    else [total, current] = [total + (current || 1) * scale, 0];
  }
  return total + current;
}

/** Keys of the numbers in kanji, for evidence and text alike. */
export const kanjiIn = (text: string): { start: number; end: number; value: number }[] =>
  Array.from(text.matchAll(KANJI_NUMBER), ({ 0: raw, index }) => ({
    start: index,
    end: index + raw.length,
    value: kanjiValue(raw),
  }));

/** Every number of a text whose digits are ASCII, with scale words and percent signs taken in. */
export function quantitiesIn(text: string): Quantity[] {
  return Array.from(text.matchAll(NUMBER), (match) => {
    const start = match.index;
    let end = start + match[0].length;
    const raw = text.slice(end, end + 24);
    const gap = /^[\s\u00a0-]{0,1}/.exec(raw)?.[0].length ?? 0;
    const after = raw.slice(gap);
    // folding is dear, and most numbers have no unit
    const unit =
      /[\p{L}%]/u.test(after.slice(0, 3)) && !/^(?![千万百億])\p{Script=Han}/u.test(after);
    const folded = unit ? fold(after) : '';
    const scale = SCALES.find(([pattern]) => pattern.test(folded));
    if (scale) end += gap + (scale[0].exec(folded)?.[0].length ?? 0);
    const percent = scale || !unit ? null : PERCENT.exec(fold(raw));
    if (percent) end += Math.min(percent[0].length, raw.length);
    const read = values(match[0]).map((value) => value * (scale?.[1] ?? 1));
    return {
      start,
      end,
      value: read[0] ?? 0,
      keys: read.map((value) => keyOf(value, percent !== null)),
    };
  });
}
