// Units that a number may be counted in. Two numbers of one dimension are compared by what they
// measure, so that "22 million gallons" is not what "22 million litres" says, and a year is 12 months.
import { fold } from './fold.ts';

export type Unit = { dimension: string; factor: number };

const table = (dimension: string, rows: Record<string, number>): [string, Unit][] =>
  Object.entries(rows).flatMap(([words, factor]) =>
    words.split(' ').map((word): [string, Unit] => [fold(word), { dimension, factor }]),
  );

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const UNITS = new Map<string, Unit>([
  ...table('time', {
    'second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi seconden 秒': 1,
    'minute minutes min mins minuten minuto minutos minuti minuut minuter 分': MINUTE,
    'hour hours hr hrs stunde stunden heure heures hora horas ora ore uur 時間': HOUR,
    'day days tag tage tagen jour jours dia dias giorno giorni dag dagen dni dzien 日間': DAY,
    'week weeks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor 週間':
      7 * DAY,
    'month months monat monate monaten mois mes meses mese mesi maand maanden manader か月 ヶ月':
      30.44 * DAY,
    'quarter quarters quartal quartale trimestre trimestres': 91.31 * DAY,
    'year years yr yrs jahr jahre jahren an ans annee annees ano anos anno anni jaar lat 年間':
      365.25 * DAY,
  }),
  ...table('mass', {
    'kg kilo kilos kilogram kilograms kilogramm': 1,
    'g gram grams gramm grammes gramos': 0.001,
    // "tons" and "tonnes" are used for each other; who means short tons says so
    'tonne tonnes ton tons tonnen toneladas tonnellate トン': 1000,
    'lb lbs pound-weight': 0.4536,
  }),
  ...table('length', {
    'km kilometer kilometers kilometre kilometres kilometern kilometros chilometri': 1000,
    'mile miles mi meilen': 1609.34,
    'm metre metres meter meters metern metros metri': 1,
    'ft foot feet': 0.3048,
    'cm centimetres centimeters': 0.01,
    'mm millimetres millimeters': 0.001,
  }),
  ...table('volume', {
    'litre litres liter liters litern litros litri': 1,
    'gallon gallons gal': 3.7854,
    'megalitre megalitres ml': 1e6,
    'hectolitre hectolitres hektoliter hl': 100,
    'pint pints': 0.5,
    'barrel barrels': 159,
  }),
  ...table('area', {
    'sqm m2 m² quadratmeter qm': 1,
    sqft: 0.0929,
    'hectare hectares hektar hectareas ettari ha': 10_000,
    'acre acres': 4046.86,
    'km2 km²': 1e6,
  }),
  ...table('energy', { kwh: 1, mwh: 1000, gwh: 1e6, twh: 1e9 }),
  ...table('power', { kw: 1, mw: 1000, gw: 1e6 }),
  ...table('speed', { mph: 1.609, 'km/h kmh': 1 }),
  ...table('temperature', { '°c celsius': 1, '°f fahrenheit': 2 }),
]);

/** Currencies are never converted: the same number in another one is another fact. */
const CURRENCIES: [RegExp, string][] = [
  [/^(?:€|eur(?:os?)?|ευρω|евро|يورو|אירו)(?!\p{L})/u, 'eur'],
  [/^(?:r\$|reais|brl)/u, 'brl'],
  [/^(?:us\$|usd|\$|dollars?|dolares|dollari|دولار|דולר)/u, 'usd'],
  [/^(?:£|gbp|pounds?|quid)(?!\p{L})/u, 'gbp'],
  [/^(?:chf|franken|francs)(?!\p{L})/u, 'chf'],
  [/^(?:¥|円|jpy|yen)/u, 'jpy'],
  [/^(?:zł|zl|pln)(?!\p{L})/u, 'pln'],
  [/^(?:sek|nok|dkk)(?!\p{L})/u, 'kr'],
  [/^(?:₪|ils|שקל|ש״ח)/u, 'ils'],
];
const MONEY_SIGN = /(R\$|US\$|[€£¥$₪]|(?<!\p{L})(?:USD|EUR|GBP|CHF|JPY|PLN))[ \u00a0\u202f]?$/u;

const currency = (text: string): Unit | undefined => {
  const folded = text.toLowerCase();
  const found = CURRENCIES.find(([pattern]) => pattern.test(folded));
  return found && { dimension: `money ${found[1]}`, factor: 1 };
};

/** The unit that a number from `start` to `end` is given in, where the text says one we know. */
export function unitAt(
  text: string,
  { start, end }: { start: number; end: number },
): Unit | undefined {
  const sign = MONEY_SIGN.exec(text.slice(Math.max(0, start - 5), start))?.[1];
  if (sign) return currency(sign);
  const after = text.slice(end, end + 24).replace(/^[ \u00a0\u202f-]/, '');
  const money = currency(after);
  if (money) return money;
  const square = /^(?:square |sq\.? ?)(f(?:ee|oo)?t|met(?:er|re)s?|m(?!\p{L}))/iu.exec(after)?.[1];
  if (square) return UNITS.get(/^f/i.test(square) ? 'sqft' : 'sqm');
  const word = /^(?:°[CF]|[\p{L}²]{1,14}(?:\/h)?)/u.exec(after)?.[0];
  return word === undefined || isStray(word) ? undefined : UNITS.get(fold(word));
}

/** "an" is a year in French and an article in English; "12 m" may be twelve million. */
const isStray = (word: string): boolean => /^(?:an|mi|m|g|ml|ora|ore)$/u.test(word);

const PER_TIME =
  /^[^.!?,;\n\d]{0,30}?(?: ?\/ ?| (?:an?|per|each|every|pro|je|jede[nrs]?|am|im|par|por|al?|à la|ao|op een|om) )(\p{L}{3,10}|h|d)(?!\p{L})/iu;

/** Seconds of "a day" in "300 loads a day", where a number that ends at `end` is said per time. */
export function rateAt(text: string, end: number): number | undefined {
  const word = PER_TIME.exec(text.slice(end, end + 48))?.[1];
  const unit = word === undefined ? undefined : UNITS.get(fold(word));
  return unit?.dimension === 'time' ? unit.factor : undefined;
}

const isMoney = ({ dimension }: Unit): boolean => dimension.startsWith('money');

/** True where two units measure the same kind of thing, so that their numbers may be compared. */
export const comparable = (a: Unit, b: Unit): boolean =>
  a.dimension === b.dimension || (isMoney(a) && isMoney(b));

/** Whether two values with comparable units say the same, within rounding of calendar months. */
export function same(a: { value: number; unit: Unit }, b: { value: number; unit: Unit }): boolean {
  if (a.unit.dimension !== b.unit.dimension) return false;
  const [x, y] = [a.value * a.unit.factor, b.value * b.unit.factor];
  return Math.abs(x - y) <= 0.01 * Math.max(x, y);
}
