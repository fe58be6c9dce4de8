import type { MetricsAnswer, ToldBy } from '../../core/schema/metrics.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import type { Figure } from './FigureCard.tsx';
import { bars } from './ranges.ts';
import { percent } from './words.ts';

/** Who told first of what had left and was wrong. */
const TOLD_BY: Record<ToldBy, PlainKey> = {
  'spot-check': 'dashboard_found_by_spot_check',
  rep: 'dashboard_found_by_rep',
  auditor: 'dashboard_found_by_manager',
  'customer-success': 'dashboard_found_by_customer_success',
  prospect: 'dashboard_found_by_prospect',
  complaint: 'dashboard_found_by_complaint',
  unnamed: 'dashboard_found_by_unnamed',
};

/** All defects that came to light, by who found each first (M1). */
export function foundByOf({ found }: MetricsAnswer): Figure {
  // A gate of before doesn't tell reports apart.
  const told = found.by ?? [{ who: 'unnamed' as const, n: found.outside }];
  const counts: [PlainKey, number][] = [
    ['dashboard_found_by_reviewer', found.person],
    ['dashboard_found_by_audit', found.audit],
    ...told.map(({ who, n }): [PlainKey, number] => [TOLD_BY[who], n]),
    ['dashboard_found_by_bypass', found.bypass],
  ];
  const all = counts.reduce((sum, [, n]) => sum + n, 0);
  const rows = counts
    .filter(([, n]) => n > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([key, n]) => ({
      ...{ name: t(key), value: n },
      said: t('dashboard_found_by_said', { n, share: percent(n / all) }),
    }));
  return {
    id: 'found-by',
    title: t('dashboard_found_by_title'),
    means: t('dashboard_found_by_means'),
    ...(rows.length === 0 ? { empty: t('dashboard_found_by_none') } : {}),
    table: {
      head: [t('dashboard_found_by_who'), t('dashboard_found_by_how_many')],
      rows: rows.map(({ name, value }) => [name, value]),
    },
    draw: (width) => bars(width, t('dashboard_found_by_title'), rows),
  };
}
