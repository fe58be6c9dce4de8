-- Canaries: known-bad copies of a pending proposal, which stand in for it until they are decided. A canary
-- is a look (0016) with a content of its own. It has no row in proposals or revisions, so no clearance
-- and no dispatch can name it, whoever writes the SQL; and what it stands in for is held meanwhile.
create table canaries (
  workspace_id uuid not null,
  look_id uuid not null,
  proposal_id uuid not null,
  -- core/canaries: what was put in
  kind text not null,
  -- our own checks flag it: catching it may be obeying the flag
  flagged boolean not null,
  -- RFC 8785 text of what is shown
  content text not null,
  content_digest text not null,
  -- as it would have been routed: what is seen of it has to fit what it says
  tier text not null,
  trigger jsonb not null,
  flags jsonb not null,
  claims jsonb not null,
  -- to be decided before the agent's word is shown, drawn as for any other of its tier
  blind jsonb,
  -- {field, was, became, message}: what is said once it is decided
  planted jsonb not null,
  created_at timestamptz not null default now(),
  erased_at timestamptz,
  primary key (workspace_id, look_id),
  foreign key (workspace_id, look_id) references looks,
  constraint content_is_what_was_digested check (erased_at is not null
    or content_digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);
create unique index one_canary_a_proposal on canaries (workspace_id, proposal_id);
create index looks_held on looks (workspace_id, proposal_id) where reason = 'canary' and state = 'open';
create index canaries_lately on canaries (workspace_id, created_at);
select fence('canaries');

create function canaries_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform from looks k join proposals p
        on p.workspace_id = k.workspace_id and p.id = k.proposal_id
      where k.workspace_id = new.workspace_id and k.id = new.look_id and k.reason = 'canary'
        and k.proposal_id = new.proposal_id and k.content_digest = new.content_digest
        and p.state = 'pending' and p.revision = k.revision and p.lane = 'human'
        and p.kind <> 'price.quote';
    if not found then perform refuse_move('a canary stands in for what is pending'); end if;
    -- It would lie, or come to lie, in somebody's mailbox.
    if new.content like '%"delivery":"compose"%' then
      perform refuse_move('a canary is never a draft in a mailbox');
    end if;
  elsif new.erased_at is not distinct from old.erased_at or not erasing(old.workspace_id) then
    perform refuse_move('a canary stays as it was planted');
  end if;
  return new;
end $$;
create trigger canaries_guard before insert or update on canaries
  for each row execute function canaries_guard();
create trigger canaries_stay before delete on canaries for each row execute function never();

-- A content that was planted is never cleared, under whatever name: not in this workspace, not later.
create index canaries_by_digest on canaries (workspace_id, content_digest);
create function clearances_no_canary() returns trigger language plpgsql as $$
begin
  if exists (select from canaries c where c.workspace_id = new.workspace_id
      and c.content_digest = new.content_digest) then
    perform refuse_move('this content was planted; nothing sends it');
  end if;
  return new;
end $$;
create trigger clearances_no_canary before insert on clearances
  for each row execute function clearances_no_canary();

-- True while a canary stands in for it: nobody sees the original, and nobody decides it.
create function held(workspace_ uuid, proposal_ uuid) returns boolean language sql stable as $$
  select exists (select from looks k where k.workspace_id = workspace_ and k.proposal_id = proposal_
    and k.reason = 'canary' and k.state = 'open')
$$;
create function decisions_not_held() returns trigger language plpgsql as $$
begin
  if exists (select from looks k where k.workspace_id = new.workspace_id
      and k.proposal_id = new.proposal_id and k.reason = 'canary' and k.state = 'open') then
    perform refuse_move('it is not open for a decision yet');
  end if;
  return new;
end $$;
create trigger decisions_not_held before insert on decisions for each row
  when (new.status = 'accepted') execute function decisions_not_held();

-- What is no longer pending, or has another revision, needs no stand-in.
create function canaries_over() returns trigger language plpgsql as $$
begin
  update looks set state = 'void' where workspace_id = new.workspace_id and proposal_id = new.id
    and reason = 'canary' and state = 'open';
  return null;
end $$;
create trigger canaries_over after update on proposals for each row
  when (old.state is distinct from new.state or old.revision is distinct from new.revision)
  execute function canaries_over();
-- Once it is decided its original comes into the feed.
create function canaries_release() returns trigger language plpgsql as $$
begin
  update proposals set lane = lane where workspace_id = new.workspace_id and id = new.proposal_id;
  return null;
end $$;
create trigger canaries_release after update on looks for each row
  when (new.reason = 'canary' and old.state = 'open' and new.state <> 'open'
    and pg_trigger_depth() = 0) execute function canaries_release();

create or replace function looks_of_erased() returns trigger language plpgsql as $$
begin
  update looks set state = 'void' where workspace_id = new.workspace_id
    and proposal_id = new.proposal_id and revision = new.revision and state = 'open';
  update looks set jws = null, erased_at = now() where workspace_id = new.workspace_id
    and proposal_id = new.proposal_id and revision = new.revision and erased_at is null;
  update canaries set content = 'erased', flags = '[]', claims = '[]', planted = '{}',
      erased_at = now()
    where workspace_id = new.workspace_id and proposal_id = new.proposal_id and erased_at is null;
  return null;
end $$;
