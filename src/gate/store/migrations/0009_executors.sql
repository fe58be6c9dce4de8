-- Executors: what may be executed again and when, every attempt, every delivery of a webhook, and who
-- said what became of an unknown one. The rules of 0002 hold as they were; what is added is one way
-- back, handing_over → queued, for work that reaches no buyer and can be done again as if once.

-- GUARANTEES in dispatch/ports/execute.ts as rows; a test compares both.
create table repeatable_work (
  executor text not null,
  kind text not null,
  primary key (executor, kind)
);
insert into repeatable_work (executor, kind)
select e, k from unnest(array['gate:webhook', 'gate:hubspot', 'gate:salesforce', 'gate:pipedrive']) e,
  unnest(array['record.update', 'contact.enrich', 'lead.route', 'lead.score']) k;
create trigger repeatable_stays before insert or update or delete on repeatable_work
  for each row execute function never();

alter table state_moves disable trigger moves_stay;
insert into state_moves (subject, was, became) values
  ('dispatch', 'handing_over', 'queued'), ('dispatch', 'queued', 'unknown');
alter table state_moves enable trigger moves_stay;

alter table dispatches
  add attempts int not null default 0,
  -- why it is queued again
  add waiting_for text check (waiting_for in ('rate_limited', 'failed', 'unknown', 'stopped')),
  -- an earlier attempt may have been executed
  add doubtful boolean not null default false,
  -- a person's word on an unknown outcome: {by, outcome, reason}
  add resolution jsonb;

create function repeatable(executor_ text, workspace_ uuid, proposal_ uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (select from repeatable_work r join proposals p on p.kind = r.kind
    where p.workspace_id = workspace_ and p.id = proposal_ and r.executor = executor_);
end $$;

create or replace function dispatches_guard() returns trigger language plpgsql as $$
declare gate boolean := new.executor like 'gate:%';
begin
  if tg_op = 'INSERT' then
    if new.state <> (case when gate then 'queued' else 'claimed' end) then
      perform refuse_move('a dispatch begins queued at the gate, claimed at a device');
    end if;
    if new.doubtful or new.attempts <> 0 or new.resolution is not null then
      perform refuse_move('a dispatch begins with nothing attempted');
    end if;
  else
    if (new.workspace_id, new.id, new.proposal_id, new.workflow_id, new.clearance_id,
        new.executor, new.content_digest)
        is distinct from
       (old.workspace_id, old.id, old.proposal_id, old.workflow_id, old.clearance_id,
        old.executor, old.content_digest) then
      perform refuse_move('a dispatch never changes what it executes');
    end if;
    if new.attempts <> old.attempts or (old.doubtful and not new.doubtful) then
      perform refuse_move('what was attempted stays so');
    end if;
    -- 'reason' is free text, which erasure takes out (0010); who said what stays.
    if new.resolution is distinct from old.resolution and not (old.resolution is not null
          and new.resolution - 'reason' = old.resolution - 'reason'
          and erasing(old.workspace_id))
        and (old.resolution is not null or old.state <> 'unknown'
          or new.state not in ('executed', 'failed')) then
      perform refuse_move('a person settles what is unknown, once');
    end if;
    if new.state = old.state then return new; end if;
    perform check_move('dispatch', old.state, new.state);
    if gate and ((old.state = 'claimed'
          and (new.state = 'executed' or new.state = 'unknown' and not old.doubtful))
        or old.state = 'executed') then
      perform refuse_move(format('the gate''s own dispatch cannot go from %s to %s', old.state, new.state));
    end if;
    if not gate and new.state = 'queued' then
      perform refuse_move('a device''s dispatch is never queued again');
    end if;
    if new.state = 'queued' and (old.handed_over_at is not null or old.state = 'handing_over')
        and not repeatable(new.executor, new.workspace_id, new.proposal_id) then
      perform refuse_move('what was handed over is never queued again');
    end if;
    -- Only an answer that says "nothing was done" leaves no doubt.
    if old.state = 'handing_over' and new.state = 'queued'
        and new.waiting_for is distinct from 'rate_limited' then
      new.doubtful := true;
    end if;
    if old.state = 'queued' and new.state = 'unknown' and not old.doubtful then
      perform refuse_move('nothing of it was handed over');
    end if;
    if old.doubtful and (new.state = 'refused'
        or new.state = 'failed' and old.state in ('claimed', 'handing_over')) then
      perform refuse_move('an earlier attempt may have been executed');
    end if;
    if new.state = 'claimed' then
      new.attempts := old.attempts + 1;
      new.waiting_for := null;
      new.not_before := null;
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

-- Every attempt at executing (written by the trigger below, whoever moves the dispatch), and every
-- time the other system was asked.
create table dispatch_attempts (
  workspace_id uuid not null,
  dispatch_id uuid not null,
  what text not null check (what in ('execute', 'ask')),
  attempt int not null,
  instance text,
  started_at timestamptz not null default now(),
  handed_over_at timestamptz,
  ended_at timestamptz,
  outcome text,
  detail text,
  primary key (workspace_id, dispatch_id, what, attempt),
  foreign key (workspace_id, dispatch_id) references dispatches,
  constraint ended_with_an_outcome check ((ended_at is null) = (outcome is null))
);
select fence('dispatch_attempts');

create function dispatch_attempts_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.what = 'execute' and pg_trigger_depth() < 2 then
      perform refuse_move('attempts are written by the dispatch itself');
    end if;
  elsif old.ended_at is not null then
    if (to_jsonb(new) - 'detail') is distinct from (to_jsonb(old) - 'detail')
        or not erasing(old.workspace_id) then
      perform refuse_move('an attempt that ended is never changed');
    end if;
  elsif pg_trigger_depth() < 2 then
    perform refuse_move('attempts are written by the dispatch itself');
  end if;
  return new;
end $$;
create trigger dispatch_attempts_guard before insert or update on dispatch_attempts
  for each row execute function dispatch_attempts_guard();
create trigger dispatch_attempts_stay before delete on dispatch_attempts
  for each row execute function never();

create function log_attempt() returns trigger language plpgsql as $$
begin
  if new.state = 'claimed' then
    insert into dispatch_attempts (workspace_id, dispatch_id, what, attempt, instance)
    values (new.workspace_id, new.id, 'execute', new.attempts, new.claimed_by);
  elsif new.state = 'handing_over' then
    update dispatch_attempts set handed_over_at = now()
      where workspace_id = new.workspace_id and dispatch_id = new.id and what = 'execute'
        and attempt = new.attempts and ended_at is null;
  elsif old.state in ('claimed', 'handing_over') then
    update dispatch_attempts set ended_at = now(), detail = new.detail,
        outcome = case new.state when 'queued' then coalesce(new.waiting_for, 'stopped')
          else new.state end
      where workspace_id = new.workspace_id and dispatch_id = new.id and what = 'execute'
        and attempt = new.attempts and ended_at is null;
  end if;
  return null;
end $$;
create trigger dispatches_attempts after update on dispatches for each row
  when (old.state is distinct from new.state and new.executor like 'gate:%')
  execute function log_attempt();

-- Waiting for the other system's limit is not a try.
create function tries_of(workspace_ uuid, dispatch_ uuid) returns int
language plpgsql stable as $$
begin
  return (select count(*) from dispatch_attempts a where a.workspace_id = workspace_
    and a.dispatch_id = dispatch_ and a.what = 'execute'
    and a.outcome is distinct from 'rate_limited');
end $$;

create function audit_resolution() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'dispatch', new.id::text, new.proposal_id, 'unknown',
    'resolved', new.resolution - 'reason',
    jsonb_build_object('reason', new.resolution -> 'reason'));
  return null;
