import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';

const HEADS = {
  of: 'dashboard_head_of',
  what: 'dashboard_head_what',
  week: 'dashboard_head_week',
  value: 'dashboard_head_value',
  low: 'dashboard_head_low',
  high: 'dashboard_head_high',
  n: 'dashboard_head_n',
  workflow: 'dashboard_head_workflow',
  items: 'dashboard_head_items',
  hours: 'dashboard_head_hours',
  oldest: 'dashboard_head_oldest',
  reason: 'dashboard_head_reason',
  how_often: 'dashboard_head_how_often',
  from: 'dashboard_head_from',
  to: 'dashboard_head_to',
  says: 'dashboard_head_says',
  right: 'dashboard_head_right',
  measure: 'dashboard_head_measure',
  outcome: 'dashboard_head_outcome',
  how: 'dashboard_head_how',
  share: 'dashboard_head_share',
  less_by_hand: 'dashboard_head_less_by_hand',
  signal: 'dashboard_head_signal',
  meetings: 'dashboard_head_meetings',
  brake: 'dashboard_head_brake',
  line: 'dashboard_head_line',
  side: 'dashboard_head_side',
  events: 'dashboard_head_events',
  sends: 'dashboard_sends',
  near: 'dashboard_head_near',
  tripped: 'dashboard_head_tripped',
  coverage: 'dashboard_head_coverage',
  at: 'dashboard_head_at',
  rate: 'dashboard_head_rate',
} as const satisfies Record<string, PlainKey>;

/** The head of a figure's table, on screen and in its file. */
export const headOf = (...names: readonly (keyof typeof HEADS)[]): string[] =>
  names.map((name) => t(HEADS[name]));
