import type { Estimate, MetricsAnswer, Worth } from '../../core/schema/metrics.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import type { Figure } from './FigureCard.tsx';
import { headOf } from './heads.ts';
import { type Range, ranges } from './ranges.ts';
import { nameOf } from './trends.ts';
import { estimateText, hundredths } from './words.ts';

/** An AUROC that tells nothing. */
const CHANCE = 0.5;

const MEASURES: readonly [keyof Worth, PlainKey][] = [
  ['sorts', 'dashboard_worth_sorts'],
  ['brier', 'dashboard_worth_brier'],
  ['calibration', 'dashboard_worth_calibration'],
];

/** How well confidence sorts right from wrong, and how far off it is; null of a gate that doesn't keep it. */
export function worthOf(answer: MetricsAnswer): Figure | null {
  const known = answer.reliability.flatMap(({ group, worth }) => (worth ? [{ group, worth }] : []));
  if (answer.reliability.length > 0 && known.length === 0) return null;
  const name = nameOf(answer);
  const several = answer.reliability.length > 1;
  const told = MEASURES.flatMap(([measure, key]) =>
    known.map(({ group, worth }) => ({
      ...{ measure, what: t(key), of: name(group), estimate: worth[measure] as Estimate },
    })),
  ).filter(({ estimate }) => estimate.value !== null);
  const rows = told.map(({ measure, what, of, estimate }): Range => {
    const value = estimate.value ?? 0;
    return {
      ...(several ? { name: of, group: what } : { name: what }),
      ...{ value, low: estimate.low ?? value, high: estimate.high ?? value },
      said: t('dashboard_said', {
        name: several ? `${what}, ${of}` : what,
        value: estimateText(estimate, 'agreement'),
      }),
      ...(measure === 'sorts' ? { mark: CHANCE } : {}),
    };
  });
  const within = Math.max(0, ...known.map(({ worth }) => worth.sorts.within));
  return {
    id: 'worth',
    title: t('dashboard_worth'),
    means: t('dashboard_worth_means'),
    ...(rows.length === 0
      ? { empty: t('dashboard_nothing_these_weeks') }
      : { note: t('dashboard_worth_within', { most: hundredths(Math.ceil(within * 100) / 100) }) }),
    table: {
      head: headOf('of', 'measure', 'value', 'low', 'high', 'n'),
      rows: told.map(({ what, of, estimate: { value, low, high, n } }) => [
        ...[of, what, value ?? '', low ?? '', high ?? '', n],
      ]),
    },
    draw: (width) => ranges(width, t('dashboard_worth_picture'), { rows, unit: 'agreement' }),
  };
}
