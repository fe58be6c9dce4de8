import type { CorrectionFormat } from '../../core/corrections/formats.ts';
import type { AccuracyRow, FindingRow } from '../../messages/findings.ts';
import { rangeWords } from '../../ui/amount-words.ts';
import { shownNumber } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';
import { KIND_WORDS } from '../review/words.ts';

export const percent = (share: number): string =>
  shownNumber(share, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 });

/** "9 % to 35 %" */
export const between = ({ low, high }: { low: number; high: number }): string =>
  rangeWords(percent(low), percent(high));

export const draftsOf = ({ hits, of }: { hits: number; of: number }): string =>
  tn('findings_drafts', of, { hits });

export const versionOf = (row: {
  model: string;
  modelVersion: string;
  promptVersion: string;
}): string =>
  [
    ...(row.promptVersion === '' ? [] : [t('findings_prompt', { version: row.promptVersion })]),
    `${row.model} ${row.modelVersion}`.trim(),
  ].join(' · ');

export const STANDING: Record<
  FindingRow['standing'],
  { word: PlainKey; role: string; says: PlainKey }
> = {
  new: { word: 'findings_new', role: 'bad', says: 'findings_new_says' },
  still: { word: 'findings_still', role: 'warn', says: 'findings_still_says' },
  fixed: { word: 'findings_fixed', role: 'good', says: 'findings_fixed_says' },
  unclear: { word: 'findings_unclear', role: '', says: 'findings_unclear_says' },
};

const KINDS: Readonly<Record<string, PlainKey | undefined>> = KIND_WORDS;
/** A kind that this version has no word for stands as it came. */
export function kindWords(kind: string): string {
  const key = KINDS[kind];
  return key ? t(key) : kind;
}

/** What the estimate leaves open, in a sentence; empty where it leaves nothing. */
export const leftOpen = ({ waiting, uncovered }: AccuracyRow): string =>
  [
    ...(waiting > 0 ? [tn('findings_waiting', waiting)] : []),
    ...(uncovered > 0 ? [tn('findings_uncovered', uncovered)] : []),
  ].join(' ');

/** Formats in the order in which they are offered, with what each file holds. */
export const FORMATS: readonly { name: CorrectionFormat; label: PlainKey; holds: PlainKey }[] = [
  {
    name: 'openai-preference',
    label: 'findings_openai_preference',
    holds: 'findings_openai_preference_holds',
  },
  {
    name: 'trl-preference',
    label: 'findings_trl_preference',
    holds: 'findings_trl_preference_holds',
  },
  { name: 'trl-unpaired', label: 'findings_trl_unpaired', holds: 'findings_trl_unpaired_holds' },
  { name: 'openai-chat', label: 'findings_openai_chat', holds: 'findings_openai_chat_holds' },
  { name: 'full', label: 'findings_full', holds: 'findings_full_holds' },
];
