import { GUARANTEES } from '../../../src/gate/dispatch/ports.ts';
import { checkMails, clearanceOf, MAILS, wasCut } from '../chaos/check.ts';
import type { History } from './history.ts';
import { checkReaders } from './rules-feed.ts';
import { checkLog } from './rules-log.ts';

/** Every rule of PROTOCOL.md that this run broke, a sentence each; empty when it kept all. */
export function violations(run: History): string[] {
  return [
    ...run.surprises,
    ...checkProposals(run),
    ...checkDecisions(run),
    ...checkClearances(run),
    ...checkArrivals(run),
    ...checkOutcomes(run),
    ...checkDevices(run),
    ...checkReaders(run),
    ...checkLog(run),
  ];
}

/** What an agent was told it has is there, as new as it was told. */
function checkProposals({ agents, proposals }: History): string[] {
  const known = new Map(proposals.map((row) => [row.id, row]));
  return [
    ...agents.proposed.flatMap(({ id, revision }) => {
      const row = known.get(id);
      if (!row) return [`proposal ${id} was acknowledged and is lost`];
      return row.revision < revision
        ? [`revision ${revision} of ${id} was acknowledged and is lost`]
        : [];
    }),
    ...agents.withdrawn.flatMap((id) => {
      const state = known.get(id)?.state;
      return state === 'withdrawn'
        ? []
        : [`the withdrawal of ${id} was acknowledged; it is ${state}`];
    }),
  ];
}

/** No decision is lost, and one wins a revision. */
function checkDecisions({ decisions, rows }: History): string[] {
  const kept = new Map(rows.decisions.map((row) => [row.id, row]));
  const standing = new Map<string, string>();
  return [
    ...decisions.flatMap(({ decisionId, proposalId, revision, action, answer }) => {
      if (answer === null) return [`decision ${decisionId} was never answered`];
      const row = kept.get(decisionId);
      if (answer === 'conflict')
        return row?.accepted ? [`decision ${decisionId} was refused and is accepted`] : [];
      const same = row?.accepted && row.proposalId === proposalId && row.revision === revision;
      return same && row.action === action
        ? []
        : [`decision ${decisionId} was acknowledged and is lost`];
    }),
    ...rows.decisions.flatMap((row) => {
      if (!row.accepted || !row.standing || row.action === 'escalate') return [];
      const place = `${row.proposalId} revision ${row.revision}`;
      const other = standing.get(place);
      standing.set(place, row.id);
      return other === undefined ? [] : [`${place} has two decisions, ${other} and ${row.id}`];
    }),
  ];
}

/** A clearance stands on an approval of just its content, or on a lane that needs none. */
function checkClearances({ rows, proposals }: History): string[] {
  const decisions = new Map(rows.decisions.map((row) => [row.id, row]));
  const lanes = new Map(proposals.map(({ id, lane }) => [id, lane]));
  return rows.clearances.flatMap((row) => {
    const about = `clearance ${row.id}`;
    if (row.decisionId === null) {
      // A later revision may have changed the lane; then this one was voided.
      const open = lanes.get(row.proposalId) !== 'human' || row.state === 'void';
      return open ? [] : [`${about} has no decision, and its lane needs a person`];
    }
    const by = decisions.get(row.decisionId);
    if (!by?.accepted || !['approve', 'approve_edited'].includes(by.action))
      return [`${about} stands on no approval`];
    if (by.proposalId !== row.proposalId || by.revision !== row.revision)
      return [`${about} stands on an approval of something else`];
    return by.contentDigest === row.contentDigest
      ? []
      : [`${about} is for another content than was approved`];
  });
}

const repeatable = (kind: string): boolean =>
  (GUARANTEES['gate:webhook'].idempotent as readonly string[]).includes(kind);

