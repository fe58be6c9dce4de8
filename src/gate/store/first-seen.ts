/**
 * What is known of the first version of proposals, joined to `proposals p`: `r` the revision, `s` how it
 * passed its lane, `d` the decision (action, reason), `k` a decided audit (defect), `g` a report of a
 * defect or a complaint. All but `r` may be absent. What a defect is made of stands here once: labels of
 * lanes and what policies are tried on have to agree.
 */
export const FIRST_SEEN = `
  join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id and r.revision = 1
  left join lane_passes s on s.workspace_id = p.workspace_id and s.proposal_id = p.id
    and s.revision = 1
  left join lateral (select e.action, e.reason ->> 'code' as reason from decisions e
    where e.workspace_id = p.workspace_id and e.proposal_id = p.id and e.revision = 1
      and e.status = 'accepted' and e.action <> 'escalate'
    order by e.received_at desc limit 1) d on true
  left join looks k on k.workspace_id = p.workspace_id and k.proposal_id = p.id
    and k.reason = 'audit' and k.state = 'decided'
  left join lateral (select n.type from signals n where n.workspace_id = p.workspace_id
    and n.proposal_id = p.id and n.type in ('complaint', 'defect_reported') limit 1) g on true`;
