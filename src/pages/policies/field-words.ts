import type { Leaf } from '../../core/policies/diff.ts';
import { shownNumber } from '../../ui/locale.ts';
import type { CountedKey, Key, PartsOf, PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';
import { LANES, RISKS } from './words.ts';

/** How a value is said: a share as percent, a number with its unit, anything else as it is. */
type Unit = 'percent' | 'hours' | 'minutes' | 'seconds' | 'days' | 'plain';

type KeyWith<Part extends string> = {
  [K in Key]: [PartsOf<K>] extends [never] ? never : PartsOf<K> extends Part ? K : never;
}[Key];
type Field<K> = readonly [key: K, unit?: Unit];

const PLAIN: Readonly<Record<string, Field<PlainKey>>> = {
  '/name': ['policies_field_name'],
  '/pattern': ['policies_pattern'],
  '/owner': ['policies_owner'],
  '/kinds': ['policies_field_kinds'],
  '/executorUrl': ['policies_field_executor'],
  '/policy/stage': ['policies_stage'],
  '/policy/confidenceLine': ['policies_field_line', 'percent'],
  '/policy/alwaysPerson': ['policies_field_always'],
  '/policy/undoSeconds': ['policies_field_undo', 'seconds'],
  '/policy/clearanceSeconds': ['policies_field_clearance', 'seconds'],
  '/policy/dueHours': ['policies_field_due', 'hours'],
  '/policy/evidenceMaxAgeDays': ['policies_field_stale', 'days'],
  '/policy/requireOptOut': ['policies_field_opt_out'],
  '/policy/ownCompanies': ['policies_field_companies'],
  '/policy/unknownCompose': ['policies_field_compose'],
  '/policy/requireQualification': ['policies_field_qualified'],
  '/policy/parallelReview/count': ['policies_field_parallel'],
  '/policy/parallelReview/legalReason': ['policies_field_law'],
  '/policy/pricing/finance': ['policies_field_finance'],
  '/policy/pricing/maxDiscount': ['policies_field_discount'],
  '/policy/ramp/watcher': ['policies_field_watcher'],
  '/policy/ramp/windows': ['policies_field_windows'],
  '/policy/ramp/settleMinutes': ['policies_field_settle', 'minutes'],
  '/policy/paging/webhookUrl': ['policies_field_alerts'],
  '/policy/paging/escalateTo': ['policies_field_paged_next'],
  '/policy/paging/dueMinutes': ['policies_field_paged_after', 'minutes'],
  '/policy/fatigue/sessionMinutes': ['policies_field_pause', 'minutes'],
  '/policy/fatigue/batchSize': ['policies_field_clones'],
  '/policy/fatigue/blindShare': ['policies_field_blind', 'percent'],
  '/policy/fatigue/recallUnread': ['policies_field_recall'],
  '/policy/autonomy/novelUnder': ['policies_field_novel_under'],
  '/policy/autonomy/secondLooks': ['policies_field_second_looks', 'percent'],
  '/policy/autonomy/overdueDays': ['policies_field_overdue', 'days'],
  '/policy/autonomy/runLength': ['policies_field_run_length'],
  '/policy/autonomy/timeZone': ['policies_field_time_zone'],
  '/policy/autonomy/canaries/rate': ['policies_field_canary_rate', 'percent'],
  '/policy/autonomy/canaries/bursts': ['policies_field_canary_bursts', 'percent'],
  '/policy/autonomy/canaries/mostADay': ['policies_field_canary_most'],
};
const OF_TIER: Readonly<Record<string, Field<KeyWith<'risk'>>>> = {
  approver: ['policies_approver'],
  standIn: ['policies_stand_in'],
  escalateAfterHours: ['policies_field_to_stand_in', 'hours'],
  exclusive: ['policies_field_nobody_else'],
};
const OF_LANE: Readonly<Record<string, Field<KeyWith<'lane'>>>> = {
  alpha: ['policies_field_alpha', 'percent'],
  delta: ['policies_field_delta', 'percent'],
  grid: ['policies_field_grid'],
  firstLabels: ['policies_field_first_labels'],
  chooseAt: ['policies_field_choose_at'],
  noticedOnly: ['policies_field_noticed'],
  'limits/dailyCap': ['policies_field_daily_cap'],
  'limits/window/from': ['policies_field_from'],
  'limits/window/to': ['policies_field_to'],
  'limits/segments': ['policies_field_segments'],
};
const OF_BAND: Readonly<Record<string, Field<KeyWith<'n'>>>> = {
  from: ['policies_field_band_from', 'percent'],
  known: ['policies_field_band_known', 'percent'],
  novel: ['policies_field_band_novel', 'percent'],
};

const own = <V>(table: Readonly<Record<string, V>>, name: string): V | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
/** The two parts of a path that lists or names: which of them, and what of it. */
const parted = (path: string, under: string): [string, string] | null => {
  const [, which = '', field = ''] =
    (path.startsWith(under) ? /^([^/]+)\/(.+)$/.exec(path.slice(under.length)) : null) ?? [];
  return field === '' ? null : [which, field];
};
/** Places in lists are counted from 1 by people. */
const nth = (place: string): number => Number(place) + 1;

/** The name and unit of a field; its path where it has no name. */
export function fieldWords(path: string): { label: string; unit: Unit } {
  const plain = own(PLAIN, path);
  if (plain) return { label: t(plain[0]), unit: plain[1] ?? 'plain' };
  const [tier, ofTier] = parted(path, '/policy/ownership/') ?? [];
  const owner = ofTier === undefined ? undefined : own(OF_TIER, ofTier);
  if (tier !== undefined && owner) {
    const risk = own(RISKS, tier);
    return { label: t(owner[0], { risk: risk ? t(risk) : tier }), unit: owner[1] ?? 'plain' };
  }
  const [name, ofLane] = parted(path, '/policy/autonomy/lanes/') ?? [];
  const field = ofLane === undefined ? undefined : own(OF_LANE, ofLane);
  if (name !== undefined && field) {
    const lane = own(LANES, name);
    return { label: t(field[0], { lane: lane ? t(lane) : name }), unit: field[1] ?? 'plain' };
  }
  const [place, ofBand] = parted(path, '/policy/autonomy/audit/') ?? [];
  const band = ofBand === undefined ? undefined : own(OF_BAND, ofBand);
  if (place !== undefined && band)
    return { label: t(band[0], { n: nth(place) }), unit: band[1] ?? 'plain' };
  return { label: inList(path), unit: 'plain' };
}

function inList(path: string): string {
  const rule = parted(path, '/policy/autonomy/exceptions/');
  if (rule) return t('policies_field_exception', { n: nth(rule[0]), field: rule[1] });
  const brake = parted(path, '/policy/brakes/');
  if (brake) return t('policies_field_brake', { n: nth(brake[0]), field: brake[1] });
  return path.replace(/^\/policy\//, '').replaceAll('/', ' › ');
}

const COUNTED: Readonly<Record<Exclude<Unit, 'percent' | 'plain'>, CountedKey>> = {
  hours: 'policies_span_hours',
  minutes: 'policies_span_minutes',
  seconds: 'policies_span_seconds',
  days: 'policies_span_days',
};

/** A value of a document as a person reads it; what is text stays as the document has it. */
export function valueWords(value: Leaf, unit: Unit): string {
  if (Array.isArray(value)) return value.length === 0 ? t('policies_value_none') : value.join(', ');
  if (value === true) return t('policies_value_yes');
  if (value === false) return t('policies_value_no');
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return t('policies_value_no_number');
  if (unit === 'percent')
    return t('ui_percent', { n: shownNumber(value * 100, { maximumSignificantDigits: 6 }) });
  return unit === 'plain'
    ? shownNumber(value, { maximumSignificantDigits: 15 })
    : tn(COUNTED[unit], value);
}
