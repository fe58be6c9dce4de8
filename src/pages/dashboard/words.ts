import { percent } from '../../core/brakes/sentence.ts';
import { REASON_WORDS } from '../../core/review/reason-words.ts';
import type { Estimate, MetricsAnswer, MetricsBy } from '../../core/schema/metrics.ts';
import { visibleParts } from '../../core/text/visible.ts';
import { shownNumber } from '../../ui/locale.ts';

export { percent };

/** Someone else's name in a drawing: what can't be seen is named. */
export const plainName = (name: string): string =>
  visibleParts(name)
    .map(({ text, hidden }) => (hidden === undefined ? text : `[${hidden}]`))
    .join('');

export const hours = (value: number): string =>
  value < 1 / 60
    ? `${Math.max(1, Math.round(value * 3600))} s`
    : value < 1
      ? `${Math.round(value * 60)} min`
      : value < 48
        ? `${shownNumber(Number(value.toFixed(value < 10 ? 1 : 0)))} h`
        : `${shownNumber(Math.round(value / 24))} days`;

/** How a figure of a measure is written: a share, hours, or a plain number. */
export type Unit = 'share' | 'hours' | 'count' | 'agreement';
export function inUnit(value: number, unit: Unit): string {
  if (unit === 'share') return percent(value);
  if (unit === 'hours') return hours(value);
  return unit === 'count' ? shownNumber(Math.round(value)) : value.toFixed(2);
}

/** A share with as many digits as its interval leaves worth saying. */
function fine(share: number, low: number | null, high: number | null): string {
  const width = (high ?? 1) - (low ?? 0);
  if (width >= 0.03 || share < 0.01) return percent(share);
  return `${Number((share * 100).toFixed(width < 0.003 ? 2 : 1))} %`;
}

/** "12 % (9 % to 16 %), n = 340"; an end that nothing bounds is left open. */
export function estimateText({ n, value, low, high }: Estimate, unit: Unit): string {
  if (value === null) return 'nothing yet';
  if (unit === 'count') return inUnit(value, unit);
  const said = unit === 'share' ? fine(value, low, high) : inUnit(value, unit);
  const end = (at: number): string => (unit === 'share' ? fine(at, low, high) : inUnit(at, unit));
  const ends =
    low === null && high === null
      ? ''
      : ` (${low === null ? 'no lower end known' : end(low)} to ${high === null ? 'no upper end known' : end(high)})`;
  return `${said}${ends}, n = ${shownNumber(n)}`;
}

const REASONS: Record<string, string> = { ...REASON_WORDS, '': 'No reason given' };
export const reasonName = (code: string): string => REASONS[code] ?? code;

export const ARMS: Record<MetricsAnswer['outcomes'][number]['arm'], string> = {
  approve: 'Approved as it was',
  approve_edited: 'Approved with edits',
  nobody: 'Ran without a person',
  'by-hand': 'Written by hand',
};
export const OUTCOMES: Record<MetricsAnswer['outcomes'][number]['outcome'], string> = {
  reply: 'Reply',
  positive: 'Positive reply',
  meeting: 'Meeting',
  conversion: 'Conversion',
};
const SIGNALS: Record<string, string> = {
  delivered: 'Delivered',
  'reply-positive': 'Positive reply',
  'reply-neutral': 'Reply',
  'reply-negative': 'Negative reply',
  'reply-opt-out': 'Opt-out by reply',
  conversion: 'Conversion',
};
export const signalType = (type: string): string => SIGNALS[type] ?? type;

export const BY: Record<MetricsBy, string> = {
  all: 'Everything together',
  workflow: 'Workflow',
  'model-version': 'Model version',
  template: 'Template',
};
export const PERIODS: readonly { weeks: number; words: string }[] = [
  { weeks: 4, words: '4 weeks' },
  { weeks: 13, words: '13 weeks' },
  { weeks: 26, words: 'Half a year' },
  { weeks: 52, words: 'A year' },
];

export const WORDS = {
  title: 'Dashboard',
  loading: 'Asking the gate…',
  notManager: 'These figures are for managers',
  notManagerMeans:
    'Your own pace and reading are on your own page. Ask an administrator if you should see these.',
  failed: 'The figures are not known now',
  failedMeans: 'They come from the gate, and this browser has none from before.',
  noneYet: 'Nothing to show yet',
  noneYetMeans:
    'Figures begin with the first decision. An agent has to propose something, and somebody has to decide it; sends and what comes back fill the rest.',
  offline: 'The gate can’t be reached: these are the figures of ',
  live: 'As of ',
  liveMeans: ', and kept up to date while this page is open.',
  interval:
    'Bands and bars are 95 % intervals: the truth is inside them in 19 of 20 such pictures.',
  caveat:
    'Not a comparison of like with like: people choose what they write by hand and what they approve. Only accounts that policy assigns at random could say what causes what.',
} as const;
