-- Brakes, alerts and ramps. The mathematics is core/brakes; here are its numbers, its log, and what may
-- not be got round by any process: a send is numbered in the transaction that records it as executed, a
-- log only grows, a ramp is asked where a clearance is redeemed, and no policy lets complaints go over 1 %.

alter table workflows add constraint complaints_stop_at_one_percent check (not policy ? 'brakes'
  or jsonb_path_exists(policy, '$.brakes[*] ? (@.signal == "complaint" && @.side == "ceiling"
    && @.action == "stop" && @.line <= 0.01)')) not valid;

-- What brakes watch: a workflow, one of its templates or model versions, or a domain that mail comes from.
create table brake_scopes (
  workspace_id uuid not null references workspaces,
  id uuid not null default gen_random_uuid(),
  watches text not null check (watches in ('workflow', 'template', 'model-version', 'domain')),
  -- '' for a domain: several workflows send from it
  workflow_id text not null,
  name text not null,
  -- who is paused when it trips
  workflows text[] not null,
  sends bigint not null default 0,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint one_scope unique (workspace_id, watches, workflow_id, name)
);

-- Sends in send order, by scope. Numbers have no gaps: whoever takes one holds the scope until it commits.
create table brake_sends (
  workspace_id uuid not null,
  scope_id uuid not null,
  n bigint not null,
  dispatch_id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null default now(),
  primary key (workspace_id, scope_id, n),
  foreign key (workspace_id, scope_id) references brake_scopes
);
create index brake_sends_by_proposal on brake_sends (workspace_id, proposal_id);
create trigger brake_sends_stay before update or delete on brake_sends
  for each row execute function never();

create function brakes_number() returns trigger language plpgsql as $$
declare
  c clearances; r revisions; p proposals; content_ jsonb; scope_ brake_scopes; of_ record;
begin
  select * into p from proposals where workspace_id = new.workspace_id and id = new.proposal_id;
  if p.kind not in ('email.draft', 'sequence.enroll', 'price.quote', 'meeting.schedule',
      'message.social', 'call.task') then return null; end if;
  select * into c from clearances where workspace_id = new.workspace_id and id = new.clearance_id;
  select * into r from revisions where workspace_id = new.workspace_id
    and proposal_id = new.proposal_id and revision = c.revision;
  content_ := conduct_of(new.workspace_id, c.proposal_id, c.revision, c.decision_id);
  -- Always in this order, so that two sends never wait for each other.
  for of_ in
    select * from (values ('workflow', new.workflow_id, new.workflow_id),
      ('template', new.workflow_id, r.review ->> 'template'),
      ('model-version', new.workflow_id, r.model || ' ' || r.model_version),
      ('domain', '', conduct_domain(substring(content_ #>> '{from,email}' from '[^@]*$'))))
      as o (watches, workflow, name) where o.name is not null
  loop
    insert into brake_scopes as s (workspace_id, watches, workflow_id, name, workflows, sends)
    values (new.workspace_id, of_.watches, of_.workflow, of_.name, array[new.workflow_id], 1)
    on conflict (workspace_id, watches, workflow_id, name) do update
      set sends = s.sends + 1, last_at = now(), workflows = case
        when new.workflow_id = any (s.workflows) then s.workflows
        else s.workflows || new.workflow_id end
    returning * into scope_;
    insert into brake_sends (workspace_id, scope_id, n, dispatch_id, proposal_id)
    values (new.workspace_id, scope_.id, scope_.sends, new.id, new.proposal_id);
  end loop;
  return null;
end $$;
create trigger dispatches_numbered after update on dispatches for each row
  when (new.state = 'executed' and old.state is distinct from 'executed')
  execute function brakes_number();

create table brakes (
  workspace_id uuid not null,
  id uuid not null,
  scope_id uuid not null,
  -- core/brakes/line.ts
  line jsonb not null,
  -- what a rebuild begins with: sends up to `born_after` were before its time
  born_at timestamptz not null,
  born_after bigint not null,
  born_grant jsonb not null,
  -- core/brakes/state.ts after `events` events; also what it trips on
  state jsonb not null,
  events int not null default 0,
  -- its present part of the budget; a shorter run than it has waits for a restart
  granted jsonb not null,
  -- when it was looked at last, whether or not there was anything to tell it
  looked_at timestamptz not null default now(),
  tripped_at timestamptz,
  retired_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, scope_id) references brake_scopes
);
create unique index one_live_brake on brakes (workspace_id, scope_id, line) where retired_at is null;
create index brakes_by_look on brakes (workspace_id, looked_at) where retired_at is null;

create table brake_events (
  workspace_id uuid not null,
  brake_id uuid not null,
  seq int not null check (seq >= 1),
  at timestamptz not null default now(),
  event jsonb not null,
  said text not null,
  trip jsonb,
  primary key (workspace_id, brake_id, seq),
  foreign key (workspace_id, brake_id) references brakes
);
create trigger brake_events_stay before update or delete on brake_events
  for each row execute function never();

create function brakes_guard() returns trigger language plpgsql as $$
begin
  if (new.workspace_id, new.id, new.scope_id, new.line, new.born_at, new.born_after, new.born_grant)
      is distinct from
     (old.workspace_id, old.id, old.scope_id, old.line, old.born_at, old.born_after, old.born_grant)
      or old.retired_at is not null then
    perform refuse_move('a brake keeps its line and its beginning; another line is another brake');
  end if;
  if new.events <> (select coalesce(max(e.seq), 0) from brake_events e
      where e.workspace_id = new.workspace_id and e.brake_id = new.id) then
    perform refuse_move('a brake is what its log makes of it');
  end if;
  return new;
end $$;
create trigger brakes_guard before update on brakes
  for each row execute function brakes_guard();
create trigger brakes_stay before delete on brakes for each row execute function never();

-- Signals that brakes have not heard yet. A reply may be known before the send it answers.
create table brake_inbox (
  workspace_id uuid not null references workspaces,
  id bigint generated always as identity,
  proposal_id uuid,
  -- names of core/brakes/signals.ts
  signals text[],
  -- {"signal", "from", "count": {"day", "domain", "sends", "events"}}
  day jsonb,
  at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint one_or_a_day check ((proposal_id is null) = (day is not null)
    and (proposal_id is null) = (signals is null))
);

-- Counts by day as they were told last: which domains report at all.
create table brake_days (
  workspace_id uuid not null references workspaces,
  signal text not null,
  sender text not null,
  domain text not null,
  day date not null,
  sends int not null check (sends >= 0),
  events int not null check (events between 0 and sends),
  primary key (workspace_id, signal, sender, domain, day)
);

-- False alarms that a workspace accepts: one in `every` sends, split over what is watched by weight.
-- Its row is the lock under which brakes hear, so that they hear in one order.
create table brake_budgets (
  workspace_id uuid not null references workspaces,
  every double precision not null default 2000 check (every >= 100),
  weights jsonb not null default '{"workflow": 1, "template": 1, "model-version": 1, "domain": 1}',
  primary key (workspace_id)
);

create table alerts (
  workspace_id uuid not null references workspaces,
  id uuid not null default gen_random_uuid(),
  -- alerts of one cause are one alert while it is open
  cause text not null,
  kind text not null,
  -- `page` wakes its owner, `tell` can wait for the day's work
  urgency text not null check (urgency in ('page', 'tell')),
  workflow_id text,
  owner text not null,
  title text not null,
  -- facts and sentences of ours: numbers and ids, nothing that buyers wrote
  detail jsonb not null default '{}',
  times int not null default 1,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  due_at timestamptz not null,
  seen_at timestamptz,
  seen_by uuid,
  escalated_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  verdict text check (verdict in ('actionable', 'noise')),
  note text,
  primary key (workspace_id, id),
  constraint closed_with_a_verdict check ((closed_at is null) = (verdict is null))
);
create unique index one_open_alert on alerts (workspace_id, cause) where closed_at is null;
create index alerts_due on alerts (workspace_id, due_at)
  where closed_at is null and seen_at is null and escalated_at is null;
create index alerts_recent on alerts (workspace_id, first_at desc);

create function alerts_guard() returns trigger language plpgsql as $$
begin
  if (new.workspace_id, new.id, new.cause, new.first_at)
      is distinct from (old.workspace_id, old.id, old.cause, old.first_at)
      or new.times < old.times
      or old.closed_at is not null and new is distinct from old
        and not erasing(old.workspace_id) then
    perform refuse_move('an alert keeps its cause, and how it was closed');
  end if;
  return new;
end $$;
create trigger alerts_guard before update on alerts
  for each row execute function alerts_guard();
create trigger alerts_stay before delete on alerts for each row execute function never();

-- What is new starts in small windows, while somebody watches.
create table ramps (
  workspace_id uuid not null references workspaces,
  id uuid not null default gen_random_uuid(),
  watches text not null check (watches in ('template', 'model-version')),
  workflow_id text not null,
  name text not null,
  -- sends that this window takes, how many it took, and which one of the policy's it is, from 0
  size int not null check (size >= 1),
  taken int not null default 0 check (taken <= size),
  step int not null default 0,
  -- sends of the windows before
  before int not null default 0,
  watcher text not null,
  confirmed_at timestamptz,
  started_at timestamptz not null default now(),
  stepped_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (workspace_id, id),
  constraint one_ramp unique (workspace_id, watches, workflow_id, name),
  foreign key (workspace_id, workflow_id) references workflows
);
create index ramps_open on ramps (workspace_id, workflow_id) where done_at is null;
create trigger ramps_stay before delete on ramps for each row execute function never();

-- The ramps that a clearance falls under, begun where there are none yet, and locked.
create function ramps_of(workspace_ uuid, clearance_ uuid) returns setof ramps language plpgsql as $$
declare
  policy_ jsonb; c clearances; r revisions; of_ record; kind_ text;
begin
  select * into c from clearances where workspace_id = workspace_ and id = clearance_;
  select w.policy -> 'ramp' into policy_ from workflows w
    where w.workspace_id = workspace_ and w.id = c.workflow_id;
  if policy_ is null then return; end if;
  select kind into kind_ from proposals where workspace_id = workspace_ and id = c.proposal_id;
  if kind_ not in ('email.draft', 'sequence.enroll', 'price.quote', 'meeting.schedule',
      'message.social', 'call.task') then return; end if;
  select * into r from revisions where workspace_id = workspace_
    and proposal_id = c.proposal_id and revision = c.revision;
  for of_ in
    select * from (values ('model-version', r.model || ' ' || r.model_version),
      ('template', r.review ->> 'template')) as o (watches, name)
    where o.name is not null
  loop
    -- What was sent before the workflow had ramps isn't new.
    insert into ramps (workspace_id, watches, workflow_id, name, size, watcher, done_at)
    values (workspace_, of_.watches, c.workflow_id, of_.name, (policy_ #>> '{windows,0}')::int,
      policy_ ->> 'watcher', (select now() from brake_scopes s where s.workspace_id = workspace_
        and s.watches = of_.watches and s.workflow_id = c.workflow_id and s.name = of_.name))
    on conflict (workspace_id, watches, workflow_id, name) do nothing;
    return query select * from ramps where workspace_id = workspace_ and watches = of_.watches
      and workflow_id = c.workflow_id and name = of_.name for update;
  end loop;
end $$;

create function ramp_redeem() returns trigger language plpgsql as $$
declare
  was_ text := coalesce(current_setting('gate.workspace', true), '');
  ramp_ ramps;
begin
  perform set_config('gate.workspace', new.workspace_id::text, true);
  for ramp_ in select * from ramps_of(new.workspace_id, new.id) loop
    continue when ramp_.done_at is not null;
    if ramp_.confirmed_at is null or ramp_.confirmed_at <= now() - interval '30 minutes' then
      perform conduct_refuse('ramp-holds', format('The %s %s is new, and nobody has confirmed in the'
        ' last 30 minutes to be watching it.', replace(ramp_.watches, '-', ' '), ramp_.name), null, null);
    end if;
    if ramp_.taken >= ramp_.size then
      perform conduct_refuse('ramp-holds', format('The %s %s is new, and its window of %s is full.',
        replace(ramp_.watches, '-', ' '), ramp_.name, ramp_.size), null, null);
    end if;
    update ramps set taken = taken + 1 where workspace_id = new.workspace_id and id = ramp_.id;
  end loop;
  perform set_config('gate.workspace', was_, true);
  return null;
end $$;
create trigger clearances_ramp after update on clearances for each row
  when (old.state = 'open' and new.state = 'redeemed') execute function ramp_redeem();

create function ramps_guard() returns trigger language plpgsql as $$
begin
  if (new.workspace_id, new.id, new.watches, new.workflow_id, new.name)
      is distinct from (old.workspace_id, old.id, old.watches, old.workflow_id, old.name)
      or old.done_at is not null then
    perform refuse_move('a ramp keeps what it is of, and ends once');
  end if;
  if new.step <> old.step and (new.step <> old.step + 1 or old.taken < old.size
      or new.before <> old.before + old.taken or new.taken <> 0) then
    perform refuse_move('a window opens when the one before is full');
  end if;
  if new.taken > old.taken and (new.confirmed_at is null
      or new.confirmed_at <= now() - interval '30 minutes') then
    perform refuse_move('nobody watches this window');
  end if;
  return new;
end $$;
create trigger ramps_guard before update on ramps
  for each row execute function ramps_guard();

-- What an auditor asks about. Names, reasons and notes are private.
create function audit_brake() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'brake', new.brake_id::text, null, null,
    case when new.trip is not null then 'tripped' when new.event ->> 'type' = 'split' then 'split'
      else 'restarted' end,
    jsonb_build_object('seq', new.seq, 'trip', new.trip, 'grant', new.event -> 'grant'),
    case when new.event ->> 'type' = 'restart' then
      jsonb_build_object('by', new.event -> 'by', 'reason', new.event -> 'reason') end);
  return null;
end $$;
create trigger brake_events_audit after insert on brake_events for each row
  when (new.trip is not null or new.event ->> 'type' in ('restart', 'split'))
  execute function audit_brake();
create function audit_brake_life() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'brake', new.id::text, null, null,
    case when tg_op = 'INSERT' then 'born' else 'retired' end,
    jsonb_build_object('scope', new.scope_id, 'line', new.line, 'grant', new.born_grant));
  return null;
end $$;
create trigger brakes_audit_born after insert on brakes
  for each row execute function audit_brake_life();
create trigger brakes_audit_retired after update on brakes for each row
  when (old.retired_at is null and new.retired_at is not null) execute function audit_brake_life();

create function audit_alert() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'alert', new.id::text, null, null,
    case when new.closed_at is not null then 'closed' when new.escalated_at is not null
      and (tg_op = 'INSERT' or old.escalated_at is null) then 'escalated'
      when new.seen_at is not null then 'seen' else 'raised' end,
    jsonb_build_object('kind', new.kind, 'workflow', new.workflow_id, 'times', new.times,
      'verdict', new.verdict),
    jsonb_build_object('owner', new.owner, 'note', new.note));
  return null;
end $$;
create trigger alerts_audit_new after insert on alerts
  for each row execute function audit_alert();
create trigger alerts_audit after update on alerts for each row
  when (old.closed_at is distinct from new.closed_at or old.escalated_at is distinct from new.escalated_at
    or old.seen_at is distinct from new.seen_at) execute function audit_alert();

create function audit_ramp() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'ramp', new.id::text, null, null,
    case when tg_op = 'INSERT' then 'started' when new.done_at is not null then 'done'
      when new.step <> old.step then 'widened' else 'watched' end,
    jsonb_build_object('watches', new.watches, 'workflow', new.workflow_id, 'step', new.step,
      'size', new.size), jsonb_build_object('watcher', new.watcher));
  return null;
end $$;
create trigger ramps_audit_new after insert on ramps
  for each row execute function audit_ramp();
create trigger ramps_audit after update on ramps for each row
  when (old.step <> new.step or old.done_at is distinct from new.done_at
    or old.confirmed_at is distinct from new.confirmed_at) execute function audit_ramp();

create function audit_budget() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'brake-budget', new.workspace_id::text, null, null, 'changed',
    jsonb_build_object('every', new.every, 'weights', new.weights));
  return null;
