import { fold } from './fold.ts';

/** A date as far as it is given; `m` 1 to 12. */
export type PartialDate = { y?: number; m: number; d?: number };
export type DateHit = { start: number; end: number; readings: PartialDate[] };

const MONTHS = [
  'january jan januar jaenner janner janvier janv enero ene gennaio gen janeiro januari stycznia styczen января январь ocak leden ledna ינואר يناير كانون',
  'february feb februar fevrier fevr febrero febbraio fevereiro fev februari lutego luty февраля февраль subat unora unor פברואר فبراير',
  'march mar marz maerz mars marzo marco maart mrt marca marzec марта март mart brezna מרץ مارس',
  'april apr avril avr abril abr aprile kwietnia kwiecien апреля апрель nisan dubna duben אפריל ابريل',
  'may mai mayo maggio mag maio mei maj maja мая май mayis kvetna kveten מאי مايو',
  'june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь haziran cervna cerven יוני يونيو',
  'july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль temmuz cervence cervenec יולי يوليو',
  'august aug aout agosto ago augustus augusti sierpnia sierpien августа август agustos srpna srpen אוגוסט اغسطس',
  'september sep sept septembre septiembre settembre set setembro wrzesnia wrzesien сентября сентябрь eylul zari ספטמבר سبتمبر',
  'october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik октября октябрь ekim rijna rijen אוקטובר اكتوبر',
  'november nov novembre noviembre novembro listopada listopad ноября ноябрь kasim listopadu נובמבר نوفمبر',
  'december dec dezember dez decembre diciembre dic dicembre dezembro grudnia grudzien декабря декабрь aralik prosince דצמבר ديسمبر',
];
const MONTH = new Map(
  MONTHS.flatMap((names, i) => names.split(' ').map((name) => [fold(name), i + 1] as const)),
);
/** Short or ambiguous words count as months only beside a day. */
const monthOf = (word: string): number | undefined => MONTH.get(fold(word));

const NUMERIC =
  /(?<![\d.,/-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})([./-])(\d{1,2})\5(\d{4}|\d{2}))(?![\d/-])/g;
const CJK = /(?:(\d{4})\s?年)?\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?/g;
const DAY_FIRST =
  /(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|er|ª|º|\.)?\s{1,2}(?:de\s|of\s|ב)?(\p{L}{3,12})\.?(?:,?\s(?:de\s|del\s)?(\d{4}))?(?!\d)/gu;
const MONTH_FIRST =
  /(?<!\p{L})(\p{L}{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?![\d:.,]\d|\d)(?:,?\s(\d{4}))?(?!\d)/gu;
const MONTH_YEAR = /(?<!\p{L})(\p{L}{3,12})\.?\s(?:de\s|of\s|del\s)?((?:19|20)\d{2})(?!\d)/gu;

function reading(y: string | undefined, m: number, d: string | undefined): PartialDate[] {
  const day = d === undefined ? undefined : Number(d);
  if (m < 1 || m > 12 || (day !== undefined && (day < 1 || day > 31))) return [];
  const year = y === undefined ? undefined : Number(y) < 100 ? 2000 + Number(y) : Number(y);
  return [
    {
      m,
      ...(year === undefined ? {} : { y: year }),
      ...(day === undefined ? {} : { d: day }),
    },
  ];
}

/** Dates in a text whose digits are ASCII, in order of form; `3/4/2026` has both readings. */
export function datesIn(text: string): DateHit[] {
  const hits: DateHit[] = [];
  const add = (match: RegExpMatchArray, readings: PartialDate[]): void => {
    const start = match.index ?? 0;
    const end = start + match[0].trimEnd().length;
    const skip = match[0].length - match[0].trimStart().length;
    if (readings.length > 0) hits.push({ start: start + skip, end, readings });
  };
  for (const match of text.matchAll(NUMERIC)) {
    const [, y, m, d, a, separator, b, year] = match;
    if (y) add(match, reading(y, Number(m), d));
    else {
      const dayFirst = reading(year, Number(b), a);
      add(match, separator === '/' ? [...dayFirst, ...reading(year, Number(a), b)] : dayFirst);
    }
  }
  for (const match of text.matchAll(CJK)) add(match, reading(match[1], Number(match[2]), match[3]));
  for (const match of text.matchAll(DAY_FIRST)) {
    const month = monthOf(match[2] ?? '');
    if (month) add(match, reading(match[3], month, match[1]));
  }
  for (const match of text.matchAll(MONTH_FIRST)) {
    const month = monthOf(match[1] ?? '');
    if (month) add(match, reading(match[3], month, match[2]));
  }
  for (const match of text.matchAll(MONTH_YEAR)) {
    const month = monthOf(match[1] ?? '');
    if (month) add(match, reading(match[2], month, undefined));
  }
  return hits;
}

const LONELY =
  /(?<!\p{L})(?:in|since|last|back in|im|seit|en|depuis|desde|a|em|sinds|od|sedan) (\p{Lu}\p{L}{2,11})(?![\p{L}\d]| \d)/gu;

/** Months without a day or a year, behind a word that puts something there: "since March". */
export const lonelyMonthsIn = (text: string): { start: number; end: number; month: number }[] =>
  Array.from(text.matchAll(LONELY), (match) => {
    const end = match.index + match[0].length;
    const name = match[1] ?? '';
    return { start: end - name.length, end, month: monthOf(name) ?? 0 };
  }).filter(({ month }) => month > 0);

/** Dates that are known, for look-up in constant time: evidence may be long and hostile, too. */
export class KnownDates {
  /** month, and month-day, to the years given with it; 0 where none was */
  readonly #years = new Map<string, Set<number>>();
  readonly years = new Set<number>();

  /** True when at least one date with a month is known. */
  get any(): boolean {
    return this.#years.size > 0;
  }

  add({ y, m, d }: PartialDate): void {
    if (y !== undefined) this.years.add(y);
    for (const key of d === undefined ? [`${m}`] : [`${m}`, `${m}-${d}`]) {
      const years = this.#years.get(key) ?? new Set();
      this.#years.set(key, years.add(y ?? 0));
    }
  }

  /** True when a known date says what `said` says, as far as both go; a day needs a day. */
  agree({ y, m, d }: PartialDate): boolean {
    const years = this.#years.get(d === undefined ? `${m}` : `${m}-${d}`);
    return years !== undefined && (y === undefined || years.has(y) || years.has(0));
  }
}
