-- Operating the gate: buckets that all processes share, agents' keys, what is erased, restored gates.

-- Attempts that matter to security are counted here, over all processes. No workspace: they are
-- counted before anyone knows whose they are. Keys are hashes.
create table rate_buckets (
  key text primary key,
  tokens double precision not null,
  -- whether the last attempt got one: those that get none cost nothing, so nobody is locked out
  taken boolean not null,
  at timestamptz not null
);

-- One row. The epoch goes into every feed cursor: a restored database is another one, whose
-- transaction ids mean something else, so older cursors start over.
create table installation (
  only_one boolean primary key default true check (only_one),
  epoch bigint not null default 0,
  restored_at timestamptz,
  restored_from timestamptz
);
insert into installation default values;

-- An agent's keys: two are good at once while one replaces the other.
create table agent_keys (
  workspace_id uuid not null,
  id uuid not null,
  agent_id uuid not null,
  key_hash text not null unique,
  -- what it may do
  scopes text[] not null default '{propose,signals,read}'
    check (cardinality(scopes) > 0 and scopes <@ array['propose', 'signals', 'read']),
  -- where; null: every workflow
  workflows text[] check (cardinality(workflows) > 0),
  -- requests, when other than the gate's setting
  per_second double precision check (per_second > 0),
  burst int check (burst >= 1),
  created_at timestamptz not null default now(),
  -- the end of an overlap
  expires_at timestamptz,
  revoked_at timestamptz,
  -- to the minute or so: written lazily
  last_used_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, agent_id) references agents
);
create index agent_keys_by_agent on agent_keys (workspace_id, agent_id);

insert into agent_keys (workspace_id, id, agent_id, key_hash, created_at)
select workspace_id, id, id, key_hash, created_at from agents;

-- An agent is made with its first key, also by a process of an older version.
create function first_key() returns trigger language plpgsql as $$
begin
  insert into agent_keys (workspace_id, id, agent_id, key_hash)
  values (new.workspace_id, new.id, new.id, new.key_hash);
  return null;
end $$;
create trigger agents_first_key after insert on agents for each row execute function first_key();

create function agent_keys_guard() returns trigger language plpgsql as $$
begin
  if (new.workspace_id, new.id, new.agent_id, new.key_hash) is distinct from
     (old.workspace_id, old.id, old.agent_id, old.key_hash) then
    perform refuse_move('a key keeps its agent and its secret');
  end if;
  if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
    perform refuse_move('a revoked key stays revoked');
  end if;
  return new;
end $$;
create trigger agent_keys_guard before update on agent_keys
  for each row execute function agent_keys_guard();
create trigger agent_keys_stay before delete on agent_keys for each row execute function never();
create trigger agent_keys_audit_new after insert on agent_keys
  for each row execute function audit_person('agent-key');
create trigger agent_keys_audit after update on agent_keys for each row
  when (old.revoked_at is distinct from new.revoked_at
    or old.expires_at is distinct from new.expires_at or old.scopes is distinct from new.scopes
    or old.workflows is distinct from new.workflows)
  execute function audit_person('agent-key');
select fence('agent_keys');

-- Who comes with a key is known by nothing but it: the one row whose hash is named shows itself, for
-- a single look. The rest of the transaction is then run in its workspace; null: nobody has that key.
create policy by_key on agent_keys for select
  using (key_hash = nullif(current_setting('gate.lookup', true), ''));
create function enter_by_key(secret_ text) returns uuid language plpgsql as $$
declare found_ uuid;
begin
  perform set_config('gate.lookup', secret_, true);
  select workspace_id into found_ from agent_keys where key_hash = secret_;
  perform set_config('gate.lookup', '', true),
    set_config('gate.workspace', coalesce(found_::text, ''), true);
  return found_;
end $$;

-- Erasure. Digests, states and the audit log stay; what people wrote is replaced. A row here is what
-- permits it, in its own transaction only, and is the certificate afterwards.
create table erasures (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  reason text not null check (reason in ('person', 'retention')),
  -- of the workspace and the lower-case address: enough to know them again, not to name them
  address_hash text,
  requested_by text not null,
  at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id(),
  counts jsonb not null default '{}',
  -- the chain's head when it began, where there was one
  head_before jsonb,
  primary key (workspace_id, id),
  constraint a_person_has_an_address check ((reason = 'person') = (address_hash is not null))
);
create index erased_people on erasures (workspace_id, address_hash) where address_hash is not null;
select fence('erasures');

create function erasures_guard() returns trigger language plpgsql as $$
begin
  if old.xid <> pg_current_xact_id() or new.xid <> old.xid
      or (new.workspace_id, new.id, new.reason, new.address_hash) is distinct from
         (old.workspace_id, old.id, old.reason, old.address_hash) then
    perform refuse_move('an erasure is never changed');
  end if;
  return new;
end $$;
create trigger erasures_guard before update on erasures
  for each row execute function erasures_guard();
create trigger erasures_stay before delete on erasures for each row execute function never();

