import type { Store } from './db.ts';
import type { Held, HeldOf, Refused, Report, ReportRow } from './report-row.ts';

export type { Held, HeldOf, Report, ReportRow };

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
const isDue = ({ notBefore = 0, refused }: ReportRow, now: number): boolean =>
  refused === undefined && (notBefore <= now || notBefore > now + LONGEST_MS);

export const isHeld = (report: Report): report is Held =>
  report.kind === 'defect' || report.kind === 'verdict';

const aboutOf = (said: HeldOf): string => (said.kind === 'defect' ? said.proposalId : said.alertId);

const heldOf = async (db: Store, said: HeldOf): Promise<ReportRow | undefined> =>
  db.reports
    .filter(
      ({ report }) =>
        isHeld(report) && report.kind === said.kind && aboutOf(report) === aboutOf(said),
    )
    .first();

/**
 * Durable when it resolves, with until when it can be taken back. Said already, it stays as it was; said
 * again of what the gate refused, it is said anew.
 */
export const holdReport = (db: Store, report: Held, until: number): Promise<number> =>
  db.transaction('rw', db.reports, async () => {
    const before = await heldOf(db, report);
    if (before && !before.refused) return before.notBefore ?? until;
    if (before?.seq !== undefined) await db.reports.delete(before.seq);
    await db.reports.add({ attempts: 0, report, notBefore: until });
    return until;
  });

/** Deletes what was said; false where it has left, or is on its way. */
export const takeBackReport = (db: Store, said: HeldOf): Promise<boolean> =>
  db.transaction('rw', db.reports, async () => {
    const row = await heldOf(db, said);
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
  const held = await db.reports
    .filter(({ notBefore, refused }) => notBefore !== undefined && refused === undefined)
    .toArray();
  const later = held.filter((row) => !isDue(row, now)).map(({ notBefore = now }) => notBefore);
  return {
    due: held.length - later.length,
    nextAt: later.length === 0 ? null : Math.min(...later),
  };
}

export async function dropReport(db: Store, seq: number): Promise<void> {
  await db.reports.delete(seq);
}

/** It is told no more, and stays for the person to see why. */
export async function refuseReport(db: Store, seq: number, refused: Refused): Promise<void> {
  await db.reports.update(seq, { refused });
}

/** The person has seen that it was refused. */
export const forgetRefused = (db: Store, said: HeldOf): Promise<void> =>
  db.transaction('rw', db.reports, async () => {
    const row = await heldOf(db, said);
    if (row?.seq !== undefined && row.refused) await db.reports.delete(row.seq);
  });

/** The verdicts on alerts that haven't arrived, the oldest first. */
export async function verdictRows(
  db: Store,
): Promise<(ReportRow & { report: Extract<Held, { kind: 'verdict' }> })[]> {
  const rows = await db.reports.orderBy('seq').toArray();
  return rows.flatMap((row) =>
    row.report.kind === 'verdict' ? [{ ...row, report: row.report }] : [],
  );
}
