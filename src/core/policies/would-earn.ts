import { periodOf, settle } from '../lanes/cohort.ts';
import { learn, newLane } from '../lanes/lane.ts';
import type { Noticing } from '../lanes/sensitivity.ts';
import { decideLane } from '../lanes/verdict.ts';
import type { WorkflowInput } from '../schema/workflow.ts';
import type { Graded } from '../stats/graded.ts';
import { information } from '../stats/information.ts';
import type { PastProposal } from './past.ts';
import type { Rerouted, StandingLane } from './reroute.ts';

/** The bootstrap decides only whether confidence says anything; the lane's own look takes 400. */
const REPLICATES = 200;
const DAY = 86_400_000;

/**
 * The lanes that the evidence of these proposals would open under the policy, by the lanes' own arithmetic:
 * of each model and version, what only its lane kept from running, labelled, and walked down.
 *
 * It is a forecast: in the gate a rule that is new begins with no evidence at all (STATISTICS §2), since
 * one chosen after a look at the labels would be none.
 * @param routed under the policy with every lane closed
 */
export function wouldEarn(
  routed: readonly Rerouted[],
  { policy }: WorkflowInput,
  { noticing, now }: { noticing: Noticing | null; now: number },
): StandingLane[] {
  const { autonomy } = policy;
  if (!autonomy) return [];
  const bySubject = new Map<string, PastProposal[]>();
  for (const { past, to } of routed) {
    if (to?.trigger.code !== 'lane-closed') continue;
    const key = JSON.stringify(past.subject);
    const known = bySubject.get(key);
    if (known) known.push(past);
    else bySubject.set(key, [past]);
  }
  return [...bySubject.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { subject } = first;
    const labels = all.flatMap((past) =>
      labelsOf(past, (now - past.at) / DAY, autonomy.overdueDays),
    );
    const graded = labels.flatMap(({ confidence, inclusion, outcome }): Graded[] =>
      outcome === 'unseen' ? [] : [{ confidence, inclusion, right: outcome === 'right' }],
    );
    const scores = all.map(({ confidence }) => confidence);
    const found = information(graded, scores, { seed: 1, replicates: REPLICATES });
    return autonomy.lanes.map((rule): StandingLane => {
      const empty = newLane(subject, rule);
      const period = periodOf(labels, rule.grid);
      const state = period.length === 0 ? empty : learn(empty, period);
      const { verdict } = decideLane(state, rule, { noticing, information: found });
      return { ...subject, rule, verdict };
    });
  });
}

/** As the lane labels it: what nobody has decided in time counts as a defect, what is young isn't counted. */
function labelsOf(past: PastProposal, ageDays: number, overdueDays: number) {
  // ran without a person and without a way to be drawn: nothing can be said of it
  if (past.inclusion === 0) return [];
  const { id: proposalId, confidence, inclusion, drawn, superseded } = past;
  const found = past.found && { defect: past.found.defect, by: 'decision' as const };
  const reported = past.reported ? ('report' as const) : null;
  const item = { proposalId, confidence, inclusion, drawn, found, reported, superseded };
  return settle([item], ageDays > overdueDays) ?? [];
}
