-- Speed and size. Nothing here changes what is allowed, only what it costs.

-- What conduct asks is written as SQL functions that become part of the statement calling them: one
-- big statement, whose planning was most of its time. Every part of it is a look-up
-- by an index led by the workspace, whatever the values, so one plan serves all: it is made once a
-- connection. Holds for everything that runs inside these functions.
alter function conduct_guard() set plan_cache_mode = force_generic_plan;
alter function conduct_check(uuid, jsonb) set plan_cache_mode = force_generic_plan;
alter function conduct_redeem(uuid, uuid, jsonb) set plan_cache_mode = force_generic_plan;

-- As in 0007, but nearly every address is ASCII, and then two built-in functions say the same.
create or replace function conduct_domain(domain_ text) returns text
language plpgsql immutable strict as $$
begin
  if domain_ ~ '^[\u0001-\u007f]*$' then
    return nullif(rtrim(lower(domain_ collate "C"), '.'), '');
  end if;
  return (select string_agg(
      case when label ~ '[^\u0001-\u007f]' then conduct_puny(label) else label end, '.' order by n)
    from string_to_table(rtrim(conduct_fold(translate(domain_, U&'\3002\FF0E\FF61', '...')), '.'), '.')
      with ordinality s(label, n));
end $$;

create or replace function conduct_address(address_ text) returns text
language plpgsql immutable strict as $$
declare
  domain_ text := conduct_domain(substring(address_ from '[^@]*$'));
  whole text := regexp_replace(address_, '@[^@]*$', '');
  local_ text;
begin
  whole := case when whole ~ '^[\u0001-\u007f]*$' then lower(whole collate "C")
    else conduct_fold(whole) end;
  local_ := coalesce(nullif(split_part(whole, '+', 1), ''), whole);
  if domain_ = 'googlemail.com' then domain_ := 'gmail.com'; end if;
  if domain_ = 'gmail.com' then
    local_ := coalesce(nullif(replace(local_, '.', ''), ''), local_);
  end if;
  return local_ || '@' || domain_;
end $$;

-- What belongs to a proposal, found by it: erasure and retention read none of these as a whole.
-- Tables in the order in which a new revision takes them, so that older processes rarely wait.
-- The few revisions that may hold an attachment's digest: inside a text the quotes would be escaped.
create index revisions_with_attachments on revisions (workspace_id, proposal_id)
  where erased_at is null and content like '%"sha256":"%';
create index recipients_by_proposal on recipients (workspace_id, proposal_id);

-- A table that grows with proposals has no second policy (0011): what is due in it is looked for in
-- each workspace. A process of an older version hands nothing over meanwhile.
drop policy due on handovers;
drop index handovers_due;
create index handovers_due on handovers (workspace_id, due_at)
  where handed_at is null and ended_at is null;

create index handovers_handed on handovers (workspace_id, proposal_id, revision)
  where handed_at is not null;
create index signals_by_proposal on signals (workspace_id, proposal_id)
  where proposal_id is not null;
create index bindings_by_proposal on bindings (workspace_id, proposal_id);

-- As in 0011, with the ownership sweep, and each question asked as "the first one by the index": to a
-- bare `exists` the planner may read the table, hoping for a row soon.
create or replace function due_in(sweep text) returns setof uuid language plpgsql as $$
declare
  id_ uuid;
  found_ boolean;
  set_ text;
begin
  foreach id_ in array array(select workspace_id from workspaces) loop
    set_ := set_config('gate.workspace', id_::text, true);
    if sweep = 'expiry' then
      found_ := (select true from clearances where workspace_id = id_
          and state = 'open' and expires_at <= now() order by expires_at limit 1)
        or (select true from proposals where workspace_id = id_
          and state in ('pending', 'escalated', 'recalled') and expires_at <= now()
          order by expires_at limit 1)
        or (select true from tokens where workspace_id = id_ and expires_at < now()
          order by expires_at limit 1)
        or (select true from tickets where workspace_id = id_ and expires_at < now()
          order by expires_at limit 1);
    elsif sweep = 'dispatches' then
      found_ := (select true from dispatches where workspace_id = id_ and state = 'claimed'
          order by created_at limit 1)
        or (select true from dispatches where workspace_id = id_ and state = 'handing_over'
          order by created_at limit 1)
        or (select true from dispatches where workspace_id = id_ and state = 'queued'
          and created_at < now() - interval '5 seconds' order by created_at limit 1);
    elsif sweep = 'ownership' then
      found_ := (select true from handovers where workspace_id = id_ and handed_at is null
          and ended_at is null and due_at <= now() order by due_at limit 1)
        or exists (select from qualifications where workspace_id = id_ and ended_at is null
          and until <= now())
        or exists (select from absences where workspace_id = id_ and ended_at is null
          and until <= now());
    else
      raise exception 'there is no sweep %', sweep;
    end if;
    if found_ then return next id_; end if;
  end loop;
  set_ := set_config('gate.workspace', '', true);
end $$;
