import pg from 'pg';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import type { ReviewerIdentity } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { enrol, scene } from '../store/scene.ts';

/** What is drawn: `count` proposals over `weeks` weeks until now, in `workflows` workflows. */
export type Year = {
  count: number;
  weeks: number;
  workflows: number;
  seed: number;
  /** share that goes to people, 0.3 if left out */
  human?: number;
};
export type FilledYear = { workspaceId: string; manager: ReviewerIdentity };

/**
 * A workspace with a past: proposals, decisions, audits, second opinions, planted defects, sends and what
 * came back, drawn at random and written past the triggers (not past the constraints).
 *
 * @param where adminUrl is a superuser's: `session_replication_role` turns triggers off for one session
 */
export async function fillYear(
  where: { url: string; adminUrl: string },
  year: Year,
): Promise<FilledYear> {
  const store = createStore(where.url);
  const admin = new pg.Client({ connectionString: where.adminUrl });
  await admin.connect();
  try {
    const at = await scene(store);
    const { workspaceId } = at;
    for (let nth = 1; nth <= year.workflows; nth += 1)
      await store.workflows.putWorkflow({
        workspaceId,
        workflow: {
          ...{ id: `w${nth}`, name: `Workflow ${nth}`, pattern: 'exception-handling' },
          ...{ owner: 'boss@seller.example', kinds: ['email.draft', 'contact.enrich'] },
          policy: DEFAULT_POLICY,
        },
      });
    const manager = await enrol(store, { workspaceId, role: 'manager', mailboxes: [] });
    await admin.query("set session_replication_role = 'replica'; set synchronous_commit = off");
    await admin.query(
      'create temp table who as select $1::uuid as workspace_id, $2::uuid as agent_id, $3::uuid as reviewer_id, $4::uuid as device_id',
      [workspaceId, at.agentId, at.rep.reviewer.id, at.rep.deviceId],
    );
    await admin.query(drawn(year));
    for (const text of ROWS) await admin.query(text);
    await admin.query("set session_replication_role = 'origin'; drop table b; drop table who");
    await admin.query('analyze');
    return { workspaceId, manager };
  } finally {
    await admin.end();
    await store.close();
  }
}

const drawn = ({ count, weeks, workflows, seed, human = 0.3 }: Year): string => `
select setseed(${(seed % 1000) / 1000});
create temp table b as
select n, w.*, gen_random_uuid() as id, gen_random_uuid() as decision, gen_random_uuid() as clearance,
  gen_random_uuid() as dispatch, gen_random_uuid() as look,
  now() - interval '1 second' - random() * interval '${weeks} weeks' as at,
  'w' || 1 + floor(random() ^ 2 * ${workflows})::int as workflow,
  1 + floor(random() * 2)::int as version, floor(random() * 4)::int as template,
  floor(random() * ${Math.max(5, Math.floor(count / 20))})::int as account,
  case when random() < 0.2 then 1 else round((0.3 + 0.7 * random() ^ 0.4)::numeric, 3)::float8 end as confidence,
  random() < ${human} as human, random() < 0.2 as drawn, random() as what, random() as why,
  -ln(random() + 1e-9) * interval '5 hours' as waits, random() as read, random() as sends,
  random() as fate, -ln(random() + 1e-9) * interval '3 days' as later, random() as kind
from generate_series(1, ${count}) n, who w;
alter table b add decided_at timestamptz, add action text, add reason text, add sent_at timestamptz;
update b set decided_at = at + waits where human and at + waits < now() and fate < 0.95;
update b set action = case when what < 0.7 then 'approve' when what < 0.83 then 'approve_edited'
    when what < 0.95 then 'reject' else 'escalate' end,
  reason = case when why < 0.3 then 'wrong_fact' when why < 0.5 then 'tone' when why < 0.6 then 'offer'
    when why < 0.8 then 'formatting' end;
update b set sent_at = coalesce(decided_at, at) + interval '10 minutes'
  where (decided_at is not null and action in ('approve', 'approve_edited') or not human) and sends < 0.95
    and coalesce(decided_at, at) + interval '10 minutes' < now();
create index on b (n);
analyze b`;

