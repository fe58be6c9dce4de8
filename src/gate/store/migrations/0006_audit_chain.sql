-- The audit log as a chain: one link a row, in commit order, written after the fact by whichever gate
-- process comes first (one at a time for each workspace), so that no action waits for another's.
-- Links and checkpoints are only ever added. The hash is the gate's (SHA-256 over RFC 8785 JSON of
-- what goes before, the number and the row: src/gate/audit/chain.ts); `gate audit verify` checks it
-- without this database, against heads that were signed with keys that are not in it.
create index audit_in_order on audit_log (workspace_id, xid, id);
-- A fork that a device reported is written once.
create unique index one_row_a_fork on audit_log (workspace_id, subject_id) where subject = 'fork';

create table audit_chain (
  workspace_id uuid not null,
  seq bigint not null check (seq >= 1),
  audit_id bigint not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz not null default now(),
  primary key (workspace_id, seq),
  constraint one_link_a_row unique (workspace_id, audit_id),
  foreign key (workspace_id, audit_id) references audit_log
);

create table audit_checkpoints (
  workspace_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  -- the head as the gate signed it
  jws text not null,
  primary key (workspace_id, seq),
  foreign key (workspace_id, seq) references audit_chain
);

-- What names a person is not in the log itself: the row holds a digest, and here is what opens it,
-- the salt and the text (SHA-256 over salt, line feed, text). Without it nobody can guess the text
-- from the digest, so to forget a person is to delete these rows, and the chain stays as it is.
create table audit_private (
  workspace_id uuid not null,
  audit_id bigint not null,
  subject text not null,
  subject_id text not null,
  salt text not null,
  clear text not null,
  primary key (workspace_id, audit_id),
  foreign key (workspace_id, audit_id) references audit_log
);
create index audit_private_of on audit_private (workspace_id, subject, subject_id);

create function audit_chain_guard() returns trigger language plpgsql as $$
begin
  if new.seq <> 1 + coalesce((select max(c.seq) from audit_chain c
      where c.workspace_id = new.workspace_id), 0) then
    perform refuse_move('a link follows the last one');
  end if;
  return new;
end $$;
create trigger audit_chain_guard before insert on audit_chain
  for each row execute function audit_chain_guard();
create trigger audit_chain_stays before update or delete on audit_chain
  for each row execute function never();
create trigger audit_chain_stays_whole before truncate on audit_chain execute function never();
create trigger audit_checkpoints_stay before update or delete on audit_checkpoints
  for each row execute function never();
create trigger audit_checkpoints_stay_whole before truncate on audit_checkpoints
  execute function never();
create trigger audit_private_stays before update on audit_private
  for each row execute function never();
create trigger audit_private_stays_whole before truncate on audit_private execute function never();

create function audit_actor() returns text language sql stable as $$
  select coalesce(nullif(current_setting('gate.actor', true), ''), 'role:' || current_user)
$$;

create function sha256_of(text_ text) returns text language sql immutable strict as $$
  select encode(sha256(convert_to(text_, 'UTF8')), 'hex')
$$;

-- One row of the log, by whom the transaction says. `private_` names people: only its digest goes
-- into the row, as `private`.
create function audit_note(
  workspace_ uuid, subject_ text, subject_id_ text, proposal_ uuid, was_ text, became_ text,
  data_ jsonb, private_ jsonb default null
) returns void language plpgsql as $$
declare
  -- 244 random bits, without an extension
  salt_ text := case when private_ is not null then gen_random_uuid()::text || gen_random_uuid() end;
  id_ bigint;
begin
  insert into audit_log (workspace_id, actor, subject, subject_id, proposal_id, was, became, data)
  values (workspace_, audit_actor(), subject_, subject_id_, proposal_, was_, became_,
    jsonb_strip_nulls(data_ || jsonb_build_object('private',
      sha256_of(salt_ || E'\n' || private_::text))))
  returning id into id_;
  if salt_ is not null then
    insert into audit_private (workspace_id, audit_id, subject, subject_id, salt, clear)
    values (workspace_, id_, subject_, subject_id_, salt_, private_::text);
  end if;
end $$;

-- Forgetting is itself on record: whose opening went, not what it said.
create function audit_forgotten() returns trigger language plpgsql as $$
begin
  perform audit_note(old.workspace_id, old.subject, old.subject_id, null, null, 'forgotten',
    jsonb_build_object('row', old.audit_id::text));
  return null;
