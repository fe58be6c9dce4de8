import { isAge } from './derived.ts';
import { harmlessNumber } from './exempt.ts';
import { IN_A_ROW, MEETING_TALK } from './exempt-words.ts';
import type { FactRule } from './fact-rule.ts';
import { contradicts, type Known, nounAt, onlyOtherwise, rounds } from './known-facts.ts';
import { multiplesIn } from './multiples.ts';
import { byShare, onlyScale, type Spelled, shareKeys, spelledNumbers } from './number-words.ts';
import { ordinalsIn } from './ordinals.ts';
import { sentenceAt, shown } from './passage.ts';
import { keyOf } from './quantities.ts';
import { rateAt, unitAt } from './units.ts';
import { why } from './unsupported-why.ts';

const TIMES =
  /^ (?:\p{Ll}+ )?(?:days?|weeks?|months?|years?|quarters?|times?|tagen?|wochen|monaten?|jahren?|mois|ans|jours|semaines|días|semanas|meses|años|giorni|settimane|mesi|anni|dagen|weken|maanden|jaar)(?!\p{L})/u;
const READERS_OWN =
  /(?<!\p{L})(?:you|your|you['’]ve|ihr|ihre|ihren|sie|vous|vos|votre|sus?|tus|vuestr\p{L}+|tiene|vostr\p{L}+|avete|seus?|suas?|vocês?|têm|jullie|uw)(?!\p{L})[^.!?]{0,30}$/iu;
/** A small number in words counts what is the reader's, and there is a source to compare it with. */
function counts(text: string, { start, end, value }: Spelled, known: Known): boolean {
  const after = text.slice(end, end + 32);
  if (value >= 2 && IN_A_ROW.test(after)) return true;
  if (value >= 2 && contradicts(value, nounAt(text, end), known)) {
    const sentence = sentenceAt(text, { start, end }, 80).text;
    if (!MEETING_TALK.test(sentence)) return true;
  }
  if (value < 3 || known.words.length === 0) return false;
  if (!/^ (?:\p{Ll}{3,14} ){0,2}\p{Ll}{3,}(?:s|n|en|er|i|e|a)(?!\p{L})/u.test(after)) return false;
  return !TIMES.test(after) && READERS_OWN.test(text.slice(Math.max(0, start - 40), start));
}

const PERCENT_WORD =
  /^[ -](?:percent|per ?cent|prozent|pour ?cent|por ?ciento|por ?cento|per ?cento|procent)(?!\p{L})/iu;
const AMONG = /^ (?:in|out of|of|von|sur|de cada|su|em cada|op de) $/iu;
const HUNDRED_PERCENT =
  /(?<!\p{L})(?:hundred|hundert|cent|cien) ?(?:percent|prozent|pour ?cent|por ?ciento)/iu;

/** "half a million" is read as one number elsewhere. */
const HALF = /(?:half an?|halbe|demi|medio|mezzo|meio|een half)[ -]$/iu;

/** What a spelled number says: its keys and where it ends; `undefined` where it is style. */
function saidBy(
  text: string,
  { all, i, known }: { all: readonly Spelled[]; i: number; known: Known },
): { keys: string[]; end: number; percent: boolean; style?: boolean } | undefined {
  const one = all[i];
  if (!one) return undefined;
  const { start, end, value, parts } = one;
  const next = all[i + 1];
  const after = text.slice(end, end + 32);
  const percent = PERCENT_WORD.exec(after)?.[0];
  if (parts !== undefined)
    return value < 2 &&
      !/^ (?:of|der|des|de|di|van) (?!an? )/iu.test(after) &&
      !byShare(text, start, end)
      ? undefined
      : { keys: shareKeys(value, parts), end, percent: true };
  if (next && value < next.value && next.value <= 100 && AMONG.test(text.slice(end, next.start))) {
    const apart = known.keys.has(keyOf(value, false)) && known.keys.has(keyOf(next.value, false));
    return apart ? undefined : { keys: shareKeys(value, next.value), end: next.end, percent: true };
  }
  if (percent) return { keys: [keyOf(value, true)], end: end + percent.length, percent: true };
  if (
    (onlyScale(one, text.slice(start, end)) &&
      (HALF.test(text.slice(Math.max(0, start - 10), start)) ||
        !contradicts(value, nounAt(text, end), known))) ||
    (/^ (?:times|mal|fois|veces|volte|vezes|keer)(?!\p{L})/iu.test(after) && !IN_A_ROW.test(after))
  )
    return undefined;
  if (value < 20 && !counts(text, one, known)) {
    // "nine cases", "sept heures": style more often than not
    const counted = value >= 2 && /^ \p{L}{2,}/u.test(after);
    return counted ? { keys: [keyOf(value, false)], end, percent: false, style: true } : undefined;
  }
  return { keys: [keyOf(value, false)], end, percent: false };
}

/** Numbers in words: large ones, percentages and shares; "two questions" and "a hundred thanks" are style. */
export const spelled: FactRule = function* ({ field, text }, known, { mask, now, early }) {
  const all = spelledNumbers(text);
  for (const [i, one] of all.entries()) {
    const { start, value, parts } = one;
    if (mask[start]) continue;
    const said = saidBy(text, { all, i, known });
    if (!said) continue;
    const { keys, end, percent, style = false } = said;
    const measure = { unit: unitAt(text, one), rate: rateAt(text, one.end) };
    if (keys.some((key) => known.keys.has(key)) && !onlyOtherwise(value, measure, known)) {
      // "sessanta per cento" holds another number word
      mask.fill(1, start, end);
      continue;
    }
    if (isAge(value, text.slice(end, end + 32), { years: known.founded, now })) continue;
    const before = text.slice(Math.max(0, start - 24), start);
    const sentence = sentenceAt(text, { start, end }, 80).text;
    if (!percent && (/\p{N}[ -]?$/u.test(before) || rounds(value, { before, percent }, known)))
      continue;
    const after = text.slice(end, end + 32);
    const around = { before: ' ', after, sentence, earlier: early(start) };
    const harmless =
      style ||
      (parts === undefined && harmlessNumber(value, text.slice(start, end), around) === 'own');
    if (HUNDRED_PERCENT.test(text.slice(start, end))) continue;
    if (!harmless) mask.fill(1, start, end);
    yield {
      severity: 'medium',
      message: `The number ${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
      weighed: { value, kind: 'spelled', harmless },
    };
  }
};

/** "your third depot", where the evidence speaks of a second one. */
export const ordinals: FactRule = function* ({ field, text }, known, { mask }) {
  for (const { start, end, value } of ordinalsIn(text)) {
    if (mask[start] || value < 2 || !contradicts(value, nounAt(text, end), known)) continue;
    if (MEETING_TALK.test(sentenceAt(text, { start, end }, 80).text)) continue;
    mask.fill(1, start, end);
    yield {
      severity: 'medium',
      message: `${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
    };
  }
};

/** "from 20 to 40": two numbers that stand next to each other in the evidence. */
const grew = (factor: number, { values }: Known): boolean =>
  values.some((value, i) => {
    const next = values[i + 1];
    return next !== undefined && Math.abs(next - value * factor) <= 0.06 * next;
  });

/** "tripled", "twice as fast". A question or a wish states nothing. */
export const multiples: FactRule = function* ({ field, text }, known, { mask }) {
  for (const { start, end, factor } of multiplesIn(text)) {
    if (mask[start] || known.keys.has(`x${factor}`) || known.keys.has(keyOf(factor, false)))
      continue;
    if (grew(factor, known)) continue;
    const sentence = sentenceAt(text, { start, end }, 160).text;
    if (
      /[?？؟]|(?<!\p{L})(?:if|could|would|might|imagine|wenn|könnte\p{L}?)(?!\p{L})/iu.test(
        sentence,
      )
    )
      continue;
    mask.fill(1, start, end);
    yield {
      severity: 'medium',
      message: `${shown(text.slice(start, end))} is stated as a fact, but ${why(known)}`,
      at: { field, start, end },
    };
  }
};
