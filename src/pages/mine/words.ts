import type { Shared } from '../../core/schema/own-reading.ts';
import { minutesWords, rangeWords, secondsWords } from '../../ui/amount-words.ts';
import { shownNumber, shownTime } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import type { Came } from './figures.ts';

export const DAYS = [7, 30, 90, 365] as const;

/** 0 to 1 as whole percent. */
export const percent = (share: number): string =>
  shownNumber(share, { style: 'percent', maximumFractionDigits: 0 });

export const range = ({ low, high }: { low: number; high: number }): string =>
  rangeWords(percent(low), percent(high));

/** A day (UTC) as the person writes days. */
export const dayWords = (day: string): string =>
  shownTime(`${day}T12:00:00Z`, { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** Milliseconds as seconds or minutes. */
export const timeWords = (ms: number): string =>
  ms < 60_000 ? secondsWords(ms / 1000, 1) : minutesWords(ms / 60_000, 1);

export const CAME_WORDS: Record<Came, PlainKey> = {
  less: 'mine_came_less',
  more: 'mine_came_more',
  unclear: 'mine_came_unclear',
  unknown: 'mine_came_unknown',
};

/** What others can see, in sentences; the gate names what holds (gate/store/own-reading.ts). */
export const SHARED_WORDS: Record<string, PlainKey> = {
  decisions: 'mine_shared_decisions',
  export: 'mine_shared_export',
  recall: 'mine_shared_recall',
  'recall-by-rule': 'mine_shared_recall_by_rule',
  'rubber-stamping': 'mine_shared_rubber_stamping',
  'catch-rate-measured': 'mine_shared_catch_rate',
};

/** A name that this version has no sentence for is still told. */
export function sharedWords({ what }: Pick<Shared, 'what'>): string {
  const key = SHARED_WORDS[what];
  return key ? t(key) : t('mine_shared_unknown', { what });
}
