import { correction, type Noticing } from '../lanes/sensitivity.ts';
import { bettingUpper, type Losses } from '../stats/betting.ts';
import { clopperPearsonUpper } from '../stats/clopper-pearson.ts';
import { leastWhole } from '../stats/interval.ts';
import { predictionLower, predictionUpper } from '../stats/prediction.ts';
import { binomialCdf } from '../stats/special.ts';
import type { PastProposal } from './past.ts';
import type { Rerouted, StandingLane } from './reroute.ts';

/** How many of what would run without a person may be defective, and what that rests on. */
export type DefectBound = {
  /** the rate is at most this … */
  upper: number;
  /** … with this probability */
  level: number;
  /** looked at, and defective among them */
  labels: number;
  found: number;
  /** at most so many among those of the next month; null where a lane's own bound is given */
  nextMost: number | null;
  /** one look at a fair sample; weights 1/π; or the bounds that the lanes themselves hold */
  method: 'clopper-pearson' | 'betting' | 'lanes';
  /** reviewers' sensitivity is unknown: a bound on *noticed* defects */
  noticedOnly: boolean;
};

export type Figures = {
  /** simulated: all but those of kinds that the workflow doesn't take */
  proposals: number;
  toPeople: number;
  withoutPerson: number;
  refused: number;
  /** triggers of what goes to people, most frequent first */
  causes: { code: string; count: number }[];
  /** if the next month is like these days: of so many, between so many and so many go to people */
  next: { of: number; low: number; high: number };
  /** null where nothing runs without a person */
  defects: DefectBound | null;
  /** would run without a person, but nobody can have looked at it, or has so far: the bound is not about them */
  unlooked: number;
  /** known as defective by now, and would have run without a person */
  slipped: number;
};

export type Sureness = {
  /** the probability that each of the intervals may be wrong with */
  delta: number;
  noticing: Noticing | null;
  /** days that the proposals are of */
  days: number;
};

const MONTH = 30;

/**
 * What a routing of past proposals says of the policy, and of the month to come. Both hold if proposals
 * keep coming as they came: nothing here knows that a campaign begins.
 *
 * People: Thatcher's prediction limits, each at delta/2. Defects: where every lane earned its threshold from
 * these same proposals, only the lanes' own bounds may be given, since a threshold chosen for its few
 * defects has few; otherwise Clopper–Pearson (inclusion uniform) or the betting bound (1/π), at delta.
 */
export function figuresOf(
  routed: readonly Rerouted[],
  sure: Sureness & { standing: readonly StandingLane[] },
): Figures {
  const taken = routed.flatMap(({ past, to }) => (to === null ? [] : [{ past, to }]));
  const alone = taken.filter(({ to }) => to.lane !== 'human');
  const toPeople = taken.length - alone.length;
  const causes = new Map<string, number>();
  for (const { to } of taken)
    if (to.lane === 'human') causes.set(to.trigger.code, (causes.get(to.trigger.code) ?? 0) + 1);
  const of = Math.round((taken.length * MONTH) / sure.days);
  const half = sure.delta / 2;
  const past = alone.map((one) => one.past);
  const sample = sampleOf(past);
  return {
    ...{ proposals: taken.length, toPeople, withoutPerson: alone.length },
    refused: routed.length - taken.length,
    causes: [...causes]
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    next: {
      of,
      low: predictionLower(toPeople, taken.length, of, half),
      high: predictionUpper(toPeople, taken.length, of, half),
    },
    defects:
      alone.length === 0
        ? null
        : lanesUsed(alone, sure.standing).length > 0
          ? byLanes(lanesUsed(alone, sure.standing), sample)
          : bySample(sample, sure, Math.round((alone.length * MONTH) / sure.days)),
    unlooked: sample.unlooked,
    slipped: sample.found,
  };
}

type Sample = {
  labels: number;
  found: number;
  unlooked: number;
  /** by probability of a look: how many there were without one, right, defective */
  strata: Map<number, { unseen: number; right: number; defects: number }>;
};

