import { createHash } from 'node:crypto';
import type { MetricsBy } from '../../../src/protocol/metrics.ts';
import { byId, DAY, type Log, revisionsOf, wrong } from './log.ts';

/** What one figure of the dashboard may be counted from: of when and of what it is. */
export type Fact = { at: Date; workflow: string; model: string; template: string };
export type Looked = Fact & {
  hit: boolean;
  defect: boolean;
  found: 'person' | 'audit';
  inclusion: number;
  confidence: number;
  account: string;
};

export const groupOf = (fact: Fact, by: MetricsBy): string =>
  ({
    all: '',
    workflow: fact.workflow,
    'model-version': fact.model,
    template: `${fact.workflow}\u001f${fact.template}`,
  })[by];

/** The Monday of a time's week, in UTC. */
export function mondayOf(at: Date): string {
  const midnight = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  return new Date(midnight - ((at.getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);
}

const ARMS = { approve: 'approve', approve_edited: 'approve_edited' } as Record<string, string>;
const outside = (type: string) => type === 'complaint' || type === 'defect_reported';

/** Every fact of the dashboard, from the log alone. */
export function factsOf(log: Log) {
  const revisionOf = revisionsOf(log);
  const proposals = byId(log.proposals);
  const of = (row: { proposal_id: string; revision: number; workflow_id: string }) => {
    const { model, model_version, review } = revisionOf(row);
    const { template = '' } = review;
    return { workflow: row.workflow_id, model: `${model} ${model_version}`, template };
  };
  /** companies fall into one of 64 groups, by their names' MD5 */
  const accountOf = (id: string): string => {
    const names = log.recipients
      .filter(({ proposal_id }) => proposal_id === id)
      .map(({ domain, person }) => domain ?? person)
      .sort();
    const [first = 0] = createHash('md5')
      .update(names[0] ?? id)
      .digest();
    return String(first % 64);
  };
  const decided = log.decisions
    .filter(({ status }) => status === 'accepted')
    .map((row) => ({
      ...{ ...of(row), at: row.received_at, action: row.action, deliberate: row.deliberate },
      ...{ code: row.reason?.code ?? '', activeMs: row.attention.activeMs },
      defect: wrong(row.action, row.reason?.code),
      seconds: (row.received_at.getTime() - revisionOf(row).created_at.getTime()) / 1000,
      ...{ confidence: revisionOf(row).confidence, account: accountOf(row.proposal_id) },
    }));
  const whole = decided.filter(({ action }) => action !== 'escalate');
  const told = log.signals
    .filter(({ type, proposal_id }) => outside(type) && proposal_id !== null)
    .sort((a, b) => a.received_at.getTime() - b.received_at.getTime() || (a.id < b.id ? -1 : 1));
  const audits = log.looks.flatMap((row) => {
    const { decided_at: at, reason, state, defect } = row;
    return reason === 'audit' && state === 'decided' && at
      ? [{ row, at, defect: defect === true }]
      : [];
  });
  const firstTold = (id: string) => told.find(({ proposal_id }) => proposal_id === id);
  const audited = audits.map(({ row, at, defect }) => ({
    ...{ ...of(row), at, defect, hit: row.action !== 'approve', inclusion: row.inclusion },
    ...{ confidence: revisionOf(row).confidence, account: accountOf(row.proposal_id) },
    told: (firstTold(row.proposal_id)?.received_at ?? at) < at,
  }));
  const looked: (Looked & { told: boolean })[] = [
    ...whole.map((row) => ({
      ...{ ...row, hit: row.action !== 'approve', inclusion: 1 },
      ...{ found: 'person' as const, told: false },
    })),
    ...audited.map((row) => ({ ...row, found: 'audit' as const })),
  ];
  const found = [
    ...looked.filter(({ defect, told: late }) => defect && !late),
    ...[...new Set(told.map(({ proposal_id }) => proposal_id))].flatMap((id) => {
      const first = firstTold(id ?? '');
      const proposal = proposals.get(id ?? '');
      if (!first || !proposal) return [];
      const before = audits.some(
        ({ row, at, defect }) => row.proposal_id === id && defect && at < first.received_at,
      );
      const { revision, workflow_id } = proposal;
      const fact = of({ proposal_id: proposal.id, revision, workflow_id });
      return before ? [] : [{ ...fact, at: first.received_at, found: 'outside' as const }];
    }),
    ...log.incidents.map(({ proposal_id, found_at }) => ({
      ...{ at: found_at, workflow: proposals.get(proposal_id ?? '')?.workflow_id ?? '' },
      ...{ model: '', template: '', found: 'bypass' as const },
    })),
  ];
  const reached = log.proposals.map(({ id, workflow_id, created_at }) => {
    const first = { proposal_id: id, revision: 1, workflow_id };
    const drawn = log.lane_passes.some(
      (pass) => pass.proposal_id === id && pass.revision === 1 && pass.drawn,
    );
    const { lane } = revisionOf(first);
    return { ...of(first), at: created_at, hit: lane === 'human' || drawn };
  });
  const clearances = byId(log.clearances);
  const decisions = byId(log.decisions);
  const sent = log.dispatches.flatMap((row) => {
    const cleared = clearances.get(row.clearance_id);
    const { finished_at: at, proposal_id, state } = row;
    if (!cleared || at === null || state !== 'executed') return [];
    const fact = of({ ...cleared, workflow_id: row.workflow_id });
    const back = log.signals
      .filter((signal) => signal.proposal_id === proposal_id)
      .map(({ type, facts }) =>
        type === 'reply' ? `reply-${facts?.replyType ?? 'neutral'}` : type,
      )
      .filter((type) => type !== 'reply-auto' && type !== 'reply-out-of-office');
    const arm = ARMS[decisions.get(cleared.decision_id ?? '')?.action ?? ''] ?? 'nobody';
    const mail = proposals.get(proposal_id)?.kind === 'email.draft';
    return [{ ...fact, at, arm, back: new Set(back), proposal_id, mail }];
  });
  return { decided, whole, looked, found, reached, sent };
}
export type Facts = ReturnType<typeof factsOf>;

/** Of people that were written to by hand in a week: whether anything came back, of each kind. */
export function byHand(log: Log, from: number) {
  const sent = new Map<string, string>();
  for (const { type, proposal_id, person, received_at } of log.signals)
    if (type === 'sent' && proposal_id === null && person !== null && received_at.getTime() >= from)
      sent.set(`${mondayOf(received_at)} ${person}`, person);
  return [...sent.values()].map((person) => {
    const back = log.signals.filter((one) => one.proposal_id === null && one.person === person);
    const reply = back.filter(
      ({ type, facts }) =>
        type === 'reply' && !['auto', 'out-of-office'].includes(facts?.replyType ?? ''),
    );
    return {
      reply: reply.length > 0,
      positive: reply.some(({ facts }) => facts?.replyType === 'positive'),
      meeting: back.some(({ type }) => type === 'meeting'),
      conversion: back.some(({ type }) => type === 'conversion'),
    };
  });
}

/** Labels of two who looked at the same: what each of four measures of agreement is defined as. */
export function agreementOf(pairs: readonly (readonly [boolean, boolean])[]) {
  const n = pairs.length;
  const differ = pairs.filter(([first, second]) => first !== second).length;
  const [first, second] = [0, 1].map((at) => pairs.filter((pair) => pair[at]).length / n);
  const pooled = pairs.flat().filter(Boolean).length / (2 * n);
  const observed = 1 - differ / n;
  // Krippendorff: two of all 2n ratings, drawn without putting back, differ so often by chance
  const byChance = (2 * pooled * (1 - pooled) * 2 * n) / (2 * n - 1);
  const cohen = (first ?? 0) * (second ?? 0) + (1 - (first ?? 0)) * (1 - (second ?? 0));
  const gwet = 2 * pooled * (1 - pooled);
  return {
    ...{ n, differ, baseRate: Math.max(pooled, 1 - pooled), alpha: 1 - differ / n / byChance },
    ...{ kappa: (observed - cohen) / (1 - cohen), ac1: (observed - gwet) / (1 - gwet) },
  };
}
