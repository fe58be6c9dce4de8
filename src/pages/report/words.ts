import type { ReportWorkflow } from '../../core/schema/report.ts';

export const PATTERNS: Record<ReportWorkflow['pattern'], string> = {
  'pre-approval': 'Pre-approval: a person approves each item before it takes effect.',
  'active-monitoring': 'Active monitoring: it runs, and people watch and can stop it.',
  'periodic-review': 'Periodic review: it runs, and people review it by calendar.',
  'exception-handling': 'Exception handling: what is uncertain or unusual goes to a person.',
  'post-hoc-audit': 'Post-hoc audit: it runs, and random samples are reviewed afterwards.',
};

export const day = (at: string): string =>
  new Date(at).toLocaleDateString(undefined, { dateStyle: 'long', timeZone: 'UTC' });
export const moment = (at: string): string =>
  `${new Date(at).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`;

/** The day before, in UTC: a report ends before its `to`. */
export const dayBefore = (at: string): string => day(new Date(Date.parse(at) - 1).toISOString());

/** The quarters that are offered: the one that runs, and those before it. */
export function quartersAt(now: number): { label: string; from: string; to: string }[] {
  const date = new Date(now);
  const first = date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  return [0, 1, 2, 3].map((back) => {
    const quarter = first - back;
    const start = (of: number) =>
      new Date(Date.UTC(Math.floor(of / 4), (of % 4) * 3, 1)).toISOString();
    const label = `Quarter ${(quarter % 4) + 1}, ${Math.floor(quarter / 4)}`;
    return {
      label: back === 0 ? `${label}, so far` : label,
      from: start(quarter),
      // The one that runs ends now: what is to come is not reported on.
      to: back === 0 ? date.toISOString() : start(quarter + 1),
    };
  });
}
