-- A reviewer's own page asks for their decisions and looks of the last days, never for the table's.
create index decisions_by_reviewer on decisions (workspace_id, reviewer_id, received_at desc)
  where status = 'accepted';
create index looks_by_reviewer on looks (workspace_id, reviewer_id, decided_at desc)
  where state = 'decided';

-- Escalations that nobody answered in time come back: the item stays escalated, whom it was escalated to
-- may still decide it, and so may again whoever could before. The state machine (0002) is as it was.
create table escalation_returns (
  workspace_id uuid not null,
  decision_id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  at timestamptz not null default now(),
  primary key (workspace_id, decision_id),
  foreign key (workspace_id, decision_id) references decisions
);
create index escalation_returns_of on escalation_returns (workspace_id, proposal_id, revision);
create index proposals_escalated on proposals (workspace_id, id) where state = 'escalated';
select fence('escalation_returns');
create trigger escalation_returns_stay before update or delete on escalation_returns
  for each row execute function never();

-- Hours that an escalation waits for its answer: the policy's own, or as long as its work is due in.
create function escalation_hours(policy_ jsonb) returns float8 language sql immutable as $$
  select coalesce((policy_ ->> 'escalationHours')::float8, (policy_ ->> 'dueHours')::float8)
$$;

create function escalation_returns_guard() returns trigger language plpgsql as $$
begin
  perform from decisions d
    join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id
      and p.revision = d.revision and p.state = 'escalated'
    join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
    where d.workspace_id = new.workspace_id and d.id = new.decision_id
      and d.proposal_id = new.proposal_id and d.revision = new.revision
      and d.action = 'escalate' and d.standing
      and d.received_at + make_interval(secs => 3600 * escalation_hours(w.policy)) <= now();
  if not found then
    perform refuse_move('only an escalation that nobody answered in time comes back');
  end if;
  return new;
end $$;
create trigger escalation_returns_guard before insert on escalation_returns
  for each row execute function escalation_returns_guard();

create function audit_escalation_return() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'escalation', new.decision_id::text, new.proposal_id, null,
    'returned', jsonb_build_object('revision', new.revision), null);
  return null;
end $$;
create trigger escalation_returns_audit after insert on escalation_returns
  for each row execute function audit_escalation_return();

-- Workspaces with an escalation that is over its time, as `due_in` (0011) looks for what is due.
create function escalations_due_in() returns setof uuid language plpgsql as $$
declare
  id_ uuid;
  set_ text;
begin
  foreach id_ in array array(select workspace_id from workspaces) loop
    set_ := set_config('gate.workspace', id_::text, true);
    if exists (select from proposals p
        join decisions d on d.workspace_id = p.workspace_id and d.proposal_id = p.id
          and d.revision = p.revision and d.standing and d.action = 'escalate'
        join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
        where p.workspace_id = id_ and p.state = 'escalated'
          and d.received_at + make_interval(secs => 3600 * escalation_hours(w.policy)) <= now()
          and not exists (select from escalation_returns e
            where e.workspace_id = d.workspace_id and e.decision_id = d.id)) then
      return next id_;
    end if;
  end loop;
  set_ := set_config('gate.workspace', '', true);
end $$;
