import { DEFAULT_GRID, type Period } from '../../../src/core/lanes/evidence.ts';
import { closed, type LaneState, laneFor, learn, newLane } from '../../../src/core/lanes/lane.ts';
import type { RiskPolicy } from '../../../src/core/lanes/policy.ts';
import { decideLane } from '../../../src/core/lanes/verdict.ts';
import type { Graded } from '../../../src/core/stats/graded.ts';
import { information } from '../../../src/core/stats/information.ts';
import type { Random } from '../../../src/core/stats/random.ts';
import { binomial, whole } from './draws.ts';
import { Watch } from './watch.ts';
import { risks, type World } from './world.ts';

export type Setting = {
  policy: RiskPolicy;
  /** proposals a day */
  volume: number;
  days: number;
  /** planted defects for each label */
  plantedPerLabel: number;
  /** audit rate in the auto lane, by how many labels there are */
  audit: (labels: number) => number;
  /** the detector's run length to a false closing, in audits */
  runLength: number;
};

/** Something that happens once, when the lane has been open for a while. */
export type Event = {
  afterOpenDays: number;
  /** the world from then on, or a new version of the same agent */
  change: (
    world: World,
    now: { index: number; line: number; sensitivity: number },
  ) => World | 'new version';
};

export type Outcome = {
  /** labels when the lane first opened; null if it never did */
  openedAt: number | null;
  /** the lane was open at some day's end with a true defect rate above α */
  violated: boolean;
  /** place in the grid at the end */
  index: number | null;
  /** share of the last month's proposals that a person saw, audits included */
  people: number;
  audits: number;
  /** closings by the detector while the world was as it had been */
  falseClosings: number;
  /** after the event: days and audits until the lane closed (null: never), and defects that went out */
  event: { days: number; audits: number; escaped: number; ratio: number; line: number } | null;
  /** the event happened and the lane was still open at the end */
  missed: boolean;
  escaped: number;
};

const SUBJECT = { model: 'simulated', modelVersion: '1', prompt: '1' };
const AT = '2026-01-01T00:00:00Z';
const MONTH = 30;

