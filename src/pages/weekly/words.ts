import type { WeeklyChange, WeeklyRow, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { points } from '../../ui/estimate-words.ts';

export const MEASURES: Record<WeeklyChange['measure'], string> = {
  override: 'Overridden',
  reply: 'Answered',
  optOut: 'Asked to stop',
};
export const GROUPS: Record<WeeklyRow['by'], string> = {
  template: 'Template',
  segment: 'Segment',
  'model-version': 'Model version',
};
const AGAINST: Record<WeeklyChange['against'], string> = {
  'last-week': 'than the week before',
  others: 'than the rest of its workflow',
};
export const VERDICTS: Record<WeeklyChange['verdict'], { word: string; role: string }> = {
  worse: { word: 'Worse', role: 'bad' },
  better: { word: 'Better', role: 'good' },
  unclear: { word: 'Unclear', role: 'muted' },
};
export const PATTERNS: Record<WeeklyWorkflow['pattern'], string> = {
  'pre-approval': 'A person approves each item',
  'active-monitoring': 'Runs, and is watched',
  'periodic-review': 'Runs, and is reviewed by calendar',
  'exception-handling': 'Exceptions go to a person',
  'post-hoc-audit': 'Runs, and is audited afterwards',
};

/** "Overridden 12 points more than the week before (3 to 21)". */
export function changeWords({ measure, against, difference, low, high }: WeeklyChange): string {
  const size = points(Math.abs(difference)).replace('+', '');
  const more =
    difference === 0 ? 'as often' : `${size} points ${difference > 0 ? 'more' : 'less'} often`;
  return `${MEASURES[measure]} ${more} ${difference === 0 ? AGAINST[against].replace('than', 'as') : AGAINST[against]} (${points(low)} to ${points(high)})`;
}

/** What a promotion would do. */
export function stepWords({ step }: WeeklyWorkflow['promotion']): string {
  if (step === undefined) return '';
  if (step.to === 'exception-handling')
    return 'Let its open lane run; only exceptions go to a person';
  return `From ${step.from} to ${step.cap} a day without a person`;
}

export const day = (at: string): string =>
  new Date(at).toLocaleDateString(undefined, { dateStyle: 'medium' });
export const moment = (at: string): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
