// What number words mean, in the languages that mails come in. A word has one value in all of them.

/** "twelve", "zwölf": words that add up. */
export const VALUES = new Map<string, number>();
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
/** "hundred", "mil": words that multiply. */
export const SCALES = new Map<string, number>(
  Object.entries({
    hundred: 100,
    hundredth: 100,
    thousandth: 1e3,
    millionth: 1e6,
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
/** Words that join the parts of a number. */
export const GLUE = new Set(['and', 'und', 'et', 'y', 'e', 'en', 'och', 'a']);
/** "third", "Hälfte": into how many a whole is cut. */
export const PARTS: Record<string, number> = {
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
