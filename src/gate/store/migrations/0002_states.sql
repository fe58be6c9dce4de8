-- The state machine of gate/dispatch/states.ts, enforced whichever code path or SQL client writes.
-- A test compares state_moves with that file.

create table state_moves (
  subject text not null,
  was text not null,
  became text not null,
  primary key (subject, was, became)
);
insert into state_moves (subject, was, became) values
  ('proposal', 'pending', 'approved'), ('proposal', 'pending', 'rejected'),
  ('proposal', 'pending', 'escalated'), ('proposal', 'pending', 'withdrawn'),
  ('proposal', 'pending', 'expired'),
  ('proposal', 'escalated', 'approved'), ('proposal', 'escalated', 'rejected'),
  ('proposal', 'escalated', 'withdrawn'), ('proposal', 'escalated', 'expired'),
  ('proposal', 'escalated', 'pending'),
  ('proposal', 'approved', 'dispatching'), ('proposal', 'approved', 'pending'),
  ('proposal', 'approved', 'withdrawn'), ('proposal', 'approved', 'failed'),
  ('proposal', 'dispatching', 'executed'), ('proposal', 'dispatching', 'failed'),
  ('proposal', 'dispatching', 'unknown'), ('proposal', 'dispatching', 'recalled'),
  ('proposal', 'dispatching', 'pending'),
  ('proposal', 'executed', 'recalled'),
  ('proposal', 'unknown', 'executed'), ('proposal', 'unknown', 'failed'),
  ('proposal', 'unknown', 'recalled'), ('proposal', 'unknown', 'pending'),
  ('proposal', 'recalled', 'approved'), ('proposal', 'recalled', 'rejected'),
  ('proposal', 'recalled', 'escalated'), ('proposal', 'recalled', 'withdrawn'),
  ('proposal', 'recalled', 'expired'), ('proposal', 'recalled', 'pending'),
  ('proposal', 'rejected', 'pending'), ('proposal', 'failed', 'pending'),
  ('proposal', 'expired', 'pending'),
  ('clearance', 'open', 'redeemed'), ('clearance', 'open', 'void'),
  ('dispatch', 'queued', 'claimed'), ('dispatch', 'queued', 'refused'),
  ('dispatch', 'claimed', 'queued'), ('dispatch', 'claimed', 'handing_over'),
  ('dispatch', 'claimed', 'executed'), ('dispatch', 'claimed', 'failed'),
  ('dispatch', 'claimed', 'unknown'),
  ('dispatch', 'handing_over', 'executed'), ('dispatch', 'handing_over', 'failed'),
  ('dispatch', 'handing_over', 'unknown'),
  ('dispatch', 'unknown', 'executed'), ('dispatch', 'unknown', 'failed'),
  ('dispatch', 'executed', 'failed');

create function refuse_move(message text) returns void language plpgsql as $$
begin
  raise exception '%', message using errcode = 'CS001';
end $$;

create function check_move(subject_ text, was_ text, became_ text) returns void
language plpgsql as $$
begin
  if not exists (select from state_moves m
      where m.subject = subject_ and m.was = was_ and m.became = became_) then
    perform refuse_move(format('a %s cannot go from %s to %s', subject_, was_, became_));
  end if;
end $$;

