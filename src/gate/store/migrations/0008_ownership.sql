-- Whose work it is: owners and stand-ins per tier, qualifications, approvals side by side, versions of
-- policies, and prices. core/ownership has the same rules with sentences; what is refused here was
-- written past them. Refusals: CS008 for who may not decide, CS001 for all else.

create function refuse_person(message text) returns void language plpgsql as $$
begin
  raise exception '%', message using errcode = 'CS008';
end $$;

-- PRICES: no lane but a person's, by whatever policy, list or hand.
alter table proposals add constraint prices_need_a_person
  check (kind <> 'price.quote' or lane = 'human');

create function prices_need_a_person() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'revisions' then
    if new.lane <> 'human' and new.content::jsonb ->> 'kind' = 'price.quote' then
      perform refuse_move('a price needs a person, whatever the policy');
    end if;
  elsif new.decision_id is null and exists (
      select from proposals p where p.workspace_id = new.workspace_id and p.id = new.proposal_id
        and p.kind = 'price.quote') then
    perform refuse_move('a price is cleared by a person''s decision only');
  end if;
  return new;
end $$;
create trigger revisions_price before insert on revisions for each row
  when (new.lane <> 'human') execute function prices_need_a_person();
create trigger clearances_price before insert on clearances for each row
  when (new.decision_id is null) execute function prices_need_a_person();

-- POLICIES: each version is kept, and a changed one counts up by one.
create table workflow_versions (
  workspace_id uuid not null,
  workflow_id text not null,
  version int not null,
  workflow jsonb not null,
  put_by text not null,
  put_at timestamptz not null default now(),
  primary key (workspace_id, workflow_id, version),
  foreign key (workspace_id, workflow_id) references workflows
);

create function workflow_version(w workflows) returns jsonb language sql immutable as $$
  select jsonb_strip_nulls(jsonb_build_object('id', w.id, 'name', w.name, 'pattern', w.pattern,
    'owner', w.owner, 'kinds', to_jsonb(w.kinds), 'policy', w.policy,
    'executorUrl', w.executor_url))
$$;

create function workflows_versioned() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if workflow_version(new) = workflow_version(old) then return null; end if;
    if (new.policy ->> 'version')::int is distinct from (old.policy ->> 'version')::int + 1 then
      perform refuse_move(format('the policy is at version %s; a change is version %s',
        old.policy ->> 'version', (old.policy ->> 'version')::int + 1));
    end if;
  end if;
  insert into workflow_versions (workspace_id, workflow_id, version, workflow, put_by)
  values (new.workspace_id, new.id, (new.policy ->> 'version')::int, workflow_version(new),
    coalesce(nullif(current_setting('gate.actor', true), ''), 'role:' || current_user));
  return null;
end $$;
insert into workflow_versions (workspace_id, workflow_id, version, workflow, put_by)
  select w.workspace_id, w.id, (w.policy ->> 'version')::int, workflow_version(w), 'migration 8'
  from workflows w;
create trigger workflows_versioned after insert or update on workflows
  for each row execute function workflows_versioned();
create trigger versions_stay before update or delete on workflow_versions
  for each row execute function never();

-- QUALIFICATIONS
create table qualifications (
  workspace_id uuid not null,
  id uuid not null,
  reviewer_id uuid not null,
  workflow_id text not null,
  tier text not null check (tier in ('low', 'medium', 'high')),
  since timestamptz not null default now(),
  until timestamptz not null,
  -- {"by": "calibration", "version", "right", "n"} or {"by": "catch-rate", "caught", "planted"}
  basis jsonb not null,
  -- set when it ran out, was renewed or revoked; such a row never counts again
  ended_at timestamptz,
  ended_why text,
  primary key (workspace_id, id),
  foreign key (workspace_id, reviewer_id) references reviewers,
  foreign key (workspace_id, workflow_id) references workflows,
  constraint ended_says_why check ((ended_at is null) = (ended_why is null)),
  constraint lasts check (until > since)
);
create unique index one_qualification on qualifications
  (workspace_id, reviewer_id, workflow_id, tier) where ended_at is null;
create index qualifications_running on qualifications (until) where ended_at is null;

