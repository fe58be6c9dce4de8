import type { Pattern, RiskTier, Stage } from '../core/schema/workflow.ts';
import type { PlainKey } from '../words/catalogue.ts';

/** What several pages call the same things of a policy: a table's keys, said where it is shown. */
export const PATTERN_NAMES: Readonly<Record<Pattern, PlainKey>> = {
  'pre-approval': 'pattern_pre_approval',
  'exception-handling': 'pattern_exception_handling',
  'active-monitoring': 'pattern_active_monitoring',
  'periodic-review': 'pattern_periodic_review',
  'post-hoc-audit': 'pattern_post_hoc_audit',
};

export const STAGES: Readonly<Record<Stage, PlainKey>> = {
  observer: 'policies_stage_observer',
  planner: 'policies_stage_planner',
  adopter: 'policies_stage_adopter',
};

/** A tier within a sentence or a field's name: "high risk". */
export const RISKS: Readonly<Record<RiskTier, PlainKey>> = {
  low: 'policies_risk_low',
  medium: 'policies_risk_medium',
  high: 'policies_risk_high',
};

/** A lane in the same way. */
export const LANES: Readonly<Record<'auto' | 'constrained', PlainKey>> = {
  auto: 'policies_lane_auto',
  constrained: 'policies_lane_constrained',
};