create function proposals_guard() returns trigger language plpgsql as $$
begin
  new.moved_xid := pg_current_xact_id();
  new.moved_id := nextval('feed_positions');
  if tg_op = 'INSERT' then
    if new.state <> 'pending' or new.revision <> 1 then
      perform refuse_move('a proposal begins pending, at revision 1');
    end if;
    return new;
  end if;
  if (new.workspace_id, new.id, new.agent_id, new.workflow_id, new.external_id, new.kind)
      is distinct from
     (old.workspace_id, old.id, old.agent_id, old.workflow_id, old.external_id, old.kind) then
    perform refuse_move('a proposal keeps its identity');
  end if;
  if new.revision <> old.revision then
    if new.revision <> old.revision + 1 or new.state <> 'pending' then
      perform refuse_move('a revision counts up by one and begins pending');
    end if;
    if old.state in ('dispatching', 'executed', 'unknown', 'withdrawn') then
      perform refuse_move(format('a proposal that is %s takes no revision', old.state));
    end if;
  end if;
  if new.state = old.state then return new; end if;
  perform check_move('proposal', old.state, new.state);
  if new.state = 'pending' and new.revision = old.revision
      and old.state in ('escalated', 'recalled', 'rejected', 'failed', 'expired') then
    perform refuse_move(format('only a revision reopens what is %s', old.state));
  end if;
  if new.state = 'approved' and not exists (
      select from decisions d where d.workspace_id = new.workspace_id and d.proposal_id = new.id
        and d.revision = new.revision and d.standing
        and d.action in ('approve', 'approve_edited'))
    and not (new.lane <> 'human' and exists (
      select from clearances c where c.workspace_id = new.workspace_id and c.proposal_id = new.id
        and c.revision = new.revision and c.state = 'open' and c.decision_id is null)) then
    perform refuse_move('nothing approved this revision');
  end if;
  if new.state in ('dispatching', 'executed', 'unknown') and not exists (
      select from dispatches d join clearances c
        on c.workspace_id = d.workspace_id and c.id = d.clearance_id
      where d.workspace_id = new.workspace_id and d.proposal_id = new.id
        and c.proposal_id = new.id and c.revision = new.revision and c.state = 'redeemed'
        and c.content_digest = d.content_digest
        and case new.state when 'dispatching' then d.state in ('claimed', 'handing_over')
              else d.state = new.state end) then
    perform refuse_move('no redeemed clearance covers this revision');
  end if;
  return new;
end $$;
create trigger proposals_guard before insert or update on proposals
  for each row execute function proposals_guard();

create function clearances_guard() returns trigger language plpgsql as $$
declare approved boolean;
begin
  if tg_op = 'INSERT' then
    if new.state <> 'open' then perform refuse_move('a clearance begins open'); end if;
    if new.decision_id is not null then
      select true into approved from decisions d
        where d.workspace_id = new.workspace_id and d.id = new.decision_id
          and d.proposal_id = new.proposal_id and d.revision = new.revision and d.standing
          and d.action in ('approve', 'approve_edited')
          and d.content_digest = new.content_digest
          and d.compose_digest is not distinct from new.compose_digest
          and d.tail_digest is not distinct from new.tail_digest;
    else
      select true into approved from revisions r join workflows w
          on w.workspace_id = r.workspace_id and w.id = new.workflow_id
        where r.workspace_id = new.workspace_id and r.proposal_id = new.proposal_id
          and r.revision = new.revision and r.lane <> 'human'
          and r.content_digest = new.content_digest and w.state = 'running'
        for share of w;
    end if;
    if approved is not true then
      perform refuse_move('neither a person nor an open lane approved this content');
    end if;
    return new;
  end if;
  if (new.workspace_id, new.id, new.proposal_id, new.revision, new.workflow_id, new.decision_id,
      new.executor, new.content_digest, new.compose_digest, new.tail_digest, new.jws,
      new.expires_at, new.issued_at)
      is distinct from
     (old.workspace_id, old.id, old.proposal_id, old.revision, old.workflow_id, old.decision_id,
      old.executor, old.content_digest, old.compose_digest, old.tail_digest, old.jws,
      old.expires_at, old.issued_at) then
    perform refuse_move('a clearance never changes what it covers');
  end if;
  if new.state = old.state then
    if new.redeemed_at is distinct from old.redeemed_at then
      perform refuse_move('a redemption keeps its time');
    end if;
    return new;
  end if;
  perform check_move('clearance', old.state, new.state);
  if new.state = 'redeemed' then
    -- The share lock makes a pause wait or win (PROTOCOL rule 6), in whoever's hands this is.
    perform from workflows w where w.workspace_id = new.workspace_id and w.id = new.workflow_id
      and w.state = 'running' for share;
    if not found then perform refuse_move('the workflow is paused'); end if;
    if old.expires_at <= now() then perform refuse_move('the clearance has expired'); end if;
    if not exists (select from proposals p where p.workspace_id = new.workspace_id
        and p.id = new.proposal_id and p.revision = new.revision and p.state = 'approved') then
      perform refuse_move('the proposal is not approved at this revision');
    end if;
  end if;
  return new;
