import { startingAutonomy } from '../../../src/core/picker/starting.ts';
import type { PolicyFigures } from '../../../src/core/policies/effect.ts';
import type { PastProposal } from '../../../src/core/policies/past.ts';
import { simulatePolicy } from '../../../src/core/policies/simulate.ts';
import {
  DEFAULT_POLICY,
  type Policy,
  type WorkflowInput,
} from '../../../src/core/schema/workflow.ts';
import { clopperPearsonLower } from '../../../src/core/stats/clopper-pearson.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';

/*
 * A month whose truth is known, a draft that is tried on it, and the month after: does it keep what the page
 * promised? Agents' confidences and their defects differ from run to run, as do volume and line.
 */
export const SCENES = ['decided', 'audited', 'lanes', 'drifting'] as const;
export type Scene = (typeof SCENES)[number];

const NOW = Date.parse('2026-11-28T00:00:00.000Z');
const DAY = 86_400_000;
const SUBJECT = { model: 'sim', modelVersion: '1', prompt: '' };

type World = {
  random: () => number;
  volume: number;
  line: number;
  /** the rate of defects at a confidence */
  risk: (confidence: number) => number;
};

function worldOf(seed: number): World {
  const random = seededRandom(seed);
  const base = 0.002 + 0.08 * random() ** 2;
  const honest = random();
  return {
    random,
    volume: Math.round(200 + 1300 * random()),
    line: 0.55 + 0.4 * random(),
    risk: (confidence) =>
      Math.min(0.9, base * (1 - honest) + 3 * base * honest * (1 - confidence) * 2),
  };
}

/** Half of all lie above 0.9, as agents' confidences do. */
const confidenceOf = (random: () => number): number => 1 - 0.5 * random() ** 2.3;

function monthOf({ random, volume, risk }: World, scene: Scene): PastProposal[] {
  return Array.from({ length: volume }, (_, index): PastProposal => {
    const confidence = confidenceOf(random);
    const defect = random() < risk(confidence);
    const ran = scene === 'audited' && confidence >= 0.9;
    const drawn = !ran || random() < 0.2;
    return {
      ...{ id: `p-${index}`, at: NOW - 30 * DAY * random(), kind: 'contact.enrich', confidence },
      ...{ subject: SUBJECT, flags: [], claims: [], content: null, byHand: false },
      ...{ lane: ran ? 'auto' : 'human', inclusion: ran ? 0.2 : 1, drawn },
      ...{ found: drawn ? { defect } : null, reported: false, superseded: false },
    };
  });
}

const workflowOf = (policy: Partial<Policy>): WorkflowInput => ({
  ...{ id: 'sim', name: 'Sim', pattern: 'exception-handling', owner: 'sim@acme.example' },
  ...{ kinds: ['contact.enrich'], policy: { ...DEFAULT_POLICY, ...policy } },
});

const LANE = {
  ...{ tier: 'auto' as const, alpha: 0.05, delta: 0.05, grid: [0.95, 0.9, 0.8, 0.7, 0.5, 0] },
  ...{ firstLabels: 60, chooseAt: 80, noticedOnly: true },
};

export type Kept = {
  /** how many reach people lies within what was promised */
  people: boolean;
  /** the true rate of defects is at most the bound; null where nothing runs alone */
  rate: boolean | null;
  /** so is their number in the next month; null where none was promised */
  count: boolean | null;
  bound: PolicyFigures['defects'];
};

/** One month, one draft, and the month after. */
export function promiseKept(scene: Scene, seed: number): Kept {
  const world = worldOf(seed);
  const draft = workflowOf(
    scene === 'lanes'
      ? { autonomy: { ...startingAutonomy([LANE]), exceptions: [], overdueDays: 60 } }
      : { confidenceLine: world.line },
  );
  const past = monthOf(world, scene);
  const none = past.map(() => null);
  const told = simulatePolicy({
    ...{ past, days: 30, now: NOW, noticing: null, level: 0.95, standing: [] },
    current: { workflow: workflowOf({}), exceptions: none },
    draft: { workflow: draft, exceptions: none },
  });
  const figures: PolicyFigures = told.earned ?? told.draft;
  const open = told.lanes.find((lane) => lane.open)?.threshold ?? null;
  const line = scene === 'lanes' ? (told.earned ? open : null) : world.line;
  return against(figures, world, { line, drift: scene === 'drifting' ? 2 : 1 });
}

function against(
  figures: PolicyFigures,
  { random, risk }: World,
  { line, drift }: { line: number | null; drift: number },
): Kept {
  const { next, defects } = figures;
  let [people, wrong] = [0, 0];
  for (let one = 0; one < next.of; one += 1) {
    const confidence = confidenceOf(random);
    if (line === null || confidence < line) people += 1;
    else if (random() < drift * risk(confidence)) wrong += 1;
  }
  return {
    people: people >= next.low && people <= next.high,
    rate: defects === null || line === null ? null : truth({ risk, line, drift }) <= defects.upper,
    count: defects?.nextMost == null ? null : wrong <= defects.nextMost,
    bound: defects,
  };
}

/** The defect rate at or above a line, summed over the quantiles of the confidence. */
function truth(at: { risk: World['risk']; line: number; drift: number }): number {
  let [sum, all] = [0, 0];
  for (let step = 0; step < 4000; step += 1) {
    const confidence = confidenceOf(() => (step + 0.5) / 4000);
    if (confidence < at.line) continue;
    sum += Math.min(1, at.drift * at.risk(confidence));
    all += 1;
  }
  return all === 0 ? 0 : sum / all;
}

export type Broken = { asked: number; broken: number };
export type Tally = {
  scene: Scene;
  people: Broken;
  rate: Broken;
  count: Broken;
  meanBound: number;
};

export function tally(scene: Scene, kept: readonly Kept[]): Tally {
  const of = (all: (boolean | null)[]): Broken => ({
    asked: all.filter((one) => one !== null).length,
    broken: all.filter((one) => one === false).length,
  });
  const bounds = kept.flatMap(({ bound }) => (bound === null ? [] : [bound.upper]));
  return {
    scene,
    people: of(kept.map(({ people }) => people)),
    rate: of(kept.map(({ rate }) => rate)),
    count: of(kept.map(({ count }) => count)),
    meanBound: bounds.reduce((sum, one) => sum + one, 0) / Math.max(1, bounds.length),
  };
}

/** Not broken more often than one time in twenty, as far as so many runs can tell (99 %). */
export const holds = ({ asked, broken }: Broken): boolean =>
  asked === 0 || clopperPearsonLower(broken, asked, 0.01) <= 0.05;