/** One workspace from its first proposal on, its lane decided anew every day. */
export function deploy(
  setting: Setting,
  start: World,
  { sensitivity, random, event }: { sensitivity: number; random: Random; event?: Event },
): Outcome {
  const { policy, volume, days } = setting;
  const noticing = { noticed: 0, there: 0 };
  let world = start;
  let risk = risks(world);
  let state = newLane(SUBJECT, policy);
  let index: number | null = null;
  let watch: Watch | null = null;
  let [labels, openDays, informative, askedAt] = [0, 0, false, 0];
  let since: { day: number; audits: number; escaped: number; ratio: number; line: number } | null =
    null;
  const month = { seen: 0, all: 0 };
  const outcome: Outcome = {
    openedAt: null,
    violated: false,
    index: null,
    people: 1,
    audits: 0,
    falseClosings: 0,
    event: null,
    missed: false,
    escaped: 0,
  };
  const close = (why: string): void => {
    state = closed(state, { at: AT, by: 'detector', why });
    index = null;
    watch = null;
    informative = false;
    askedAt = 0;
  };
  for (let day = 0; day < days; day += 1) {
    const rate = setting.audit(labels);
    const line = watch === null ? policy.alpha : (watch as Watch).line;
    if (
      event !== undefined &&
      since === null &&
      index !== null &&
      openDays === event.afterOpenDays
    ) {
      const next = event.change(world, { index, line, sensitivity });
      since = { day, audits: outcome.audits, escaped: outcome.escaped, ratio: 0, line };
      if (next === 'new version') {
        state = laneFor(state, { ...SUBJECT, modelVersion: '2' }, policy);
        index = null;
        outcome.event = { days: 0, audits: 0, escaped: 0, ratio: 0, line };
      } else {
        world = next;
        risk = risks(world);
        since.ratio = ((risk[index] ?? 0) * sensitivity) / line;
      }
    }
    const period: Period = [];
    let [today, audited, noticed] = [0, 0, 0];
    for (const [band, share] of world.share.entries()) {
      const auto = index !== null && band <= index;
      const n = whole(volume * share, random);
      const drawn = auto ? binomial(n, rate, random) : n;
      const bad = binomial(drawn, world.defect[band] ?? 0, random);
      const defects = binomial(bad, sensitivity, random);
      if (auto) {
        outcome.escaped += bad + binomial(n - drawn, world.defect[band] ?? 0, random);
        audited += drawn;
        noticed += defects;
      }
      period.push({
        band,
        inclusion: auto ? rate : 1,
        unseen: n - drawn,
        right: drawn - defects,
        defects,
      });
      today += drawn;
      if (day >= days - MONTH) month.all += n;
    }
    if (day >= days - MONTH) month.seen += today;
    labels += today;
    const planted = whole(today * setting.plantedPerLabel, random);
    noticing.there += planted;
    noticing.noticed += binomial(planted, sensitivity, random);
    state = learn(state, period);
    const until = watch === null ? null : tripped(watch, { audited, noticed }, random);
    outcome.audits += until ?? audited;
    if (until !== null) {
      if (since === null) outcome.falseClosings += 1;
      else if (outcome.event === null)
        outcome.event = {
          days: day - since.day + 1,
          audits: outcome.audits - since.audits,
          escaped: outcome.escaped - since.escaped,
          ratio: since.ratio,
          line: since.line,
        };
      close('noticed defects in audits are above the line');
      openDays = 0;
      if (outcome.event !== null) break;
      continue;
    }
    if (state.first === null) continue;
    // not every day, for the machine's sake: a tenth more labels say little more
    if (!informative && labels >= askedAt * 1.1 && walkable(state, policy, noticing)) {
      askedAt = labels;
      informative = information(graded(state, world), world.sample, {
        seed: 1,
        replicates: 200,
      }).informative;
    }
    const decided = decideLane(state, policy, { noticing, information: { informative, why: '' } });
    state = decided.state;
    const { threshold, line: watched, open } = decided.verdict;
    const before: number | null = index;
    index = open && threshold !== null ? policy.grid.indexOf(threshold) : null;
    openDays = index === null ? 0 : openDays + 1;
    if (index === null) continue;
    outcome.openedAt ??= labels;
    if (since === null && (risk[index] ?? 0) > policy.alpha) outcome.violated = true;
    if (watch === null || index !== before) watch = new Watch(watched, setting.runLength);
    if (outcome.event !== null) break;
  }
  outcome.index = index;
  outcome.people = month.all === 0 ? 1 : month.seen / month.all;
  outcome.missed = since !== null && outcome.event === null;
  return outcome;
}

/** Goes through the day's audits in random order: how many it took until the detector tripped, or null. */
function tripped(
  watch: Watch,
  { audited, noticed }: { audited: number; noticed: number },
  random: Random,
): number | null {
  let left = noticed;
  for (let at = audited; at > 0; at -= 1) {
    const defect = random() < left / at;
    if (defect) left -= 1;
    if (watch.see(defect)) return audited - at + 1;
  }
  return null;
}

/** Whether the bound would open the lane, were its confidence worth anything. */
function walkable(
  state: LaneState,
  policy: RiskPolicy,
  noticing: { noticed: number; there: number },
): boolean {
  const inputs = { noticing, information: { informative: true, why: '' } };
  return decideLane(state, policy, inputs).verdict.open;
}

/** Every label as an item, with its band's mean confidence. */
function graded(state: LaneState, world: World): Graded[] {
  return state.evidence.flat().flatMap(({ band, inclusion, right, defects }) => {
    const confidence = world.says[band] ?? DEFAULT_GRID[band] ?? 0;
    return [
      ...Array<Graded>(right).fill({ confidence, right: true, inclusion }),
      ...Array<Graded>(defects).fill({ confidence, right: false, inclusion }),
    ];
  });
}