function sampleOf(past: readonly PastProposal[]): Sample {
  const sample: Sample = { labels: 0, found: 0, unlooked: 0, strata: new Map() };
  for (const { inclusion, drawn, found, reported } of past) {
    const defect = reported || found?.defect === true;
    const looked = reported || found !== null;
    if (defect) sample.found += 1;
    if (looked) sample.labels += 1;
    // without any chance of a look, a report that comes by itself is no sample
    if (inclusion === 0 || (!looked && drawn)) {
      sample.unlooked += 1;
      continue;
    }
    const at = sample.strata.get(inclusion) ?? { unseen: 0, right: 0, defects: 0 };
    sample.strata.set(inclusion, at);
    if (!looked) at.unseen += 1;
    else if (defect) at.defects += 1;
    else at.right += 1;
  }
  return sample;
}

function lanesUsed(
  alone: readonly { past: PastProposal; to: { lane: string } }[],
  standing: readonly StandingLane[],
): StandingLane[] {
  return standing.filter(
    ({ verdict, model, modelVersion, prompt }) =>
      verdict.open &&
      alone.some(
        ({ past: { subject }, to }) =>
          to.lane === verdict.tier &&
          subject.model === model &&
          subject.modelVersion === modelVersion &&
          subject.prompt === prompt,
      ),
  );
}

/** Each lane's bound holds with its own probability; all together with what is left of it. */
function byLanes(lanes: readonly StandingLane[], { labels, found }: Sample): DefectBound {
  return {
    upper: Math.max(...lanes.map(({ verdict }) => verdict.bound ?? 1)),
    level: Math.max(0, 1 - lanes.reduce((sum, { verdict }) => sum + verdict.delta, 0)),
    ...{ labels, found, nextMost: null, method: 'lanes' },
    noticedOnly: lanes.some(({ verdict }) => verdict.noticedOnly),
  };
}

function bySample(sample: Sample, sure: Sureness, next: number): DefectBound | null {
  const { delta, sensitivity } = correction({ alpha: 0.5, delta: sure.delta }, sure.noticing);
  const strata = [...sample.strata];
  const inclusions = strata.map(([inclusion]) => inclusion);
  const least = Math.min(...inclusions);
  const [only] = strata;
  const base = { level: 1 - sure.delta, labels: sample.labels, found: sample.found };
  const noticedOnly = sensitivity === null;
  const through = (upper: number): number => Math.min(1, upper / (sensitivity ?? 1));
  if (!only || sample.labels === 0)
    return { ...base, upper: 1, nextMost: next, method: 'clopper-pearson', noticedOnly };
  if (strata.length === 1) {
    const { right, defects } = only[1];
    const n = right + defects;
    const upper = through(clopperPearsonUpper(defects, n, delta));
    const nextMost = noticedOnly
      ? predictionUpper(defects, n, next, delta)
      : mostOf(next, through(clopperPearsonUpper(defects, n, delta / 2)), sure.delta / 4);
    return { ...base, upper, nextMost, method: 'clopper-pearson', noticedOnly };
  }
  const losses: Losses[] = strata.flatMap(([inclusion, { unseen, right, defects }]) => [
    { most: 1 / least, loss: 0, count: unseen + right },
    { most: 1 / least, loss: 1 / inclusion, count: defects },
  ]);
  return {
    ...base,
    upper: through(bettingUpper(losses, delta)),
    nextMost: mostOf(next, through(bettingUpper(losses, delta / 2)), sure.delta / 4),
    method: 'betting',
    noticedOnly,
  };
}

/** The most defects among `n` at this rate, exceeded at most with probability `delta`. */
const mostOf = (n: number, rate: number, delta: number): number =>
  rate >= 1 ? n : leastWhole(0, n, (x) => binomialCdf(x, n, rate) >= 1 - delta);
