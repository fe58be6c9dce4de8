import type { GraphWords } from '../../core/map/graph-words.ts';
import { RISKS, STAGES } from '../../ui/policy-words.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';

const PATTERNS: Readonly<Record<Parameters<GraphWords['pattern']>[0], PlainKey>> = {
  'pre-approval': 'map_pattern_pre_approval',
  'active-monitoring': 'map_pattern_active_monitoring',
  'periodic-review': 'map_pattern_periodic_review',
  'exception-handling': 'map_pattern_exception_handling',
  'post-hoc-audit': 'map_pattern_post_hoc_audit',
};
const ROLES: Readonly<Record<Parameters<GraphWords['role']>[0], PlainKey>> = {
  rep: 'options_role_rep',
  manager: 'options_role_manager',
  admin: 'options_role_admin',
};
/** Ways out that have a name of ours in a language, and those that are called the same everywhere. */
const WAYS: ReadonlyMap<string, PlainKey> = new Map([
  ['gate:smtp', 'map_way_smtp'],
  ['gate:webhook', 'map_way_webhook'],
  ['mailbox', 'map_way_mailbox'],
]);
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['gate:hubspot', 'HubSpot'],
  ['gate:salesforce', 'Salesforce'],
  ['gate:pipedrive', 'Pipedrive'],
]);

/** The map's words in the person's language. */
export const GRAPH_WORDS: GraphWords = {
  pattern: (pattern) => t(PATTERNS[pattern]),
  stage: (stage) => t(STAGES[stage]),
  paused: () => t('map_paused'),
  waiting: (count) => (count === 0 ? t('map_nothing_waits') : tn('map_waiting', count)),
  lanes: (open, earns) => {
    if (open.size > 1) return t('map_lane_open_both');
    if (open.has('auto')) return t('map_lane_open_auto');
    if (open.has('constrained')) return t('map_lane_open_constrained');
    return t(earns ? 'map_no_lane_open' : 'map_no_lane_to_earn');
  },
  brakes: ({ live, tripped }) =>
    tripped > 0 ? tn('map_brakes_tripped', tripped) : tn('map_brakes', live),
  decidedAt: () => t('map_decided_at'),
  proposed: (count, days) => tn('map_proposed', count, { days }),
  leavesBy: () => t('map_leaves_by'),
  revoked: () => t('map_revoked'),
  idle: () => t('map_idle'),
  alike: (count) => tn('map_alike', count),
  role: (role) => t(ROLES[role]),
  nobody: () => t('map_nobody_here'),
  away: () => t('map_away'),
  owns: () => t('map_role_owns'),
  answers: (tier) => t('map_role_answers', { risk: t(RISKS[tier]) }),
  standsIn: (tier) => t('map_role_stands_in', { risk: t(RISKS[tier]) }),
  decides: () => t('map_role_decides'),
  way: (way) => {
    const key = WAYS.get(way);
    return key ? t(key) : (PRODUCTS.get(way) ?? way);
  },
};
