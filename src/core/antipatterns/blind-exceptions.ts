import type { Workflow } from '../schema/workflow.ts';
import { auroc } from '../stats/auroc.ts';
import { betaBinomialLower, betaBinomialUpper } from '../stats/beta-binomial.ts';
import type { Graded } from '../stats/graded.ts';
import { LEAST_LOG_ODDS, LEAST_SPREAD } from '../stats/information.ts';
import { DELTA, type Figure, type Finding } from './finding.ts';
import { forceAudits, personFirst } from './fixes.ts';
import { surelyAbove } from './surely.ts';
import { count, percent, shareFigure, were } from './words.ts';

/** What one model version said lately in one workflow. */
export type Scores = {
  workflow: Workflow;
  model: string;
  modelVersion: string;
  /** confidences and how often each was given */
  scores: readonly { confidence: number; count: number }[];
  /** those of them that somebody looked at */
  graded: readonly Graded[];
};

/** Nobody sorts by a confidence that does worse than this (RESEARCH: verbal confidence reaches 0.5 to 0.6). */
export const LEAST_AUROC = 0.6;
const LEAST_SCORES = 100;
/** Looked at every day: a level of its own for each. */
const LEVEL = 0.99;

/** Whether confidence decides anything here: who is asked first of all isn't routed by a score. */
export const routesByScore = ({ pattern, policy }: Workflow): boolean =>
  pattern !== 'pre-approval' || policy.autonomy !== undefined;

/**
 * A4 by scores: the confidence that exceptions are picked by carries no information. Either surely more than
 * half of all scores lie within 0.02 of their middle, also in log-odds ("everything scores 0.92"), or all
 * of the interval of its AUROC lies under 0.6. STATISTICS §3.
 */
export function emptyScores({ workflow, model, modelVersion, scores, graded }: Scores): Finding[] {
  const n = scores.reduce((sum, score) => sum + score.count, 0);
  if (n < LEAST_SCORES || !routesByScore(workflow)) return [];
  const middle = middleOf(scores, n);
  const alike = scores
    .filter(({ confidence }) => isAlike(confidence, middle))
    .reduce((sum, score) => sum + score.count, 0);
  const constant = surelyAbove(alike, n, { line: 0.5, delta: 1 - LEVEL });
  const sorted = auroc(graded, { seed: 1, replicates: 400, level: LEVEL });
  const interval = sorted?.interval ?? null;
  const worthless = interval !== null && interval.high < LEAST_AUROC;
  if (!constant && !worthless) return [];
  const version = `${model} ${modelVersion}`;
  const figures: Figure[] = [
    shareFigure(`Scores within 0.01 of ${middle.toFixed(2)}`, {
      ...{ hits: alike, n, line: 0.5 },
    }),
  ];
  if (sorted !== null)
    figures.push({
      ...{ label: 'How well it sorts right from wrong (0.5: not at all)', value: sorted.value },
      ...{ low: interval?.low ?? null, high: interval?.high ?? null },
      ...{ n: graded.length, unit: 'auroc', line: LEAST_AUROC },
    });
  const wrong = graded.filter(({ right }) => !right).length;
  return [
    {
      key: `A4:scores:${workflow.id}:${version}`,
      ...{ pattern: 'A4', workflowId: workflow.id },
      sentence: constant
        ? `Everything scores ${middle.toFixed(2)}: ${percent(alike / n)} of ${n} scores of ${version}. No exception can be picked by that.`
        : `The confidence of ${version} does not tell right from wrong: no exception can be picked by it.`,
      figures,
      cost: {
        ...{ hours: null, items: wrong },
        sentence:
          graded.length === 0
            ? 'Nobody has looked at any of them, so what slips through is not known.'
            : `Of ${count(graded.length, 'item')} that somebody looked at, ${wrong} ${were(wrong)} wrong; their score did not say so.`,
      },
      fixes: [...forceAudits(workflow), ...personFirst(workflow)],
    },
  ];
}

/** What passed without a person, by how likely each was to be looked at. */
export type Passed = {
  workflow: Workflow;
  /** proposals, and how many of them an exception rule sent to a person */
  proposals: number;
  stopped: number;
  /** what ran: of each audit rate, how many, and of those looked at how many were right and wrong */
  strata: readonly { count: number; right: number; defects: number }[];
};

/**
 * A4 by rules: exceptions stop surely less than is surely wrong among what passes. Each side has its bound,
 * valid however often one looks; in a stratum all were equally likely to be looked at, so those that were
 * are a fair sample of it.
 */
export function silentRules({ workflow, proposals, stopped, strata }: Passed): Finding[] {
  const rules = workflow.policy.autonomy?.exceptions.length ?? 0;
  const ran = strata.reduce((sum, stratum) => sum + stratum.count, 0);
  if (proposals < LEAST_SCORES || ran === 0) return [];
  const delta = DELTA / (1 + strata.length);
  const most = betaBinomialUpper(stopped, proposals, delta);
  const wrong = strata.map(({ count: some, right, defects }) => ({
    least: (betaBinomialLower(defects, right + defects, delta) * some) / ran,
    ...{ defects, looked: right + defects },
  }));
  const least = wrong.reduce((sum, stratum) => sum + stratum.least, 0);
  if (!(most < least * (1 - most))) return [];
  const looked = wrong.reduce((sum, stratum) => sum + stratum.looked, 0);
  const defects = wrong.reduce((sum, stratum) => sum + stratum.defects, 0);
  const escaped = Math.floor(least * ran);
  return [
    {
      key: `A4:rules:${workflow.id}`,
      ...{ pattern: 'A4', workflowId: workflow.id },
      sentence: `${count(rules, 'exception rule')} stopped ${stopped} of ${proposals} proposals, at most ${percent(most)}; of what passed at least ${percent(least)} was wrong.`,
      figures: [
        { ...shareFigure('Stopped by a rule', { hits: stopped, n: proposals }), high: most },
        {
          ...shareFigure('Wrong, of what passed and was looked at', { hits: defects, n: looked }),
          low: least,
        },
      ],
      cost: {
        ...{ hours: null, items: escaped },
        sentence: `At least ${count(escaped, 'defect')} of ${count(ran, 'item')} passed by the rules.`,
      },
      fixes: [...forceAudits(workflow), ...personFirst(workflow)],
    },
  ];
}

function isAlike(confidence: number, middle: number): boolean {
  const far = Math.abs(confidence - middle);
  return (
    far <= LEAST_SPREAD / 2 + 1e-9 &&
    Math.abs(logOdds(confidence) - logOdds(middle)) <= LEAST_LOG_ODDS / 2 + 1e-9
  );
}

function logOdds(confidence: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, confidence));
  return Math.log(inside / (1 - inside));
}

function middleOf(scores: Scores['scores'], n: number): number {
  let seen = 0;
  for (const { confidence, count: some } of scores.toSorted(
    (a, b) => a.confidence - b.confidence,
  )) {
    seen += some;
    if (seen * 2 >= n) return confidence;
  }
  return 0;
}
