import type { Limits } from '../lanes/policy.ts';
import type { Trigger } from '../schema/proposal.ts';

/** One tier's lane as it stands now, for what proposes now. Made from the stored verdict; never from a wish. */
export type LaneNow = {
  tier: 'auto' | 'constrained';
  open: boolean;
  /** confidences from here on run without a person; null while closed */
  threshold: number | null;
  /** the verdict's own sentence */
  why: string;
  limits?: Limits | undefined;
  /** how many have run in this lane since midnight, where there is a daily cap */
  used: number;
};

/** What routing knows of a workflow that has a way to earn autonomy. */
export type Earned = {
  lanes: readonly LaneNow[];
  /** of the rules in the policy (`exceptions.ts`), the first that fires */
  exception: Trigger | null;
  /** hour of the day, 0 to 23, where the limits' window counts */
  hour: number;
  segments: ReadonlySet<string>;
};

/**
 * The lane that a proposal may run in, or the sentence that says why in none. `lane-closed` is the one
 * trigger of what would have run had a lane been open: only such proposals are evidence for opening it.
 */
export function laneFor(
  earned: Earned,
  confidence: number,
): { lane: LaneNow; trigger: Trigger } | { lane: null; trigger: Trigger } {
  const refused: string[] = [];
  for (const lane of earned.lanes) {
    const why = refusal(lane, earned, confidence);
    if (why === null) return { lane, trigger: { code: 'open-lane', message: sentence(lane) } };
    refused.push(why);
  }
  const message = refused.at(0) ?? 'No lane was ever opened for this workflow.';
  return { lane: null, trigger: { code: 'lane-closed', message } };
}

function refusal(lane: LaneNow, earned: Earned, confidence: number): string | null {
  const { open, threshold, limits } = lane;
  if (!open || threshold === null) return `A person reads it until it is earned: ${lane.why}.`;
  if (!(confidence >= threshold))
    return `The agent is ${percent(confidence)} sure; from ${percent(threshold)} on it has earned to run without a person.`;
  if (limits === undefined) return null;
  if (lane.used >= limits.dailyCap)
    return `The ${limits.dailyCap} that may run today without a person have run.`;
  if (limits.window && !inside(earned.hour, limits.window))
    return `Without a person it may run from ${limits.window.from} to ${limits.window.to} o'clock only.`;
  if (limits.segments && !limits.segments.some((name) => earned.segments.has(name)))
    return 'It is in none of the segments that may run without a person.';
  return null;
}

/** A window may pass midnight: from 22 to 4. */
const inside = (hour: number, { from, to }: { from: number; to: number }): boolean =>
  from < to ? hour >= from && hour < to : hour >= from || hour < to;

const sentence = (lane: LaneNow): string =>
  `Runs without a person${lane.tier === 'constrained' ? ' within its limits' : ''}: ${lane.why}.`;

const percent = (share: number): string => `${Math.floor(share * 1000) / 10}%`;

/** Segments that a template belongs to: those that name it, and itself. */
export function segmentsOf(
  template: string | undefined,
  named: Readonly<Record<string, readonly string[]>> = {},
): Set<string> {
  if (template === undefined) return new Set();
  const inNamed = Object.entries(named).flatMap(([name, templates]) =>
    templates.includes(template) ? [name] : [],
  );
  return new Set([template, ...inNamed]);
}

/** The hour of the day in an IANA zone; of UTC where the zone is unknown or left out. */
export function hourIn(timeZone: string | undefined, now: number): number {
  if (timeZone === undefined) return new Date(now).getUTCHours();
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hour12: false });
    return Number(format.format(now)) % 24;
  } catch {
    return new Date(now).getUTCHours();
  }
}
