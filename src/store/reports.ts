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

/** The oldest first, without what can still be taken back. */
export const reportsDue = (db: Store, now: number): Promise<(ReportRow & { seq: number })[]> =>
  db.reports
    .orderBy('seq')
    .filter((row) => isDue(row, now))
    .limit(100)
    .toArray() as Promise<(ReportRow & { seq: number })[]>;

/** Longer than anything is held: a clock that was set back holds up nothing. */
const LONGEST_MS = 60_000;
const isDue = ({ notBefore = 0 }: ReportRow, now: number): boolean =>
  notBefore <= now || notBefore > now + LONGEST_MS;

type Defect = Extract<Report, { kind: 'defect' }>;
const defectOf = async (db: Store, proposalId: string): Promise<ReportRow | undefined> =>
  db.reports
    .filter(({ report }) => report.kind === 'defect' && report.proposalId === proposalId)
    .first();

/** Durable when it resolves, with until when it can be taken back. Said already, it stays as it was. */
export const holdReport = (db: Store, report: Defect, until: number): Promise<number> =>
  db.transaction('rw', db.reports, async () => {
    const before = await defectOf(db, report.proposalId);
    if (before) return before.notBefore ?? until;
    await db.reports.add({ attempts: 0, report, notBefore: until });
    return until;
  });

/** Deletes what was said of it; false where it has left, or is on its way. */
export const takeBackDefect = (db: Store, proposalId: string): Promise<boolean> =>
  db.transaction('rw', db.reports, async () => {
    const row = await defectOf(db, proposalId);
    if (row?.seq === undefined || row.attempts > 0) return false;
    await db.reports.delete(row.seq);
    return true;
  });

/** It begins to leave: from here it can't be taken back. False where it was, meanwhile. */
export const beginReport = (db: Store, seq: number): Promise<boolean> =>
  db.transaction('rw', db.reports, async () => {
    const row = await db.reports.get(seq);
    if (!row) return false;
    await db.reports.update(seq, { attempts: row.attempts + 1 });
    return true;
  });

/** How many held ones are due, and when the next will be. */
export async function heldReports(
  db: Store,
  now: number,
): Promise<{ due: number; nextAt: number | null }> {
  const held = await db.reports.filter(({ notBefore }) => notBefore !== undefined).toArray();
  const later = held.filter((row) => !isDue(row, now)).map(({ notBefore = now }) => notBefore);
  return {
    due: held.length - later.length,
    nextAt: later.length === 0 ? null : Math.min(...later),
  };
}

export async function dropReport(db: Store, seq: number): Promise<void> {
  await db.reports.delete(seq);
}