const CONTENT = `'{"n":' || n || '}'`;
const DIGEST = `encode(sha256(convert_to(${CONTENT}, 'UTF8')), 'hex')`;
const REASON = `case when reason is not null and action in ('approve_edited', 'reject')
  then jsonb_build_object('code', reason) end`;

const ROWS = [
  `insert into proposals (workspace_id, id, agent_id, workflow_id, external_id, kind, revision, state,
     lane, created_at)
   select workspace_id, id, agent_id, workflow, 'y-' || n,
     case when kind < 0.9 then 'email.draft' else 'contact.enrich' end, 1,
     case when sent_at is not null then 'executed' when decided_at is null and human then 'pending'
       when action = 'reject' then 'rejected' when action = 'escalate' then 'escalated'
       else 'expired' end,
     case when human then 'human' else 'auto' end, at from b order by at`,
  `insert into revisions (workspace_id, proposal_id, revision, content, content_digest,
     submission_digest, lane, tier, trigger, flags, model, model_version, confidence, review, due_at,
     created_at)
   select workspace_id, id, 1, ${CONTENT}, ${DIGEST}, ${DIGEST},
     case when human then 'human' else 'auto' end, 'low', '{"code": "buyer-facing", "message": "x"}', '[]',
     'm', version::text, confidence,
     case when template = 0 then '{}' else jsonb_build_object('template', 't' || template) end,
     at + interval '8 hours', at from b order by at`,
  `insert into recipients (workspace_id, person, proposal_id, domain)
   select workspace_id, 'p' || n || '@a' || account || '.example', id,
     case when account % 3 > 0 then 'a' || account || '.example' end from b where kind < 0.9`,
  `insert into lane_passes (workspace_id, proposal_id, revision, workflow_id, model, model_version,
     prompt_version, tier, template, stratum, inclusion, drawn, at)
   select workspace_id, id, 1, workflow, 'm', version::text, '', 'auto', null, '0.9 known',
     case when template = 1 then 0.5 else 0.2 end, drawn, at from b where not human`,
  // also such as lost to another, which no figure may count
  `insert into decisions (workspace_id, id, proposal_id, revision, reviewer_id, device_id, action,
     content_digest, attention, jws, decided_at, received_at, status, conflict, standing, workflow_id,
     model_version, confidence_bucket, deliberate, reason)
   select workspace_id, case c when 0 then decision else gen_random_uuid() end, id, 1, reviewer_id,
     device_id, action, ${DIGEST}, jsonb_build_object('activeMs', 1000 + floor(read * 60000)),
     'header.decision.signature', decided_at, decided_at,
     case c when 0 then 'accepted' else 'conflict' end, case c when 1 then 'already_decided' end,
     c = 0, workflow, version::text, 0, case when read < 0.9 then read < 0.6 end, ${REASON}
   from b, generate_series(0, 1) c where decided_at is not null and (c = 0 or n % 25 = 0)
   order by decided_at`,
  `insert into clearances (workspace_id, id, proposal_id, revision, workflow_id, decision_id, executor,
     content_digest, policy_version, jws, state, issued_at, expires_at, redeemed_at)
   select workspace_id, clearance, id, 1, workflow, case when human then decision end, 'gate:smtp',
     ${DIGEST}, 1, 'header.clearance.signature', 'redeemed', sent_at, sent_at + interval '1 day', sent_at
   from b where sent_at is not null`,
  `insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
     content_digest, state, created_at, finished_at, attempts)
   select workspace_id, dispatch, id, workflow, clearance, 'gate:smtp', ${DIGEST},
     case when n % 40 = 0 then 'failed' else 'executed' end, sent_at, sent_at, 1
   from b where sent_at is not null order by sent_at`,
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at, person, facts)
   select workspace_id, 's' || n || t, t, id, sent_at + later, 'crm', sent_at + later, null,
     case when t = 'reply' and why > 0.2 then jsonb_build_object('replyType',
       (array['positive', 'neutral', 'negative', 'out-of-office', 'auto'])[1 + n % 5])
       when t = 'defect_reported' and n % 5 > 0 then jsonb_build_object('foundBy',
       (array['rep', 'auditor', 'customer-success', 'prospect'])[n % 5]) end
   from b, unnest(array['delivered', 'reply', 'meeting', 'conversion', 'complaint', 'defect_reported']) t
   where sent_at is not null and sent_at + later < now() and case t when 'delivered' then fate < 0.8
     when 'reply' then read < 0.12 when 'meeting' then read < 0.05 or fate < 0.02
     when 'conversion' then read < 0.02 when 'complaint' then why < 0.01 else why between 0.005 and 0.02 end`,
  `insert into signals (workspace_id, id, type, at, source, received_at, person, facts)
   select workspace_id, 'h' || n || t, t, at + later * (t <> 'sent')::int, 'crm',
     at + later * (t <> 'sent')::int, 'hand' || n / 2 || '@b.example',
     case when t = 'reply' and n % 3 = 0 then '{"replyType": "positive"}'::jsonb end
   from b, unnest(array['sent', 'reply', 'meeting']) t
   where n % 7 = 0 and at + later < now() and case t when 'sent' then true when 'reply' then read < 0.2
     else read < 0.06 end`,
  `insert into looks (workspace_id, id, reason, proposal_id, revision, workflow_id, not_for, inclusion,
     state, decision_id, reviewer_id, action, reason_code, defect, content_digest, due_at, created_at,
     decided_at)
   select workspace_id, look, case when not human then 'audit' when n % 2 = 0 then 'second-opinion'
       else 'canary' end, id, 1, workflow, null,
     case when human then 0.05 when template = 1 then 0.5 else 0.2 end,
     case when fate < 0.85 then 'decided' else 'open' end,
     case when fate < 0.85 then gen_random_uuid() end, case when fate < 0.85 then reviewer_id end,
     case when fate < 0.85 then case action when 'escalate' then 'approve' else action end end,
     case when fate < 0.85 and action in ('approve_edited', 'reject') then reason end,
     case when fate < 0.85 then action = 'reject' or (action = 'approve_edited'
       and coalesce(reason in ('wrong_fact', 'offer'), true)) end,
     ${DIGEST}, at + interval '1 day', at, case when fate < 0.85 then at + later end
   from b where (case when human then n % 10 < 2 else drawn end) and at + later < now()`,
  `insert into canaries (workspace_id, look_id, proposal_id, kind, flagged, content, content_digest, tier,
     trigger, flags, claims, planted, created_at)
   select workspace_id, look, id, 'number', n % 3 = 0, ${CONTENT}, ${DIGEST}, 'low', '{}', '[]', '[]', '{}', at
   from b where human and n % 10 = 1 and at + later < now()`,
  `insert into incidents (workspace_id, id, kind, key, proposal_id, mailbox, happened_at, found_at, detail)
   select workspace_id, gen_random_uuid(), 'sent-uncleared', 'k' || n,
     case when n % 2 = 0 then id end, 'ana@seller.example', at, at, '{}' from b where n % 97 = 0`,
  `insert into alerts (workspace_id, cause, kind, urgency, workflow_id, owner, title, first_at, last_at,
     due_at, closed_at, verdict)
   select workspace_id, 'c' || n, 'brake', 'tell', case when n % 5 > 0 then workflow end, 'boss@x.example',
     'x', at, at, at, case when fate < 0.8 then at end,
     case when fate < 0.8 then case when why < 0.4 then 'actionable' else 'noise' end end
   from b where n % 61 = 0`,
];
