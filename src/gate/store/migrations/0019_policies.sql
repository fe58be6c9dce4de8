-- Policies as documents: why a version was published and which older one it brings back; and the stage
-- that a workflow has come to, which goes up only on what was measured (P9).

alter table workflow_versions add column reason text check (char_length(reason) between 1 and 2000),
  add column rolled_back_to int,
  add constraint rolled_back_to_older check (rolled_back_to < version);

-- As in 0008, with what the transaction says of itself.
create or replace function workflows_versioned() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if workflow_version(new) = workflow_version(old) then return null; end if;
    if (new.policy ->> 'version')::int is distinct from (old.policy ->> 'version')::int + 1 then
      perform refuse_move(format('the policy is at version %s; a change is version %s',
        old.policy ->> 'version', (old.policy ->> 'version')::int + 1));
    end if;
  end if;
  insert into workflow_versions (workspace_id, workflow_id, version, workflow, put_by, reason,
    rolled_back_to)
  values (new.workspace_id, new.id, (new.policy ->> 'version')::int, workflow_version(new),
    coalesce(nullif(current_setting('gate.actor', true), ''), 'role:' || current_user),
    nullif(current_setting('gate.reason', true), ''),
    nullif(current_setting('gate.rolled_back_to', true), '')::int);
  return null;
end $$;

create function versions_guard() returns trigger language plpgsql as $$
begin
  if new.rolled_back_to is not null and not exists (select from workflow_versions v
      where v.workspace_id = new.workspace_id and v.workflow_id = new.workflow_id
        and v.version = new.rolled_back_to
        and v.workflow #- '{policy,version}' = new.workflow #- '{policy,version}') then
    perform refuse_move('a roll back brings an older version back as it was');
  end if;
  return new;
end $$;
create trigger versions_guard before insert on workflow_versions
  for each row execute function versions_guard();

create function audit_version() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'policy', new.workflow_id, null, (new.version - 1)::text,
    new.version::text, jsonb_build_object('rolledBackTo', new.rolled_back_to,
      'stage', new.workflow #>> '{policy,stage}'),
    case when new.reason is not null then jsonb_build_object('reason', new.reason) end);
  return null;
end $$;
create trigger versions_audit after insert on workflow_versions
  for each row execute function audit_version();

-- STAGES. core/policies/stage.ts has the same with sentences. None named: as far as its lanes are.
create function stage_rank(policy_ jsonb) returns int language sql immutable as $$
  select case policy_ ->> 'stage' when 'observer' then 1 when 'planner' then 2 else 3 end
$$;

create function workflows_stage() returns trigger language plpgsql as $$
declare
  seen int;
begin
  if stage_rank(new.policy) <= stage_rank(old.policy) then return new; end if;
  select count(*) into seen from (select from decisions d where d.workspace_id = new.workspace_id
    and d.workflow_id = new.id and d.status = 'accepted' and d.action <> 'escalate' limit 60) few;
  if seen < 60 then
    perform refuse_move('a stage is earned: fewer than 60 decisions of people are measured');
  end if;
  if stage_rank(new.policy) = 3 and not exists (
      select from lanes l, jsonb_array_elements(new.policy #> '{autonomy,lanes}') r
      where l.workspace_id = new.workspace_id and l.workflow_id = new.id and l.held is not null
        and r ->> 'tier' = l.tier and (r ->> 'alpha')::double precision = l.alpha
        and (r ->> 'delta')::double precision = l.delta) then
    perform refuse_move('adopter is earned by a lane whose bound holds, and none does');
  end if;
  return new;
end $$;
create trigger workflows_stage before update on workflows for each row
  when (old.policy ->> 'stage' is distinct from new.policy ->> 'stage')
  execute function workflows_stage();

-- Below adopter nothing runs in a lane, and as an observer nothing runs at all without a person's decision;
-- not what was cleared before the step down either.
create function clearances_stage() returns trigger language plpgsql as $$
declare policy_ jsonb; kind_ text;
begin
  if new.decision_id is not null then return new; end if;
  if tg_op = 'UPDATE' and new.state <> 'redeemed' then return new; end if;
  select w.policy, p.kind into policy_, kind_ from proposals p
    join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
    where p.workspace_id = new.workspace_id and p.id = new.proposal_id;
  if stage_rank(policy_) = 1
      or stage_rank(policy_) = 2 and (buyer_facing(kind_) or policy_ ? 'autonomy') then
    raise exception 'this workflow''s stage lets nothing run without a person'
      using errcode = 'CS016';
  end if;
  return new;
end $$;
create trigger clearances_stage before insert or update on clearances
  for each row execute function clearances_stage();

create function lanes_stage() returns trigger language plpgsql as $$
begin
  if new.open and (select stage_rank(w.policy) from workflows w
      where w.workspace_id = new.workspace_id and w.id = new.workflow_id) < 3 then
    perform refuse_move('a lane opens at the adopter stage only');
  end if;
  return new;
end $$;
create trigger lanes_stage before insert or update of open on lanes
  for each row when (new.open) execute function lanes_stage();

-- A step down closes what is open; a step up has the next verdict at once.
create function workflows_stage_lanes() returns trigger language plpgsql as $$
begin
  update lanes set open = false, decided_at = null
    where workspace_id = new.workspace_id and workflow_id = new.id;
  return null;
end $$;
create trigger workflows_stage_lanes after update on workflows for each row
  when (old.policy ->> 'stage' is distinct from new.policy ->> 'stage')
  execute function workflows_stage_lanes();
