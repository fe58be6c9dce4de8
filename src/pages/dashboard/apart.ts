import type { Estimate, MetricsAnswer } from '../../core/schema/metrics.ts';
import { t } from '../../words/t.ts';
import type { Figure } from './FigureCard.tsx';
import { headOf } from './heads.ts';
import { type Range, ranges } from './ranges.ts';
import { nameOf } from './trends.ts';
import { ARMS, estimateText, OUTCOMES, signalType, type Unit } from './words.ts';

type Apart = NonNullable<MetricsAnswer['apart']>[number];
type Named = Apart & { name: string };

/** What M3, M7, M8 and M9 are of each group: small pictures below each other, one table for all. */
export function apartOf(answer: MetricsAnswer): Figure[] {
  const { apart = [] } = answer;
  if (apart.length === 0) return [];
  const name = nameOf(answer);
  const all = apart.map((one) => ({ ...one, name: name(one.group) }));
  return [
    detectionOf(all),
    ...(all.some(({ agreement }) => agreement) ? [agreementOf(all)] : []),
    outcomesOf(all),
    signalsOf(all),
  ];
}

const rangeOf = (name: string, estimate: Estimate, unit: Unit): Range => {
  const value = estimate.value ?? 0;
  return {
    ...{
      name,
      value,
      low: estimate.low ?? 0,
      high: estimate.high ?? (unit === 'share' ? 1 : value),
    },
    said: t('dashboard_said', { name, value: estimateText(estimate, unit) }),
  };
};
const cells = ({ value, low, high, n }: Estimate) => [value ?? '', low ?? '', high ?? '', n];

function detectionOf(all: readonly Named[]): Figure {
  const known = all.filter(({ detection }) => detection.value !== null);
  const rows = known.map(({ name, detection }) => rangeOf(name, detection, 'hours'));
  return {
    id: 'detection-apart',
    title: t('dashboard_detection_apart'),
    means: t('dashboard_detection_apart_means'),
    ...(rows.length === 0 ? { empty: t('dashboard_nothing_these_weeks') } : {}),
    table: {
      head: headOf('of', 'hours', 'low', 'high', 'n'),
      rows: known.map(({ name, detection }) => [name, ...cells(detection)]),
    },
    draw: (width) => ranges(width, t('dashboard_detection_apart'), { rows, unit: 'hours' }),
  };
}

function agreementOf(all: readonly Named[]): Figure {
  const known = all.flatMap(({ name, agreement }) =>
    agreement?.disagreement ? [{ name, ...agreement, differ: agreement.disagreement }] : [],
  );
  const rows = known.map(({ name, items, differ: { share, ...ends } }) =>
    rangeOf(name, { n: items, value: share, ...ends }, 'share'),
  );
  return {
    id: 'agreement-apart',
    title: t('dashboard_agreement_apart'),
    means: t('dashboard_agreement_apart_means'),
    ...(rows.length === 0 ? { empty: t('dashboard_agreement_none') } : {}),
    table: {
      head: [
        ...headOf('of', 'share', 'low', 'high', 'items'),
        ...[t('dashboard_alpha'), t('dashboard_kappa'), t('dashboard_ac1')],
        t('dashboard_base_rate'),
      ],
      rows: known.map(({ name, items, differ, alpha, kappa, ac1, baseRate }) => [
        ...[name, differ.share, differ.low, differ.high, items],
        ...[alpha?.value ?? '', kappa ?? '', ac1 ?? '', baseRate ?? ''],
      ]),
    },
    draw: (width) => ranges(width, t('dashboard_agreement_apart'), { rows, unit: 'share' }),
  };
}

function outcomesOf(all: readonly Named[]): Figure {
  const replies = all.flatMap(({ name: group, outcomes }) =>
    outcomes
      .filter(({ outcome, arm }) => outcome === 'reply' && arm !== 'by-hand')
      .map(({ arm, ...estimate }) => ({ ...rangeOf(t(ARMS[arm]), estimate, 'share'), group })),
  );
  return {
    id: 'outcomes-apart',
    title: t('dashboard_outcomes_apart'),
    means: t('dashboard_outcomes_apart_means'),
    note: t('dashboard_caveat'),
    ...(replies.length === 0 ? { empty: t('dashboard_outcomes_none') } : {}),
    table: {
      head: [
        ...headOf('of', 'outcome', 'how', 'share', 'low', 'high', 'n'),
        ...headOf('less_by_hand', 'from', 'to'),
      ],
      rows: all.flatMap(({ name, outcomes }) =>
        outcomes.map(({ arm, outcome, less, ...estimate }) => [
          ...[name, t(OUTCOMES[outcome]), t(ARMS[arm]), ...cells(estimate)],
          ...(less ? [less.difference, less.low, less.high] : ['', '', '']),
        ]),
      ),
    },
    draw: (width) => ranges(width, t('dashboard_outcomes_apart'), { rows: replies, unit: 'share' }),
  };
}

function signalsOf(all: readonly Named[]): Figure {
  const rows = all.flatMap(({ name: group, signals }) =>
    signals.map(({ type, ...estimate }) => ({
      ...rangeOf(signalType(type), estimate, 'share'),
      group,
    })),
  );
  return {
    id: 'signals-apart',
    title: t('dashboard_signals_apart'),
    means: t('dashboard_signals_means'),
    ...(rows.length === 0 ? { empty: t('dashboard_signals_none') } : {}),
    table: {
      head: headOf('of', 'signal', 'meetings', 'low', 'high', 'n'),
      rows: all.flatMap(({ name, signals }) =>
        signals.map(({ type, ...estimate }) => [name, signalType(type), ...cells(estimate)]),
      ),
    },
    draw: (width) => ranges(width, t('dashboard_signals_apart'), { rows, unit: 'share' }),
  };
}