end $$;
create trigger clearances_guard before insert or update on clearances
  for each row execute function clearances_guard();

create function dispatches_guard() returns trigger language plpgsql as $$
declare gate boolean := new.executor like 'gate:%';
begin
  if tg_op = 'INSERT' then
    if new.state <> (case when gate then 'queued' else 'claimed' end) then
      perform refuse_move('a dispatch begins queued at the gate, claimed at a device');
    end if;
  else
    if (new.workspace_id, new.id, new.proposal_id, new.workflow_id, new.clearance_id,
        new.executor, new.content_digest)
        is distinct from
       (old.workspace_id, old.id, old.proposal_id, old.workflow_id, old.clearance_id,
        old.executor, old.content_digest) then
      perform refuse_move('a dispatch never changes what it executes');
    end if;
    if new.state = old.state then return new; end if;
    perform check_move('dispatch', old.state, new.state);
    if gate and ((old.state = 'claimed' and new.state in ('executed', 'unknown'))
        or old.state = 'executed') then
      perform refuse_move(format('the gate''s own dispatch cannot go from %s to %s', old.state, new.state));
    end if;
    if not gate and new.state = 'queued' then
      perform refuse_move('a device''s dispatch is never queued again');
    end if;
    if new.state = 'queued' and old.handed_over_at is not null then
      perform refuse_move('what was handed over is never queued again');
    end if;
  end if;
  if not exists (select from clearances c where c.workspace_id = new.workspace_id
      and c.id = new.clearance_id and c.proposal_id = new.proposal_id
      and c.workflow_id = new.workflow_id and c.executor = new.executor
      and c.content_digest = new.content_digest
      and (c.state = 'redeemed' or new.state in ('queued', 'refused'))) then
    perform refuse_move('no redeemed clearance covers this dispatch');
  end if;
  if new.state = 'claimed' then
    -- What was claimed before a pause may finish; nothing is claimed after it.
    perform from workflows w where w.workspace_id = new.workspace_id and w.id = new.workflow_id
      and w.state = 'running' for share;
    if not found then perform refuse_move('the workflow is paused'); end if;
  end if;
  return new;
end $$;
create trigger dispatches_guard before insert or update on dispatches
  for each row execute function dispatches_guard();

create function decisions_guard() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'standing') is distinct from (to_jsonb(old) - 'standing')
      or (new.standing and not old.standing) then
    perform refuse_move('a decision stays as it was signed');
  end if;
  return new;
end $$;
create trigger decisions_guard before update on decisions
  for each row execute function decisions_guard();

create function never() returns trigger language plpgsql as $$
begin
  perform refuse_move(format('%s is never changed', tg_table_name));
  return null;
end $$;
create trigger revisions_stay before update or delete on revisions
  for each row execute function never();
create trigger attachments_stay before update or delete on attachments
  for each row execute function never();
create trigger decisions_stay before delete on decisions for each row execute function never();
create trigger clearances_stay before delete on clearances for each row execute function never();
create trigger dispatches_stay before delete on dispatches for each row execute function never();
create trigger proposals_stay before delete on proposals for each row execute function never();
create trigger moves_stay before insert or update or delete on state_moves
  for each row execute function never();
create trigger audit_stays before update or delete on audit_log
  for each row execute function never();
create trigger audit_stays_whole before truncate on audit_log execute function never();

create function audit() returns trigger language plpgsql as $$
declare
  now_ jsonb := to_jsonb(new);
  was_ text := case when tg_op = 'UPDATE' then to_jsonb(old) ->> 'state' end;
