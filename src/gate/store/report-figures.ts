import type { Workflow } from '../../core/schema/workflow.ts';
import { RiskTier } from '../../core/schema/workflow.ts';
import { catchRates } from '../../core/stats/catch-rate.ts';
import { type Sampled, weightedRate } from '../../core/stats/horvitz-thompson.ts';
import { quantileInterval } from '../../core/stats/quantile.ts';
import { wilson } from '../../core/stats/wilson.ts';
import type { LaneAnswer } from '../../protocol/lanes.ts';
import type { Estimate, ReportWorkflow } from '../../protocol/report.ts';
import type { ReportFigures } from '../dispatch/ports.ts';
import type { DecidedRow, lookRows, proposedRows, settledRows } from './report-rows.ts';

type Rows<F extends (...given: never[]) => Promise<unknown[]>> = Awaited<ReturnType<F>>;
export type Counted = {
  decided: readonly DecidedRow[];
  proposed: Rows<typeof proposedRows>;
  settled: Rows<typeof settledRows>;
  looks: Rows<typeof lookRows>;
  auditsOpen: ReadonlyMap<string, number>;
  reviewers: ReadonlyMap<string, { name: string; role: string }>;
  lanes: readonly LaneAnswer[];
};

/** A share with Wilson's interval. */
export const shareOf = (hits: number, n: number): Estimate => ({
  ...{ hits, n, share: n === 0 ? null : hits / n },
  ...wilson(hits, n),
});

/** A rate of weighted items, clustered, with Korn and Graubard's interval. */
export function rateOf(items: readonly Sampled[]): Estimate {
  const { rate, n, low, high } = weightedRate(items);
  const hits = items.filter(({ hit }) => hit).length;
  return { hits, n, share: n === 0 ? null : rate, low, high };
}

/** An override: what left, or didn't, is not what the agent proposed (M5). */
export const overrides = ({ action }: Pick<DecidedRow, 'action'>): boolean =>
  action === 'reject' || action === 'approve_edited';

/** Decisions as items of a rate, together by domain and by template. */
export const itemsOf = (rows: readonly DecidedRow[]): Sampled[] =>
  rows
    .filter(({ action }) => action !== 'escalate')
    .map((row) => ({
      ...{ hit: overrides(row), inclusion: 1 },
      ...{ account: row.account, template: row.template ?? row.account },
    }));

/** What a report says of one workflow. Pure. */
export function figuresOf(
  workflow: Workflow,
  counted: Counted,
): ReportFigures['workflows'][number] {
  const own = <T extends { workflow_id: string }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.workflow_id === workflow.id);
  const decided = own(counted.decided);
  const [proposed] = own(counted.proposed);
  const { proposals = 0, people = 0 } = proposed ?? {};
  const looks = own(counted.looks);
  const measured = decided.filter(({ deliberate }) => deliberate !== null);
  const planted = looks.filter(({ reason }) => reason === 'canary');
  const { flagged, unflagged } = catchRates(
    planted.map(({ defect, flagged: marked }) => ({ caught: defect, flagged: marked === true })),
  );
  const byItself = (row: { proposal_id: string; inclusion: number }, hit: boolean): Sampled => ({
    ...{ hit, inclusion: row.inclusion, account: row.proposal_id, template: row.proposal_id },
  });
  return {
    ...standing(workflow),
    reviewers: reviewersOf(decided, counted.reviewers),
    proposals,
    toPeople: shareOf(people, proposals),
    decisions: {
      approve: decided.filter(({ action }) => action === 'approve').length,
      approve_edited: decided.filter(({ action }) => action === 'approve_edited').length,
      reject: decided.filter(({ action }) => action === 'reject').length,
      escalate: decided.filter(({ action }) => action === 'escalate').length,
    },
    deliberate: shareOf(measured.filter((row) => row.deliberate === true).length, measured.length),
    override: rateOf(itemsOf(decided)),
    defects: rateOf(own(counted.settled).map((row) => byItself(row, row.hit))),
    audits: rateOf(
      looks.filter(({ reason }) => reason === 'audit').map((row) => byItself(row, row.defect)),
    ),
    auditsOpen: counted.auditsOpen.get(workflow.id) ?? 0,
    caught: { unflagged: caughtOf(unflagged), flagged: caughtOf(flagged) },
    timeToReview: timesOf(decided),
    lanes: counted.lanes.filter(({ workflowId }) => workflowId === workflow.id).map(laneOf),
  };
}

function standing(workflow: Workflow) {
  const { id, name, pattern, state, owner, kinds, policy } = workflow;
  return {
    ...{ id, name, pattern, state, owner, kinds, policyVersion: policy.version },
    tiers: RiskTier.options.flatMap((tier) => {
      const of = policy.ownership?.[tier];
      if (!of) return [];
      const { approver, standIn, exclusive = false } = of;
      return [{ tier, approver, exclusive, ...(standIn === undefined ? {} : { standIn }) }];
    }),
    qualifiedFor: policy.requireQualification ?? [],
    parallel: policy.parallelReview ?? null,
    disclosure: policy.disclosure ?? null,
  };
}

function reviewersOf(
  decided: readonly DecidedRow[],
  known: Counted['reviewers'],
): ReportWorkflow['reviewers'] {
  const counts = new Map<string, number>();
  for (const { reviewer_id } of decided)
    counts.set(reviewer_id, (counts.get(reviewer_id) ?? 0) + 1);
  return [...counts]
    .map(([id, decisions]) => ({
      ...(known.get(id) ?? { name: 'somebody who is gone', role: 'rep' }),
      decisions,
    }))
    .sort((a, b) => b.decisions - a.decisions || (a.name < b.name ? -1 : 1));
}

const caughtOf = (of: {
  caught: number;
  planted: number;
  low: number;
  high: number;
}): Estimate => ({
  ...{ hits: of.caught, n: of.planted, share: of.planted === 0 ? null : of.caught / of.planted },
  ...{ low: of.low, high: of.high },
});

function timesOf(decided: readonly DecidedRow[]): ReportWorkflow['timeToReview'] {
  const seconds = decided.filter(({ action }) => action !== 'escalate').map((row) => row.seconds);
  if (seconds.length === 0) return null;
  const [median, ninetieth] = [quantileInterval(seconds, 0.5), quantileInterval(seconds, 0.9)];
  return { n: seconds.length, median, ninetieth };
}

const laneOf = (lane: LaneAnswer): ReportWorkflow['lanes'][number] => ({
  ...{ model: lane.model, modelVersion: lane.modelVersion, tier: lane.tier, open: lane.open },
  ...{ bound: lane.bound, alpha: lane.verdict?.alpha ?? null, delta: lane.verdict?.delta ?? null },
  labels: lane.verdict?.labels ?? null,
  noticedOnly: lane.verdict?.noticedOnly ?? true,
  why: lane.breach?.why ?? lane.verdict?.why ?? null,
});
