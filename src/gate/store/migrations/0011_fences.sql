-- Every table of a workspace is fenced (0005): it shows and takes rows of the one workspace that the
-- statement is run for, whoever asks, its owner included. A condition forgotten in a query shows
-- nothing of others. Beside that lock there are two narrow openings, for reading only:
--
-- Doors. Who comes with a secret is known by nothing but it: which workspace it is of stands in the
-- row. `gate.lookup` names the secret (its hash; of a device its id, 122 random bits), and that one
-- row shows itself. Only `enter` below uses it (and `enter_by_key`, 0010), for a single look.
--
-- Sweeps. What is over its time, or was left by a process that died, has to be found in all
-- workspaces. `gate.sweep` shows which workspaces there are (`gate pair --workspace` names them by it,
-- too), and `due_in` looks into one after the other, in one round trip. The big tables have no policy
-- of their own for it: a second one makes an OR of the fence, which the planner then can't join by,
-- and counts twice. Small tables may (`gate.sweep` = 'on', what is due, for select only).
--
-- Without a workspace, and so without a fence: `seen_once` (a proof is checked before anyone knows
-- whose it is; its keys are hashes), the gate's rules (`state_moves`, `repeatable_work`),
-- `rate_buckets`, `installation`, `migrations`, and pg-boss' own tables (the jobs of all workspaces
-- are fetched by one statement; each says its workspace, and runs in it).
--
-- Foreign keys are checked by PostgreSQL past the fence; every one of them has the workspace in it.
-- A later migration that touches rows meets the fence as well: it goes workspace by workspace, or
-- lifts FORCE within its own transaction.
do $$
declare table_ regclass;
begin
  for table_ in
    select c.oid::regclass from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_workspace')
    order by 1
  loop
    perform fence(table_);
  end loop;
end $$;

create policy by_code on pairing_codes for select
  using (code_hash = nullif(current_setting('gate.lookup', true), ''));
create policy by_token on tokens for select
  using (token_hash = nullif(current_setting('gate.lookup', true), ''));
create policy by_ticket on tickets for select
  using (ticket_hash = nullif(current_setting('gate.lookup', true), ''));
create policy by_id on devices for select
  using (id::text = nullif(current_setting('gate.lookup', true), ''));

-- The workspace of who names a secret, and null for a secret that nobody has. The rest of the
-- transaction is run in it: as one statement, `from enter(…) as e, lateral (… offset 0)`, whose
-- right side can only be looked for when the left is known.
create function enter(door text, secret_ text) returns uuid language plpgsql as $$
declare
  found_ uuid;
  -- assigned, not performed: an expression costs a tenth of a statement
  set_ text;
begin
  set_ := set_config('gate.lookup', secret_, true);
  if door = 'code' then
    select workspace_id into found_ from pairing_codes where code_hash = secret_;
  elsif door = 'token' then
    select workspace_id into found_ from tokens where token_hash = secret_;
  elsif door = 'ticket' then
    select workspace_id into found_ from tickets where ticket_hash = secret_;
  elsif door = 'device' then
    select workspace_id into found_ from devices where id = secret_::uuid;
  else
    raise exception 'there is no door %', door;
  end if;
  set_ := set_config('gate.lookup', '', true);
  set_ := set_config('gate.workspace', coalesce(found_::text, ''), true);
  return found_;
end $$;

create policy listed on workspaces for select
  using (current_setting('gate.sweep', true) = 'on');

drop index proposals_expiry;
create index proposals_expiry on proposals (workspace_id, expires_at)
  where state in ('pending', 'escalated', 'recalled') and expires_at is not null;
drop index clearances_expiry;
create index clearances_expiry on clearances (workspace_id, expires_at) where state = 'open';
drop index tokens_expiry;
create index tokens_expiry on tokens (workspace_id, expires_at);
create index tickets_expiry on tickets (workspace_id, expires_at);
drop index dispatches_live;
create index dispatches_live on dispatches (workspace_id, state, created_at)
  where state in ('queued', 'claimed', 'handing_over');

-- Workspaces where something is due. A process of an older version finds nothing to do meanwhile:
-- its sweeps ask outside of any workspace.
create function due_in(sweep text) returns setof uuid language plpgsql as $$
declare
  id_ uuid;
  found_ boolean;
  set_ text;
begin
  foreach id_ in array array(select workspace_id from workspaces) loop
    set_ := set_config('gate.workspace', id_::text, true);
    if sweep = 'expiry' then
      found_ := exists (select from clearances where workspace_id = id_
          and state = 'open' and expires_at <= now())
        or exists (select from proposals where workspace_id = id_
          and state in ('pending', 'escalated', 'recalled') and expires_at <= now())
        or exists (select from tokens where workspace_id = id_ and expires_at < now())
        or exists (select from tickets where workspace_id = id_ and expires_at < now());
    elsif sweep = 'dispatches' then
      found_ := exists (select from dispatches where workspace_id = id_
        and (state in ('claimed', 'handing_over')
          or state = 'queued' and created_at < now() - interval '5 seconds'));
    else
      raise exception 'there is no sweep %', sweep;
    end if;
    if found_ then return next id_; end if;
  end loop;
  set_ := set_config('gate.workspace', '', true);
end $$;
