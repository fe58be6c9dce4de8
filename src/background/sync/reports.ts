import type { Store } from '../../store/db.ts';
import {
  endRedemption,
  forgetReported,
  putRedemption,
  redemptionsIn,
} from '../../store/redemptions.ts';
import {
  addReport,
  beginReport,
  dropReport,
  isHeld,
  type Report,
  refuseReport,
  reportsDue,
} from '../../store/reports.ts';
import { type Changes, changeOf } from '../changes.ts';
import type { Gate } from '../gate/client.ts';
import { GateProblem } from '../gate/problems.ts';

/** A released send of which the page never told the end, milliseconds: its tab is gone. */
const SILENT_MS = 15 * 60_000;
/** Longer than any request lives. */
const UNDER_WAY_MS = 60_000;
const FORGET_MS = 7 * 24 * 60 * 60_000;

type Input = { db: Store; gate: Gate; now: () => number; signal: AbortSignal };

/**
 * Tells the gate what it must still hear, oldest first. A report stays until the gate has taken it; a
 * verdict that it refuses, until the person has seen that.
 */
export async function flushReports(input: Input & { changes: Changes }): Promise<void> {
  const { db, changes } = input;
  for (const { seq, report } of await reportsDue(db, input.now())) {
    if (isHeld(report) && !(await beginReport(db, seq))) continue;
    const refused = await refusalOf(report, input);
    if (report.kind !== 'verdict') {
      await dropReport(db, seq);
      continue;
    }
    if (refused === null) await dropReport(db, seq);
    else {
      const closed = refused.code === 'not-open' || refused.code === 'not-found';
      await refuseReport(db, seq, { closed, why: refused.message });
    }
    // No item's: the pages look again at what is still on its way.
    changes.items(changeOf([], []));
  }
}

/** Refused for good: the gate knows better, and asking again would hold up the others. Null once it has it. */
async function refusalOf(report: Report, input: Input): Promise<GateProblem | null> {
  try {
    await tell(report, input);
    return null;
  } catch (error) {
    const final = error instanceof GateProblem && [400, 403, 404, 409, 422].includes(error.status);
    if (!final) throw error;
    return error;
  }
}

async function tell(report: Report, { gate, signal }: Input): Promise<void> {
  if (report.kind === 'result') {
    const params = { id: report.dispatchId };
    await gate.call('result', { params, body: report.result, signal });
  } else if (report.kind === 'signal') {
    await gate.call('signals', { body: { signals: [report.signal] }, signal });
  } else if (report.kind === 'defect') {
    const { proposalId: id, foundBy } = report;
    await gate.call('reportDefect', {
      ...{ params: { id }, body: foundBy === undefined ? {} : { foundBy }, signal },
    });
  } else if (report.kind === 'verdict') {
    const { alertId: id, verdict } = report;
    await gate.call('closeAlert', { params: { id }, body: { verdict }, signal });
  } else {
    await gate.call('unbind', { params: { id: report.proposalId }, signal });
  }
}

/**
 * Redemptions whose answer was lost: asks whether the gate holds them as redeemed, and if so tells
 * it that nothing left this browser, for a page fires only on a yes that it has seen.
 */
export async function resolveLost(input: Input): Promise<void> {
  const { db, gate, now, signal } = input;
  for (const row of await redemptionsIn(db, 'lost')) {
    const query = { proposalId: row.proposalId };
    const { dispatches } = await gate.call('dispatches', { query, signal });
    const dispatch = dispatches.find(({ clearanceId }) => clearanceId === row.clearanceId);
    // The request itself may still be on its way.
    if (dispatch === undefined && now() - row.at < UNDER_WAY_MS) continue;
    // Any other state is the end of a dispatch that was told of already.
    if (dispatch?.state === 'claimed') {
      await addReport(db, {
        kind: 'result',
        dispatchId: dispatch.id,
        result: {
          outcome: 'not_executed',
          detail: 'The answer was lost; nothing was sent.',
        },
      });
    }
    await endRedemption(db, row.clearanceId);
  }
}

/** Redemptions that a killed worker was asking for, and released sends that went silent. */
export async function findForsaken(input: {
  db: Store;
  now: () => number;
  /** clearances that this worker is asking for at this moment */
  asking: ReadonlySet<string>;
}): Promise<void> {
  const { db, now, asking } = input;
  for (const row of await redemptionsIn(db, 'asked')) {
    if (!asking.has(row.clearanceId)) await putRedemption(db, { ...row, state: 'lost' });
  }
  await reportSilent(db, now() - SILENT_MS);
  await forgetReported(db, now() - FORGET_MS);
}

/**
 * Sends that were released until `before` (milliseconds) and of which no page can tell any more:
 * whether they left is not known. Nobody waits for the quarter of an hour after a browser's end.
 */
export async function reportSilent(db: Store, before: number): Promise<void> {
  for (const row of await redemptionsIn(db, 'released')) {
    if (row.dispatchId === undefined || row.at > before) continue;
    await addReport(db, {
      kind: 'result',
      dispatchId: row.dispatchId,
      result: {
        outcome: 'unknown',
        detail: 'The page did not say what became of it.',
      },
    });
  }
}
