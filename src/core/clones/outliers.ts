/** Iglewicz & Hoaglin, "How to Detect and Handle Outliers" (1993): |modified z| above this stands out. */
const LIMIT = 3.5;
/** Fewer values than this have no usual one. */
const ENOUGH = 5;

/** The middle value; the mean of the two middle ones of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Modified z-scores: 0.6745 (x − median) ÷ MAD; where over half of the values are the same and so the
 * MAD is 0, (x − median) ÷ (1.253314 · mean absolute deviation), after the same source. All 0 when
 * nothing differs. Up to half of the values may be wild without hiding each other, which a mean and a
 * standard deviation don't bear.
 */
export function modifiedZ(values: readonly number[]): number[] {
  const middle = median(values);
  const away = values.map((value) => Math.abs(value - middle));
  const mad = median(away);
  const mean = away.reduce((sum, one) => sum + one, 0) / (away.length || 1);
  const scale = mad > 0 ? mad / 0.6745 : mean * 1.253314;
  return values.map((value) => (scale > 0 ? (value - middle) / scale : 0));
}

/** Why a value stands out; pages say it in the person's language. */
export type Odd =
  | 'stands twice'
  | 'empty'
  | 'far from the others'
  | 'written unlike the others'
  | 'much longer or shorter than the others';

/** Per value, why it stands out from the others; null where it doesn't. `unique`: each may stand once. */
export function outliers(
  values: readonly string[],
  { unique = false }: { unique?: boolean } = {},
): (Odd | null)[] {
  const odd: (Odd | null)[] = values.map(() => null);
  const mark = (why: Odd, is: (at: number) => boolean) => {
    for (const at of odd.keys()) if (odd[at] === null && is(at)) odd[at] = why;
  };
  if (unique) {
    const times = new Map<string, number>();
    for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
    mark('stands twice', (at) => (times.get(values[at] ?? '') ?? 0) > 1);
  }
  mark('empty', (at) => (values[at] ?? '').trim() === '');
  if (values.length < ENOUGH) return odd;
  const numbers = values.map(numberOf);
  if (numbers.every((number) => number !== null)) {
    const z = modifiedZ(numbers);
    mark('far from the others', (at) => Math.abs(z[at] ?? 0) > LIMIT);
    return odd;
  }
  const kinds = values.map(kindOf);
  const usual = commonest(kinds);
  mark('written unlike the others', (at) => usual !== null && kinds[at] !== usual);
  // Names are of many lengths: on the log scale, where twice as long is as far as half as long. Where most
  // are nearly as long as each other, less than that is no outlier to a person.
  const lengths = values.map((value) => Math.log(value.length + 1));
  const [z, middle] = [modifiedZ(lengths), median(lengths)];
  mark('much longer or shorter than the others', (at) => {
    const away = Math.abs((lengths[at] ?? middle) - middle);
    return Math.abs(z[at] ?? 0) > LIMIT && away > Math.LN2;
  });
  return odd;
}

/** "1,200", "1.200" and "1 200" are the number 1200; null for what isn't only a number. */
function numberOf(text: string): number | null {
  const plain = text.trim();
  if (/^[+-]?\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+$/u.test(plain))
    return Number(plain.replace(/[^\d+-]/gu, ''));
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : null;
}

/** How something is written: script and case of its letters, digits or none. */
function kindOf(text: string): string {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.every((letter) => /\p{Script=Latin}/u.test(letter));
  const small = letters.length > 0 && text === text.toLowerCase();
  const large = letters.length > 4 && text === text.toUpperCase();
  const cased = text.toLowerCase() !== text.toUpperCase();
  return [
    latin ? 'latin' : 'other',
    cased && small ? 'small' : cased && large ? 'large' : 'mixed',
    /\p{N}/u.test(text) ? 'digits' : '',
  ].join(' ');
}

/** What at least four in five share. */
function commonest(kinds: readonly string[]): string | null {
  const times = new Map<string, number>();
  for (const kind of kinds) times.set(kind, (times.get(kind) ?? 0) + 1);
  const [first] = [...times].sort((a, b) => b[1] - a[1]);
  return first && first[1] >= kinds.length * 0.8 ? first[0] : null;
}