begin
  insert into audit_log (workspace_id, actor, subject, subject_id, proposal_id, was, became, data)
  values (new.workspace_id,
    coalesce(nullif(current_setting('gate.actor', true), ''), 'role:' || current_user),
    tg_argv[0], now_ ->> 'id',
    case when tg_argv[0] = 'proposal' then (now_ ->> 'id')::uuid
      else (now_ ->> 'proposal_id')::uuid end,
    was_, now_ ->> 'state',
    jsonb_strip_nulls(jsonb_build_object('revision', now_ -> 'revision',
      'contentDigest', now_ -> 'content_digest', 'clearance', now_ -> 'clearance_id',
      'decision', now_ -> 'decision_id', 'executor', now_ -> 'executor',
      'lane', now_ -> 'lane', 'reason', coalesce(now_ -> 'void_reason', now_ -> 'pause_reason'))));
  return null;
end $$;
create trigger proposals_audit_new after insert on proposals
  for each row execute function audit('proposal');
create trigger proposals_audit after update on proposals for each row
  when (old.state is distinct from new.state or old.revision is distinct from new.revision)
  execute function audit('proposal');
create trigger clearances_audit_new after insert on clearances
  for each row execute function audit('clearance');
create trigger clearances_audit after update on clearances for each row
  when (old.state is distinct from new.state) execute function audit('clearance');
create trigger dispatches_audit_new after insert on dispatches
  for each row execute function audit('dispatch');
create trigger dispatches_audit after update on dispatches for each row
  when (old.state is distinct from new.state) execute function audit('dispatch');
create trigger workflows_audit_new after insert on workflows
  for each row execute function audit('workflow');
create trigger workflows_audit after update on workflows for each row
  when (old.state is distinct from new.state) execute function audit('workflow');

create function audit_decision() returns trigger language plpgsql as $$
begin
  insert into audit_log (workspace_id, actor, subject, subject_id, proposal_id, was, became, data)
  values (new.workspace_id,
    coalesce(nullif(current_setting('gate.actor', true), ''), 'role:' || current_user),
    'decision', new.id::text, new.proposal_id,
    case when tg_op = 'UPDATE' then new.action end,
    case when tg_op = 'UPDATE' then 'taken-back' else coalesce(new.conflict, new.action) end,
    jsonb_build_object('revision', new.revision, 'contentDigest', new.content_digest,
      'reviewer', new.reviewer_id, 'device', new.device_id, 'action', new.action));
  return null;
end $$;
create trigger decisions_audit_new after insert on decisions
  for each row execute function audit_decision();
create trigger decisions_audit after update on decisions for each row
  when (old.standing is distinct from new.standing) execute function audit_decision();

-- People and policies: who could do what, and when that changed.
create function audit_person() returns trigger language plpgsql as $$
begin
  insert into audit_log (workspace_id, actor, subject, subject_id, became, data)
  values (new.workspace_id,
    coalesce(nullif(current_setting('gate.actor', true), ''), 'role:' || current_user),
    tg_argv[0], to_jsonb(new) ->> 'id',
    case when tg_op = 'INSERT' then 'created'
      when to_jsonb(new) ->> 'revoked_at' is not null then 'revoked' else 'changed' end,
    to_jsonb(new) - 'workspace_id' - 'id' - 'key_hash' - 'jwk' - 'resync_xid');
  return null;
end $$;
create trigger agents_audit after insert or update on agents
  for each row execute function audit_person('agent');
create trigger reviewers_audit after insert or update on reviewers
  for each row execute function audit_person('reviewer');
create trigger devices_audit after insert or update on devices
  for each row execute function audit_person('device');
create trigger workflows_audit_policy after update on workflows for each row
  when (old.policy is distinct from new.policy or old.kinds is distinct from new.kinds
    or old.pattern is distinct from new.pattern or old.executor_url is distinct from new.executor_url)
  execute function audit_person('workflow');
