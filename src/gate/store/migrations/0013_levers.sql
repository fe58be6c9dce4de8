-- Fatigue and the emergency levers: what was read, looks without the agent's word, sizes of batches,
-- sweeps and recalls.

-- `deliberate` is worked out by the gate from the signed aggregates (core/attention); null for
-- decisions that were recorded before. `first_look` never leaves the gate but in the audit's export.
alter table decisions
  add first_look jsonb,
  add deliberate boolean,
  add batch_id uuid;
-- Recalls look back over hours, never over the whole table.
create index decisions_by_time on decisions (workspace_id, received_at);

create or replace function decide_whole(
  actor_ text, seen_ text, becomes_ text, decision_ jsonb, clearance_ jsonb
) returns timestamptz language plpgsql as $$
declare
  d decisions := jsonb_populate_record(null::decisions, decision_);
  c clearances := jsonb_populate_record(null::clearances, clearance_);
  at_ timestamptz := now();
begin
  perform set_config('gate.workspace', d.workspace_id::text, true),
    set_config('gate.actor', actor_, true);
  perform from proposals p where p.workspace_id = d.workspace_id and p.id = d.proposal_id
    and p.revision = d.revision and p.state = seen_
    and (p.expires_at is null or p.expires_at > at_) for update;
  if not found then return null; end if;
  insert into decisions
    (workspace_id, id, proposal_id, revision, reviewer_id, device_id, action, content_digest,
     content, compose_digest, tail_digest, reason, difference, attention, jws, decided_at,
     received_at, status, standing, workflow_id, model_version, confidence_bucket,
     first_look, deliberate, batch_id)
  values (d.workspace_id, d.id, d.proposal_id, d.revision, d.reviewer_id, d.device_id, d.action,
     d.content_digest, d.content, d.compose_digest, d.tail_digest, d.reason, d.difference,
     d.attention, d.jws, d.decided_at, at_, 'accepted', true, d.workflow_id, d.model_version,
     d.confidence_bucket, d.first_look, d.deliberate, d.batch_id)
  on conflict do nothing;
  -- Its id is taken, or another decision stands.
  if not found then return null; end if;
  if clearance_ is not null then
    insert into clearances
      (workspace_id, id, proposal_id, revision, workflow_id, decision_id, executor,
       content_digest, compose_digest, tail_digest, policy_version, jws, state, expires_at)
    values (c.workspace_id, c.id, c.proposal_id, c.revision, c.workflow_id, c.decision_id,
       c.executor, c.content_digest, c.compose_digest, c.tail_digest, c.policy_version, c.jws,
       'open', c.expires_at);
  end if;
  update proposals set state = becomes_ where workspace_id = d.workspace_id and id = d.proposal_id;
  return at_;
end $$;

-- How many decisions a batch has made. Its row is the lock: however many processes take rows of one
-- batch at once, and in however many requests they come, no more than the policy's size win.
create table batches (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  taken int not null check (taken > 0),
  primary key (workspace_id, id)
);
select fence('batches');

create function decisions_batch() returns trigger language plpgsql as $$
declare most int;
begin
  select coalesce((w.policy -> 'fatigue' ->> 'batchSize')::int, 20) into most
    from workflows w where w.workspace_id = new.workspace_id and w.id = new.workflow_id;
  insert into batches as b (workspace_id, id, taken) values (new.workspace_id, new.batch_id, 1)
    on conflict (workspace_id, id) do update set taken = b.taken + 1 where b.taken < most;
  if not found then
    raise exception 'One press decides % at the most here; this is decided with the next.', most
      using errcode = 'CS013';
  end if;
  return null;
end $$;
-- After, so that a retry that meets its own earlier row counts nothing.
create trigger decisions_batch after insert on decisions for each row
  when (new.batch_id is not null and new.status = 'accepted') execute function decisions_batch();

-- Everything that was pending from one source, stopped at once.
create table sweeps (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  -- what it matched: template, agent, model, modelVersion, workflowId
  matched jsonb not null,
  reason text not null,
  stopped int not null,
  under_way int not null,
  at timestamptz not null default now(),
  primary key (workspace_id, id)
);
-- A reviewer's approvals, taken back before they left.
create table recalls (
  workspace_id uuid not null,
  id uuid not null,
  reviewer_id uuid not null,
  -- false: a manager's action
  by_rule boolean not null,
  reason text not null,
  since timestamptz not null,
  recalled int not null,
  -- had left already
  gone int not null,
  at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, reviewer_id) references reviewers
);
create table recalled_approvals (
  workspace_id uuid not null,
  decision_id uuid not null,
  recall_id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  primary key (workspace_id, decision_id),
  foreign key (workspace_id, recall_id) references recalls,
  foreign key (workspace_id, decision_id) references decisions
);
create index recalled_by_proposal on recalled_approvals (workspace_id, proposal_id, revision);
select fence('sweeps'), fence('recalls'), fence('recalled_approvals');
create trigger sweeps_stay before update or delete on sweeps for each row execute function never();
create trigger recalls_stay before update or delete on recalls for each row execute function never();
create trigger recalled_approvals_stay before update or delete on recalled_approvals
  for each row execute function never();

create function audit_lever() returns trigger language plpgsql as $$
declare
  row_ jsonb := to_jsonb(new);
  -- sentences of people, and names
  names_ text[] := array['reason', 'matched'];
  private_ jsonb;
