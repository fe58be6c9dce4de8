import * as z from 'zod/mini';
import type { Information } from '../stats/information.ts';
import { labelsAbove, lossesAbove } from './evidence.ts';
import type { LaneState } from './lane.ts';
import { Limits, type RiskPolicy, sameRule } from './policy.ts';
import { type Correction, correction, type Noticing } from './sensitivity.ts';
import { labelsExpected } from './wait.ts';
import { type Step, walk } from './walk.ts';

const share = z.number().check(z.gte(0), z.lte(1));

/** Why a lane is open or closed. */
export const LaneReason = z.enum([
  'bound_holds',
  'too_few_labels',
  'sensitivity_unknown',
  'no_information',
  'bound_fails',
  'breach',
]);
export type LaneReason = z.infer<typeof LaneReason>;

/** What routing and the page need to know of one tier's lane, as plain data. */
export const LaneVerdict = z.strictObject({
  tier: z.enum(['auto', 'constrained']),
  open: z.boolean(),
  /** confidences from here on run without a person; null while closed */
  threshold: z.nullable(share),
  /** with probability 1 − delta the defect rate of what runs is at most this; while closed, of what was tested */
  bound: z.nullable(share),
  /** true: reviewers' sensitivity is unknown, the bound is for *noticed* defects */
  noticedOnly: z.boolean(),
  /** lower limit of the share of defects that reviewers notice */
  sensitivity: z.nullable(share),
  /**
   * rate of noticed defects, α·s, that the detector watches on audits; where the threshold moves, another
   * stream begins, and the detector with it
   */
  line: share,
  alpha: share,
  delta: share,
  /** labels that the bound rests on */
  labels: z.int(),
  reason: LaneReason,
  /** a sentence for the page */
  why: z.string(),
  /** further labels until the bound should hold, if the rate stays as seen; null when that isn't in sight */
  wait: z.nullable(z.int()),
  limits: z.nullable(Limits),
});
export type LaneVerdict = z.infer<typeof LaneVerdict>;

export type Inputs = {
  /** what planted defects and double looks say of reviewers; null: never measured */
  noticing: Noticing | null;
  information: Pick<Information, 'informative' | 'why'>;
};

const percent = (rate: number): string => `${(rate * 100).toPrecision(2)} %`;

/**
 * Decides one tier: the smallest threshold of the walk whose bound holds, or closed with the reason and the
 * wait. Total: nothing opens a lane but a bound that holds.
 * @returns the verdict and the state to keep
 * @throws {RangeError} for a state that was kept under another rule: `laneFor` starts it anew
 */
export function decideLane(
  state: LaneState,
  policy: RiskPolicy,
  { noticing, information }: Inputs,
): { state: LaneState; verdict: LaneVerdict } {
  if (!sameRule(state.rule, policy))
    throw new RangeError(
      'this lane was kept under another rule: take laneFor(state, subject, policy)',
    );
  const fixed = correction(policy, noticing);
  const bands = policy.grid.length;
  const labels = labelsAbove(state.evidence, bands).at(-1) ?? 0;
  const base = basis(policy, fixed, labels);
  if (state.first === null) {
    const missing = Math.max(0, policy.chooseAt - labels);
    const after = state.breach === null ? '' : `closed: ${state.breach.why}; `;
    const reason: LaneReason = state.breach === null ? 'too_few_labels' : 'breach';
    const why = `${after}${labels} of ${policy.chooseAt} labels that the first look needs`;
    return { state, verdict: { ...base, reason, why, wait: missing } };
  }
  if (fixed.sensitivity === null && !policy.noticedOnly) {
    const why = 'how many defects reviewers notice was never measured: plant some';
    return { state, verdict: { ...base, reason: 'sensitivity_unknown', why, wait: null } };
  }
  const walked = walk(state.evidence, { bands, first: state.first, held: state.held }, fixed);
  const next = { ...state, held: walked.reached };
  const whole = walked.reached === bands - 1;
  const { last, failed } = walked;
  if (last !== null && (information.informative || whole)) {
    const threshold = policy.grid[last.index] ?? null;
    // it was under α when it first held, and a bound that held stays
    const bound = Math.min(toBound(last, fixed), policy.alpha);
    const why = opened(threshold ?? 0, bound, { last, base, policy });
    const verdict = { ...base, open: true, threshold, bound, labels: last.labels, why };
    return { state: next, verdict: { ...verdict, reason: 'bound_holds', wait: null } };
  }
  const step = failed ?? last;
  const at = { bound: step === null ? null : toBound(step, fixed), labels: step?.labels ?? labels };
  const wait = step === null ? null : further(state, step, fixed);
  if (!information.informative) {
    const why = `${information.why}: all or nothing, and the bound doesn't hold for all`;
    return { state: next, verdict: { ...base, ...at, reason: 'no_information', why, wait } };
  }
  const limit = at.bound === null ? 'unknown' : `at most ${percent(at.bound)}`;
  const why = `defects ${limit}, not yet ${percent(policy.alpha)} (${at.labels} labels)`;
  return { state: next, verdict: { ...base, ...at, reason: 'bound_fails', why, wait } };
}

type Basis = Omit<LaneVerdict, 'reason' | 'why' | 'wait'>;

function basis(policy: RiskPolicy, fixed: Correction, labels: number): Basis {
  const { tier, alpha, delta } = policy;
  return {
    ...{ tier, alpha, delta, labels },
    open: false,
    threshold: null,
    bound: null,
    noticedOnly: fixed.sensitivity === null,
    sensitivity: fixed.sensitivity,
    line: fixed.line,
    limits: policy.limits ?? null,
  };
}

const toBound = (step: Step, fixed: Correction): number =>
  fixed.sensitivity === 0 ? 1 : Math.min(1, step.bound / (fixed.sensitivity ?? 1));

function opened(
  threshold: number,
  bound: number,
  { last, base, policy }: { last: Step; base: Basis; policy: RiskPolicy },
): string {
  const kind = base.noticedOnly ? 'noticed defects' : 'defects';
  const sure = percent(1 - policy.delta);
  const who = threshold === 0 ? 'everything runs' : `confidence ${threshold} or more runs`;
  return `${who}: ${kind} at most ${percent(bound)}, ${sure} sure (${last.labels} labels)`;
}

/** Labels still missing at the rate that was seen, at even chances; null if that rate won't do or it takes too long. */
function further(state: LaneState, step: Step, { line, delta }: Correction): number | null {
  if (line <= 0) return null;
  let [lost, all] = [0, 0];
  for (const { loss, count } of lossesAbove(state.evidence, step.index)) {
    lost += loss * count;
    all += count;
  }
  // half a defect more than seen: 0 of few is not a rate of 0
  const rate = (lost + 0.5) / (all + 1);
  const needed = labelsExpected(line, delta, rate);
  return Number.isFinite(needed) ? Math.max(1, needed - step.labels) : null;
}