end $$;
create trigger brake_budgets_audit after insert or update on brake_budgets
  for each row execute function audit_budget();

select fence('brake_scopes'), fence('brake_sends'), fence('brakes'), fence('brake_events'),
  fence('brake_inbox'), fence('brake_days'), fence('brake_budgets'), fence('alerts'), fence('ramps');

-- Which workspaces have something for their brakes to hear, alerts to escalate, ramps to widen.
create function brakes_due() returns setof uuid language plpgsql as $$
declare id_ uuid; found_ boolean; set_ text;
begin
  foreach id_ in array array(select workspace_id from workspaces) loop
    set_ := set_config('gate.workspace', id_::text, true);
    found_ := exists (select from brake_inbox where workspace_id = id_)
      or (select true from brakes where workspace_id = id_ and retired_at is null
        and looked_at < now() - interval '30 minutes' order by looked_at limit 1)
      or exists (select from brake_scopes s where s.workspace_id = id_ and not exists (
        select from brakes b where b.workspace_id = id_ and b.scope_id = s.id
          and (b.retired_at is null or b.retired_at > s.last_at)))
      or (select true from alerts where workspace_id = id_ and closed_at is null and seen_at is null
        and escalated_at is null and due_at <= now() order by due_at limit 1)
      or exists (select from ramps where workspace_id = id_ and done_at is null and taken >= size);
    if found_ then return next id_; end if;
  end loop;
  set_ := set_config('gate.workspace', '', true);
end $$;
