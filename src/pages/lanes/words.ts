import type { Off } from '../../core/lanes/human-share.ts';
import type { LaneExposure, LaneReport } from '../../core/schema/lanes.ts';
import { percent } from '../../ui/estimate-words.ts';
import { shownNumber, shownTime } from '../../ui/locale.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';
import type { Lane, Standing } from './standing.ts';

export const TIERS = {
  auto: 'lanes_tier_auto',
  constrained: 'lanes_tier_constrained',
} as const satisfies Record<Lane['tier'], PlainKey>;

/** A word and its colour for how a lane stands. */
export const STANDS: Readonly<Record<Standing, { word: PlainKey; look: 'good' | 'warn' | 'bad' }>> =
  {
    open: { word: 'lanes_open', look: 'good' },
    stage: { word: 'lanes_earned_not_open', look: 'warn' },
    breach: { word: 'lanes_closed', look: 'bad' },
    labels: { word: 'lanes_not_earned', look: 'warn' },
    unmeasured: { word: 'lanes_not_earned', look: 'warn' },
    'no-information': { word: 'lanes_shut', look: 'bad' },
    defects: { word: 'lanes_not_earned', look: 'warn' },
    undecided: { word: 'lanes_not_earned', look: 'warn' },
    dropped: { word: 'lanes_not_in_policy', look: 'warn' },
  };

export const count = (n: number): string => shownNumber(Math.round(n));
export const confidence = (value: number): string =>
  shownNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 3 });
export const day = (at: string): string => shownTime(at, { dateStyle: 'medium' });
export const moment = (at: string): string =>
  shownTime(at, { dateStyle: 'medium', timeStyle: 'short' });
/** A day that is one in UTC, such as the Monday a week begins with. */
export const weekDay = (at: string): string =>
  shownTime(at, { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** What holds for the lane, or what it waits for. */
export function sentenceOf(lane: Lane, standing: Standing): string {
  const { verdict } = lane;
  switch (standing) {
    case 'open':
      return verdict ? openWords(lane, verdict) : '';
    case 'stage':
      return t('lanes_bound_holds_stage_not');
    case 'labels':
      return t('lanes_first_look_needs_labels');
    case 'unmeasured':
      return t('lanes_nobody_measured_what_reviewers_notice');
    case 'no-information':
      return t('lanes_score_without_information_closes');
    case 'defects':
      return verdict?.bound == null
        ? t('lanes_bound_not_known')
        : t('lanes_defects_up_to_not_yet', {
            bound: percent(verdict.bound),
            alpha: percent(verdict.alpha),
          });
    case 'undecided':
      return t('lanes_first_verdict_after_day');
    case 'breach':
      return t('lanes_starts_anew');
    case 'dropped':
      return t('lanes_policy_has_none_of_tier');
  }
}

function openWords(lane: Lane, verdict: NonNullable<Lane['verdict']>): string {
  const parts = {
    bound: percent(lane.bound ?? verdict.alpha),
    sure: percent(1 - verdict.delta),
    labels: count(verdict.labels),
  };
  const from = lane.threshold ?? 0;
  if (from === 0)
    return t(
      verdict.noticedOnly ? 'lanes_everything_runs_noticed' : 'lanes_everything_runs',
      parts,
    );
  const at = { ...parts, from: confidence(from) };
  return t(verdict.noticedOnly ? 'lanes_from_runs_noticed' : 'lanes_from_runs', at);
}

export const CLOSED_BY: Readonly<Record<string, PlainKey>> = {
  detector: 'lanes_closed_by_watch',
  person: 'lanes_closed_by_person',
  policy: 'lanes_closed_by_policy',
};

export const FOUND_BY = {
  audit: 'lanes_found_by_audit',
  complaint: 'lanes_found_by_complaint',
  report: 'lanes_found_by_report',
} as const satisfies Record<LaneExposure['defects'][number]['foundBy'], PlainKey>;

export const AGAINST = {
  below: 'lanes_below_worth',
  inside: 'lanes_inside_worth',
  above: 'lanes_above_worth',
} as const;

const OFF: Readonly<Record<Extract<Off, { count: number }>['what'], PlainKey>> = {
  'not-earned': 'lanes_off_not_earned',
  unmeasured: 'lanes_off_unmeasured',
  'no-information': 'lanes_off_no_information',
  defects: 'lanes_off_defects',
  breach: 'lanes_off_breach',
  'below-threshold': 'lanes_off_below_threshold',
  exceptions: 'lanes_off_exceptions',
  findings: 'lanes_off_findings',
  'agent-flags': 'lanes_off_agent_flags',
  line: 'lanes_off_line',
  policy: 'lanes_off_policy',
  stage: 'lanes_off_stage',
  paused: 'lanes_off_paused',
  audits: 'lanes_off_audits',
  other: 'lanes_off_other',
};

/** One thing that sends more to people than is worth their time, and what would change it. */
export function offWords(off: Off): string {
  if ('count' in off)
    return t('lanes_off_share', {
      share: percent(off.share),
      n: count(off.count),
      why: t(OFF[off.what]),
    });
  if (off.what === 'flat') return t('lanes_off_flat', { version: off.modelVersion });
  const parts = {
    version: off.modelVersion,
    says: saysWords(off),
    right: percent(off.right),
    n: count(off.n),
  };
  return t(off.what === 'too-sure' ? 'lanes_off_too_sure' : 'lanes_off_too_timid', parts);
}

/** `0.90` or `0.90 to 0.95`. */
export const saysWords = ({ from, to }: { from: number; to: number }): string =>
  confidence(from) === confidence(to)
    ? confidence(from)
    : t('lanes_range', { from: confidence(from), to: confidence(to) });

export const interval = (one: { low: number; high: number }): string =>
  t('lanes_range', { from: percent(one.low), to: percent(one.high) });

/** What stops the lane within its limits besides its threshold. */
export function limitWords({ limits }: { limits?: LimitsOf }, used: number): string[] {
  if (!limits) return [];
  const { dailyCap, window, segments } = limits;
  return [
    t('lanes_limit_cap', { used: count(used), cap: count(dailyCap) }),
    ...(window
      ? [t('lanes_limit_window', { from: String(window.from), to: String(window.to) })]
      : []),
    ...(segments ? [t('lanes_limit_segments', { names: segments.join(', ') })] : []),
  ];
}
type LimitsOf = NonNullable<LaneReport['rules']>['lanes'][number]['limits'];

export const lanesOpen = (n: number): string =>
  n === 0 ? t('lanes_none_open') : tn('lanes_n_open', n);