begin
  select jsonb_object_agg(key, value) into private_ from jsonb_each(row_) where key = any (names_);
  perform audit_note(new.workspace_id, tg_argv[0], row_ ->> 'id', null, null, 'created',
    row_ - names_ - array['workspace_id', 'id'], private_);
  return null;
end $$;
create trigger sweeps_audit after insert on sweeps
  for each row execute function audit_lever('sweep');
create trigger recalls_audit after insert on recalls
  for each row execute function audit_lever('recall');

-- Workspaces whose policies recall by rule, as `due_in` (0011) looks for what is due.
create function recalling_in() returns setof uuid language plpgsql as $$
declare
  id_ uuid;
  set_ text;
begin
  foreach id_ in array array(select workspace_id from workspaces) loop
    set_ := set_config('gate.workspace', id_::text, true);
    if exists (select from workflows w where w.workspace_id = id_
        and w.policy -> 'fatigue' ->> 'recallUnread' = 'true') then
      return next id_;
    end if;
  end loop;
  set_ := set_config('gate.workspace', '', true);
end $$;

-- One of several approvals that the law asks for counts no more once it was recalled, and may then be
-- given again: so one of a person and content stands at a time, instead of one ever.
do $$
declare name_ text;
begin
  select conname into strict name_ from pg_constraint
    where conrelid = 'concurrences'::regclass and contype = 'u';
  execute format('alter table concurrences drop constraint %I', name_);
end $$;
create index concurrences_by_proposal on concurrences (workspace_id, proposal_id, revision);

-- Under the proposal's lock, like all that is written about it.
create function concurrences_once() returns trigger language plpgsql as $$
begin
  if exists (select from concurrences c where c.workspace_id = new.workspace_id
      and c.proposal_id = new.proposal_id and c.revision = new.revision
      and c.reviewer_id = new.reviewer_id and c.content_digest = new.content_digest
      and not exists (select from recalled_approvals x
        where x.workspace_id = c.workspace_id and x.decision_id = c.decision_id)) then
    perform refuse_move('this person concurs already');
  end if;
  return new;
end $$;
create trigger concurrences_once before insert on concurrences
  for each row execute function concurrences_once();

-- As in 0008, but that what was recalled no longer counts.
create or replace function decisions_whose() returns trigger language plpgsql as $$
declare
  policy_ jsonb; tier_ text; state_ text; since_ timestamptz; owner_ jsonb;
  email_ text; role_ text; approver_ text; stand_in_ text;
  approver_away_ boolean; stand_in_away_ boolean; handed_ boolean; others_ int;
begin
  select w.policy, r.tier, p.state, r.created_at into policy_, tier_, state_, since_
    from proposals p
    join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
    join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
      and r.revision = new.revision
    where p.workspace_id = new.workspace_id and p.id = new.proposal_id;
  if policy_ is null or not policy_ ?| array['ownership', 'requireQualification', 'parallelReview']
  then
    return new;
  end if;
  if policy_ -> 'requireQualification' ? tier_ and not exists (
      select from qualifications q where q.workspace_id = new.workspace_id
        and q.reviewer_id = new.reviewer_id and q.workflow_id = new.workflow_id
        and q.tier = tier_ and q.ended_at is null and q.until > now()) then
    perform refuse_person(format('only people qualified for %s-risk work decide this', tier_));
  end if;

  owner_ := policy_ -> 'ownership' -> tier_;
  if owner_ -> 'exclusive' = 'true' then
    approver_ := lower(owner_ ->> 'approver');
    stand_in_ := lower(owner_ ->> 'standIn');
    select lower(v.email), v.role into email_, role_ from reviewers v
      where v.workspace_id = new.workspace_id and v.id = new.reviewer_id;
    if email_ is distinct from approver_ then
      select coalesce(bool_or(lower(v.email) = approver_), false),
          coalesce(bool_or(lower(v.email) = stand_in_), false)
        into approver_away_, stand_in_away_
        from absences a join reviewers v on v.workspace_id = a.workspace_id and v.id = a.reviewer_id
        where a.workspace_id = new.workspace_id and a.ended_at is null and a.until > now();
      handed_ := state_ = 'escalated' or (approver_away_ and not stand_in_away_)
        or since_ + make_interval(secs => 3600 * (owner_ ->> 'escalateAfterHours')::float8) <= now()
        or exists (select from handovers h where h.workspace_id = new.workspace_id
          and h.proposal_id = new.proposal_id and h.revision = new.revision
          and h.handed_at is not null);
      if not (case when stand_in_ is null
          then role_ <> 'rep' and (state_ = 'escalated' or approver_away_)
          else email_ = stand_in_ and handed_ is true end) then
        perform refuse_person('another person answers for this tier');
      end if;
    end if;
  end if;

  if policy_ ? 'parallelReview' and new.standing and new.action in ('approve', 'approve_edited')
  then
    select count(distinct c.reviewer_id) into others_ from concurrences c
      where c.workspace_id = new.workspace_id and c.proposal_id = new.proposal_id
        and c.revision = new.revision and c.content_digest = new.content_digest
        and c.reviewer_id <> new.reviewer_id
        and not exists (select from recalled_approvals x
          where x.workspace_id = c.workspace_id and x.decision_id = c.decision_id);
    if others_ + 1 < (policy_ -> 'parallelReview' ->> 'count')::int then
      perform refuse_person('it waits for another reviewer''s approval of the same content');
    end if;
  end if;
  return new;
end $$;
