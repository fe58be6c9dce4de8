import * as z from 'zod/mini';
import { Timestamp } from '../schema/scalars.ts';
import { add, Evidence, type Period } from './evidence.ts';
import { RiskRule, ruleOf, sameRule } from './policy.ts';
import { firstThreshold } from './walk.ts';

const version = z.string().check(z.maxLength(200));

/** What a lane's evidence is about. With any of it new, nothing is known. */
export const LaneSubject = z.strictObject({
  model: version,
  modelVersion: version,
  prompt: version,
});
export type LaneSubject = z.infer<typeof LaneSubject>;

/** Why a lane was closed, by whom or what it was noticed. */
export const Breach = z.strictObject({
  at: Timestamp,
  /** the detector on audited outcomes, a person, or policy */
  by: z.enum(['detector', 'person', 'policy']),
  why: z.string().check(z.minLength(1), z.maxLength(2000)),
});
export type Breach = z.infer<typeof Breach>;

const index = z.nullable(z.int().check(z.gte(0)));

/** One tier's lane of one workflow: all that is kept between two days. */
export const LaneState = z.strictObject({
  v: z.literal(1),
  subject: LaneSubject,
  /** an α chosen after a look at the labels would be no α: another rule starts anew */
  rule: RiskRule,
  evidence: Evidence,
  /** place in the grid where the walk starts, chosen once from counts of labels */
  first: index,
  /** the last threshold whose bound has held */
  held: index,
  /** the last breach; evidence from before it doesn't count */
  breach: z.nullable(Breach),
});
export type LaneState = z.infer<typeof LaneState>;

/** A lane about which nothing is known: closed. */
export const newLane = (subject: LaneSubject, rule: RiskRule): LaneState => ({
  v: 1,
  subject,
  rule: ruleOf(rule),
  evidence: [],
  first: null,
  held: null,
  breach: null,
});

const same = (a: LaneSubject, b: LaneSubject): boolean =>
  a.model === b.model && a.modelVersion === b.modelVersion && a.prompt === b.prompt;

/** The lane for what proposes now: another model, model version, prompt or rule starts closed. */
export const laneFor = (state: LaneState, subject: LaneSubject, rule: RiskRule): LaneState =>
  same(state.subject, subject) && sameRule(state.rule, rule) ? state : newLane(subject, rule);

/**
 * Closes a lane by itself, or by a person: what was known rested on a steady rate, and starts anew. A
 * further breach of a closed lane changes the reason only.
 */
export const closed = (state: LaneState, breach: Breach): LaneState => ({
  ...newLane(state.subject, state.rule),
  breach,
});

/** Adds what was settled, and chooses the walk's first threshold when it is time. */
export function learn(state: LaneState, period: Period): LaneState {
  const evidence = add(state.evidence, period);
  const { grid, firstLabels, chooseAt } = state.rule;
  const rule = { bands: grid.length, firstLabels, chooseAt };
  return { ...state, evidence, first: state.first ?? firstThreshold(evidence, rule) };
}
