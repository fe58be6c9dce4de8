-- Channels beside the review pages: Slack, and a sheet. Neither changes what a decision needs. What a
-- device signs stays signed. A decision by Slack has no device and no signature of one: its evidence is
-- the request as Slack signed it, kept apart so that it can be erased, and bound to it by its digest.
alter table decisions
  add column channel text not null default 'page',
  add column attested_sha256 text,
  alter column device_id drop not null,
  drop constraint signed_or_erased;
-- Not looked at again: every row of before is of a page, by a device, and was checked (0010).
alter table decisions
  add constraint of_a_known_channel check (channel in ('page', 'slack', 'sheet')) not valid,
  add constraint by_a_device_or_attested check ((channel = 'slack') = (device_id is null)
    and (channel = 'slack') = (attested_sha256 is not null)) not valid,
  add constraint signed_or_attested check (case when channel = 'slack' then jws is null
    else jws is not null or erased_at is not null end) not valid;

-- SLACK: whose account it is. Made by a code that the person was handed, or by an administrator.
create table slack_accounts (
  workspace_id uuid not null,
  id uuid not null,
  reviewer_id uuid not null,
  -- Slack's own ids; nobody sets these themselves, as they do names and addresses there
  team_id text not null,
  user_id text not null,
  linked_by text not null,
  linked_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, reviewer_id) references reviewers
);
create unique index one_person_a_slack_user on slack_accounts (workspace_id, team_id, user_id)
  where revoked_at is null;
create index slack_accounts_of on slack_accounts (workspace_id, reviewer_id);

create function slack_accounts_guard() returns trigger language plpgsql as $$
declare open_ text[] := array['revoked_at'];
begin
  if erasing(old.workspace_id) then open_ := open_ || array['team_id', 'user_id']; end if;
  if (to_jsonb(new) - open_) is distinct from (to_jsonb(old) - open_)
      or (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at) then
    perform refuse_move('a linked account only ends');
  end if;
  return new;
end $$;
create trigger slack_accounts_guard before update on slack_accounts
  for each row execute function slack_accounts_guard();
create trigger slack_accounts_stay before delete on slack_accounts
  for each row execute function never();
create trigger slack_accounts_audit after insert or update on slack_accounts
  for each row execute function audit_person('slack-account', 'team_id', 'user_id');

create table slack_codes (
  workspace_id uuid not null,
  code_hash text not null,
  reviewer_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (workspace_id, code_hash),
  foreign key (workspace_id, reviewer_id) references reviewers
);

-- The one message of a proposal, and what it shows. `busy_until`: a process is about to change it.
create table slack_posts (
  workspace_id uuid not null,
  proposal_id uuid not null,
  channel text,
  ts text,
  -- SHA-256 of the message as it was sent
  shown text,
  -- it has buttons
  waits boolean not null default false,
  busy_until timestamptz,
  primary key (workspace_id, proposal_id),
  foreign key (workspace_id, proposal_id) references proposals,
  constraint a_message_has_a_place check ((ts is null) = (channel is null))
);
create index slack_posts_waiting on slack_posts (workspace_id, proposal_id) where waits;

-- That a text left for Slack is on record.
create function audit_slack_post() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'slack-message', new.proposal_id::text, new.proposal_id, null,
    'posted', '{}');
  return null;
end $$;
create trigger slack_posts_audit after update on slack_posts for each row
  when (new.ts is not null and new.ts is distinct from old.ts) execute function audit_slack_post();

create table slack_attestations (
  workspace_id uuid not null,
  decision_id uuid not null,
  -- RFC 8785 JSON: the account, the decision, the request with Slack's signature over its bytes
  attested text not null,
  primary key (workspace_id, decision_id),
  foreign key (workspace_id, decision_id) references decisions
);
create function slack_attestations_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if not erasing(old.workspace_id) then
      perform refuse_move('what Slack attested is never changed');
    end if;
    return old;
  end if;
  if not exists (select from decisions d where d.workspace_id = new.workspace_id
      and d.id = new.decision_id and d.attested_sha256 = sha256_of(new.attested)) then
    perform refuse_move('no decision has this attestation');
  end if;
  return new;
end $$;
create trigger slack_attestations_guard before insert or delete on slack_attestations
  for each row execute function slack_attestations_guard();
create trigger slack_attestations_stay before update on slack_attestations
  for each row execute function never();
create trigger slack_attestations_stay_whole before truncate on slack_attestations
  execute function never();

create function audit_attestation_erased() returns trigger language plpgsql as $$
begin
  perform audit_note(old.workspace_id, 'decision', d.id::text, d.proposal_id, d.action, 'erased',
      jsonb_build_object('attested', d.attested_sha256))
    from decisions d where d.workspace_id = old.workspace_id and d.id = old.decision_id;
  return null;
end $$;
create trigger slack_attestations_erased after delete on slack_attestations
  for each row execute function audit_attestation_erased();

create or replace function audit_decision() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'decision', new.id::text, new.proposal_id,
    case when tg_op = 'UPDATE' then new.action end,
    case when tg_op = 'UPDATE' then 'taken-back' else coalesce(new.conflict, new.action) end,
    jsonb_build_object('revision', new.revision, 'contentDigest', new.content_digest,
      'reviewer', new.reviewer_id, 'device', new.device_id, 'action', new.action,
      'channel', nullif(new.channel, 'page'),
      'attested', case when tg_op = 'INSERT' then new.attested_sha256 end,
      'jws', case when tg_op = 'INSERT' then sha256_of(new.jws) end));
  return null;
end $$;

-- What is looked at on a review page only: what is to be decided blind first, and what is held because
-- something stands in for it (canaries, whose function is looked for when this one runs: their
-- migration comes later). A migration that knows of more replaces this.
do $$
begin
  if to_regprocedure('kept_to_pages(uuid, uuid, int)') is not null then return; end if;
  create function kept_to_pages(workspace_ uuid, proposal_ uuid, revision_ int) returns boolean
  language plpgsql stable as $f$
  declare held_ boolean := false;
  begin
    if exists (select from revisions r where r.workspace_id = workspace_
        and r.proposal_id = proposal_ and r.revision = revision_ and r.review ? 'blind') then
      return true;
    end if;
    if to_regprocedure('held(uuid, uuid)') is not null then
      execute 'select held($1, $2)' into held_ using workspace_, proposal_;
    end if;
    return coalesce(held_, true);
  end $f$;
end $$;

create function decisions_channel() returns trigger language plpgsql as $$
begin
  if kept_to_pages(new.workspace_id, new.proposal_id, new.revision) then
    perform refuse_move('this is decided on a review page only');
  end if;
  if new.action not in ('approve', 'reject') or new.content is not null then
    perform refuse_move(format('%s is not done in a channel', new.action));
  end if;
  if new.channel <> 'slack' then return new; end if;
  if exists (select from proposals p where p.workspace_id = new.workspace_id
      and p.id = new.proposal_id and p.kind = 'price.quote') then
    perform refuse_move('a price is never decided in Slack');
  end if;
  if not exists (select from slack_accounts a where a.workspace_id = new.workspace_id
      and a.reviewer_id = new.reviewer_id and a.revoked_at is null) then
    perform refuse_move('this person has no account in Slack here');
  end if;
  return new;
end $$;
create trigger decisions_channel before insert on decisions for each row
  when (new.channel <> 'page' and new.status = 'accepted') execute function decisions_channel();

select fence('slack_accounts'), fence('slack_codes'), fence('slack_posts'),
  fence('slack_attestations');
