import { withClient } from '../../support/pg-as.ts';

/**
 * What happens to a past after it was looked at, each to a share of its proposals: answers and words to stop
 * that come late, reports, audits that another look changed, withdrawals, second recipients, and people who
 * had themselves erased.
 *
 * @param at an administrator's address: triggers are off for it, constraints aren't
 */
export async function afterwards(at: { adminUrl: string; workspaceId: string }): Promise<void> {
  await withClient({ url: at.adminUrl }, async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query(
      `create temp table o as select p.workspace_id, p.id, substr(p.external_id, 3)::int as n, p.state,
         p.created_at as at from proposals p where p.workspace_id = $1`,
      [at.workspaceId],
    );
    for (const text of CHANGES) await client.query(text);
  });
}

const CHANGES = [
  // heard of just now, and happened within the seven days, after them, or before the gate knew that it left
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at, facts)
   select d.workspace_id, 'later-' || o.n, case when o.n % 4 = 1 then 'unsubscribe' else 'reply' end,
     d.proposal_id, d.finished_at + (o.n % 13 - 2) * interval '1 day', 'mail', now(),
     case when o.n % 4 = 2 then jsonb_build_object('replyType',
       (array['opt-out', 'out-of-office', 'auto', 'positive'])[1 + o.n / 4 % 4]) end
   from dispatches d join o on o.id = d.proposal_id and o.workspace_id = d.workspace_id
   where o.n % 3 = 0 and d.finished_at < now()`,
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at)
   select o.workspace_id, 'told-later-' || o.n, case when o.n % 2 = 0 then 'complaint' else 'defect_reported' end,
     o.id, o.at, 'mail', now() from o where o.n % 17 = 0`,
  `update looks k set defect = not k.defect from o where o.id = k.proposal_id and k.reason = 'audit'
     and o.workspace_id = k.workspace_id and k.state = 'decided' and o.n % 2 = 1`,
  `update looks k set state = 'void', decision_id = null, reviewer_id = null, action = null, defect = null,
     decided_at = null from o where o.id = k.proposal_id and k.reason = 'audit'
     and o.workspace_id = k.workspace_id and k.state = 'decided' and o.n % 5 = 1`,
  `update proposals p set state = 'withdrawn' from o where o.id = p.id and o.workspace_id = p.workspace_id
     and p.state in ('pending', 'escalated', 'recalled') and o.n % 2 = 0`,
  // the first of two recipients, by their names, may be the newer one
  `insert into recipients (workspace_id, person, proposal_id, domain)
   select o.workspace_id, case when o.n % 2 = 0 then 'a' else 'z' end || o.n || '@c.example', o.id,
     case when o.n % 5 > 0 then 'c' || o.n % 7 || '.example' end from o where o.n % 4 = 0`,
  // as an erasure does
  `delete from recipients c using o where c.proposal_id = o.id and c.workspace_id = o.workspace_id
     and o.n % 9 = 0`,
  `update revisions r set erased_at = now(), review = jsonb_strip_nulls(jsonb_build_object('reasoning',
     '[]'::jsonb, 'claims', '[]'::jsonb, 'template', r.review -> 'template'))
   from o where o.id = r.proposal_id and o.workspace_id = r.workspace_id and o.n % 9 = 0`,
];
