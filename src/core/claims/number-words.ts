import { fold } from './fold.ts';
import { keyOf } from './quantities.ts';

const VALUES = new Map<string, number>();
const learn = (rows: readonly string[], valueAt: (i: number) => number): void => {
  for (const row of rows)
    for (const [i, words] of row.split(' ').entries())
      for (const word of words.split('|')) if (!VALUES.has(word)) VALUES.set(word, valueAt(i));
};
learn(
  [
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
    'ein|eins|eine zwei drei vier funf|fuenf sechs sieben acht neun zehn elf zwolf|zwoelf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
    'un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
    'uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte',
    'uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
    'um|uma dois|duas tres quatro cinco seis sete oito nove dez onze doze treze quatorze|catorze quinze dezesseis|dezasseis dezessete dezoito dezenove vinte',
    'een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig',
    'ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo',
    'אחד|אחת שניים|שתיים|שני|שתי שלושה|שלוש ארבעה|ארבע חמישה|חמש שישה|שש שבעה|שבע שמונה תשעה|תשע עשרה|עשר',
    'واحد اثنان|اثنين ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني تسعة|تسع عشرة|عشر',
  ],
  (i) => i + 1,
);
learn(
  [
    'thirty forty fifty sixty seventy eighty ninety',
    'dreissig vierzig funfzig|fuenfzig sechzig siebzig achtzig neunzig',
    'trente quarante cinquante soixante soixante-dix|septante quatre-vingt|quatre-vingts|huitante quatre-vingt-dix|nonante',
    'treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    'trenta quaranta cinquanta sessanta settanta ottanta novanta',
    'trinta quarenta cinquenta sessenta setenta oitenta noventa',
    'dertig veertig vijftig zestig zeventig tachtig negentig',
    'trettio fyrtio femtio sextio sjuttio attio nittio',
  ],
  (i) => (i + 3) * 10,
);
learn(
  [
    'ciento|cien|cento|cem doscientos|doscientas|duecento|duzentos|duzentas trescientos|trescientas|trecento|trezentos|trezentas cuatrocientos|quattrocento|quatrocentos quinientos|cinquecento|quinhentos seiscientos|seicento|seiscentos setecientos|settecento|setecentos ochocientos|ottocento|oitocentos novecientos|novecento|novecentos',
  ],
  (i) => (i + 1) * 100,
);
VALUES.set('dozen', 12)
  .set('dutzend', 12)
  .set('douzaine', 12)
  .set('docena', 12)
  .set('dozzina', 12)
  .set('duzia', 12)
  .set('dozijn', 12);
const SCALES = new Map<string, number>(
  Object.entries({
    hundred: 100,
    hundert: 100,
    cent: 100,
    cents: 100,
    honderd: 100,
    hundra: 100,
    thousand: 1e3,
    tausend: 1e3,
    mille: 1e3,
    mil: 1e3,
    mila: 1e3,
    duizend: 1e3,
    tusen: 1e3,
    million: 1e6,
    millionen: 1e6,
    millions: 1e6,
    millones: 1e6,
    millon: 1e6,
    milioni: 1e6,
    milione: 1e6,
    milhoes: 1e6,
    milhao: 1e6,
    miljoen: 1e6,
    miljoner: 1e6,
    billion: 1e9,
    milliarde: 1e9,
    milliarden: 1e9,
    milliards: 1e9,
    miliardi: 1e9,
    miljard: 1e9,
  }),
);
const GLUE = new Set(['and', 'und', 'et', 'y', 'e', 'en', 'och', 'a']);
const PARTS: Record<string, number> = {
  half: 2,
  halves: 2,
  third: 3,
  thirds: 3,
  quarter: 4,
  quarters: 4,
  fourths: 4,
  fifth: 5,
  fifths: 5,
  tenth: 10,
  tenths: 10,
  halfte: 2,
  drittel: 3,
  viertel: 4,
  funftel: 5,
  zehntel: 10,
  moitie: 2,
  tiers: 3,
  quarts: 4,
  mitad: 2,
  tercio: 3,
  tercios: 3,
  cuartos: 4,
  terzi: 3,
  quarti: 4,
  terco: 3,
  tercos: 3,
  derde: 3,
  kwart: 4,
  helft: 2,
  meta: 2,
  metade: 2,
  tredjedelar: 3,
};

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
    if (!run && parts !== undefined && isShare(text, start, end)) {
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
  for (const [, a, b] of text.matchAll(/(?<![\d/])(\d)\/(\d{1,2})(?![\d/])/g))
    keys.push(...shareKeys(Number(a), Number(b) || 1));
  return keys;
}

/** True for one word that is a scale or a coin: "hundred", "cent". */
export const onlyScale = ({ words }: Spelled, said: string): boolean =>
  words === 1 && SCALES.has(fold(said));
