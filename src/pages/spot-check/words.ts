import type { SpotCheck, SpotCheckItem } from '../../core/schema/spot-check.ts';
import { percentWords } from '../../ui/amount-words.ts';
import { shownTime } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';

/** Rates as people say them: 0.3 %, 26 %. Never rounded down to "none" where there may be some. */
export function percent(rate: number): string {
  const value = rate * 100;
  return percentWords(value, value > 0 && value < 10 ? 1 : 0);
}

/** An upper limit, rounded up: what is allowed is never said to be less. */
export const atMost = (rate: number): string =>
  percentWords(
    Math.ceil(rate * (rate < 0.1 ? 1000 : 100) - 1e-9) / (rate < 0.1 ? 10 : 1),
    rate < 0.1 ? 1 : 0,
  );

export const dayOf = (time: string): string => shownTime(time, { dateStyle: 'medium' });

const LANES: Readonly<Record<string, PlainKey>> = {
  human: 'spot_lane_human',
  auto: 'spot_lane_auto',
  constrained: 'spot_lane_constrained',
};
const TIERS: Readonly<Record<string, PlainKey>> = {
  high: 'spot_tier_high',
  medium: 'spot_tier_medium',
  low: 'spot_tier_low',
};
const said = (words: Readonly<Record<string, PlainKey>>, code: string): string => {
  const key = words[code];
  return key ? t(key) : code;
};
export const laneWords = (lane: string): string => said(LANES, lane);
export const tierWords = (tier: string): string => said(TIERS, tier);

/** What was looked at, of what. */
export function lookedAt({ found, population, from, to }: SpotCheck): string {
  const of = { population, from: dayOf(from), to: dayOf(to) };
  if (found.n === 0) return t('spot_nothing_looked_at', of);
  return found.defects === 0
    ? t('spot_none_wrong', { ...of, looked: found.n })
    : tn('spot_some_wrong', found.defects, { ...of, looked: found.n });
}

/** What that says of all, and how sure that is. */
export function whatItSays({ found, byRisk, mine, by }: SpotCheck): string {
  if (found.n === 0) return '';
  const upper = atMost(found.upper);
  if (found.defects === 0)
    return mine
      ? t('spot_says_none_mine', { n: found.n, upper })
      : t('spot_says_none', { n: found.n, upper, by });
  const rate = percent((byRisk ? found.rate : found.share) ?? 0);
  const guess = mine
    ? t('spot_says_some_mine', { rate, upper })
    : t('spot_says_some', { rate, upper, by });
  return byRisk && found.share !== null
    ? `${guess} ${t('spot_unweighted', { share: percent(found.share) })}`
    : guess;
}

/** How that compares with the first word. */
export function agreement({ agreement: { people, unattended }, mine }: SpotCheck): string[] {
  return [
    ...(people.looked === 0
      ? []
      : [t(mine ? 'spot_agree_people_mine' : 'spot_agree_people', people)]),
    ...(unattended.looked === 0
      ? []
      : [t(mine ? 'spot_agree_unattended_mine' : 'spot_agree_unattended', unattended)]),
  ];
}

/** What it was drawn from, and how. */
export function howDrawn({ drawn, population, byRisk, leftOut, lost }: SpotCheck): string[] {
  const { own, erased } = leftOut;
  return [
    byRisk ? t('spot_drawn_by_risk') : t('spot_drawn_equally', { drawn, population }),
    ...(own > 0 && erased > 0 ? [t('spot_left_out_both', { own, erased })] : []),
    ...(own > 0 && erased === 0 ? [t('spot_left_out_own', { own })] : []),
    ...(own === 0 && erased > 0 ? [t('spot_left_out_erased', { erased })] : []),
    ...(lost > 0 ? [t('spot_lost', { lost })] : []),
  ];
}

/** What was decided first, of a decided item. */
export function first({ decided }: SpotCheckItem): string {
  if (!decided) return '';
  const { lane, confidence } = decided;
  if (!decided.first) return t('spot_first_lane', { lane: laneWords(lane), confidence });
  const { action, by } = decided.first;
  return t(action === 'approve_edited' ? 'spot_first_edited' : 'spot_first_approved', { by });
}

/** What was said now. */
export function now({ decided }: SpotCheckItem): string {
  if (!decided) return '';
  if (decided.action === 'reject') return t('spot_now_wrong');
  if (decided.action === 'approve') return t('spot_now_right');
  return t(decided.defect ? 'spot_now_wrong_edited' : 'spot_now_right_taste');
}