create function audit_erasure() returns trigger language plpgsql as $$
begin
  insert into audit_log (workspace_id, actor, subject, subject_id, became, data)
  values (new.workspace_id, new.requested_by, 'erasure', new.id::text, 'erased',
    jsonb_build_object('reason', new.reason, 'counts', new.counts));
  return null;
end $$;
create trigger erasures_audit after update on erasures
  for each row execute function audit_erasure();

-- True inside the one transaction that an erasure is recorded in, where it said so.
create function erasing(workspace_ uuid) returns boolean language plpgsql as $$
begin
  return exists (select from erasures e where e.workspace_id = workspace_
    and e.id = nullif(current_setting('gate.erasure', true), '')::uuid
    and e.xid = pg_current_xact_id());
end $$;

alter table revisions add column erased_at timestamptz,
  drop constraint content_is_what_was_digested;
-- Rows written before were checked by the constraint that this one replaces, and none was erased:
-- not looked at again, which at millions of rows would stop writers for minutes.
alter table revisions add constraint content_is_what_was_digested check (erased_at is not null
  or content_digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')) not valid;
alter table decisions add column erased_at timestamptz, alter column jws drop not null;
alter table decisions add constraint signed_or_erased
  check (jws is not null or erased_at is not null) not valid;

create function revisions_erased() returns trigger language plpgsql as $$
declare open_ text[] := array['content', 'review', 'flags', 'callback_url', 'erased_at'];
begin
  if old.erased_at is not null or not erasing(old.workspace_id)
      or (to_jsonb(new) - open_) is distinct from (to_jsonb(old) - open_) then
    perform refuse_move('revisions is never changed');
  end if;
  return new;
end $$;
drop trigger revisions_stay on revisions;
create trigger revisions_stay before delete on revisions for each row execute function never();
create trigger revisions_stay_as_they_are before update on revisions for each row
  when (new.erased_at is not distinct from old.erased_at) execute function never();
create trigger revisions_erased before update on revisions for each row
  when (new.erased_at is distinct from old.erased_at) execute function revisions_erased();

create function decisions_erased() returns trigger language plpgsql as $$
declare open_ text[] := array['content', 'difference', 'reason', 'detail', 'jws', 'erased_at'];
begin
  if old.erased_at is not null or not erasing(old.workspace_id)
      or (to_jsonb(new) - open_) is distinct from (to_jsonb(old) - open_) then
    perform refuse_move('a decision stays as it was signed');
  end if;
  return new;
end $$;
drop trigger decisions_guard on decisions;
create trigger decisions_guard before update on decisions for each row
  when (new.erased_at is not distinct from old.erased_at) execute function decisions_guard();
create trigger decisions_erased before update on decisions for each row
  when (new.erased_at is distinct from old.erased_at) execute function decisions_erased();

drop trigger attachments_stay on attachments;
create trigger attachments_stay before update on attachments
  for each row execute function never();
create trigger attachments_stay_whole before delete on attachments for each row
  when (not erasing(old.workspace_id)) execute function never();

-- How long content is kept; a workspace's own rows go before the installation's setting.
create table retention (
  workspace_id uuid not null references workspaces,
  what text not null check (what in ('content', 'signals')),
  days int not null check (days between 1 and 36500),
  primary key (workspace_id, what)
);
select fence('retention');
create function audit_retention() returns trigger language plpgsql as $$
begin
  insert into audit_log (workspace_id, actor, subject, subject_id, became, data)
  values (new.workspace_id,
    coalesce(nullif(current_setting('gate.actor', true), ''), 'role:' || current_user),
    'retention', new.what, 'changed', jsonb_build_object('days', new.days));
  return null;
end $$;
create trigger retention_audit after insert or update on retention
  for each row execute function audit_retention();
create index revisions_age on revisions (workspace_id, created_at) where erased_at is null;
create index signals_age on signals (workspace_id, received_at);

-- Whose data was erased is not proposed to again: known by a digest only, since the list that
-- suppresses others names them.
create function erased_hash(workspace_ uuid, address_ text) returns text language sql immutable as $$
  select sha256_of(workspace_::text || E'\n' || conduct_address(address_))
$$;
create function revisions_of_erased() returns trigger language plpgsql as $$
declare
  was_ text := coalesce(current_setting('gate.workspace', true), '');
  errors_ jsonb;
begin
  perform set_config('gate.workspace', new.workspace_id::text, true);
  if exists (select from erasures e
      where e.workspace_id = new.workspace_id and e.address_hash is not null) then
    select jsonb_agg(distinct jsonb_build_object('path', p.path,
        'message', 'this person''s data was erased')) into errors_
      from conduct_people(new.workspace_id, new.content::jsonb) p, unnest(p.addresses) a
      where exists (select from erasures e where e.workspace_id = new.workspace_id
        and e.address_hash = erased_hash(new.workspace_id, a));
    if errors_ is not null then
      perform conduct_refuse('suppressed', 'Somebody here asked to be forgotten.', null, errors_);
    end if;
  end if;
  perform set_config('gate.workspace', was_, true);
  return null;
end $$;
-- Named so that it runs before others on the same event.
create trigger a_revisions_of_erased after insert on revisions
  for each row execute function revisions_of_erased();
