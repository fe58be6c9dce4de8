import type { PolicyFigures, PolicySimulation } from '../../core/policies/effect.ts';
import type { Kind } from '../../core/schema/kind.ts';
import type { Pattern, RiskTier, Stage } from '../../core/schema/workflow.ts';
import { shownNumber, shownTime } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';

export const PATTERNS: Readonly<Record<Pattern, { name: PlainKey; means: PlainKey }>> = {
  'pre-approval': { name: 'pattern_pre_approval', means: 'pattern_pre_approval_means' },
  'exception-handling': {
    name: 'pattern_exception_handling',
    means: 'pattern_exception_handling_means',
  },
  'active-monitoring': {
    name: 'pattern_active_monitoring',
    means: 'pattern_active_monitoring_means',
  },
  'periodic-review': { name: 'pattern_periodic_review', means: 'pattern_periodic_review_means' },
  'post-hoc-audit': { name: 'pattern_post_hoc_audit', means: 'pattern_post_hoc_audit_means' },
};

/** A stage: its name, what it means, and that a workflow is at it. */
export const STAGES: Readonly<Record<Stage, { name: PlainKey; means: PlainKey; isAt: PlainKey }>> =
  {
    observer: {
      ...{ name: 'policies_stage_observer', means: 'policies_stage_observer_means' },
      isAt: 'policies_stage_observer_at',
    },
    planner: {
      ...{ name: 'policies_stage_planner', means: 'policies_stage_planner_means' },
      isAt: 'policies_stage_planner_at',
    },
    adopter: {
      ...{ name: 'policies_stage_adopter', means: 'policies_stage_adopter_means' },
      isAt: 'policies_stage_adopter_at',
    },
  };

/** A policy that names no stage. */
export const NO_STAGE: { name: PlainKey; means: PlainKey } = {
  name: 'policies_stage_none',
  means: 'policies_stage_none_means',
};

export const KIND_NAMES: Readonly<Record<Kind, PlainKey>> = {
  'email.draft': 'policies_kind_email_draft',
  'sequence.enroll': 'policies_kind_sequence_enroll',
  'record.update': 'policies_kind_record_update',
  'lead.route': 'policies_kind_lead_route',
  'lead.score': 'policies_kind_lead_score',
  'contact.enrich': 'policies_kind_contact_enrich',
  'price.quote': 'policies_kind_price_quote',
  'meeting.schedule': 'policies_kind_meeting_schedule',
  'message.social': 'policies_kind_message_social',
  'call.task': 'policies_kind_call_task',
};

/** A tier and a lane in a field's name. */
export const RISKS: Readonly<Record<RiskTier, PlainKey>> = {
  low: 'policies_risk_low',
  medium: 'policies_risk_medium',
  high: 'policies_risk_high',
};
export const LANES: Readonly<Record<'auto' | 'constrained', PlainKey>> = {
  auto: 'policies_lane_auto',
  constrained: 'policies_lane_constrained',
};

const CAUSES: Readonly<Record<string, PlainKey>> = {
  'below-line': 'policies_cause_below_line',
  'kind-needs-person': 'policies_cause_kind_needs_person',
  'buyer-facing': 'policies_cause_buyer_facing',
  pattern: 'policies_cause_pattern',
  stage: 'policies_cause_stage',
  'lane-closed': 'policies_cause_lane_closed',
  exception: 'policies_cause_exception',
  'claim-contradicted': 'policies_cause_claim_contradicted',
  'claim-unsupported': 'policies_cause_claim_unsupported',
  'check-flag': 'policies_cause_check_flag',
  'agent-flag': 'policies_cause_agent_flag',
  'workflow-paused': 'policies_cause_workflow_paused',
};
export const causeWords = (code: string): string => {
  const key = CAUSES[code];
  return key ? t(key) : code;
};

const percent = (share: number): string =>
  t('ui_percent', { n: shownNumber(share * 100, { maximumSignificantDigits: 2 }) });

/** What two figures compare: how many reach people, of the same proposals. */
export const headline = (
  { was, days }: Pick<PolicySimulation, 'was' | 'days'>,
  { proposals, toPeople: sent }: PolicyFigures,
): string => t('policies_headline', { proposals, span: spanOf(days), sent, was: was.toPeople });

export const spanOf = (days: number): string =>
  days >= 1.5
    ? tn('policies_span_days', Math.round(days))
    : tn('policies_span_hours', Math.max(1, Math.round(days * 24)));

/** What the defect bound says, and for what. */
export function bound({ defects, withoutPerson: of }: PolicyFigures): string {
  if (of === 0 || defects === null) return t('policies_bound_nothing');
  if (defects.labels === 0) return t('policies_bound_unknown', { of });
  const { noticedOnly, found, labels } = defects;
  const parts = { of, upper: percent(defects.upper), level: percent(defects.level) };
  if (defects.method === 'lanes')
    return t(noticedOnly ? 'policies_bound_lanes_noticed' : 'policies_bound_lanes', parts);
  const counted = { ...parts, found, labels };
  return t(noticedOnly ? 'policies_bound_found_noticed' : 'policies_bound_found', counted);
}

/** What the next month is promised to be, if it is like these days. */
export function promise({ next, defects }: PolicyFigures): string {
  const { low, high, of } = next;
  const wrong = defects?.nextMost;
  return wrong === null || wrong === undefined || defects?.labels === 0
    ? t('policies_promise', { low, high, of })
    : t('policies_promise_defective', { low, high, of, wrong });
}

export const date = (at: string): string =>
  shownTime(at, { dateStyle: 'medium', timeStyle: 'short' });
