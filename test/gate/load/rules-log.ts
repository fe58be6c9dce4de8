import { canMove, MOVES, type Subject } from '../../../src/gate/dispatch/states.ts';
import type { History } from './history.ts';

type Row = History['log'][number];

/** What the audit chain tells, row by row, checked against the rules and against the tables. */
export function checkLog(run: History): string[] {
  const { verdict } = run;
  const found = verdict.findings.map((what) => `the audit chain does not verify: ${what}`);
  if (verdict.unsealed > 0)
    found.push(`${verdict.unsealed} rows of the audit log were never sealed`);
  if (verdict.rows !== run.log.length) found.push('the audit export does not have every row');
  return [
    ...found,
    ...checkMoves(run),
    ...checkOnce(run),
    ...checkBrakes(run),
    ...checkEnds(run),
    ...checkDecided(run),
  ];
}

/** Every state follows from the one before by an arrow that is drawn. */
function checkMoves({ log }: History): string[] {
  const states = new Map<string, string>();
  return log.flatMap(({ subject, subjectId, was, became }) => {
    if (!(subject in MOVES)) return [];
    const key = `${subject} ${subjectId}`;
    const before = states.get(key) ?? null;
    states.set(key, became);
    if (before !== was) return [`${key} became ${became} from ${was}, and was ${before}`];
    // A new revision of what is pending is pending again.
    if (was === null || was === became) return [];
    return canMove(subject as Subject, was, became) ? [] : [`${key} went from ${was} to ${became}`];
  });
}

/** A clearance is redeemed once; what a buyer sees is handed over once. */
function checkOnce({ log, rows, proposals }: History): string[] {
  const kinds = new Map(proposals.map(({ id, kind }) => [id, kind]));
  const repeats = new Set(['contact.enrich', 'record.update', 'lead.route', 'lead.score']);
  const redeemed = new Map<string, number>();
  const handed = new Map<string, number>();
  for (const { subject, subjectId, became } of log) {
    if (subject === 'clearance' && became === 'redeemed')
      redeemed.set(subjectId, (redeemed.get(subjectId) ?? 0) + 1);
    if (subject === 'dispatch' && became === 'handing_over')
      handed.set(subjectId, (handed.get(subjectId) ?? 0) + 1);
  }
  return [
    ...[...redeemed].flatMap(([id, n]) =>
      n > 1 ? [`clearance ${id} was redeemed ${n} times`] : [],
    ),
    ...rows.dispatches.flatMap(({ id, proposalId, clearanceId, state }) => {
      const found: string[] = [];
      const times = handed.get(id) ?? 0;
      if (times > 1 && !repeats.has(kinds.get(proposalId) ?? ''))
        found.push(`dispatch ${id} was handed over ${times} times`);
      if (!['queued', 'refused'].includes(state) && !redeemed.has(clearanceId))
        found.push(`dispatch ${id} is ${state}, and the log has no redemption of its clearance`);
      return found;
    }),
  ];
}

const startOf = ({ at }: Row): number => Date.parse(at);
/** The first row of a claim: a queued dispatch is taken, or a device's begins. */
const isClaim = ({ subject, was, became }: Row): boolean =>
  subject === 'dispatch' &&
  became !== 'queued' &&
  became !== 'refused' &&
  (was === 'queued' || was === null);

/** Nothing starts in a paused workflow, nor for who is suppressed. */
function checkBrakes({ log, proposals, pauses, suppressed, claims }: History): string[] {
  const known = new Map(proposals.map((row) => [row.id, row]));
  return log.filter(isClaim).flatMap((row) => {
    const proposal = known.get(row.proposalId ?? '');
    if (!proposal) return [`dispatch ${row.subjectId} is of no proposal`];
    const noted = claims?.get(row.subjectId)?.find((time) => time >= startOf(row));
    const began = noted ?? startOf(row);
    const paused = pauses.find(
      ({ workflowId, from, to }) =>
        workflowId === proposal.workflowId && began > from && began < to,
    );
    const stopped = suppressed.find(
      ({ address, from }) => began > from && proposal.recipients.includes(address),
    );
    return [
      ...(paused
        ? [`dispatch ${row.subjectId} started while ${paused.workflowId} was paused`]
        : []),
      ...(stopped
        ? [`dispatch ${row.subjectId} started after ${stopped.address} was suppressed`]
        : []),
    ];
  });
}

/** The log's last word on each thing is what the tables say. */
function checkEnds({ log, proposals, rows }: History): string[] {
  const last = new Map<string, string>();
  for (const { subject, subjectId, became } of log) last.set(`${subject} ${subjectId}`, became);
  const all: [string, { id: string; state: string }][] = [
    ...proposals.map((row): [string, typeof row] => ['proposal', row]),
    ...rows.clearances.map((row): [string, typeof row] => ['clearance', row]),
    ...rows.dispatches.map((row): [string, typeof row] => ['dispatch', row]),
  ];
  return all.flatMap(([subject, { id, state }]) => {
    const said = last.get(`${subject} ${id}`);
    return said === state
      ? []
      : [`${subject} ${id} is ${state}; the log says ${said ?? 'nothing'}`];
  });
}

/** Each accepted decision is in the log, and its signature in the export. */
function checkDecided({ log, rows, verdict }: History): string[] {
  const logged = new Set(log.flatMap((row) => (row.subject === 'decision' ? [row.subjectId] : [])));
  const missing = rows.decisions.filter(({ id, accepted }) => accepted && !logged.has(id));
  const signed = rows.decisions.filter(({ accepted }) => accepted).length;
  return [
    ...missing.map(({ id }) => `decision ${id} is not in the audit log`),
    ...(verdict.signatures < signed
      ? [`${signed} decisions, and ${verdict.signatures} signatures in the export`]
      : []),
  ];
}