/** What left, left under a redeemed clearance, as it was approved, and once where a buyer sees it. */
function checkArrivals({ mails, calls, callDigests, decisions, rows }: History): string[] {
  const cleared = new Map(rows.clearances.map((row) => [row.id, row]));
  const called = new Map<string, number>();
  return [
    ...checkMails({ mails, decided: decisions, ...rows }),
    ...calls.flatMap((call, index) => {
      const about = `the call for ${call.clearanceId} (${call.kind})`;
      const times = (called.get(call.clearanceId) ?? 0) + 1;
      called.set(call.clearanceId, times);
      const clearance = cleared.get(call.clearanceId);
      const found: string[] = [];
      if (clearance?.state !== 'redeemed') found.push(`${about} came without a redeemed clearance`);
      else if (clearance.proposalId !== call.proposalId)
        found.push(`${about} is of another proposal`);
      if (callDigests[index] !== clearance?.contentDigest)
        found.push(`${about} is not the content that was cleared`);
      if (times > 1 && !repeatable(call.kind)) found.push(`${about} came ${times} times`);
      return found;
    }),
  ];
}

const UNENDED = ['queued', 'claimed', 'handing_over'];

/** Each dispatch ended, and what it says it did is what arrived. */
function checkOutcomes({ rows, mails, calls, kills, devices }: History): string[] {
  const count = (list: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const id of list) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  };
  const mailed = count(mails.map(({ messageId }) => clearanceOf(messageId)));
  const posted = count(calls.map(({ clearanceId }) => clearanceId));
  const perClearance = count(rows.dispatches.map(({ clearanceId }) => clearanceId));
  const known = new Set(devices.redeemed.map(({ dispatchId }) => dispatchId));
  return rows.dispatches.flatMap((row) => {
    const about = `dispatch ${row.id} (${row.executor})`;
    // A device whose redemption was cut off never sent: it has nothing to report, and may not again.
    if (row.state === 'claimed' && !row.executor.startsWith('gate:') && !known.has(row.id))
      return [];
    if (UNENDED.includes(row.state)) return [`${about} never ended: ${row.state}`];
    const found: string[] = [];
    if ((perClearance.get(row.clearanceId) ?? 0) > 1)
      found.push(`clearance ${row.clearanceId} has two dispatches`);
    if (row.executor === 'gate:smtp') {
      const n = mailed.get(row.clearanceId) ?? 0;
      if (!(MAILS[row.state] ?? []).includes(n))
        found.push(`${about} is ${row.state} with ${n} mails`);
    }
    const came = posted.get(row.clearanceId) ?? 0;
    if (row.executor === 'gate:webhook' && row.state === 'executed' && came === 0)
      found.push(`${about} is executed, and nothing arrived`);
    if (row.executor.startsWith('gate:') && row.state === 'refused' && came > 0)
      found.push(`${about} is refused, and ${came} calls arrived`);
    if (row.executor.startsWith('gate:') && row.state === 'unknown' && !wasCut(row, kills))
      found.push(`${about} is unknown, and nothing was killed while it was handed over`);
    return found;
  });
}

/** A device redeems once, the approved content only, and what it reports stands. */
function checkDevices({ devices, rows }: History): string[] {
  const cleared = new Map(rows.clearances.map((row) => [row.id, row]));
  const dispatches = new Map(rows.dispatches.map((row) => [row.id, row]));
  const seen = new Set<string>();
  return [
    ...devices.wrongly.map((id) => `clearance ${id} was redeemed for another content`),
    ...devices.redeemed.flatMap(({ clearanceId, dispatchId }) => {
      const found: string[] = [];
      if (seen.has(clearanceId)) found.push(`clearance ${clearanceId} was redeemed twice`);
      seen.add(clearanceId);
      if (cleared.get(clearanceId)?.state !== 'redeemed')
        found.push(`the redemption of ${clearanceId} was acknowledged and is lost`);
      if (dispatches.get(dispatchId)?.clearanceId !== clearanceId)
        found.push(`the redemption of ${clearanceId} has no dispatch ${dispatchId}`);
      return found;
    }),
    ...devices.reported.flatMap(({ dispatchId, state }) => {
      const now = dispatches.get(dispatchId)?.state;
      return now === state ? [] : [`dispatch ${dispatchId} was reported ${state} and is ${now}`];
    }),
  ];
}