create function qualifications_guard() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'ended_at' - 'ended_why')
      is distinct from (to_jsonb(old) - 'ended_at' - 'ended_why')
      or old.ended_at is not null then
    perform refuse_move('a qualification only ends');
  end if;
  return new;
end $$;
create trigger qualifications_guard before update on qualifications
  for each row execute function qualifications_guard();
create trigger qualifications_stay before delete on qualifications
  for each row execute function never();

-- Items with their right answers, versioned: a set that someone was measured by stays.
create table calibration_sets (
  workspace_id uuid not null,
  workflow_id text not null,
  tier text not null check (tier in ('low', 'medium', 'high')),
  version int not null check (version >= 1),
  items jsonb not null,
  put_by text not null,
  put_at timestamptz not null default now(),
  primary key (workspace_id, workflow_id, tier, version),
  foreign key (workspace_id, workflow_id) references workflows
);
create trigger calibration_sets_stay before update or delete on calibration_sets
  for each row execute function never();

create table calibration_runs (
  workspace_id uuid not null,
  id uuid not null,
  reviewer_id uuid not null,
  workflow_id text not null,
  tier text not null,
  version int not null,
  -- item id → {"action", "reason"}; first answers count
  answers jsonb not null default '{}',
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  right_count int,
  n int,
  primary key (workspace_id, id),
  foreign key (workspace_id, reviewer_id) references reviewers,
  foreign key (workspace_id, workflow_id, tier, version) references calibration_sets,
  constraint finished_has_a_score
    check ((finished_at is null) = (right_count is null) and (finished_at is null) = (n is null))
);
create unique index one_open_run on calibration_runs
  (workspace_id, reviewer_id, workflow_id, tier) where finished_at is null;
create index runs_by_reviewer on calibration_runs
  (workspace_id, reviewer_id, workflow_id, tier, started_at desc);

create function calibration_runs_guard() returns trigger language plpgsql as $$
begin
  if old.finished_at is not null
      or (to_jsonb(new) - 'answers' - 'finished_at' - 'right_count' - 'n')
        is distinct from (to_jsonb(old) - 'answers' - 'finished_at' - 'right_count' - 'n')
      or not new.answers @> old.answers then
    perform refuse_move('an answer that was given stays');
  end if;
  return new;
end $$;
create trigger calibration_runs_guard before update on calibration_runs
  for each row execute function calibration_runs_guard();
create trigger calibration_runs_stay before delete on calibration_runs
  for each row execute function never();

-- ABSENCES: who is away now; the stand-in has their work.
create table absences (
  workspace_id uuid not null,
  id bigint generated always as identity,
  reviewer_id uuid not null,
  since timestamptz not null default now(),
  until timestamptz not null,
  said_by text not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, reviewer_id) references reviewers
);
create unique index one_absence on absences (workspace_id, reviewer_id) where ended_at is null;
create index absences_over on absences (until) where ended_at is null;

-- HANDOVERS: when what nobody decided goes to the stand-in; one row per revision of an owned tier.
create table handovers (
  workspace_id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  due_at timestamptz not null,
  handed_at timestamptz,
  -- the sentence of that moment
  message text,
  -- decided or superseded before: nothing to hand over
  ended_at timestamptz,
  primary key (workspace_id, proposal_id, revision),
  foreign key (workspace_id, proposal_id) references proposals,
  constraint handed_says_why check ((handed_at is null) = (message is null))
);
create index handovers_due on handovers (due_at) where handed_at is null and ended_at is null;

create function handover_due() returns trigger language plpgsql as $$
declare owner_ jsonb;
begin
  select w.policy -> 'ownership' -> new.tier into owner_
    from proposals p join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
    where p.workspace_id = new.workspace_id and p.id = new.proposal_id;
  if owner_ ? 'standIn' and owner_ ? 'escalateAfterHours' then
    insert into handovers (workspace_id, proposal_id, revision, due_at)
    values (new.workspace_id, new.proposal_id, new.revision,
      new.created_at + make_interval(secs => 3600 * (owner_ ->> 'escalateAfterHours')::float8));
  end if;
  return null;
end $$;
create trigger revisions_handover after insert on revisions for each row
  when (new.lane = 'human') execute function handover_due();