end $$;
create trigger dispatches_resolved after update on dispatches for each row
  when (old.resolution is null and new.resolution is not null) execute function audit_resolution();

-- What was told to agents' callbacks: the address without its path, which can be a secret.
create table webhook_deliveries (
  workspace_id uuid not null references workspaces,
  webhook_id text not null,
  attempt int not null,
  type text not null,
  origin text not null,
  proposal_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz not null default now(),
  -- of the answer; null: there was none
  status int,
  error text,
  -- null: delivered, or given up
  next_try_at timestamptz,
  delivered boolean not null,
  primary key (workspace_id, webhook_id, attempt)
);
create index webhook_deliveries_recent on webhook_deliveries (workspace_id, ended_at desc);
create index webhook_deliveries_by_proposal on webhook_deliveries (workspace_id, proposal_id);
select fence('webhook_deliveries');
create trigger webhook_deliveries_stay before update or delete on webhook_deliveries
  for each row execute function never();

-- How many of `wanted_` may start now. One bucket an executor, over all processes; a limit that the
-- system itself named is a debt in it.
create function take_starts(
  key_ text, wanted_ int, per_second_ double precision, burst_ double precision
) returns int language plpgsql as $$
declare have_ double precision; taken_ int;
begin
  insert into rate_buckets (key, tokens, taken, at) values (key_, burst_, true, now())
    on conflict (key) do nothing;
  select least(burst_, b.tokens + extract(epoch from clock_timestamp() - b.at) * per_second_)
    into have_ from rate_buckets b where b.key = key_ for update;
  taken_ := least(wanted_, greatest(0, floor(have_)::int));
  update rate_buckets set tokens = have_ - taken_, taken = taken_ > 0, at = clock_timestamp()
    where key = key_;
  return taken_;
end $$;
