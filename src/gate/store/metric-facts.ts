import { MATERIAL } from '../../core/lanes/defect.ts';
import { RELIABILITY_EDGES } from '../../core/stats/reliability.ts';

/*
 * What is counted, by week of UTC, workflow, model version and template. One text, for weeks that are
 * over (kept in metric_cells) and for those that are not (counted when somebody asks), so that both say
 * the same. Each fact lies at the time when it was recorded, which no later row changes; only what comes
 * back for a send lies at the send, and its week is counted anew when something comes (metric-roll.ts).
 */

/** Waiting times are kept in steps of 5 %: the bin of `seconds` is floor(ln(seconds) / this). */
export const WAIT_STEP = 0.05;

/** What may come back for a send, and what of it counts. */
const OUTCOMES = `(values ('reply', array['reply'], true), ('positive', array['reply'], false),
  ('meeting', array['meeting'], true), ('conversion', array['conversion'], true)) o (name, types, anyone)`;

/** No machine's answer is a reply (STATISTICS §1). */
const REPLIES = `(n.type <> 'reply' or coalesce(n.facts ->> 'replyType', 'neutral')
  not in ('out-of-office', 'auto'))`;

const WEEK = (time: string): string => `date_trunc('week', ${time} at time zone 'utc')::date`;
const OF = (revision: string): string =>
  `${revision}.model || ' ' || ${revision}.model_version as model_version,
   coalesce(${revision}.review ->> 'template', '') as template`;
const BY = 'week, workflow_id, model_version, template';

/** Whom it is about: the company, or the person where there is none. */
const ACCOUNT = (proposal: string): string =>
  `metric_group(coalesce((select min(coalesce(c.domain, c.person)) from recipients c
     where c.workspace_id = $1 and c.proposal_id = ${proposal}), ${proposal}::text))`;