-- APPROVALS SIDE BY SIDE: those that came before the one that completes them.
create table concurrences (
  workspace_id uuid not null,
  decision_id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  reviewer_id uuid not null,
  content_digest text not null,
  at timestamptz not null default now(),
  primary key (workspace_id, decision_id),
  unique (workspace_id, proposal_id, revision, reviewer_id, content_digest),
  foreign key (workspace_id, decision_id) references decisions
);
create function concurrences_guard() returns trigger language plpgsql as $$
begin
  if not exists (select from decisions d where d.workspace_id = new.workspace_id
      and d.id = new.decision_id and d.proposal_id = new.proposal_id
      and d.revision = new.revision and d.reviewer_id = new.reviewer_id
      and d.content_digest = new.content_digest and d.status = 'accepted'
      and d.action in ('approve', 'approve_edited')) then
    perform refuse_move('no approval of this person concurs');
  end if;
  return new;
end $$;
create trigger concurrences_guard before insert on concurrences
  for each row execute function concurrences_guard();
create trigger concurrences_stay before update or delete on concurrences
  for each row execute function never();

-- WHO MAY DECIDE, where a policy says so: core/ownership/whose.ts once more, without its sentences.
create function decisions_whose() returns trigger language plpgsql as $$
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
        and c.reviewer_id <> new.reviewer_id;
    if others_ + 1 < (policy_ -> 'parallelReview' ->> 'count')::int then
      perform refuse_person('it waits for another reviewer''s approval of the same content');
    end if;
  end if;
  return new;
end $$;
create trigger decisions_whose before insert on decisions for each row
  when (new.status = 'accepted') execute function decisions_whose();

-- Lessons: a workflow's latest decisions without a scan.
create index decisions_recent on decisions (workspace_id, workflow_id, received_at desc, id desc)
  where status = 'accepted' and action <> 'escalate';

-- What an auditor asks about.
create function audit_ownership() returns trigger language plpgsql as $$
declare
  now_ jsonb := to_jsonb(new);
  -- sentences, which name people
  names_ text[] := array['message', 'ended_why'];
  private_ jsonb;
begin
  select jsonb_object_agg(key, value) into private_ from jsonb_each(jsonb_strip_nulls(now_))
    where key = any (names_);
  perform audit_note(new.workspace_id, tg_argv[0],
    coalesce(now_ ->> 'id', now_ ->> 'proposal_id', now_ ->> 'workflow_id'),
    (now_ ->> 'proposal_id')::uuid, null,
    case when now_ ->> 'ended_at' is not null then 'ended' else tg_argv[1] end,
    (now_ - names_ - array['workspace_id', 'items', 'answers'])
      || case when now_ ? 'items' then jsonb_build_object('items',
           jsonb_array_length(now_ -> 'items')) else '{}' end,
    private_);
  return null;
end $$;
create trigger qualifications_audit after insert or update on qualifications
  for each row execute function audit_ownership('qualification', 'qualified');
create trigger calibration_sets_audit after insert on calibration_sets
  for each row execute function audit_ownership('calibration', 'put');
create trigger calibration_runs_audit after update on calibration_runs for each row
  when (old.finished_at is null and new.finished_at is not null)
  execute function audit_ownership('calibration', 'taken');
create trigger absences_audit after insert or update on absences
  for each row execute function audit_ownership('absence', 'away');
create trigger handovers_audit after update on handovers for each row
  when (old.handed_at is null and new.handed_at is not null)
  execute function audit_ownership('handover', 'handed-over');

select fence('workflow_versions'), fence('qualifications'), fence('calibration_sets'),
  fence('calibration_runs'), fence('absences'), fence('handovers'), fence('concurrences');
-- The sweep finds what is over its time; db.ts takes only workspaces from it.
create policy due on qualifications for select
  using (current_setting('gate.sweep', true) = 'on' and ended_at is null and until <= now());
create policy due on absences for select
  using (current_setting('gate.sweep', true) = 'on' and ended_at is null and until <= now());
create policy due on handovers for select
  using (current_setting('gate.sweep', true) = 'on' and handed_at is null and ended_at is null
    and due_at <= now());