end $$;
create trigger audit_private_forgotten after delete on audit_private
  for each row execute function audit_forgotten();

create or replace function audit() returns trigger language plpgsql as $$
declare
  now_ jsonb := to_jsonb(new);
  was_ text := case when tg_op = 'UPDATE' then to_jsonb(old) ->> 'state' end;
  ref_ text := now_ ->> 'external_ref';
  -- A Message-ID that the gate made names nobody; any other reference is another system's text.
  own_ref_ boolean := ref_ like '<' || (now_ ->> 'clearance_id') || '@%';
begin
  perform audit_note(new.workspace_id, tg_argv[0], now_ ->> 'id',
    case when tg_argv[0] = 'proposal' then (now_ ->> 'id')::uuid
      else (now_ ->> 'proposal_id')::uuid end,
    was_, now_ ->> 'state',
    jsonb_build_object('revision', now_ -> 'revision',
      'contentDigest', now_ -> 'content_digest', 'clearance', now_ -> 'clearance_id',
      'decision', now_ -> 'decision_id', 'executor', now_ -> 'executor',
      'lane', now_ -> 'lane', 'reason', now_ -> 'void_reason',
      'externalRef', case when own_ref_ then ref_ end, 'jws', sha256_of(now_ ->> 'jws')),
    -- Why somebody paused is their own sentence.
    case when now_ ->> 'pause_reason' is not null
        then jsonb_build_object('reason', now_ -> 'pause_reason')
      when not own_ref_ then jsonb_build_object('externalRef', ref_) end);
  return null;
end $$;

-- The digest of the signature as it came binds the export's JWS to the row; the JWS itself holds the
-- text and may be erased.
create or replace function audit_decision() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'decision', new.id::text, new.proposal_id,
    case when tg_op = 'UPDATE' then new.action end,
    case when tg_op = 'UPDATE' then 'taken-back' else coalesce(new.conflict, new.action) end,
    jsonb_build_object('revision', new.revision, 'contentDigest', new.content_digest,
      'reviewer', new.reviewer_id, 'device', new.device_id, 'action', new.action,
      'jws', case when tg_op = 'INSERT' then sha256_of(new.jws) end));
  return null;
end $$;

create function audit_signature_erased() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'decision', new.id::text, new.proposal_id, new.action,
    'erased', jsonb_build_object('jws', sha256_of(old.jws)));
  return null;
end $$;
create trigger decisions_audit_erased after update on decisions for each row
  when (old.jws is not null and new.jws is null) execute function audit_signature_erased();

-- Who could do what, and when that changed. Further columns that name people or hold what they wrote
-- are named as the trigger's other arguments. `execute function audit_person('subject', 'column', …)`
create function audit_owners_apart(row_ jsonb) returns jsonb language sql immutable as $$
  select case when row_ -> 'policy' ? 'ownership' then row_ || jsonb_build_object(
    'policy', (row_ -> 'policy') - 'ownership', 'ownership', row_ #> '{policy,ownership}')
    else row_ end
$$;
create or replace function audit_person() returns trigger language plpgsql as $$
declare
  names_ text[] := array['name', 'email', 'mailboxes', 'owner', 'ownership', 'executor_url',
    'pause_reason'] || coalesce(tg_argv[1:], '{}');
  -- A policy names its approvers by address.
  now_ jsonb := audit_owners_apart(to_jsonb(new));
  old_ jsonb := case when tg_op = 'UPDATE' then audit_owners_apart(to_jsonb(old)) end;
  private_ jsonb;
  before_ jsonb;
begin
  select jsonb_object_agg(key, value) into private_ from jsonb_each(jsonb_strip_nulls(now_))
    where key = any (names_);
  select jsonb_object_agg(key, value) into before_ from jsonb_each(jsonb_strip_nulls(old_))
    where key = any (names_);
  perform audit_note(new.workspace_id, tg_argv[0], now_ ->> 'id', null, null,
    case when tg_op = 'INSERT' then 'created'
      when now_ ->> 'revoked_at' is not null then 'revoked' else 'changed' end,
    now_ - 'workspace_id' - 'id' - 'key_hash' - 'jwk' - 'resync_xid' - names_,
    case when private_ is distinct from before_ then private_ end);
  return null;
end $$;
-- A workflow is recorded with its policy from the start.
drop trigger workflows_audit_new on workflows;
create trigger workflows_audit_new after insert on workflows
  for each row execute function audit_person('workflow');

select fence('audit_chain'), fence('audit_checkpoints'), fence('audit_private');