/** Values: workspace, from and to (timestamps; to is excluded), then {@link FACT_VALUES}. */
export const FACTS = `with decided as materialized (
  select ${WEEK('d.received_at')} as week, d.workflow_id, ${OF('r')}, ${ACCOUNT('d.proposal_id')} as account,
    d.action, d.reason ->> 'code' as reason, d.deliberate, d.attention ->> 'activeMs' as active,
    r.confidence, 1::double precision as inclusion,
    extract(epoch from d.received_at - r.created_at)::double precision as waited
  from decisions d
  join revisions r on r.workspace_id = d.workspace_id and r.proposal_id = d.proposal_id
    and r.revision = d.revision
  where d.workspace_id = $1 and d.received_at >= $2 and d.received_at < $3 and d.status = 'accepted'
), audited as materialized (
  select ${WEEK('k.decided_at')} as week, k.workflow_id, ${OF('r')}, ${ACCOUNT('k.proposal_id')} as account,
    k.action, k.reason_code as reason, r.confidence, k.inclusion,
    exists (select from signals e where e.workspace_id = k.workspace_id
      and e.proposal_id = k.proposal_id and e.type in ('complaint', 'defect_reported')
      and e.received_at < k.decided_at) as known
  from looks k
  join revisions r on r.workspace_id = k.workspace_id and r.proposal_id = k.proposal_id
    and r.revision = k.revision
  where k.workspace_id = $1 and k.state = 'decided' and k.decided_at >= $2 and k.decided_at < $3
    and k.reason = 'audit'
), looked as materialized (
  select ${BY}, account, action, confidence, inclusion, 'person' as found, false as known,
    action = 'reject' or (action = 'approve_edited' and coalesce(reason = any ($4), true)) as defect
  from decided where action <> 'escalate'
  union all
  select ${BY}, account, action, confidence, inclusion, 'audit', known,
    action = 'reject' or (action = 'approve_edited' and coalesce(reason = any ($4), true))
  from audited
), outside as materialized (
  select ${WEEK('n.received_at')} as week, p.workflow_id, ${OF('r')}
  from signals n
  join proposals p on p.workspace_id = n.workspace_id and p.id = n.proposal_id
  join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
    and r.revision = p.revision
  where n.workspace_id = $1 and n.received_at >= $2 and n.received_at < $3
    and n.type in ('complaint', 'defect_reported')
    and not exists (select from signals e where e.workspace_id = n.workspace_id
      and e.proposal_id = n.proposal_id and e.type in ('complaint', 'defect_reported')
      and (e.received_at, e.id) < (n.received_at, n.id))
    and not exists (select from looks k where k.workspace_id = n.workspace_id
      and k.proposal_id = n.proposal_id and k.reason = 'audit' and k.state = 'decided' and k.defect
      and k.decided_at < n.received_at)
), sent as materialized (
  select ${WEEK('x.finished_at')} as week, x.workflow_id, ${OF('r')}, x.proposal_id,
    coalesce((select d.action from decisions d where d.workspace_id = c.workspace_id
      and d.id = c.decision_id), 'nobody') as arm
  from dispatches x
  join clearances c on c.workspace_id = x.workspace_id and c.id = x.clearance_id
  join proposals p on p.workspace_id = x.workspace_id and p.id = x.proposal_id
  join revisions r on r.workspace_id = x.workspace_id and r.proposal_id = x.proposal_id
    and r.revision = c.revision
  where x.workspace_id = $1 and x.state = 'executed' and x.finished_at >= $2 and x.finished_at < $3
    and buyer_facing(p.kind)
), back as materialized (
  select s.week, s.workflow_id, s.model_version, s.template, s.proposal_id, s.arm, n.type,
    case n.type when 'reply' then coalesce(n.facts ->> 'replyType', 'neutral') end as reply
  from sent s cross join lateral (select n.type, n.facts from signals n where n.workspace_id = $1
    and n.proposal_id = s.proposal_id and n.type in ('delivered', 'reply', 'meeting', 'conversion')
    and ${REPLIES} offset 0) n
), arms as (
  select ${BY}, arm, count(*) as n from sent group by ${BY}, arm
), by_hand as materialized (
  select ${WEEK('n.received_at')} as week, n.person from signals n
  where n.workspace_id = $1 and n.received_at >= $2 and n.received_at < $3 and n.type = 'sent'
    and n.proposal_id is null and n.person is not null
)
select ${BY}, 'action' as measure, action as key, count(*)::double precision as n,
  0::double precision as hits, 0::double precision as squares, 0::double precision as total,
  0 as items from decided group by ${BY}, action
union all
select ${BY}, 'reason', coalesce(reason, ''), count(*), 0, 0, 0, 0 from decided
  where action in ('approve_edited', 'reject') group by ${BY}, reason
union all
select ${BY}, 'human', '', count(*), count(*) filter (where action <> 'approve'), 0, 0, 0
  from decided where action <> 'escalate' group by ${BY}
union all
select ${BY}, 'read', '', count(deliberate), count(*) filter (where deliberate), 0, 0, 0
  from decided group by ${BY} having count(deliberate) > 0
union all
select ${BY}, 'active', '', count(active), 0, 0, coalesce(sum(active::double precision), 0), 0
  from decided group by ${BY}
union all
select ${BY}, 'wait', floor(ln(greatest(1, waited)) / ${WAIT_STEP})::int::text, count(*), 0, 0, 0, 0
  from decided where action <> 'escalate' group by ${BY}, 6
union all
select ${BY}, 'all', account, sum(1 / inclusion),
  coalesce(sum(1 / inclusion) filter (where action <> 'approve'), 0), sum(1 / inclusion ^ 2), 0,
  count(*)::int from looked group by ${BY}, account
union all
select ${BY}, 'right', (least(width_bucket(confidence, $5::double precision[]), $6) - 1)::text,
  sum(1 / inclusion), coalesce(sum(1 / inclusion) filter (where not defect), 0),
  sum(1 / inclusion ^ 2), sum(confidence / inclusion), count(*)::int
  from looked group by ${BY}, 6
union all
select ${BY}, 'found', found, count(*), 0, 0, 0, 0 from looked where defect and not known
  group by ${BY}, found
union all
select ${BY}, 'found', 'outside', count(*), 0, 0, 0, 0 from outside group by ${BY}
union all
select ${WEEK('i.found_at')}, coalesce(p.workflow_id, ''), '', '', 'found', 'bypass', count(*), 0, 0, 0, 0
  from incidents i left join proposals p on p.workspace_id = i.workspace_id and p.id = i.proposal_id
  where i.workspace_id = $1 and i.found_at >= $2 and i.found_at < $3 group by 1, 2
union all
select ${WEEK('p.created_at')} as week, p.workflow_id, ${OF('r')}, 'reached', '', count(*),
  count(*) filter (where r.lane = 'human' or s.drawn), 0, 0, 0
  from proposals p
  join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id and r.revision = 1
  left join lane_passes s on s.workspace_id = p.workspace_id and s.proposal_id = p.id
    and s.revision = 1
  where p.workspace_id = $1 and p.created_at >= $2 and p.created_at < $3 group by 1, 2, 3, 4
union all
select ${['week', 'workflow_id', 'model_version', 'template'].map((name) => `a.${name}`)}, 'outcome',
  a.arm || ':' || o.name, a.n, (select count(distinct b.proposal_id) from back b
    where (b.week, b.workflow_id, b.model_version, b.template, b.arm)
      = (a.week, a.workflow_id, a.model_version, a.template, a.arm)
      and b.type = any (o.types) and (o.anyone or b.reply = 'positive')), 0, 0, 0
  from arms a, ${OUTCOMES}
union all
select h.week, '', '', '', 'outcome', 'by-hand:' || o.name, count(distinct h.person),
  count(distinct h.person) filter (where exists (select from signals n where n.workspace_id = $1
    and n.person = h.person and n.proposal_id is null and n.type = any (o.types) and ${REPLIES}
    and (o.anyone or n.facts ->> 'replyType' = 'positive'))), 0, 0, 0
  from by_hand h, ${OUTCOMES} group by h.week, o.name
union all
select ${BY}, 'signal', case type when 'reply' then 'reply-' || reply else type end,
  count(distinct proposal_id), count(distinct proposal_id) filter (where exists (
    select from back m where m.proposal_id = back.proposal_id and m.type = 'meeting')), 0, 0, 0
  from back where type <> 'meeting' group by ${BY}, 6`;

/** The last of {@link FACTS}' values. */
export const FACT_VALUES: readonly unknown[] = [
  [...MATERIAL],
  [...RELIABILITY_EDGES],
  RELIABILITY_EDGES.length - 1,
];

export const CELL_COLUMNS =
  'week, workflow_id, model_version, template, measure, key, n, hits, squares, total, items';
