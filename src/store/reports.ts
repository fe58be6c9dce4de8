import type { Store } from './db.ts';
import type { Report, ReportRow } from './report-row.ts';

export type { Report, ReportRow };

/** Durable when it resolves. A released send counts as reported in the same transaction. */
export async function addReport(db: Store, report: Report): Promise<void> {
  await db.transaction('rw', db.reports, db.redemptions, async () => {
    await db.reports.add({ attempts: 0, report });
    if (report.kind !== 'result') return;
    await db.redemptions
      .filter(({ dispatchId }) => dispatchId === report.dispatchId)
      .modify({ state: 'reported' });
  });
}

/** The oldest first. */
export const reportsDue = (db: Store): Promise<(ReportRow & { seq: number })[]> =>
  db.reports.orderBy('seq').limit(100).toArray() as Promise<(ReportRow & { seq: number })[]>;

export async function dropReport(db: Store, seq: number): Promise<void> {
  await db.reports.delete(seq);
}
