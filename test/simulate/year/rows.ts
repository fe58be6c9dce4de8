const LANE = `case when reviewed then 'human' else 'auto' end`;
const PERSON = `'buyer-' || n || '@account-' || account || '.example'`;
const DOMAIN = `'account-' || account || '.example'`;

/** What the tables hold of a drawn year (`y`), of the revision that its texts are made like (`pattern`). */
export const YEAR_ROWS: readonly string[] = [
  `insert into proposals (workspace_id, id, agent_id, workflow_id, external_id, kind, revision, state,
     lane, created_at)
   select workspace_id, id, agent_id, workflow, 'year-' || n, 'email.draft', 1, state, ${LANE}, at
   from y order by at`,
  `insert into revisions (workspace_id, proposal_id, revision, content, content_digest,
     submission_digest, lane, tier, trigger, flags, model, model_version, confidence, review, due_at,
     created_at)
   select y.workspace_id, y.id, 1, y.content, y.digest, y.digest, ${LANE}, p.tier, p.trigger, p.flags,
     p.model, y.version, y.confidence,
     case y.tpl when 0 then p.review else p.review || jsonb_build_object('template', 'year-' || y.tpl) end,
     y.at + interval '8 hours', y.at
   from y, pattern p order by y.at`,
  `insert into recipients (workspace_id, person, proposal_id, domain)
   select workspace_id, ${PERSON}, id, ${DOMAIN} from y`,
  `insert into lane_passes (workspace_id, proposal_id, revision, workflow_id, model, model_version,
     prompt_version, tier, template, stratum, inclusion, drawn, at)
   select y.workspace_id, y.id, 1, y.workflow, p.model, y.version, '', 'auto', null, '0.9 known', 0.05,
     y.audited < 0.05, y.at from y, pattern p where not y.reviewed`,
  `insert into decisions (workspace_id, id, proposal_id, revision, reviewer_id, device_id, action,
     content_digest, content, attention, jws, decided_at, received_at, status, standing, workflow_id,
     model_version, confidence_bucket, deliberate, reason)
   select workspace_id, decision, id, 1, reviewer_id, device_id, action, digest,
     case action when 'approve_edited' then content end,
     jsonb_build_object('activeMs', 1500 + floor(read * 50000)), 'header.decision.signature',
     decided_at, decided_at, 'accepted', action <> 'reject', workflow, version,
     least(9, floor(confidence * 10)::int), read > 0.3,
     case when reason is not null and action <> 'approve' then jsonb_build_object('code', reason) end
   from y where decided_at is not null order by decided_at`,
  `insert into clearances (workspace_id, id, proposal_id, revision, workflow_id, decision_id, executor,
     content_digest, policy_version, jws, state, issued_at, expires_at, redeemed_at)
   select workspace_id, clearance, id, 1, workflow, case when reviewed then decision end, 'gate:smtp',
     digest, 1, 'header.clearance.signature', 'redeemed', sent_at, sent_at + interval '1 day', sent_at
   from y where sent_at is not null`,
  `insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
     content_digest, state, claimed_by, created_at, claimed_at, handed_over_at, finished_at, attempts)
   select workspace_id, dispatch, id, workflow, clearance, 'gate:smtp', digest, 'executed', 'before',
     sent_at, sent_at, sent_at, sent_at, 1
   from y where sent_at is not null order by sent_at`,
  `insert into touches (workspace_id, clearance_id, person, domain, channel, at)
   select workspace_id, clearance, ${PERSON}, ${DOMAIN}, 'email', sent_at from y where sent_at is not null`,
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at, person, facts)
   select workspace_id, 'year-' || n || t, t, id, sent_at + later, 'crm', sent_at + later, ${PERSON},
     case t when 'reply' then jsonb_build_object('replyType',
       (array['positive', 'neutral', 'negative', 'out-of-office'])[1 + n % 4]) end
   from y, unnest(array['delivered', 'bounce', 'reply', 'meeting', 'complaint', 'defect_reported']) t
   where sent_at is not null and sent_at + later < now() - interval '1 second' and case t
     when 'delivered' then outcome >= 0.012 when 'bounce' then outcome < 0.012
     when 'reply' then outcome > 0.93 when 'meeting' then outcome > 0.985
     when 'complaint' then later_one < 0.0008 else wrong and later_one > 0.9 end`,
  // What people wrote without an agent.
  `insert into signals (workspace_id, id, type, at, source, received_at, person, facts)
   select workspace_id, 'year-hand-' || n || t, t, at + later * (t <> 'sent')::int, 'crm',
     at + later * (t <> 'sent')::int, 'hand-' || n || '@account-' || account || '.example', null
   from y, unnest(array['sent', 'reply', 'meeting']) t
   where n % 12 = 0 and at + later < now() - interval '1 second' and case t when 'sent' then true
     when 'reply' then outcome > 0.92 else outcome > 0.98 end`,
  `insert into looks (workspace_id, id, reason, proposal_id, revision, workflow_id, not_for, inclusion,
     state, decision_id, reviewer_id, action, reason_code, defect, content_digest, due_at, created_at,
     decided_at)
   select workspace_id, look, case when reviewed then 'second-opinion' else 'audit' end, id, 1, workflow,
     null, case when reviewed then 0.01 else 0.05 end, 'decided', gen_random_uuid(), reviewer_id,
     case when wrong and noticed < 0.9 then 'reject' else 'approve' end,
     case when wrong and noticed < 0.9 then reason end, wrong and noticed < 0.9, digest,
     at + interval '1 day', at, coalesce(decided_at, at) + later
   from y where (case when reviewed then decided_at is not null and n % 100 = 0 else audited < 0.05 end)
     and coalesce(decided_at, at) + later < now() - interval '1 second'`,
  // No sends of brakes: theirs are counted as they leave, with what comes back. With a past that was written
  // all at once and answers heard after it, a brake would rightly say that nobody answers.
  `insert into alerts (workspace_id, cause, kind, urgency, workflow_id, owner, title, first_at, last_at,
     due_at, closed_at, verdict)
   select workspace_id, 'year-' || n, 'brake', 'tell', workflow, 'owner@brightloop.example',
     'A brake came near its line.', at, at, at, at + later,
     case when why < 0.45 then 'actionable' else 'noise' end
   from y where n % 211 = 0 and at + later < now() - interval '1 hour'`,
  `insert into incidents (workspace_id, id, kind, key, proposal_id, mailbox, happened_at, found_at, detail)
   select workspace_id, gen_random_uuid(), 'sent-uncleared', 'year-' || n, id, 'ana@brightloop.example',
     at, at, '{}' from y where n % 9973 = 0 and at < now() - interval '1 hour'`,
];

/** The log of it, as triggers would have written it, in its order; of the newest so many proposals. */
export const yearLog = (newest: number): string =>
  `insert into audit_log (workspace_id, at, actor, subject, subject_id, proposal_id, was, became)
   select workspace_id, s.at, s.actor, s.subject, s.subject_id, id, s.was, s.became from y,
   lateral (values
     (1, y.at, 'agent:' || agent_id, 'proposal', id::text, null, 'pending'),
     (2, decided_at, 'reviewer:' || reviewer_id, 'decision', decision::text, null, action),
     (3, sent_at, 'gate', 'clearance', clearance::text, null, 'open'),
     (4, sent_at, 'gate', 'dispatch', dispatch::text, null, 'executed'),
     (5, coalesce(sent_at, decided_at), 'gate', 'proposal', id::text, 'pending', state))
     as s (nth, at, actor, subject, subject_id, was, became)
   where n > (select max(n) from y) - ${newest} and s.at is not null and (s.nth < 5 or state <> 'pending')
   order by s.at, n, s.nth`;
