import type { Calibration, HumanShare, LaneReport } from '../schema/lanes.ts';

/** The share that people see is worth their time between these (M10, G3). */
export const WORTH = { least: 0.05, most: 0.1 } as const;

export const againstWorth = (share: number): 'below' | 'inside' | 'above' =>
  share > WORTH.most ? 'above' : share < WORTH.least ? 'below' : 'inside';

/** Why so many reach people: what is set, measured or said in a way that sends them there. */
export type Cause =
  /** no lane is open: too few labels, sensitivity unmeasured, scores without information, too many defects, a breach */
  | 'not-earned'
  | 'unmeasured'
  | 'no-information'
  | 'defects'
  | 'breach'
  /** a lane is open, and these were below its threshold or outside its limits */
  | 'below-threshold'
  | 'exceptions'
  | 'findings'
  | 'agent-flags'
  | 'line'
  | 'policy'
  | 'stage'
  | 'paused'
  | 'audits'
  | 'other';

export type Off =
  | { what: Cause; count: number; share: number }
  /** confidences that promise more, or less, than they keep: the interval holds none of them */
  | ({ what: 'too-sure' | 'too-timid'; modelVersion: string } & Calibration['steps'][number])
  /** all scores alike, or none the better */
  | { what: 'flat'; modelVersion: string; why: string };

const BY_TRIGGER: ReadonlyMap<string, Cause> = new Map([
  ['exception', 'exceptions'],
  ['check-flag', 'findings'],
  ['claim-contradicted', 'findings'],
  ['claim-unsupported', 'findings'],
  ['agent-flag', 'agent-flags'],
  ['below-line', 'line'],
  ['kind-needs-person', 'policy'],
  ['buyer-facing', 'policy'],
  ['pattern', 'policy'],
  ['stage', 'stage'],
  ['workflow-paused', 'paused'],
]);
const BY_REASON = {
  bound_holds: 'below-threshold',
  too_few_labels: 'not-earned',
  sensitivity_unknown: 'unmeasured',
  no_information: 'no-information',
  bound_fails: 'defects',
  breach: 'breach',
} as const;

/** Fewer labels than this don't show a confidence to be wrong. */
const LEAST = 30;
/** A cause of less than this share of all proposals explains nothing. */
const NOTABLE = 0.01;

/**
 * What is miscalibrated where more than 10 % reach people, the most frequent cause first, then what the
 * confidence promises and doesn't keep; empty where the share is not above.
 */
export function whatIsOff(report: Pick<LaneReport, 'share' | 'lanes' | 'calibrations'>): Off[] {
  const { share, calibrations } = report;
  if (share?.against !== 'above') return [];
  return [...causes(share, closedBy(report)), ...calibrations.flatMap(promises)];
}

function causes(share: HumanShare, closed: Cause): Off[] {
  const counts = new Map<Cause, number>();
  const add = (what: Cause, count: number) => counts.set(what, (counts.get(what) ?? 0) + count);
  for (const { code, count } of share.causes)
    add(code === 'lane-closed' ? closed : (BY_TRIGGER.get(code) ?? 'other'), count);
  add('audits', share.audits);
  return [...counts]
    .map(([what, count]) => ({ what, count, share: count / share.proposals }))
    .filter((one) => one.share >= NOTABLE)
    .sort((a, b) => b.count - a.count);
}

/** Why what only a lane could let through was not: by the newest version's lane that is nearest to it. */
function closedBy({ lanes }: Pick<LaneReport, 'lanes'>): Cause {
  if (lanes.some(({ open }) => open)) return 'below-threshold';
  const [lane] = lanes;
  if (!lane) return 'not-earned';
  // since a breach nothing was decided anew: the verdict is of before
  if (lane.decidedAt === null) return lane.breach ? 'breach' : 'not-earned';
  // it has earned what its stage doesn't let it have yet
  if (lane.verdict?.open) return 'stage';
  return lane.verdict ? BY_REASON[lane.verdict.reason] : 'not-earned';
}

function promises({ modelVersion, informative, why, steps }: Calibration): Off[] {
  const known = steps.filter(({ n }) => n >= LEAST);
  const wrong = known.flatMap((step): Off[] => {
    if (step.high < step.from) return [{ what: 'too-sure', modelVersion, ...step }];
    return step.low > step.to ? [{ what: 'too-timid', modelVersion, ...step }] : [];
  });
  return informative ? wrong : [{ what: 'flat', modelVersion, why }, ...wrong];
}
