import type { LaneReport } from '../../core/schema/lanes.ts';

export type Lane = LaneReport['lanes'][number];
export type Rule = NonNullable<LaneReport['rules']>['lanes'][number];

/** How a lane stands, in one word; each has a sentence. */
export type Standing =
  | 'open'
  /** earned, and its workflow's stage doesn't let it run yet */
  | 'stage'
  | 'breach'
  | 'labels'
  | 'unmeasured'
  | 'no-information'
  | 'defects'
  /** no verdict yet: the first comes when its first day is over */
  | 'undecided'
  /** the policy has no lane of this tier any more */
  | 'dropped';

const BY_REASON = {
  bound_holds: 'stage',
  too_few_labels: 'labels',
  sensitivity_unknown: 'unmeasured',
  no_information: 'no-information',
  bound_fails: 'defects',
  breach: 'breach',
} as const;

export function standingOf(lane: Lane, rule: Rule | undefined): Standing {
  if (lane.open) return 'open';
  if (!rule) return 'dropped';
  // since it was closed nothing was decided anew: a verdict that is there is of before
  if (lane.decidedAt === null) return lane.breach ? 'breach' : 'undecided';
  return lane.verdict ? BY_REASON[lane.verdict.reason] : 'undecided';
}

/** Labels so far and those that are needed until the next look can open it; null where no number of labels would. */
export function labelsOf(lane: Lane, rule: Rule | undefined): { so: number; need: number } | null {
  const { verdict } = lane;
  if (lane.open || !rule) return null;
  if (lane.decidedAt === null || !verdict) return { so: 0, need: rule.chooseAt };
  const { reason, labels, wait } = verdict;
  if (reason === 'too_few_labels' || reason === 'breach')
    return { so: labels, need: rule.chooseAt };
  return wait === null ? null : { so: labels, need: labels + wait };
}

const versionOf = ({ model, modelVersion, promptVersion }: Lane): string =>
  JSON.stringify([model, modelVersion, promptVersion]);

/** Lanes by version, the newest first, each in the order of its tiers: what proposes now, and what is of before. */
export function byVersion(lanes: readonly Lane[]): Lane[][] {
  const groups = new Map<string, Lane[]>();
  for (const lane of lanes) {
    const known = groups.get(versionOf(lane)) ?? [];
    groups.set(versionOf(lane), [...known, lane]);
  }
  return [...groups.values()].map((group) =>
    group.toSorted((a, b) => (a.tier < b.tier ? -1 : a.tier > b.tier ? 1 : 0)),
  );
}
