import type { ReportWorkflow } from '../../core/schema/report.ts';
import { shownTime } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';

export const PATTERNS: Record<ReportWorkflow['pattern'], PlainKey> = {
  'pre-approval': 'report_pattern_pre_approval',
  'active-monitoring': 'report_pattern_active_monitoring',
  'periodic-review': 'report_pattern_periodic_review',
  'exception-handling': 'report_pattern_exception_handling',
  'post-hoc-audit': 'report_pattern_post_hoc_audit',
};

const ROLES: ReadonlyMap<string, PlainKey> = new Map([
  ['rep', 'options_role_rep'],
  ['manager', 'options_role_manager'],
  ['admin', 'options_role_admin'],
]);
/** A person's role; as the report has it where it is a newer one. */
export function roleWords(role: string): string {
  const key = ROLES.get(role);
  return key ? t(key) : role;
}

export const day = (at: string): string => shownTime(at, { dateStyle: 'long', timeZone: 'UTC' });
export const moment = (at: string): string =>
  t('report_moment_utc', {
    at: shownTime(at, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }),
  });

/** The day before, in UTC: a report ends before its `to`. */
export const dayBefore = (at: string): string => day(new Date(Date.parse(at) - 1).toISOString());

/** A quarter of a year, 1 to 4; the one that runs is not over. */
export type Quarter = { quarter: number; year: number; over: boolean; from: string; to: string };

/** The quarters that are offered: the one that runs, and those before it. */
export function quartersAt(now: number): Quarter[] {
  const date = new Date(now);
  const first = date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  return [0, 1, 2, 3].map((back) => {
    const nth = first - back;
    const start = (of: number) =>
      new Date(Date.UTC(Math.floor(of / 4), (of % 4) * 3, 1)).toISOString();
    return {
      ...{ quarter: (nth % 4) + 1, year: Math.floor(nth / 4), over: back > 0 },
      from: start(nth),
      // The one that runs ends now: what is to come is not reported on.
      to: back === 0 ? date.toISOString() : start(nth + 1),
    };
  });
}

export const quarterWords = ({ quarter, year, over }: Quarter): string =>
  t(over ? 'report_quarter' : 'report_quarter_so_far', { quarter, year: String(year) });
