import { BY, OF, WEEK } from './metric-facts.ts';

/*
 * What comes back: outcomes lie at the send, and change with each signal; a cause lies at its finding, and
 * changes when a send turns out to have been one. Spans that are over are counted anew for these measures
 * alone (metric-roll.ts).
 */
export const LATE_MEASURES: readonly string[] = ['outcome', 'signal', 'cause'];

/** No machine's answer is a reply (STATISTICS §1). */
const REPLIES = `(n.type <> 'reply' or coalesce(n.facts ->> 'replyType', 'neutral')
  not in ('out-of-office', 'auto'))`;
const KIND = `case n.type when 'reply' then 'reply-' || coalesce(n.facts ->> 'replyType', 'neutral')
  else n.type end`;

const OUTCOMES = `(values ('reply', 'reply-%'), ('positive', 'reply-positive'), ('meeting', 'meeting'),
  ('conversion', 'conversion')) o (name, kind)`;
const CAME = 'exists (select from unnest(kinds) k where k like o.kind)';

/**
 * One send after the other, by the indexes: a planner that is asked for a week would read all there are.
 * Values: workspace, from and to (timestamps; to is excluded).
 */
export const BACKS = `with sent as materialized (
  select ${WEEK('x.finished_at')} as week, x.workflow_id, ${OF('r')}, x.proposal_id,
    coalesce((select d.action from decisions d where d.workspace_id = c.workspace_id
      and d.id = c.decision_id), 'nobody') as arm
  from dispatches x
  cross join lateral (select c.workspace_id, c.revision, c.decision_id from clearances c
    where c.workspace_id = $1 and c.id = x.clearance_id offset 0) c
  cross join lateral (select p.kind from proposals p
    where p.workspace_id = $1 and p.id = x.proposal_id offset 0) p
  cross join lateral (select r.model, r.model_version, r.review from revisions r
    where r.workspace_id = $1 and r.proposal_id = x.proposal_id and r.revision = c.revision offset 0) r
  where x.workspace_id = $1 and x.state = 'executed' and x.finished_at >= $2 and x.finished_at < $3
    and buyer_facing(p.kind)
), back as materialized (
  select ${BY}, s.arm, coalesce(b.kinds, '{}') as kinds from sent s cross join lateral (
    select array_agg(distinct ${KIND}) as kinds from signals n where n.workspace_id = $1
      and n.proposal_id = s.proposal_id and n.type in ('delivered', 'reply', 'meeting', 'conversion')
      and ${REPLIES} offset 0) b
), bad as (
  select n.proposal_id, n.received_at as at from signals n
  where n.workspace_id = $1 and n.received_at >= $2 and n.received_at < $3
    and n.type in ('complaint', 'defect_reported') and n.proposal_id is not null
  union all
  select k.proposal_id, k.decided_at from looks k where k.workspace_id = $1 and k.state = 'decided'
    and k.decided_at >= $2 and k.decided_at < $3 and k.reason = 'audit' and k.defect
)
select ${BY}, 'outcome' as measure, arm || ':' || o.name as key, count(*)::double precision as n,
  (count(*) filter (where ${CAME}))::double precision as hits,
  0::double precision as squares, 0::double precision as total, 0 as items
  from back, ${OUTCOMES}
  group by ${BY}, arm, o.name
union all
select ${BY}, 'signal', kind, count(*), count(*) filter (where 'meeting' = any (kinds)), 0, 0, 0
  from back, unnest(kinds) kind where kind <> 'meeting' group by ${BY}, kind
union all
select ${WEEK('b.at')} as week, x.workflow_id, ${OF('r')}, 'cause', '',
  extract(epoch from min(b.at)), extract(epoch from min(x.finished_at)), 0, 0, count(*)::int
  from bad b
  join dispatches x on x.workspace_id = $1 and x.proposal_id = b.proposal_id and x.state = 'executed'
  join clearances c on c.workspace_id = x.workspace_id and c.id = x.clearance_id
  join revisions r on r.workspace_id = x.workspace_id and r.proposal_id = x.proposal_id
    and r.revision = c.revision
  group by 1, 2, 3, 4`;

/** People written to by hand are counted once a week, so these are for whole weeks. Values as above. */
export const BY_HAND = `with people as materialized (
  select distinct ${WEEK('n.received_at')} as week, n.person from signals n
  where n.workspace_id = $1 and n.received_at >= $2 and n.received_at < $3 and n.type = 'sent'
    and n.proposal_id is null and n.person is not null
), back as materialized (
  select p.week, coalesce(b.kinds, '{}') as kinds from people p cross join lateral (
    select array_agg(distinct ${KIND}) as kinds from signals n where n.workspace_id = $1
      and n.person = p.person and n.proposal_id is null
      and n.type in ('reply', 'meeting', 'conversion') and ${REPLIES} offset 0) b
)
select week, '' as workflow_id, '' as model_version, '' as template, 'outcome' as measure,
  'by-hand:' || o.name as key, count(*)::double precision as n,
  (count(*) filter (where ${CAME}))::double precision as hits,
  0::double precision as squares, 0::double precision as total, 0 as items
  from back, ${OUTCOMES}
  group by week, o.name`;
