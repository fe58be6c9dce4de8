import type { Workflow } from '../schema/workflow.ts';
import { type AlertSource, alertFatigue } from './alert-fatigue.ts';
import { emptyScores, type Passed, type Scores, silentRules } from './blind-exceptions.ts';
import { cascades, type Hands } from './cascade.ts';
import type { Finding } from './finding.ts';
import { type Clocks, lateDetection } from './late-detection.ts';
import {
  missedPlants,
  type PlantedLooks,
  type ReviewHour,
  unreadReview,
} from './rubber-stamping.ts';

/** Everything that the detectors look at, of one workspace. */
export type Evidence = {
  workflows: readonly Workflow[];
  hours: readonly ReviewHour[];
  planted: readonly PlantedLooks[];
  alerts: readonly AlertSource[];
  clocks: readonly Clocks[];
  scores: readonly Scores[];
  passed: readonly Passed[];
  hands: readonly Hands[];
};

/** All anti-patterns that a workspace surely has, by pattern. Pure. */
export function detect(evidence: Evidence): Finding[] {
  const byId = new Map(evidence.workflows.map((workflow) => [workflow.id, workflow]));
  return [
    ...unreadReview(evidence.hours, byId),
    ...evidence.planted.flatMap(missedPlants),
    ...alertFatigue(evidence.alerts, byId),
    ...evidence.clocks.flatMap(lateDetection),
    ...evidence.scores.flatMap(emptyScores),
    ...evidence.passed.flatMap(silentRules),
    ...evidence.hands.flatMap(cascades),
  ];
}
