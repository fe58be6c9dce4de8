import { MATERIAL } from '../../core/lanes/defect.ts';
import { SCORE_EDGES } from '../../core/stats/graded-sums.ts';
import { RELIABILITY_EDGES } from '../../core/stats/reliability.ts';

/*
 * What is counted, by workflow, model version and template. One text, for spans that are over (kept in
 * metric_sums and metric_spreads) and for what is not (counted when somebody asks), so that both say the
 * same. Each fact lies at the time when it was recorded, which no later row changes; what comes back for
 * a send, and so may change, is in metric-backs.ts.
 */

/** Waiting times are kept in steps of 5 %: the bin of `seconds` is floor(ln(seconds) / this). */
export const WAIT_STEP = 0.05;

export const WEEK = (time: string): string =>
  `date_trunc('week', ${time} at time zone 'utc')::date`;
export const OF = (revision: string): string =>
  `${revision}.model || ' ' || ${revision}.model_version as model_version,
   coalesce(${revision}.review ->> 'template', '') as template`;
export const BY = 'week, workflow_id, model_version, template';

/** Whom it is about: the company, or the person where there is none. */
const ACCOUNT = (proposal: string): string =>
  `metric_group(coalesce((select min(coalesce(c.domain, c.person)) from recipients c
     where c.workspace_id = $1 and c.proposal_id = ${proposal}), ${proposal}::text))`;

/** (confidence − outcome)² of one that was looked at; Brier's score is its mean. */
const LOSS = '(confidence - (not defect)::int) ^ 2';

/** Who told of what had left and was wrong. */
const TOLD_BY = `case when n.type = 'complaint' then 'complaint' when n.source = 'spot-check'
  then 'spot-check' when n.facts ->> 'foundBy' in ('rep', 'auditor', 'customer-success', 'prospect')
  then n.facts ->> 'foundBy' else 'unnamed' end`;

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
  select ${WEEK('n.received_at')} as week, p.workflow_id, ${OF('r')}, ${TOLD_BY} as who
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
)
select ${BY}, 'reason' as measure, coalesce(reason, '') as key, count(*)::double precision as n,
  0::double precision as hits, 0::double precision as squares, 0::double precision as total,
  0 as items from decided where action in ('approve_edited', 'reject') group by ${BY}, reason
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
select ${BY}, 'looked', '', sum(1 / inclusion),
  coalesce(sum(1 / inclusion) filter (where action <> 'approve'), 0), sum(1 / inclusion ^ 2), 0,
  count(*)::int from looked group by ${BY}
union all
select ${BY}, 'account', account, sum(1 / inclusion),
  coalesce(sum(1 / inclusion) filter (where action <> 'approve'), 0), 0, 0, 0
  from looked group by ${BY}, account
union all
select ${BY}, 'right', (least(width_bucket(confidence, $5::double precision[]), $6) - 1)::text,
  sum(1 / inclusion), coalesce(sum(1 / inclusion) filter (where not defect), 0),
  sum(1 / inclusion ^ 2), sum(confidence / inclusion), count(*)::int
  from looked group by ${BY}, 6
union all
select ${BY}, 'brier', '', sum(${LOSS} / inclusion), sum(${LOSS} / inclusion ^ 2),
  sum((${LOSS} / inclusion) ^ 2), 0, 0 from looked group by ${BY}
union all
select ${BY}, 'score', (2 * (width_bucket(confidence, $7::double precision[]) - 1)
  + (not defect)::int)::text, sum(1 / inclusion), 0, sum(1 / inclusion ^ 2), 0, 0
  from looked group by ${BY}, 6
union all
select ${BY}, 'found', found, count(*), 0, 0, 0, 0 from looked where defect and not known
  group by ${BY}, found
union all
select ${BY}, 'found', 'outside', count(*), 0, 0, 0, 0 from outside group by ${BY}
union all
select ${BY}, 'told', who, count(*), 0, 0, 0, 0 from outside group by ${BY}, who
union all
select ${WEEK('i.found_at')}, coalesce(p.workflow_id, ''), '', '', 'found', 'bypass', count(*), 0, 0, 0, 0
  from incidents i left join proposals p on p.workspace_id = i.workspace_id and p.id = i.proposal_id
  where i.workspace_id = $1 and i.found_at >= $2 and i.found_at < $3 group by 1, 2
union all
select ${WEEK('k.decided_at')}, k.workflow_id, '', '', 'catch',
  case when c.flagged then 'flagged' else 'unflagged' end, count(*), count(*) filter (where k.defect),
  0, 0, 0
  from looks k join canaries c on c.workspace_id = k.workspace_id and c.look_id = k.id
  where k.workspace_id = $1 and k.state = 'decided' and k.decided_at >= $2 and k.decided_at < $3
  group by 1, 2, 6
union all
select ${WEEK('p.created_at')} as week, p.workflow_id, ${OF('r')}, 'reached', '', count(*),
  count(*) filter (where r.lane = 'human' or s.drawn), 0, 0, 0
  from proposals p
  join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id and r.revision = 1
  left join lateral (select s.drawn from lane_passes s where s.workspace_id = $1
    and s.proposal_id = p.id and s.revision = 1 offset 0) s on true
  where p.workspace_id = $1 and p.created_at >= $2 and p.created_at < $3 group by 1, 2, 3, 4`;

/** The last of {@link FACTS}' values. */
export const FACT_VALUES: readonly unknown[] = [
  [...MATERIAL],
  [...RELIABILITY_EDGES],
  RELIABILITY_EDGES.length - 1,
  [...SCORE_EDGES],
];

/** What is told by week; of the rest a period has one sum. */
export const WEEKLY: readonly string[] = ['found', 'human', 'read', 'looked', 'reached', 'catch'];

/** Measures with many keys, and which column is the second that they need (metric_spreads). */
export const SPREADS = { account: 'hits', wait: 'hits', score: 'squares' } as const;
export const isSpread = (measure: string): measure is keyof typeof SPREADS => measure in SPREADS;
