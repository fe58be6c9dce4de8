import type { WeeklyChange, WeeklyRow, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { points } from '../../ui/estimate-words.ts';
import { shownTime } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';

export const MEASURES: Record<WeeklyChange['measure'], PlainKey> = {
  override: 'weekly_override',
  reply: 'weekly_reply',
  optOut: 'weekly_opt_out',
};
export const GROUPS: Record<
  WeeklyRow['by'],
  {
    name: PlainKey;
    by: PlainKey;
    caption: PlainKey;
    one: 'weekly_template_in' | 'weekly_segment_in' | 'weekly_model_version_in';
  }
> = {
  template: {
    ...{ name: 'weekly_template', by: 'weekly_template_by', caption: 'weekly_template_caption' },
    one: 'weekly_template_in',
  },
  segment: {
    ...{ name: 'weekly_segment', by: 'weekly_segment_by', caption: 'weekly_segment_caption' },
    one: 'weekly_segment_in',
  },
  'model-version': {
    ...{ name: 'weekly_model_version', by: 'weekly_model_version_by' },
    ...{ caption: 'weekly_model_version_caption', one: 'weekly_model_version_in' },
  },
};
export const VERDICTS: Record<WeeklyChange['verdict'], { word: PlainKey; role: string }> = {
  worse: { word: 'weekly_worse', role: 'bad' },
  better: { word: 'weekly_better', role: 'good' },
  unclear: { word: 'weekly_unclear', role: 'muted' },
};
export const PATTERNS: Record<WeeklyWorkflow['pattern'], PlainKey> = {
  'pre-approval': 'weekly_pattern_pre_approval',
  'active-monitoring': 'weekly_pattern_active_monitoring',
  'periodic-review': 'weekly_pattern_periodic_review',
  'exception-handling': 'weekly_pattern_exception_handling',
  'post-hoc-audit': 'weekly_pattern_post_hoc_audit',
};

const MORE = {
  'last-week': 'weekly_more_than_before',
  others: 'weekly_more_than_others',
} as const;
const LESS = {
  'last-week': 'weekly_less_than_before',
  others: 'weekly_less_than_others',
} as const;
const AS_OFTEN = { 'last-week': 'weekly_as_before', others: 'weekly_as_others' } as const;

/** "Overridden 12 points more often than the week before (+3 to +21)" */
export function changeWords(change: WeeklyChange): string {
  const { against, difference } = change;
  const parts = {
    ...{ measure: t(MEASURES[change.measure]), low: points(change.low), high: points(change.high) },
  };
  if (difference === 0) return t(AS_OFTEN[against], parts);
  const size = points(Math.abs(difference)).replace('+', '');
  return t((difference > 0 ? MORE : LESS)[against], { ...parts, points: size });
}

/** What a promotion would do. */
export function promotionMeans({ step }: WeeklyWorkflow['promotion']): string {
  if (step === undefined) return t('weekly_promote_means');
  if (step.to === 'exception-handling') return t('weekly_promote_means_open');
  return t('weekly_promote_means_cap', { from: step.from ?? '', cap: step.cap ?? '' });
}

export const day = (at: string): string => shownTime(at, { dateStyle: 'medium' });
export const moment = (at: string): string =>
  shownTime(at, { dateStyle: 'medium', timeStyle: 'short' });
