import { REASON_WORDS } from '../../core/review/reason-words.ts';
import type { OwnCorrection, Shared } from '../../core/schema/own-reading.ts';
import { shownNumber } from '../../ui/locale.ts';
import type { Came } from './figures.ts';

export const DAYS = [7, 30, 90, 365] as const;

/** 0 to 1 as whole percent. */
export const percent = (share: number): string =>
  shownNumber(share, { style: 'percent', maximumFractionDigits: 0 });

export const range = ({ low, high }: { low: number; high: number }): string =>
  `${percent(low)} to ${percent(high)}`;

/** A day (UTC) as the person writes days. */
export const dayWords = (day: string, locale?: string): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(locale, {
    ...{ month: 'short', day: 'numeric', timeZone: 'UTC' },
  });

/** Milliseconds as seconds or minutes. */
export function timeWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${shownNumber(seconds, { maximumFractionDigits: 1 })} s`;
  return `${shownNumber(seconds / 60, { maximumFractionDigits: 1 })} min`;
}

export const reasonWords = (reason: OwnCorrection['reason']): string =>
  reason === 'none' ? 'No reason given' : REASON_WORDS[reason];

export const CAME_WORDS: Record<Came, string> = {
  less: 'Comes up less',
  more: 'Comes up more',
  unclear: 'No clear change yet',
  unknown: 'Too little to say',
};

/** What others can see, in sentences; the gate names what holds (gate/store/own-reading.ts). */
export const SHARED_WORDS: Record<string, string> = {
  decisions:
    'Each decision with your name, its time and its reason: everybody who may see the item, and the agent its reason.',
  export:
    'Each decision as you signed it, with its totals (time in view, words new to you, whether flags were seen, sources opened): managers, in the audit export.',
  recall:
    'Which of your approvals were taken back: a manager who recalls them by your name, all or only those that were not read.',
  'recall-by-rule':
    'Approvals that were not read are taken back by rule where fewer than half of an hour’s surely were; the recall names you. In:',
  'rubber-stamping':
    'Hours in which surely fewer than half of your decisions were read: managers, with your name.',
  'catch-rate-measured': 'Your own catch rate is worked out, and shown here to you alone. In:',
};

/** A name that this version has no sentence for is still told. */
export const sharedWords = ({ what }: Pick<Shared, 'what'>): string =>
  SHARED_WORDS[what] ?? `Something that this version has no words for: ${what}.`;
