import {
  BESIDE_TIME,
  CALENDAR,
  CHOICE,
  CLOCK,
  CONSTANT,
  DURATION,
  FIGURE,
  HEBREW_PREFIX,
  HOURS,
  HOURS_OF_READER,
  HOW_MANY,
  IN_A_ROW,
  KEEPS_SHORT,
  LISTED,
  MEETING,
  MEETING_TALK,
  MINUTES,
  NUMBERED,
  OF_MAILS,
  ORDINAL,
  OWN_COUNT,
  OWN_PLAN,
  PRODUCT,
  PROPOSED,
  SECONDS,
  SUPPOSED,
  TIME,
  UNTIL,
  WEEKDAY,
} from './exempt-words.ts';

/** `earlier`: what stands before the number, at most 220 units, sentences before its own included. */
export type Around = { before: string; after: string; sentence: string; earlier: string };

/**
 * Why a writer may make a number up: `own`, meeting lengths and times, own counts, names of
 * standards; `constant`, such as 24/7, which evidence may still contradict. `undefined`: a fact.
 */
export function harmlessNumber(
  value: number,
  raw: string,
  around: Around,
): 'own' | 'constant' | undefined {
  const { before, after, sentence } = around;
  if (/#$/.test(before) && /\b(?:ranked|rated|voted|named)\b/iu.test(sentence)) return undefined;
  if (IN_A_ROW.test(after)) return undefined;
  if (partOfWord(around)) return 'own';
  // when their gates open is a fact; when we could talk is not
  if (TIME.test(after) || /\d[:/]$/.test(before))
    return HOURS_OF_READER.test(sentence) ? undefined : 'own';
  if (isName(value, raw, around) || isSaying(value, around) || isMeeting(value, around))
    return 'own';
  if (CONSTANT.test(after) || HOURS.test(after)) return 'constant';
  return raw === '' ? 'own' : undefined;
}

/** "B2B", "3PL", "1/4": no number of its own. */
const partOfWord = ({ before, after }: Around): boolean =>
  (/[\p{L}_/:]$/u.test(before.replace(/(?:USD|EUR|GBP|CHF|US|R|C|A|HK|NZ)$/u, '')) &&
    !/[぀-ヿ一-鿿]$/u.test(before) &&
    !HEBREW_PREFIX.test(before)) ||
  (/^(?:[/:]\d|[a-jln-wyz]\b)/i.test(after) && !/^[hxX×]/.test(after));

/** A standard, a road, a list's item: "EN 1090" is one, "en 2015" a year. */
const isName = (value: number, raw: string, { before, after }: Around): boolean =>
  (PRODUCT.test(before) && !/(?:^|\P{L})(?:en|inc|log) $/u.test(before)) ||
  FIGURE.test(before + raw + after.slice(0, 8)) ||
  OF_MAILS.test(before) ||
  NUMBERED.test(before) ||
  /\p{Lu}[\p{L}]{0,8}-$/u.test(before) ||
  /^[ -]?(?:degrees?|°|grad|-?in-one)(?!\p{L})/iu.test(after) ||
  (value <= 9 && LISTED.test(before + raw + after));

/** A supposition, a choice, a count of one's own, a figure of speech. */
const isSaying = (value: number, { before, after, sentence }: Around): boolean =>
  SUPPOSED.test(before) ||
  HOW_MANY.test(sentence) ||
  UNTIL.test(after) ||
  (value <= 9 && CHOICE.test(sentence)) ||
  (value <= 10 && /\btop[ -]$/iu.test(before) && /^ \p{Ll}/u.test(after) && /\?/.test(sentence)) ||
  (value <= 12 && OWN_COUNT.test(after)) ||
  (value === 100 &&
    /\b(?:agree|sure|honest|certain|understand|clear|there|with you)\b/i.test(sentence));

/** How long, when and on which day we could talk. */
function isMeeting(value: number, { before, after, sentence, earlier }: Around): boolean {
  const meets = MEETING.test(sentence);
  const proposes = PROPOSED.test(sentence);
  if (MINUTES.test(after) && value <= 90) {
    if (meets) return true;
    // "Could we talk on Thursday? I won't take more than 15 minutes."
    if (KEEPS_SHORT.test(before) && MEETING_TALK.test(earlier)) return true;
  }
  return (
    (value <= 60 &&
      OWN_PLAN.test(sentence) &&
      (DURATION.test(after) || CLOCK.test(before) || ORDINAL.test(after))) ||
    (value <= 24 &&
      BESIDE_TIME.test(sentence) &&
      /(?<!\p{L})(?:or|and|maybe|perhaps|even|is|oder|vielleicht|und|ou|o|of) $/iu.test(before)) ||
    (value <= 31 && WEEKDAY.test(before) && proposes) ||
    (value <= 90 && SECONDS.test(after) && meets) ||
    (value <= 53 &&
      /(?<!\p{L})(?:week|KW|CW|wk|semaine|semana|settimana|Woche) $/iu.test(before)) ||
    (value <= 31 && ORDINAL.test(after) && CALENDAR.test(before) && proposes) ||
    (CLOCK.test(before) &&
      value <= 24 &&
      !/^[ -]?(?:%|percent|k\b|million)/iu.test(after) &&
      (meets || /\b(?:I['’](?:m|ll)|I am|I will)\b/u.test(sentence)))
  );
}

/** True for a day that the sentence proposes for a meeting: not past, and within half a year. */
export function proposedDay(
  date: { y?: number; m: number; d?: number },
  sentence: string,
  now: number,
): boolean {
  if (date.d === undefined || !PROPOSED.test(sentence)) return false;
  const today = new Date(now);
  const at = Date.UTC(date.y ?? today.getUTCFullYear(), date.m - 1, date.d);
  const next =
    date.y === undefined && at < now - 86_400_000
      ? Date.UTC(today.getUTCFullYear() + 1, date.m - 1, date.d)
      : at;
  return next >= now - 86_400_000 && next <= now + 183 * 86_400_000;
}
